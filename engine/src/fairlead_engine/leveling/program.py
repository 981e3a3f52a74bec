"""A plan as the leveling passes see it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fairlead_engine.cpm import BeyondHorizon, Found
from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.passes import empty_bounds
from fairlead_engine.cpm.planned import naming_tasks
from fairlead_engine.cpm.scheduling import YEAR, PassedPlan, edges_of, passed_plan
from fairlead_engine.leveling.delaying_kernels import MOVES, STAYS, Limits, Scene, book_what_stays
from fairlead_engine.leveling.load import demands_of, most_of, parts_of
from fairlead_engine.leveling.roles import roles_of
from fairlead_engine.leveling.rooms import around_of, kept_of, room_of, turns_of
from fairlead_engine.leveling.scoring_kernels import BY_CHANGES, BY_DELAY, BY_MAKESPAN, WHOLE, Goal
from fairlead_engine.leveling.splitting import pauses_of
from fairlead_engine.leveling.trying import Search
from fairlead_engine.leveling.trying_kernels import GROUP, Given
from fairlead_engine.leveling.turn_kernels import Turns, lead_to
from fairlead_engine.leveling.ways import Wanted, blank_of, modes_of
from fairlead_engine.leveling.wishes import CannotLevel, Objective, Wishes
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network import columns_of
from fairlead_engine.network.kernels import IS_SUMMARY, Network
from fairlead_engine.plan import ConstraintKind, Plan, ProjectId, ResourceId, Task, TaskKind
from fairlead_engine.worktime import END_DAY

DO_NOT_LEVEL = 1000  # Microsoft Project's priority of tasks that leveling leaves alone
_OBJECTIVES = {Objective.DELAY: BY_DELAY, Objective.MAKESPAN: BY_MAKESPAN, Objective.CHANGES: BY_CHANGES}


@dataclass(frozen=True, slots=True)
class Program:
    """What is wanted, the dates before, and the search.

    `heads` by rank and `alone` by project are where tasks start and projects end by links alone, if nobody waits.
    Where the plan `is_plain` the search has the very dates of the plan proposed; else more decides about them.
    """

    wanted: Wanted
    before: Found
    search: Search
    people: tuple[ResourceId, ...]
    heads: tuple[int, ...]
    alone: tuple[int, ...]
    is_plain: bool

    @property
    def is_cut_off(self) -> bool:
        """Whether the best schedule is so long that calendars must be known further."""
        search = self.search
        last, first = max(search.best.last, default=0), min(search.scene.spans.start, default=0)
        return bool(last + (last - first) // 2 >= search.given.goal.edge[0])


def program_of(plan: Plan, wishes: Wishes, seed: int, machine: Machine) -> Program:
    """Return `plan` ready to be leveled, with a first schedule.

    Raises: PlanError, CannotLevel.
    """
    roles, columns = roles_of(plan, columns_of(plan))
    wanted = Wanted(plan, columns, *demands_of(plan), roles, wishes)
    days = _days(wanted)
    with naming_tasks(plan, wanted.columns):
        while True:
            program = _program(wanted, days, seed, machine)
            program.search.begin()
            if not program.is_cut_off:
                return program
            if days > END_DAY:
                raise BeyondHorizon(_last_task(program, machine))
            days *= 3


def _days(wanted: Wanted) -> int:
    """Return how many days after the last date said the work of whoever has most of it may well last."""
    duration = {task.id: task.duration for task in wanted.plan.tasks}
    most = {each.id: max(1, parts_of(most_of(each))) for each in wanted.plan.resources}
    works = [sum(duration[task] * parts for task, parts in row) // most[who] for who, row in wanted.demands.items()]
    of_roles = sum(duration[task] * len(rows) for task, rows in wanted.roles.asked.items()) // max(1, len(works))
    return YEAR + (max(works, default=0) + of_roles) // 240


def _last_task(program: Program, machine: Machine) -> int:
    rank = machine.place_of(program.search.best.finish, max(program.search.best.finish))
    return int(program.search.scene.network.task[rank])


def _program(wanted: Wanted, days: int, seed: int, machine: Machine) -> Program:
    plan, n, projects = wanted.plan, len(wanted.plan.tasks), len(wanted.plan.projects)
    said = passed_plan(wanted.columns, machine, days=days)
    before = said.found()
    before.keep()
    stays = list(_stays(wanted, before))
    if all(stays) and any(project.from_finish for project in plan.projects):
        raise CannotLevel("its projects are planned backward from their finish; plan one from its start first")
    kept = [task.leveling_delay if stay else 0 for task, stay in zip(plan.tasks, stays, strict=True)]
    free = said
    if wanted.roles.asked or any(task.leveling_delay != delay for task, delay in zip(plan.tasks, kept, strict=True)):
        columns = replace(wanted.columns, leveling_delay=kept, calendar=_widest(wanted, stays))
        free = passed_plan(columns, machine, days=days)
    pauses = pauses_of(wanted, stays, machine)
    most = int(pauses.most[0])
    given = _given(wanted, before, said, free, stays, most, machine)
    scene = _scene(free, machine.as_instants(list(kept)), machine)
    room = room_of(scene.network, projects, given, pauses, seed, machine)
    booked = scene.network, said.passes.dates, scene.tables, given.limits, given.modes, pauses, given.blank, room.waits
    machine.kernel(book_what_stays)(*booked)
    now, best = (kept_of(n, projects, most, machine) for _ in range(2))
    search = Search(scene, given, room, now, best, _places(wanted, given.goal, machine), machine)
    heads, alone = (tuple(map(int, values)) for values in (scene.dates.start, scene.spans.last))
    return Program(wanted, before, search, tuple(wanted.demands), heads, alone, _is_plain(plan))


def _widest(wanted: Wanted, stays: list[bool]) -> list[int]:
    """Return the calendar of each task on which it is over as soon as by anybody who can do it."""
    usual = zip(wanted.plan.tasks, wanted.columns.calendar or (), stays, strict=True)
    return [own if stay else wanted.roles.widest.get(task.id, own) for task, own, stay in usual]


def _stays(wanted: Wanted, before: Found) -> Iterator[bool]:
    wishes = wanted.wishes
    backward = {project.id for project in wanted.plan.projects if project.from_finish}
    for task, start in zip(wanted.plan.tasks, before.numbers("start"), strict=True):
        is_wanted = task.id in wishes.pinned or task.priority >= DO_NOT_LEVEL or task.project in backward
        yield is_wanted or _is_set(task) or (wishes.frozen_until is not None and start < wishes.frozen_until)


def _is_set(task: Task) -> bool:
    """Tell whether a task has dates that leveling does not touch: begun, manual, idle, late or taken from others."""
    is_dated = task.actual_start is not None or (task.is_manual and task.manual_start is not None)
    is_of_others = task.kind in (TaskKind.LEVEL_OF_EFFORT, TaskKind.WBS_SUMMARY)
    return is_dated or is_of_others or not task.is_active or task.constraint == ConstraintKind.ALAP


def _is_plain(plan: Plan) -> bool:
    """Tell whether the pass of leveling finds the very dates of the plan proposed."""
    is_late = any(task.constraint == ConstraintKind.ALAP for task in plan.tasks)
    return not is_late and not any(project.from_finish or project.options for project in plan.projects)


def _scene(passed: PassedPlan, delays: Ints, machine: Machine) -> Scene:
    given, passes = passed.rest, passed.passes
    said = given.said._replace(leveling_delay=delays)
    bounds = empty_bounds(len(given.rank), passes.bounds.pushed, machine)
    dates, causes, spans = passes.dates, passes.causes, passes.spans
    return Scene(given.network, said, given.projects, passed.tables, dates, causes, bounds, spans)


def _given(
    wanted: Wanted, before: Found, said: PassedPlan, free: PassedPlan, stays: list[bool], most: int, machine: Machine
) -> Given:
    network = free.rest.network
    turns, turns_back = (turns_of(network, is_back, machine) for is_back in (0, 1))
    modes = modes_of(wanted, free, machine)
    return Given(
        turns=turns,
        turns_back=turns_back,
        around=around_of(network, machine),
        limits=_limits(wanted.wishes, before, free, stays, machine),
        modes=modes,
        blank=blank_of(wanted, modes, 1 + most, free.tables, machine),
        goal=_goal(wanted, before, said, machine),
        group=_groups(wanted, stays, network, turns_back, machine),
        rank=free.rest.rank,
    )


def _limits(wishes: Wishes, before: Found, free: PassedPlan, stays: list[bool], machine: Machine) -> Limits:
    n = len(stays)
    earliest, latest = [-FAR] * n, [FAR] * n
    if wishes.objective is Objective.CHANGES:
        earliest = [int(start) for start in before.numbers("start")]
    if wishes.within_slack:
        latest = [int(late) for late in machine.taken(free.passes.dates.late_start, free.rest.rank)]
    may = machine.as_indexes([STAYS if stay else MOVES for stay in stays])
    return Limits(may, machine.as_instants(earliest), machine.as_instants(latest))


def _goal(wanted: Wanted, before: Found, said: PassedPlan, machine: Machine) -> Goal:
    projects = wanted.plan.projects
    rows = zip(projects, before.numbers("project_finish"), strict=True)
    return Goal(
        objective=machine.as_indexes([_OBJECTIVES[wanted.wishes.objective]]),
        weight=machine.as_instants([round(WHOLE * wanted.wishes.weights.get(each.id, 1.0)) for each in projects]),
        target=machine.as_instants(
            [int(end if each.must_finish_at is None else each.must_finish_at) for each, end in rows]
        ),
        present=machine.as_instants([int(start) for start in said.passes.dates.start]),
        begin=machine.as_instants([min((int(each.start) for each in projects), default=0)]),
        edge=machine.as_instants([edges_of(said.tables)[1]]),
    )


def _places(wanted: Wanted, goal: Goal, machine: Machine) -> tuple[Ints, Ints]:
    """Return which project goes first, second and so on: by target, and by work for its weight (Smith 1956)."""
    work: dict[ProjectId, int] = {}
    for task in wanted.plan.tasks:
        work[task.project] = work.get(task.project, 0) + task.duration
    ids, weights = [project.id for project in wanted.plan.projects], wanted.wishes.weights
    by_target = sorted(range(len(ids)), key=lambda j: int(goal.target[j]))
    by_work = sorted(range(len(ids)), key=lambda j: work.get(ids[j], 0) / max(1e-6, weights.get(ids[j], 1.0)))
    return machine.as_indexes(_inverse(by_target)), machine.as_indexes(_inverse(by_work))


def _inverse(order: list[int]) -> list[int]:
    places = [0] * len(order)
    for place, j in enumerate(order):
        places[j] = place
    return places


def _groups(wanted: Wanted, stays: list[bool], network: Network, turns_back: Turns, machine: Machine) -> Ints:
    """Return what goes first whatever it costs: what stays and all that leads to it, then by priorities.

    Openings and closings of summaries ask nobody, so they never wait.
    """
    plan_tasks, priorities = wanted.plan.tasks, wanted.wishes.priorities
    tasks = [int(t) for t in network.task]
    leading = machine.as_indexes([*(int(stays[t]) for t in tasks), *([0] * len(tasks))])
    machine.kernel(lead_to)(turns_back, leading, *machine.indexes((2 * len(tasks), 0)))
    keys = [
        (not leading[r], -priorities.get(plan_tasks[t].project, 0), -plan_tasks[t].priority)
        for r, t in enumerate(tasks)
    ]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    of_tasks = (-1 if network.flags[r] & IS_SUMMARY else places[key] for r, key in enumerate(keys))
    return machine.as_instants([GROUP * place for place in (*of_tasks, *([-1] * len(tasks)))])
