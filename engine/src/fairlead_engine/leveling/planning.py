"""A leveled plan at once, then better ones for as long as somebody waits."""

from collections.abc import Iterator, Sequence

from fairlead_engine.leveling.delaying_kernels import STAYS
from fairlead_engine.leveling.least import Bounds
from fairlead_engine.leveling.load import overloads_of
from fairlead_engine.leveling.program import Program, Wanted, program_of
from fairlead_engine.leveling.proposal import Move, Overload, Proposal
from fairlead_engine.leveling.scoring_kernels import Goal
from fairlead_engine.leveling.trying_kernels import Kept
from fairlead_engine.leveling.wishes import Objective, Wishes
from fairlead_engine.machine import machine_for
from fairlead_engine.plan import Plan
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
    plan, best, given = wanted.plan, search.best, search.given
    starts, finishes = (search.machine.taken(dates, given.rank) for dates in (best.start, best.finish))
    ends = zip(plan.projects, program.before.numbers("project_finish"), best.last, strict=True)
    overloads = tuple(_overloads(wanted, starts, finishes))
    return Proposal(
        present=plan,
        delays={task.id: int(best.delay[t]) for t, task in enumerate(plan.tasks) if given.limits.may[t] != STAYS},
        moves=tuple(_moves(program, starts)),
        too_much=wanted.too_much,
        overloads=overloads,
        finishes={project.id: (Instant(int(before)), Instant(int(after))) for project, before, after in ends},
        score=_score(wanted, given.goal, best),
        bound=bounds.of(each.resource for each in overloads),
    )


def _score(wanted: Wanted, goal: Goal, best: Kept) -> float:
    if wanted.wishes.objective is not Objective.DELAY:
        return float(best.scores[1])
    rows = zip(wanted.plan.projects, best.last, goal.target, strict=True)
    weights = wanted.wishes.weights
    return sum(weights.get(project.id, 1.0) * max(0, int(end) - int(target)) for project, end, target in rows)


def _moves(program: Program, starts: Sequence[int]) -> Iterator[Move]:
    best, tasks = program.search.best, program.wanted.plan.tasks
    people, summaries = program.people, {task.parent for task in tasks}
    for t, (task, was, now) in enumerate(zip(tasks, program.before.numbers("start"), starts, strict=True)):
        if was == now or task.id in summaries:
            continue
        if best.delay[t] and best.other[t] >= 0:
            person, other = people[int(best.person[t])], tasks[int(best.other[t])].id
            yield Move(task.id, Instant(int(was)), Instant(int(now)), person, other)
        else:
            driver = int(best.driver[t])
            yield Move(task.id, Instant(int(was)), Instant(int(now)), None, tasks[driver].id if driver >= 0 else None)


def _overloads(wanted: Wanted, starts: Sequence[int], finishes: Sequence[int]) -> Iterator[Overload]:
    rows = zip(wanted.plan.tasks, starts, finishes, strict=True)
    spans = {task.id: (int(start), int(finish)) for task, start, finish in rows}
    for resource in wanted.plan.resources:
        yield from overloads_of(resource, wanted.demands.get(resource.id, []), spans)
