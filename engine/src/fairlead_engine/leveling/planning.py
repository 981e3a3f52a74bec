"""A leveled plan at once, then better ones for as long as somebody waits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from fairlead_engine.cpm import Schedule, schedule_columns
from fairlead_engine.leveling.delaying_kernels import STAYS, Waits
from fairlead_engine.leveling.load import overloads_of
from fairlead_engine.leveling.program import Program, program_of
from fairlead_engine.leveling.proposal import Move, Overload, Proposal
from fairlead_engine.leveling.wishes import Objective, Wishes
from fairlead_engine.machine import machine_for
from fairlead_engine.plan import Plan, TaskId
from fairlead_engine.units import Instant

_STEPS = 20  # of plain Python for a task, in tasks scheduled without leveling
_SWAPS = 4  # at most, between one order and the next
FIRST = -(2**62)

Score = tuple[float, int]  # what the objective counts, and the sum of all starts


@dataclass(frozen=True, slots=True)
class Pass:
    """What one order of tasks led to."""

    score: Score
    delays: dict[TaskId, int]
    waits: Waits


def level(plan: Plan, wishes: Wishes | None = None, *, seed: int = 0) -> Iterator[Proposal]:
    """Yield a proposal at once, then the best one found so far after each further try, until nobody asks for more.

    The first takes tasks by priority and late start; each try lets some go before those for whom they waited. The same
    seed gives the same proposals in the same order.
    Raises: PlanError, CannotLevel, BeyondHorizon.
    """
    wishes = wishes or Wishes()
    program = program_of(plan, wishes, machine_for(len(plan.tasks) * _STEPS))
    keys = _keys(program, wishes)
    best = _passed(program, keys, wishes)
    proposal = _proposal(program, best)
    random = Random(seed)  # noqa: S311 - a search, not a secret
    while True:
        yield proposal
        tried = _swapped(program, keys, best, random)
        found = _passed(program, tried, wishes)
        if found.score <= best.score:
            is_better = found.score < best.score
            keys, best = tried, found
            proposal = _proposal(program, best) if is_better else proposal


def _keys(program: Program, wishes: Wishes) -> list[tuple[int, ...]]:
    """Return the priorities of tasks, by rank, then of closings, all of which go first; the least goes first.

    Late start is the priority rule of the least slack, on calendars; what stays, and all that leads to it, comes first.
    """
    tasks, n = program.plan.tasks, len(program.plan.tasks)
    late = program.passes.dates.late_start
    keys: list[tuple[int, ...]] = [(FIRST,)] * (2 * n)
    leading = program.turns.leading_to([r for r in range(n) if program.may[program.given.network.task[r]] == STAYS])
    for r in range(n):
        task = tasks[int(program.given.network.task[r])]
        first = 0 if r in leading else 1
        keys[r] = (first, -wishes.priorities.get(task.project, 0), -task.priority, int(late[r]))
    return keys


def _passed(program: Program, keys: list[tuple[int, ...]], wishes: Wishes) -> Pass:
    waits = program.run(program.turns.visits(keys))
    delays = program.given.said.leveling_delay
    by_task = {task.id: int(delays[t]) for t, task in enumerate(program.plan.tasks) if program.may[t] != STAYS}
    return Pass((_score(program, wishes), program.machine.total(program.passes.dates.start)), by_task, waits)


def _score(program: Program, wishes: Wishes) -> float:
    last = [int(finish) for finish in program.passes.spans.last]
    if wishes.objective is Objective.MAKESPAN:
        return float(max(last, default=0))
    if wishes.objective is Objective.CHANGES:
        before, found = program.before.found.numbers("start"), program.passes.dates.start
        return float(sum(found[r] != start for r, start in zip(program.given.rank, before, strict=True)))
    delay = 0.0
    for project, finish in zip(program.plan.projects, last, strict=True):
        target = project.must_finish_at
        if target is None:
            target = program.before.project_dates(project.id)[1]
        delay += wishes.weights.get(project.id, 1.0) * max(0, finish - target)
    return delay


def _swapped(program: Program, keys: list[tuple[int, ...]], best: Pass, random: Random) -> list[tuple[int, ...]]:
    """Return `keys` after some tasks that waited for another were put just before it."""
    waiting = [t for t in range(len(program.plan.tasks)) if best.waits.other[t] >= 0]
    tried = list(keys)
    for _ in range(random.randint(1, _SWAPS) if waiting else 0):
        t = random.choice(waiting)
        one, other = (int(program.given.rank[each]) for each in (t, best.waits.other[t]))
        if keys[other][:3] == keys[one][:3]:
            tried[one] = (*keys[one][:3], keys[other][3] - 1)
    return tried


def _proposal(program: Program, best: Pass) -> Proposal:
    tasks = tuple(
        replace(task, leveling_delay=best.delays.get(task.id, task.leveling_delay)) for task in program.plan.tasks
    )
    plan = replace(program.plan, tasks=tasks)
    columns = replace(program.before.columns, leveling_delay=[task.leveling_delay for task in tasks])
    after = Schedule(plan, columns, schedule_columns(columns))
    finishes = {
        project.id: (program.before.project_dates(project.id)[1], after.project_dates(project.id)[1])
        for project in plan.projects
    }
    moves = tuple(_moves(program, after, best.waits))
    return Proposal(plan, moves, program.too_much, tuple(_overloads(program, after)), finishes, best.score[0])


def _moves(program: Program, after: Schedule, waits: Waits) -> Iterator[Move]:
    summaries = {task.parent for task in program.plan.tasks}
    starts = (of.found.numbers("start") for of in (program.before, after))
    for t, (task, was, now) in enumerate(zip(program.plan.tasks, *starts, strict=True)):
        if was == now or task.id in summaries:
            continue
        if program.given.said.leveling_delay[t] and waits.other[t] >= 0:
            person, other = program.people[int(waits.person[t])], program.plan.tasks[int(waits.other[t])].id
            yield Move(task.id, Instant(int(was)), Instant(int(now)), person, other)
        else:
            yield Move(task.id, Instant(int(was)), Instant(int(now)), None, after.dates(task.id).driver_task)


def _overloads(program: Program, after: Schedule) -> Iterator[Overload]:
    starts, finishes = after.found.numbers("start"), after.found.numbers("finish")
    rows = zip(program.plan.tasks, starts, finishes, strict=True)
    spans = {task.id: (int(start), int(finish)) for task, start, finish in rows}
    for resource in program.plan.resources:
        yield from overloads_of(resource, program.demands.get(resource.id, []), spans)
