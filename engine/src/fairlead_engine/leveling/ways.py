"""Who is asked for what: the ways in which tasks can be done, and diaries to book people in."""

from dataclasses import dataclass
from itertools import accumulate

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.scheduling import PassedPlan
from fairlead_engine.leveling.diary_kernels import Diaries, book
from fairlead_engine.leveling.load import Demand, gaps_of, most_of, parts_of
from fairlead_engine.leveling.piece_kernels import Modes
from fairlead_engine.leveling.proposal import TooMuch
from fairlead_engine.leveling.roles import Roles
from fairlead_engine.leveling.rooms import diaries_of
from fairlead_engine.leveling.wishes import Wishes
from fairlead_engine.machine import Machine
from fairlead_engine.network import Columns
from fairlead_engine.plan import Plan, ResourceId, TaskId
from fairlead_engine.worktime import Tables


@dataclass(frozen=True, slots=True)
class Wanted:
    """A plan, its columns, what tasks ask of people, and what is wished."""

    plan: Plan
    columns: Columns
    demands: dict[ResourceId, list[Demand]]
    too_much: tuple[TooMuch, ...]
    roles: Roles
    wishes: Wishes


def modes_of(wanted: Wanted, free: PassedPlan, machine: Machine) -> Modes:
    """Return the ways in which each task can be done: by those assigned by name, and each team that fills its roles."""
    plan, roles = wanted.plan, wanted.roles
    numbers = {person: w for w, person in enumerate(wanted.demands)}
    most = [parts_of(most_of(each)) for each in plan.resources if each.id in numbers]
    named: dict[TaskId, list[tuple[int, int]]] = {}
    for person, rows in wanted.demands.items():
        for id, parts in rows:
            named.setdefault(id, []).append((numbers[person], parts))
    usual = machine.taken(free.rest.network.calendar, free.rest.rank)
    first, calendars, needs = [0], list[int](), list[list[tuple[int, int]]]()
    for t, task in enumerate(plan.tasks):
        of_project = int(free.rest.projects.calendar[free.rest.said.project[t]])
        for number, team in enumerate(roles.teams.get(task.id, ((),))):
            filled = zip(team, roles.asked.get(task.id, ()), strict=True)
            staff = [(numbers[id], min(parts, most[numbers[id]])) for id, (_, parts) in filled]
            needs.append([*named.get(task.id, ()), *staff])
            own = roles.calendars[task.id][number] if team and not task.is_elapsed else int(usual[t])
            calendars.append(own if own >= 0 or not team or task.is_elapsed else of_project)
        first.append(len(needs))
    return Modes(
        first=machine.as_indexes(first),
        calendar=machine.as_indexes(calendars),
        need_from=machine.as_indexes(list(accumulate(map(len, needs), initial=0))),
        who=machine.as_indexes([w for row in needs for w, _ in row]),
        units=machine.as_indexes([parts for row in needs for _, parts in row]),
        capacity=machine.as_indexes(most),
    )


def blank_of(wanted: Wanted, modes: Modes, pieces: int, tables: Tables, machine: Machine) -> Diaries:
    """Return a diary for each person in which what is missing of them is booked, for no task; tasks have `pieces`."""
    resources = {each.id: each for each in wanted.plan.resources}
    gaps = [gaps_of(resources[person]) for person in wanted.demands]
    blank = diaries_of(modes, pieces, [len(of_person) for of_person in gaps], machine)
    first = int(tables.span[0])
    for w, of_person in enumerate(gaps):
        for start, finish, parts in of_person:
            begin, end = first if start is None else max(first, start), FAR if finish is None else finish
            if end > begin:
                machine.kernel(book)(w, begin, end, parts, -1, blank)
    return blank
