"""Networks to schedule: programs of projects of 500 tasks, about two links a task, the same for every scheduler.

Durations and lags are whole days, because one of the peers knows no other; three in four tasks are worked Monday to
Friday, the others on a week of six days, both with holidays. One link in four is not a plain finish-to-start.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = 480
START = date(2026, 1, 5)
PROJECT_TASKS = 500
WAVES = 8  # projects hand over to the next wave only, so that a program does not last for a century
HOLIDAYS = tuple(date(year, month, day) for year in range(2026, 2046) for month, day in ((1, 1), (5, 1), (12, 25)))


@dataclass(frozen=True, slots=True)
class Network:
    """Tasks by place; `days` of work, `on_six` tells the tasks worked on six days a week, links with `lag` in days."""

    days: list[int]
    on_six: list[bool]
    predecessor: list[int]
    successor: list[int]
    kind: list[int]  # 0 FS, 1 SS, 2 FF
    lag: list[int]


def network(tasks: int) -> Network:
    """Return a network of `tasks` tasks, always the same."""
    chance = random.Random(tasks)
    links: list[tuple[int, int]] = []
    for task in range(1, tasks):
        within = task % PROJECT_TASKS
        if within:
            links += ((task - back, task) for back in chance.sample(range(1, min(within, 40) + 1), min(within, 2)))
        elif (task // PROJECT_TASKS) % WAVES:
            links += ((task - back, task) for back in chance.sample(range(1, PROJECT_TASKS + 1), 2))
    count = len(links)
    return Network(
        days=[chance.randint(1, 8) for _ in range(tasks)],
        on_six=[chance.random() < 0.25 for _ in range(tasks)],
        predecessor=[before for before, _ in links],
        successor=[after for _, after in links],
        kind=chance.choices((0, 1, 2), (18, 3, 3), k=count),
        lag=chance.choices((0, 1, 3), (20, 3, 1), k=count),
    )


def columns_of(given: Network) -> object:
    """Return the engine's columns, as the server fills them: NumPy arrays."""
    import numpy

    from fairlead_engine import Columns

    return Columns(
        project=numpy.zeros(len(given.days), "i4"),
        parent=numpy.full(len(given.days), -1, "i4"),
        duration=numpy.array(given.days, "i8") * DAY,
        calendar=numpy.array(given.on_six, "i4"),
        predecessor=numpy.array(given.predecessor, "i4"),
        successor=numpy.array(given.successor, "i4"),
        link_kind=numpy.array(given.kind, "i4"),
        lag=numpy.array(given.lag, "i8") * DAY,
        project_start=[_start()],
        project_calendar=[0],
        calendars=_calendars(),
    )


def plan_of(given: Network) -> object:
    """Return the network as a plan of records."""
    from fairlead_engine.plan import Link, LinkKind, Plan, Project, Task

    tasks = tuple(
        Task(str(place), "", "p", duration=days * DAY, calendar="six" if on_six else None)
        for place, (days, on_six) in enumerate(zip(given.days, given.on_six, strict=True))
    )
    links = tuple(
        Link(str(before), str(after), LinkKind(kind), lag * DAY)
        for before, after, kind, lag in zip(given.predecessor, given.successor, given.kind, given.lag, strict=True)
    )
    return Plan("Network", (Project("p", "Network", _start(), "five"),), tasks, links, _calendars())


def trueppm_of(given: Network) -> object:
    """Return the network as trueppm-scheduler's project."""
    from trueppm_scheduler import Calendar, DateRange, Dependency, DependencyType, Project, Task

    kinds = [DependencyType("FS"), DependencyType("SS"), DependencyType("FF")]
    closed = tuple(DateRange(day, day) for day in HOLIDAYS)
    return Project(
        id="p",
        name="Network",
        start_date=START,
        tasks=[
            Task(str(place), "", timedelta(days=days), calendar_id="six" if on_six else "five")
            for place, (days, on_six) in enumerate(zip(given.days, given.on_six, strict=True))
        ],
        dependencies=[
            Dependency(str(before), str(after), kinds[kind], timedelta(days=lag))
            for before, after, kind, lag in zip(given.predecessor, given.successor, given.kind, given.lag, strict=True)
        ],
        calendar=Calendar(exceptions=closed),
        calendars={"five": Calendar(exceptions=closed), "six": Calendar(working_days=0b0111111, exceptions=closed)},
    )


def networkx_pass(given: Network) -> Callable[[], object]:
    """Return a call that passes forward and back over the network in networkx, in days and without calendars."""
    import networkx

    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(range(len(given.days)))
    graph.add_edges_from(
        (before, after, {"kind": kind, "lag": lag})
        for before, after, kind, lag in zip(given.predecessor, given.successor, given.kind, given.lag, strict=True)
    )
    days = given.days

    def passes() -> list[int]:
        order = list(networkx.topological_sort(graph))
        early = [0] * len(days)
        for task in order:
            for before, _, link in graph.in_edges(task, data=True):
                early[task] = max(early[task], early[before] + _offset(link, days[before], days[task]))
        end = max(start + length for start, length in zip(early, days, strict=True))
        late = [end - length for length in days]
        for task in reversed(order):
            for _, after, link in graph.out_edges(task, data=True):
                late[task] = min(late[task], late[after] - _offset(link, days[task], days[after]))
        return late

    return passes


def _offset(link: dict[str, int], before: int, after: int) -> int:
    return link["lag"] + (before, 0, before - after)[link["kind"]]


def _start() -> int:
    from fairlead_engine.units import day_of

    return day_of(START) + 480


def _calendars() -> tuple[object, ...]:
    from fairlead_engine.plan import Calendar, CalendarException, week_of

    closed = tuple(CalendarException(day, day + timedelta(days=1)) for day in HOLIDAYS)
    shifts = ((480, 720), (780, 1020))
    return (
        Calendar("five", "Five days", week_of(range(5), *shifts), closed),
        Calendar("six", "Six days", week_of(range(6), *shifts), closed),
    )
