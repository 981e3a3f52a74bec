"""A leveled plan at once, then better ones for as long as somebody waits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fairlead_engine.cpm import schedule_columns
from fairlead_engine.leveling.delaying_kernels import STAYS
from fairlead_engine.leveling.least import Bounds
from fairlead_engine.leveling.load import Demand, overloads_of
from fairlead_engine.leveling.pieces import pieces_of, spans_of, splits_of, with_splits
from fairlead_engine.leveling.program import Program, program_of
from fairlead_engine.leveling.proposal import Move, Overload, Proposal, Staffed
from fairlead_engine.leveling.unmet import gone_of, too_late_of
from fairlead_engine.leveling.wishes import Objective, Wishes
from fairlead_engine.machine import machine_for
from fairlead_engine.plan import Plan, ResourceId, Split, TaskId
from fairlead_engine.units import Instant

_STEPS = 20  # of plain Python for a task, in tasks scheduled without leveling


def level(plan: Plan, wishes: Wishes | None = None, *, seed: int = 0) -> Iterator[Proposal]:
    """Yield a proposal at once, then the best one found so far after some further tries, until nobody asks for more.

    The first takes tasks by priority and late start. Where one `is_proven`, later ones differ only in what does not
    count. The same seed gives the same proposals in the same order.
    Raises: PlanError, CannotLevel, BeyondHorizon.
    """
    wishes = wishes or Wishes()
    program = program_of(plan, wishes, seed, machine_for(len(plan.tasks) * _STEPS))
    bounds = Bounds(program)
    proposal = _proposal(program, bounds)
    scores = list(program.search.best.scores)
    while True:
        yield proposal
        program.search.go_on()
        if list(program.search.best.scores) != scores:
            scores = list(program.search.best.scores)
            proposal = _proposal(program, bounds)


def _proposal(program: Program, bounds: Bounds) -> Proposal:
    wanted, search = program.wanted, program.search
    may, tasks = search.given.limits.may, wanted.plan.tasks
    delays = {task.id: int(search.best.delay[t]) for t, task in enumerate(tasks) if may[t] != STAYS}
    staffed, splits = tuple(_staffed(program)), splits_of(program)
    after = _after(program, delays, splits)
    overloads = tuple(_overloads(program, staffed, after))
    ends = zip(wanted.plan.projects, program.before.numbers("project_finish"), after.ends, strict=True)
    return Proposal(
        present=wanted.plan,
        delays=delays,
        moves=tuple(_moves(program, after)),
        splits=splits,
        staffed=staffed,
        unmet=(*wanted.too_much, *wanted.roles.nobody, *gone_of(program, after.finishes), *too_late_of(program)),
        overloads=overloads,
        finishes={project.id: (Instant(int(before)), Instant(int(end))) for project, before, end in ends},
        score=_score(program, after),
        bound=bounds.of(each.resource for each in overloads),
    )


@dataclass(frozen=True, slots=True)
class After:
    """Dates of the plan proposed, by task, the task that each follows or -1, and where projects end.

    What remains of a task of P6's that has begun is from `rests` to `finishes`.
    """

    starts: Sequence[int]
    rests: Sequence[int]
    finishes: Sequence[int]
    drivers: Sequence[int]
    ends: Sequence[int]


def _after(program: Program, delays: dict[TaskId, int], splits: dict[TaskId, tuple[Split, ...]]) -> After:
    """Return the dates with `delays` and `splits`: the search's, or found anew where more decides about them."""
    search, tasks = program.search, program.wanted.plan.tasks
    if program.is_plain:
        starts, finishes = (
            search.machine.taken(each, search.given.rank) for each in (search.best.start, search.best.finish)
        )
        return After(starts, starts, finishes, search.best.driver, search.best.last)
    kept = [delays.get(task.id, task.leveling_delay) for task in tasks]
    columns = replace(with_splits(program, splits), leveling_delay=kept, calendar=_worked(program))
    found = schedule_columns(columns, search.machine)
    names = "start", "early_start", "early_finish", "driver_task", "project_finish"
    return After(*(found.numbers(name) for name in names))


def _ways(program: Program) -> Iterator[tuple[int, TaskId, int]]:
    """Yield place and id of each task whose roles are filled, and the number of the way in which they are."""
    given, best = program.search.given, program.search.best
    for t, task in enumerate(program.wanted.plan.tasks):
        if task.id in program.wanted.roles.teams and given.limits.may[t] != STAYS:
            yield t, task.id, int(best.mode[t]) - int(given.modes.first[t])


def _staffed(program: Program) -> Iterator[Staffed]:
    roles = program.wanted.roles
    for _, task, way in _ways(program):
        for (role, _parts), person in zip(roles.asked[task], roles.teams[task][way], strict=True):
            yield Staffed(task, role, person)


def _worked(program: Program) -> list[int]:
    """Return the calendar of each task with its roles filled."""
    calendars = list(program.wanted.columns.calendar or ())
    for t, task, way in _ways(program):
        calendars[t] = program.wanted.roles.calendars[task][way]
    return calendars


def _score(program: Program, after: After) -> float:
    plan, wishes, goal = program.wanted.plan, program.wanted.wishes, program.search.given.goal
    if wishes.objective is Objective.MAKESPAN:
        return float(max(after.ends, default=0))
    if wishes.objective is Objective.CHANGES:
        return float(len(list(_moves(program, after))))
    rows = zip(plan.projects, after.ends, goal.target, strict=True)
    return sum(wishes.weights.get(project.id, 1.0) * max(0, int(end) - int(target)) for project, end, target in rows)


def _moves(program: Program, after: After) -> Iterator[Move]:
    best, tasks = program.search.best, program.wanted.plan.tasks
    people, summaries = program.people, {task.parent for task in tasks}
    for t, (task, was, now) in enumerate(zip(tasks, program.before.numbers("start"), after.starts, strict=True)):
        pieces = pieces_of(program, t, int(now), int(after.finishes[t])) if best.pauses[t] > 0 else ()
        if (was == now and not pieces) or task.id in summaries:
            continue
        person, other = None, int(after.drivers[t])
        if best.delay[t] and best.person[t] >= 0:
            person, other = people[int(best.person[t])], int(best.other[t])
        because = tasks[other].id if other >= 0 else None
        yield Move(task.id, Instant(int(was)), Instant(int(now)), person, because, pieces)


def _overloads(program: Program, staffed: Iterable[Staffed], after: After) -> Iterator[Overload]:
    wanted = program.wanted
    rows = zip(wanted.plan.tasks, after.rests, after.finishes, strict=True)
    spans = {task.id: spans_of(program, t, int(start), int(finish)) for t, (task, start, finish) in enumerate(rows)}
    parts = {(task, role): parts for task, asked in wanted.roles.asked.items() for role, parts in asked}
    filled: dict[ResourceId, list[Demand]] = {}
    for each in staffed:
        filled.setdefault(each.person, []).append((each.task, parts[each.task, each.role]))
    for resource in wanted.plan.resources:
        demands = [*wanted.demands.get(resource.id, []), *filled.get(resource.id, [])]
        if demands:
            yield from overloads_of(resource, demands, spans)
