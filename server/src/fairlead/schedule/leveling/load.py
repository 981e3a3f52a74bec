"""Who is asked for how much, week by week, before and after a leveling."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fairlead_engine.plan import Plan, Resource, ResourceId, ResourceKind, TaskId
from fairlead_engine.units import MINUTES_PER_DAY, Instant
from fairlead_engine.worktime import WorkCalendar, rules_of

WEEK = 7 * MINUTES_PER_DAY
_MONDAY = 4 * MINUTES_PER_DAY  # 1970-01-05
MOST_WEEKS = 26
Spans = Mapping[TaskId, tuple[int, int]]


@dataclass(slots=True)
class Asked:
    """What is asked of a person: working minutes by week, those above their capacity, and the most at any time.

    `peak` is a share of their capacity: 2.15 is 215 %.
    """

    minutes: dict[int, float] = field(default_factory=dict)
    over: dict[int, float] = field(default_factory=dict)
    peak: float = 0.0

    @property
    def total_over(self) -> float:
        return sum(self.over.values())


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """A person before and after; `capacity` has their working minutes by week, counted from the first week shown."""

    person: ResourceId
    capacity: tuple[float, ...]
    before: Asked
    after: Asked


@dataclass(frozen=True, slots=True)
class Loads:
    """The load of all whom tasks ask for something from `first`, a Monday, on."""

    first: Instant
    weeks: int
    people: tuple[PersonLoad, ...]


def loads_of(plan: Plan, before: Spans, after: Spans, *, since: int) -> Loads:
    """Return the load of everybody whose load differs, or who is overloaded before or after; the busiest first.

    Weeks are counted from that of `since`, at most MOST_WEEKS; what lies later counts to overload alone.
    """
    first = since - (since - _MONDAY) % WEEK
    last = max((finish for _start, finish in (*before.values(), *after.values())), default=first)
    weeks = max(1, min(MOST_WEEKS, -(-(last - first) // WEEK)))
    rules = dict(zip((each.id for each in plan.calendars), rules_of(plan.calendars), strict=True))
    usual = plan.projects[0].calendar if plan.projects else None
    asked: dict[ResourceId, list[tuple[TaskId, float]]] = {}
    for each in plan.assignments:
        asked.setdefault(each.resource, []).append((each.task, each.units))
    people = []
    calendars: dict[object, WorkCalendar] = {}
    for person in plan.resources:
        if person.kind != ResourceKind.WORK or person.id not in asked:
            continue
        key = person.calendar or usual
        calendar = calendars.setdefault(key, WorkCalendar(rules.get(key) if key else None))
        pair = [_asked(person, asked[person.id], spans, calendar, since, first) for spans in (before, after)]
        if pair[0].minutes != pair[1].minutes or pair[0].total_over or pair[1].total_over:
            capacity = [
                calendar.minutes_between(max(since, first + w * WEEK), first + (w + 1) * WEEK) for w in range(weeks)
            ]
            people.append(PersonLoad(person.id, tuple(each * person.max_units for each in capacity), *pair))
    people.sort(key=lambda load: (-load.before.total_over, -load.after.total_over, -load.before.peak, load.person))
    return Loads(Instant(first), weeks, tuple(people))


def _asked(
    person: Resource,
    tasks: list[tuple[TaskId, float]],
    spans: Spans,
    calendar: WorkCalendar,
    since: int,
    first: int,
) -> Asked:
    asked = Asked()
    for start, finish, units in _stretches(tasks, spans, since):
        for week in range((start - first) // WEEK, (finish - 1 - first) // WEEK + 1):
            begin, end = max(start, first + week * WEEK), min(finish, first + (week + 1) * WEEK)
            minutes = calendar.minutes_between(begin, end)
            if minutes <= 0:
                continue
            asked.minutes[week] = asked.minutes.get(week, 0.0) + minutes * units
            asked.peak = max(asked.peak, units / person.max_units if person.max_units else units)
            if units > person.max_units + 0.00005:
                asked.over[week] = asked.over.get(week, 0.0) + minutes * (units - person.max_units)
    return asked


def _stretches(tasks: list[tuple[TaskId, float]], spans: Spans, since: int) -> Iterator[tuple[int, int, float]]:
    """Yield the stretches of time from `since` on in which the same is asked, with how many units it is."""
    events: dict[int, int] = {}
    for task, units in tasks:
        if task not in spans:
            continue
        start, finish = max(spans[task][0], since), spans[task][1]
        if finish > start:
            parts = round(units * 10_000)
            events[start] = events.get(start, 0) + parts
            events[finish] = events.get(finish, 0) - parts
    parts, since_then = 0, 0
    for time in sorted(events):
        if parts > 0:
            yield since_then, time, parts / 10_000
        parts, since_then = parts + events[time], time
