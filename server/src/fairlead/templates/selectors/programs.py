"""Reading templates of programs, and what a program made from one would be."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound
from fairlead.programs.rules import Stage
from fairlead.templates.models import ProgramTemplate
from fairlead.templates.rules import Crossing, Gain, ProgramContent, Step, day_of, program_begun
from fairlead.templates.selectors.projects import RoleRow, role_rows
from fairlead.templates.selectors.serving import ServedRow, served_rows
from fairlead_engine import Schedule, moment_of, schedule


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate as it would be due, with how many criteria; it guards the stage that it `opens`, if any."""

    name: str
    due_on: date
    criterion_count: int
    opens: Stage | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A tranche as it would lie, from `start_on` to before `finish_on`, with the gates that end it."""

    name: str
    capability: str
    start_on: date
    finish_on: date
    gates: tuple[GateRow, ...]


@dataclass(frozen=True, slots=True)
class GainRow:
    """A benefit as it would be expected: from `baseline` to `target` on a day, in `unit`."""

    name: str
    is_disbenefit: bool
    unit: str
    baseline: float
    target: float
    target_on: date


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A project, or the program's activities, as it would lie, from `start_at` to before `finish_at`.

    `tranche` names the one that it is in.
    """

    id: str
    name: str
    code: str
    tranche: str
    start_at: datetime
    finish_at: datetime
    task_count: int
    phase_count: int


@dataclass(frozen=True, slots=True)
class ProgramPreview:
    """A program as it would be, begun on a day: all of it lies from `start_at` to before `finish_at`.

    `gates` are those that end no tranche; `activities` are what the program does itself, None for nothing;
    `link_count` counts links from one of them, or a project, to another.
    """

    start_on: date
    start_at: datetime
    finish_at: datetime
    task_count: int
    link_count: int
    tranches: tuple[StepRow, ...]
    gates: tuple[GateRow, ...]
    benefits: tuple[GainRow, ...]
    activities: PieceRow | None
    projects: tuple[PieceRow, ...]
    roles: tuple[RoleRow, ...]
    serves: tuple[ServedRow, ...]


def program_templates_of(*, actor: Actor) -> QuerySet[ProgramTemplate]:
    """Return the templates of programs that `actor` may see, by name, without what they hold. One query."""
    return ProgramTemplate.objects.visible_to(actor).select_related("made_from", "by").defer("content")


def program_template_get(*, id: int, actor: Actor) -> ProgramTemplate:
    """Return the template of a program that `actor` may see. One query.

    Raises: NotFound.
    """
    found = ProgramTemplate.objects.visible_to(actor).select_related("made_from", "by").filter(pk=id).first()
    if found is None:
        raise NotFound(_("There is no such template, or you may not see it."))
    return found


def program_preview_of(template: ProgramTemplate, *, actor: Actor, start_on: date) -> ProgramPreview:
    """Return what a program made from `template` on `start_on` would be, with the roles unfilled. Two queries."""
    content = program_begun(template.said, start_on)
    pieces = _pieces(content)
    steps = tuple(_step(content, each, place) for place, each in enumerate(content.steps))
    spans = [(each.start_at, each.finish_at) for each in pieces]
    spans += [(datetime.combine(each.start_on, time()), datetime.combine(each.finish_on, time())) for each in steps]
    begin = datetime.combine(start_on, time())
    return ProgramPreview(
        start_on,
        min((start for start, _finish in spans), default=begin),
        max((finish for _start, finish in spans), default=begin + timedelta(days=1)),
        len(content.plan.tasks),
        _links_across(content),
        steps,
        tuple(_gate(content, each) for each in content.gates if each.step is None),
        tuple(_gain(content, each) for each in content.gains),
        next((each for each in pieces if each.id == content.activities), None),
        tuple(each for each in pieces if each.id != content.activities),
        role_rows(content.plan, template.workspace_id),
        served_rows(content, actor=actor, start_on=start_on),
    )


def _pieces(content: ProgramContent) -> tuple[PieceRow, ...]:
    found = schedule(content.plan) if content.plan.tasks else None
    counts = Counter(task.project for task in content.plan.tasks)
    said = zip(content.plan.projects, content.pieces, strict=True)
    return tuple(
        PieceRow(
            piece.id,
            project.name,
            piece.code,
            content.steps[piece.step].name if piece.step is not None else "",
            *_span(found if counts[project.id] else None, project.id, moment_of(project.start)),
            task_count=counts[project.id],
            phase_count=len(piece.phases),
        )
        for project, piece in said
    )


def _span(found: Schedule | None, project: str, start: datetime) -> tuple[datetime, datetime]:
    if found is None:
        return start, start
    first, last = found.project_dates(project)
    return moment_of(first), moment_of(last)


def _step(content: ProgramContent, step: Step, place: int) -> StepRow:
    days = [day_of(content.starts_on, day) for day in (step.start_day, step.finish_day)]
    gates = tuple(_gate(content, each) for each in content.gates if each.step == place)
    return StepRow(step.name, step.capability, days[0], days[1], gates)


def _gate(content: ProgramContent, crossing: Crossing) -> GateRow:
    gate = crossing.gate
    opens = Stage(crossing.opens) if crossing.opens else None
    return GateRow(gate.name, day_of(content.starts_on, gate.due_day), len(gate.criteria), opens)


def _gain(content: ProgramContent, gain: Gain) -> GainRow:
    on = day_of(content.starts_on, gain.target.day)
    return GainRow(gain.name, gain.is_disbenefit, gain.unit, float(gain.baseline.value), float(gain.target.value), on)


def _links_across(content: ProgramContent) -> int:
    project_of = {task.id: task.project for task in content.plan.tasks}
    return sum(project_of[each.predecessor] != project_of[each.successor] for each in content.plan.links)
