"""The words for what cannot be said of a task or a link."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairlead.kernel.errors import Refused
from fairlead.work.rules import Fault

_REASONS: dict[str, Promise] = {
    "missing": _("Missing"),
    "too_long": _("Too long"),
    "duration": _("A duration lies between nothing and 20 years"),
    "percent": _("Between 0 and 100"),
    "date": _("A date between 1970 and 2149"),
    "constraint_without_date": _("This constraint needs a date"),
    "finish_before_start": _("A task finishes after it started"),
}


def refuse(message: str, faults: Iterable[Fault]) -> None:
    """Raise Refused with the words for `faults`; do nothing where there are none."""
    fields = {fault.field: str(_REASONS[fault.reason]) for fault in faults}
    if fields:
        raise Refused(message, code="invalid", fields=fields)
