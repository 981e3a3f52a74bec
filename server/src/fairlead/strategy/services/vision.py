"""Saying the vision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Workspace
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.strategy.models import Vision
from fairlead.strategy.selectors import vision_of, vision_said

LONGEST = 5_000


@transaction.atomic
def vision_set(*, actor: Actor, version: int, statement: str, now: datetime) -> Vision:
    """Say what the workspace wants to be; the first time `version` is 0.

    Raises: NotFound, Forbidden, StaleVersion; Refused for a statement that is too long.
    """
    require(actor, Action.EDIT_STRATEGY)
    # The workspace is held, so that of two first visions at a time one waits for the other.
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    vision = vision_of(actor=actor)
    check_version(vision, version, kind="vision", current=vision_said(vision))
    text = statement.strip()
    if len(text) > LONGEST:
        raise Refused(
            _("The vision was not saved."), fields={"statement": _("At most %(n)d characters") % {"n": LONGEST}}
        )
    before, vision.statement = vision.statement, text
    vision.version += 1
    vision.save()
    change = Change("vision.update", "vision", vision.pk, before={"statement": before}, after={"statement": text})
    audit_write([change], by=by(actor, now))
    return vision
