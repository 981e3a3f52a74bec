"""Reading the vision."""

from typing import Any

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.strategy.models import Vision


def vision_of(*, actor: Actor, lock: bool = False) -> Vision:
    """Return the vision of the workspace of `actor`; an empty one of version 0, not saved, where none was said.

    One query. Raises: NotFound where they see nothing of the strategy.
    """
    require(actor, Action.VIEW_STRATEGY)
    rows = Vision.objects.select_for_update() if lock else Vision.objects.all()
    found = rows.filter(workspace_id=actor.workspace_id).first()
    return found or Vision(workspace_id=actor.workspace_id, version=0)


def vision_said(vision: Vision) -> dict[str, Any]:
    """Return what people said of the vision, with its version."""
    return {"statement": vision.statement, "version": vision.version}
