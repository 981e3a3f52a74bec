"""Reading the whole strategy with the work that serves it, and rolling it up: a fixed number of queries."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import FloatField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.programs.models import Program, ProgramContribution
from fairlead.schedule.alignment.rolling import mean, objective_rows
from fairlead.schedule.alignment.rows import ObjectiveSaid, Part, Picture, ProgramNode, ResultRow
from fairlead.schedule.alignment.standing import ProjectStanding, plan_standings, program_facts
from fairlead.schedule.health.findings import Override, State
from fairlead.schedule.health.objective import Reading, ResultFacts, result_health
from fairlead.schedule.health.program import program_health
from fairlead.schedule.health.reading import Ahead, ahead_counts, overrides_of
from fairlead.strategy.models import DelayPoint, KeyResult, Objective, Status
from fairlead.strategy.rules.delay import DelayCost
from fairlead.strategy.rules.measure import Direction, Measure
from fairlead.strategy.rules.tree import is_within
from fairlead.work.models import ProjectContribution
from fairlead.work.selectors import programs_through_projects

Shares = dict[int, dict[int, float]]

_OBJECTIVE = (
    *("pk", "version", "parent_id", "name", "owner_id", "owner__name", "start_on", "finish_on", "weight", "status"),
    *("value", "currency", "delay_week_cost"),
)
# As floats from the database: making decimals of them first costs more than all else that is done with them.
_RESULT: tuple[str | Combinable, ...] = (
    *("pk", "objective_id", "name", "unit", "weight", "version", "direction"),
    *(Cast(name, FloatField()) for name in ("baseline", "target", "tolerance")),
    *("found__last_on", Cast("found__value", FloatField()), Cast("found__confidence_share", FloatField())),
    *(f"found__{name}" for name in ("count", "progress", "forecast", "low", "high")),
)


def picture_of(*, actor: Actor, now: datetime, within: int | None = None) -> Picture:
    """Return the strategy of the workspace with the work of it that `actor` may see. Fifteen queries at most.

    `within` keeps an objective and those below it, if it is there. `now` is the wall clock.
    Raises: NotFound where they see nothing of the strategy.
    """
    require(actor, Action.VIEW_STRATEGY)
    said = _objectives(actor)
    shown = said if within is None else _below(said, within)
    overrides = overrides_of(actor, today=now.date())
    plans = plan_standings(actor=actor, overrides=overrides, now=now)
    projects = {id: each for id, each in plans.items() if not each.is_activities}
    own = _shares(
        ProjectContribution.objects.filter(objective__workspace_id=actor.workspace_id).values_list(
            "project_id", "objective_id", Cast("share", FloatField())
        )
    )
    programs = _programs(actor, plans, overrides.programs, now.date())
    visible_own = {id: shares for id, shares in own.items() if id in projects}
    parts = _parts(shown, projects, programs, visible_own)
    rows = objective_rows(shown, _results(shown, actor, now.date()), parts, overrides.objectives)
    return Picture(rows, programs, projects, visible_own, said)


def _objectives(actor: Actor) -> dict[int, ObjectiveSaid]:
    curves: dict[int, list[tuple[int, object]]] = {}
    points = DelayPoint.objects.filter(objective__workspace_id=actor.workspace_id).order_by("weeks")
    for id, weeks, cost in points.values_list("objective_id", "weeks", "cost"):
        curves.setdefault(id, []).append((weeks, cost))
    found = {}
    for row in Objective.objects.in_workspace_of(actor).order_by("position", "pk").values_list(*_OBJECTIVE):
        id, version, parent, name, owner_id, owner, start_on, finish_on, weight, status, value, currency, cost = row
        delay = DelayCost(cost, tuple(curves.get(id, ())))  # type: ignore[arg-type]
        found[id] = ObjectiveSaid(
            *(id, version, parent, name, owner_id, owner or "", start_on, finish_on, weight, Status(status)),
            *(value, currency, delay),
        )
    return found


def _below(said: Mapping[int, ObjectiveSaid], top: int) -> dict[int, ObjectiveSaid]:
    parents = {each.id: each.parent_id for each in said.values()}
    return {id: each for id, each in said.items() if is_within(id, top, parents)}


def _results(said: Mapping[int, ObjectiveSaid], actor: Actor, today: date) -> dict[int, list[ResultRow]]:
    found: dict[int, list[ResultRow]] = {}
    rows = KeyResult.objects.filter(objective__workspace_id=actor.workspace_id).order_by("position", "pk")
    for row in rows.values_list(*_RESULT):
        id, objective_id, name, unit, weight, version, direction, baseline, target, tolerance = row[:10]
        if objective_id not in said:
            continue
        measure = Measure(Direction(direction), baseline, target, tolerance)
        reading = None
        if row[10] is not None:
            reading = Reading(*row[10:])
        objective = said[objective_id]
        health = result_health(ResultFacts(measure, reading, objective.start_on, objective.finish_on, today))
        result = ResultRow(id, objective_id, name, unit, weight, version, measure, reading, health)
        found.setdefault(objective_id, []).append(result)
    return found


def _programs(
    actor: Actor, plans: Mapping[int, ProjectStanding], overrides: Mapping[int, Override], today: date
) -> dict[int, ProgramNode]:
    shares = _shares(
        ProgramContribution.objects.filter(objective__workspace_id=actor.workspace_id).values_list(
            "program_id", "objective_id", Cast("share", FloatField())
        )
    )
    inside: dict[int, list[ProjectStanding]] = {}
    for plan in plans.values():
        if plan.program_id is not None:
            inside.setdefault(plan.program_id, []).append(plan)
    visible = Program.objects.visible_to(actor, through=programs_through_projects(actor))
    rows = list(visible.order_by("name", "pk").values_list("pk", "name", "code"))
    ahead, nothing = ahead_counts([row[0] for row in rows], today=today), Ahead()
    return {
        row[0]: _node(row, inside.get(row[0], []), ahead.get(row[0], nothing), shares.get(row[0], {}), overrides)
        for row in rows
    }


def _node(
    row: tuple[int, str, str],
    inside: list[ProjectStanding],
    ahead: Ahead,
    shares: dict[int, float],
    overrides: Mapping[int, Override],
) -> ProgramNode:
    id, name, code = row
    return ProgramNode(
        id=id,
        name=name,
        code=code,
        percent_complete=mean((each.work_minutes, each.percent_complete) for each in inside),
        finish_at=max((each.finish_at for each in inside if each.finish_at), default=None),
        health=program_health(program_facts(inside, ahead)).said(overrides.get(id)),
        project_ids=tuple(each.id for each in inside if not each.is_activities),
        shares=shares,
    )


def _parts(
    said: Mapping[int, ObjectiveSaid],
    projects: Mapping[int, ProjectStanding],
    programs: Mapping[int, ProgramNode],
    own: Shares,
) -> dict[int, dict[int, Part]]:
    """A project that states shares of its own speaks for itself; only without any it goes through its program."""
    found: dict[int, dict[int, Part]] = {}
    ends = {id: datetime.combine(each.finish_on, time()) for id, each in said.items()}
    for project in projects.values():
        program = programs.get(project.program_id) if project.program_id is not None else None
        mine = own.get(project.id)
        shares = mine if mine is not None else program.shares if program else {}
        through = program.id if program is not None and mine is None else None
        state, finish_at = project.health.effective, project.finish_at
        for objective_id, share in shares.items():
            if objective_id not in ends:
                continue
            over = _days_over(finish_at, ends[objective_id])
            part = Part(
                *(project, share, share * project.work_minutes, through, over),
                State.OFF_TRACK if over and state is not State.DONE else state,
            )
            found.setdefault(objective_id, {})[project.id] = part
    return found


def _days_over(finish_at: datetime | None, end: datetime) -> int:
    if finish_at is None or finish_at <= end:
        return 0
    return max(((finish_at - timedelta(minutes=1)).date() - end.date()).days + 1, 1)


def _shares(rows: Iterable[tuple[int, int, float]]) -> Shares:
    found: Shares = {}
    for id, objective_id, share in rows:
        found.setdefault(id, {})[objective_id] = share
    return found
