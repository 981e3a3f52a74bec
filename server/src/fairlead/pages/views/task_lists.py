"""The tasks behind a number: what to show of which, and the page after."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from fairlead.pages.entry import PageRequest
from fairlead.pages.views.paging import next_address, time_key, wall_clock
from fairlead.schedule.attention import Show, task_rows

LIST = 100
SHOWS = {
    Show.ATTENTION: _("Late or blocked"),
    Show.LATE: _("Late"),
    Show.BLOCKED: _("Blocked"),
    Show.DEADLINE: _("Past their deadline"),
    Show.CONSTRAINT: _("Cannot keep their dates"),
    Show.CRITICAL: _("Critical"),
    Show.MISSED: _("Missed milestones"),
    Show.MILESTONE: _("Milestones to come"),
    Show.SOON: _("Due within a week"),
    Show.NOBODY: _("Nobody on it"),
    Show.OPEN: _("Open"),
    Show.DONE: _("Done"),
}


def task_list(request: PageRequest, *, program_id: int | None = None, project_id: int | None = None) -> dict[str, Any]:
    """Return what a list of tasks shows, as the address asks."""
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in SHOWS else Show.ATTENTION
    page = task_rows(
        actor=request.actor,
        now=wall_clock(),
        show=show,
        program_id=program_id,
        project_ids=None if project_id is None else [project_id],
        after=time_key(request),
        limit=LIST,
    )
    return {
        "tasks": page.rows,
        "show": show,
        "shows": SHOWS.items(),
        "next": next_address(request, page.next),
    }
