"""The words for what happened to a task."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fairlead.api.words import spoken


def what_happened(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return one sentence for `action`, an action of the audit trail or `task.moved`."""
    known = _sentences().get(action)
    if known is None:
        return _("Changed %(fields)s") % {"fields": ", ".join(_field(name) for name in after or before)}
    return known % {
        "predecessor": after.get("predecessor", before.get("predecessor", "")),
        "reason": after.get("reason", before.get("reason", "")),
        "start": after.get("start_at", ""),
        "finish": after.get("finish_at", ""),
    }


def _field(name: str) -> str:
    return spoken(name).replace("_", " ")


def _sentences() -> dict[str, str]:
    return {
        "task.create": _("Created"),
        "task.delete": _("Deleted"),
        "task.move": _("Moved in the outline"),
        "task.moved": _("Moved to %(start)s – %(finish)s"),
        "task.assign": _("Changed who is on it"),
        "task.block": _("Blocked: %(reason)s"),
        "task.unblock": _("No longer blocked: %(reason)s"),
        "task.link": _("Linked to wait for “%(predecessor)s”"),
        "task.unlink": _("No longer waits for “%(predecessor)s”"),
    }
