"""The words for why a task is where it is, or moved."""

from django.utils.translation import gettext as _

from fairlead.schedule.models import TaskMove

Reason = TaskMove.Reason


def because_text(reason: int, *, name: str = "", later: bool = True) -> str:
    """Return why a task moved; `name` is the task that moved it, to a `later` or an earlier finish."""
    if reason == Reason.PREDECESSOR:
        text = _("“%(name)s” finishes later") if later else _("“%(name)s” finishes earlier")
    else:
        text = {
            Reason.EDITED: _("edited"),
            Reason.DRIVER: _("now waits for “%(name)s”") if name else _("nothing holds it any longer"),
            Reason.CHILDREN: _("its subtask “%(name)s” moved") if name else _("its subtasks moved"),
            Reason.PROJECT: _("the project's start moved"),
            Reason.CALENDAR: _("working times changed"),
            Reason.NEW: _("new in the plan"),
            Reason.OWN: _("its own dates decide"),
            Reason.LATE: _("it is to be as late as possible, and what follows moved"),
            Reason.LEVELED: _("leveling delays it until its people are free"),
        }[Reason(reason)]
    return text % {"name": name}
