"""What is to be done: my own tasks; and in the projects that I manage what is wrong, comes soon, has changed."""

from collections.abc import Mapping
from typing import Any

from fairlead.pages.history import line_of
from fairlead.pages.home.sections import Sight
from fairlead.schedule.attention import Show, task_rows
from fairlead.schedule.facts import rows_of
from fairlead.schedule.forecasts import days_moved, finishes_before
from fairlead.schedule.mine import my_tasks
from fairlead.schedule.news import task_news
from fairlead.staffing.selectors import Which, request_page
from fairlead.work.models import Project

TASKS, ROWS, NEWS, PROJECTS = 30, 8, 8, 8


def tasks_read(sight: Sight) -> Mapping[str, Any] | None:
    """Return my open tasks, those to be in hand apart from the next; None for who has none and does other things."""
    tasks = my_tasks(actor=sight.actor, now=sight.now, limit=TASKS)
    if not tasks and (sight.leads or not sight.followed_projects):
        return None
    return {
        "now_tasks": [each for each in tasks if each.is_now],
        "next_tasks": [each for each in tasks if not each.is_now],
    }


def today_read(sight: Sight) -> Mapping[str, Any]:
    """Return what is late or blocked in my projects."""
    page = _tasks(sight, Show.ATTENTION)
    return {"attention": page, "project_count": len(sight.managed_projects), "only": _only(sight)}


def coming_read(sight: Sight) -> Mapping[str, Any]:
    """Return what is due soon in my projects, and what nobody does."""
    return {"soon": _tasks(sight, Show.SOON), "alone": _tasks(sight, Show.NOBODY), "only": _only(sight)}


def changes_read(sight: Sight) -> Mapping[str, Any]:
    """Return what others did in my projects since I was here, and which finishes moved."""
    ids = sight.managed_projects
    before = finishes_before(ids, since=sight.since)
    moved = [
        (project, days)
        for project in Project.objects.filter(pk__in=before).select_related("dates").order_by("name", "pk")
        for days in [days_moved(before[project.pk], project.dates.finish_at)]
        if days
    ]
    news = task_news(project_ids=ids, actor=sight.actor, since=sight.since, limit=NEWS)
    return {"moved": moved, "news": [(each, line_of(each.event)) for each in news], "since": sight.since}


def answers_read(sight: Sight) -> Mapping[str, Any] | None:
    """Return what was decided of late about requests of mine; None where nothing was."""
    rows, _key = request_page(actor=sight.actor, which=Which.DECIDED, limit=ROWS)
    mine = [row for row in rows if row.decision.at >= sight.since and row.decision.by_id != sight.actor.person_id]
    return {"answers": mine, "now": sight.at} if mine else None


def projects_read(sight: Sight) -> Mapping[str, Any]:
    """Return how the projects stand that I manage, or in which I have another role, the worst first."""
    ids = sight.managed_projects or sight.followed_projects
    found = Project.objects.visible_to(sight.actor).filter(pk__in=ids).select_related("program")
    rows = rows_of(list(found.order_by("finish_by_at", "name", "pk")[:PROJECTS]), actor=sight.actor, now=sight.now)
    return {"projects": rows, "more": len(ids) - len(rows), "manages": bool(sight.managed_projects)}


def _tasks(sight: Sight, show: Show) -> Any:
    return task_rows(actor=sight.actor, now=sight.now, show=show, project_ids=sight.managed_projects, limit=ROWS)


def _only(sight: Sight) -> int | None:
    """Return the one project that I manage; None where there are several."""
    return next(iter(sight.managed_projects)) if len(sight.managed_projects) == 1 else None
