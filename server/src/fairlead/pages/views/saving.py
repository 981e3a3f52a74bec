"""Saving a form through a service: refusals stand at their fields, a late save beside the other version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from fairlead.kernel.audit import audit_last
from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.pages.forms.basics import PageForm, VersionedForm, Versions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Nothing was saved: the status to answer with, and both versions where somebody else was faster."""

    status: int = 200
    versions: Versions | None = None


def saved(form: PageForm, save: Callable[[], T]) -> T | Unsaved:
    """Return what `save` returns if something valid was sent to `form`, else why nothing was saved.

    NotFound and Forbidden rise.
    """
    if not form.is_bound:
        return Unsaved()
    if not form.is_valid():
        return Unsaved(422)
    try:
        return save()
    except Refused as refused:
        form.refuse(refused)
        return Unsaved(422)
    except StaleVersion as stale:
        if not isinstance(form, VersionedForm):
            raise
        last = audit_last(target=stale.kind, target_id=stale.id)
        return Unsaved(409, form.versions(stale, who=last.actor_name if last else ""))
