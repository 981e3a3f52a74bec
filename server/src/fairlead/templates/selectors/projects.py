"""Reading templates, and what a project made from one would be."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound
from fairlead.resources.models import Resource
from fairlead.templates.models import Template
from fairlead.templates.rules import Part, begun, day_of, roles_of
from fairlead.templates.selectors.serving import ServedRow, served_rows
from fairlead_engine import Schedule, moment_of, schedule
from fairlead_engine.plan import Plan
from fairlead_engine.units import Instant


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role to be filled, on how many tasks it is, and who of the pool is called the same."""

    id: str
    name: str
    task_count: int
    same: int | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A phase as it would lie, and when its gate would be due; None for what has no days."""

    name: str
    start_at: datetime | None
    finish_at: datetime | None
    gate: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A project as it would be, begun on a day: from `start_at` to before `finish_at`."""

    start_on: date
    start_at: datetime
    finish_at: datetime
    task_count: int
    parts: tuple[PartRow, ...]
    roles: tuple[RoleRow, ...]
    serves: tuple[ServedRow, ...]


def templates_of(*, actor: Actor) -> QuerySet[Template]:
    """Return the templates that `actor` may see, by name, without what they hold. One query."""
    return Template.objects.visible_to(actor).select_related("made_from", "by").defer("content")


def template_get(*, id: int, actor: Actor) -> Template:
    """Return a template that `actor` may see. One query.

    Raises: NotFound.
    """
    template = Template.objects.visible_to(actor).select_related("made_from", "by").filter(pk=id).first()
    if template is None:
        raise NotFound(_("There is no such template, or you may not see it."))
    return template


def preview_of(template: Template, *, actor: Actor, start_on: date) -> Preview:
    """Return what a project made from `template` on `start_on` would be, with the roles unfilled. Two queries."""
    content = begun(template.said, start_on)
    found = schedule(content.plan)
    start, finish = found.project_dates(content.plan.projects[0].id) if content.plan.tasks else (None, None)
    begins = content.plan.projects[0].start
    return Preview(
        start_on,
        moment_of(Instant(start if start is not None else begins)),
        moment_of(Instant(finish if finish is not None else begins)),
        len(content.plan.tasks),
        tuple(_part_row(part, found, start_on) for part in content.phases),
        role_rows(content.plan, template.workspace_id),
        served_rows(content, actor=actor, start_on=start_on),
    )


def role_rows(plan: Plan, workspace_id: int) -> tuple[RoleRow, ...]:
    """Return the roles that the plan of a template asks for, those on most tasks first. One query."""
    counts, roles = Counter(each.resource for each in plan.assignments), roles_of(plan)
    same = same_in_pool([each.name for each in roles], workspace_id)
    rows = [RoleRow(each.id, each.name, counts[each.id], same.get(each.name)) for each in roles]
    return tuple(sorted(rows, key=lambda row: (-row.task_count, row.name)))


def same_in_pool(names: list[str], workspace_id: int) -> Mapping[str, int]:
    """Return the roles and equipment of the pool that have one of `names`, by it. One query."""
    pool = Resource.objects.filter(workspace_id=workspace_id, name__in=names, archived_at=None)
    kinds = (Resource.Kind.ROLE, Resource.Kind.EQUIPMENT)
    return dict(pool.filter(kind__in=kinds).order_by("-pk").values_list("name", "pk"))


def _part_row(part: Part, found: Schedule, start_on: date) -> PartRow:
    start, finish = _day(start_on, part.start_day), _day(start_on, part.finish_day)
    if part.task is not None:
        dates = found.dates(part.task)
        start, finish = moment_of(dates.start), moment_of(dates.finish)
    if part.gate is None:
        return PartRow(part.name, start, finish, "", None)
    return PartRow(part.name, start, finish, part.gate.name, day_of(start_on, part.gate.due_day))


def _day(start_on: date, days: int | None) -> datetime | None:
    return None if days is None else datetime.combine(day_of(start_on, days), time())
