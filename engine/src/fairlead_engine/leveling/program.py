"""A plan as the leveling pass sees it, and the pass itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fairlead_engine.cpm import BeyondHorizon, Schedule, schedule
from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.passes import Passes, empty_bounds
from fairlead_engine.cpm.scheduling import passed_plan, rank_at_the_edge
from fairlead_engine.leveling.booking_kernels import Bookings, Demands
from fairlead_engine.leveling.delaying_kernels import MOVES, STAYS, Waits, delay
from fairlead_engine.leveling.load import Demand, demands_of, parts_of
from fairlead_engine.leveling.proposal import TooMuch
from fairlead_engine.leveling.turns import Turns
from fairlead_engine.leveling.wishes import CannotLevel, Wishes
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network import NONE, Arranged
from fairlead_engine.plan import ConstraintKind, Plan, ResourceId, Task
from fairlead_engine.worktime import Tables

DO_NOT_LEVEL = 1000  # Microsoft Project's priority of tasks that leveling leaves alone


@dataclass(frozen=True, slots=True)
class Program:
    """A plan, its present schedule, and the arrays of the pass; what `passes` holds is of the last pass."""

    plan: Plan
    before: Schedule
    given: Arranged
    tables: Tables
    passes: Passes
    turns: Turns
    people: tuple[ResourceId, ...]
    demands: dict[ResourceId, list[Demand]]
    too_much: tuple[TooMuch, ...]
    asked: Demands
    booked: Bookings  # by what stays
    may: Ints
    latest: Ints
    machine: Machine

    def run(self, visits: Sequence[int]) -> Waits:
        """Place all tasks in the order of `visits`; `passes.dates` and the delays in `given.said` are the result.

        Raises: BeyondHorizon.
        """
        machine, n = self.machine, len(self.plan.tasks)
        for j in range(len(self.passes.spans.start)):
            self.passes.spans.first[j], self.passes.spans.last[j] = FAR, -FAR
        taken = machine.as_indexes(list(self.booked.taken))
        waits = Waits(self.may, self.latest, *machine.indexes((n, -1), (n, -1), (n, 0), (2, 0)))
        machine.kernel(delay)(
            machine.as_indexes(visits),
            *(self.given.network, self.given.said, self.given.projects, self.tables),
            *(self.passes.dates, self.passes.causes, self.passes.bounds, self.passes.spans),
            *(self.asked, self.booked._replace(taken=taken), waits),
        )
        for j, start in enumerate(self.passes.spans.start):
            if self.passes.spans.first[j] == FAR:
                self.passes.spans.first[j] = self.passes.spans.last[j] = start
        rank = rank_at_the_edge(self.passes, self.tables, machine)
        if rank is not None:
            raise BeyondHorizon(self.plan.tasks[int(self.given.network.task[rank])].id)
        return waits


def program_of(plan: Plan, wishes: Wishes, machine: Machine) -> Program:
    """Return `plan` ready to be leveled.

    Raises: PlanError, CannotLevel.
    """
    _refuse(plan)
    before = schedule(plan)
    starts = [int(start) for start in before.found.numbers("start")]
    stays = [_stays(task, start, wishes) for task, start in zip(plan.tasks, starts, strict=True)]
    kept = [task.leveling_delay if stay else 0 for task, stay in zip(plan.tasks, stays, strict=True)]
    passed = passed_plan(replace(before.columns, leveling_delay=kept), machine)
    given, tables, passes = passed.given, passed.tables, passed.passes
    demands, too_much = demands_of(plan)
    people = tuple(demands)
    asked, booked = _bookings(plan, demands, machine)
    _book_what_stays(plan, before, stays, asked, booked)
    late = list(passes.dates.late_start)
    latest = [late[rank] if wishes.within_slack else FAR for rank in given.rank]
    return Program(
        *(plan, before, given, tables, _with_bounds(passes, len(plan.tasks), machine), Turns.of(given)),
        *(people, demands, too_much, asked, booked),
        machine.as_indexes([STAYS if stay else MOVES for stay in stays]),
        *(machine.as_instants(latest), machine),
    )


def _refuse(plan: Plan) -> None:
    if any(project.from_finish for project in plan.projects):
        raise CannotLevel("a project is planned backward from its finish; plan it from its start first")
    if any(project.options is not None for project in plan.projects):
        raise CannotLevel("a project is scheduled by P6's rules")
    if any(task.constraint == ConstraintKind.ALAP for task in plan.tasks):
        raise CannotLevel("a task begins as late as possible; let it begin as soon as possible first")


def _stays(task: Task, start: int, wishes: Wishes) -> bool:
    is_set = task.actual_start is not None or not task.is_active or (task.is_manual and task.manual_start is not None)
    is_wanted = task.id in wishes.pinned or task.priority >= DO_NOT_LEVEL
    return is_set or is_wanted or (wishes.frozen_until is not None and start < wishes.frozen_until)


def _with_bounds(passes: Passes, n: int, machine: Machine) -> Passes:
    return replace(passes, bounds=empty_bounds(n, machine.same_instants(n, NONE), machine))


def _bookings(plan: Plan, demands: dict[ResourceId, list[Demand]], machine: Machine) -> tuple[Demands, Bookings]:
    """Return the demands by task, and room to book them by person."""
    places = {task.id: t for t, task in enumerate(plan.tasks)}
    most = {resource.id: parts_of(resource.max_units) for resource in plan.resources}
    rows: list[list[tuple[int, int]]] = [[] for _ in plan.tasks]
    for w, of_person in enumerate(demands.values()):
        for task, parts in of_person:
            rows[places[task]].append((w, parts))
    first = [0]
    for row in rows:
        first.append(first[-1] + len(row))
    flat = [each for row in rows for each in row]
    who, units = machine.as_indexes([w for w, _ in flat]), machine.as_indexes([parts for _, parts in flat])
    asked = Demands(machine.as_indexes(first), who, units, machine.as_indexes([most[person] for person in demands]))
    begins = [0]
    for of_person in demands.values():
        begins.append(begins[-1] + len(of_person))
    start, finish = machine.instants((len(flat), 0), (len(flat), 0))
    count, parts_booked, task_booked = machine.indexes((len(demands), 0), (len(flat), 0), (len(flat), 0))
    return asked, Bookings(machine.as_indexes(begins), count, start, finish, parts_booked, task_booked)


def _book_what_stays(plan: Plan, before: Schedule, stays: list[bool], asked: Demands, booked: Bookings) -> None:
    for t, task in enumerate(plan.tasks):
        if not stays[t] or not task.is_active:
            continue
        dates = before.dates(task.id)
        for k in range(int(asked.first[t]), int(asked.first[t + 1])):
            w = int(asked.who[k])
            place = int(booked.first[w]) + int(booked.taken[w])
            booked.start[place], booked.finish[place] = int(dates.start), int(dates.finish)
            booked.units[place], booked.task[place] = asked.units[k], t
            booked.taken[w] += 1
