"""Who is asked for how much, week by week, before and after a leveling."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fairlead.schedule.leveling.ground import Ground
from fairlead_engine.plan import Assignment, Plan, Resource, ResourceId, ResourceKind, TaskId
from fairlead_engine.units import MINUTES_PER_DAY, Instant
from fairlead_engine.worktime import WorkCalendar, rules_of

WEEK = 7 * MINUTES_PER_DAY
_MONDAY = 4 * MINUTES_PER_DAY  # 1970-01-05
MOST_WEEKS = 26
Span = tuple[int, int]
Spans = Mapping[TaskId, Sequence[Span]]  # of a task that pauses several
_PARTS = 10_000  # of one whole person


@dataclass(frozen=True, slots=True)
class Demand:
    """A task that asks for `units` of somebody; `is_ours` where it is of the scope that is looked at."""

    task: TaskId
    units: float
    is_ours: bool = True


@dataclass(slots=True)
class Asked:
    """What is asked of a person: working minutes by week, those above their capacity, and the most at a time.

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


@dataclass(frozen=True, slots=True)
class Side:
    """When tasks run, and who is on them, before a leveling or after it."""

    spans: Spans
    assignments: Sequence[Assignment]

    @property
    def last(self) -> int:
        """When all is over."""
        return max((spans[-1][1] for spans in self.spans.values()), default=0)

    def demands(self, ground: Ground) -> dict[ResourceId, list[Demand]]:
        """Return what is asked of each resource."""
        summaries, asked = {task.parent for task in ground.plan.tasks}, dict[ResourceId, list[Demand]]()
        tasks = (task for task in ground.plan.tasks if task.is_active and task.id not in summaries)
        ours = {task.id: ground.is_inside(task) for task in tasks}
        for each in self.assignments:
            if each.task in ours:
                asked.setdefault(each.resource, []).append(Demand(each.task, each.units, ours[each.task]))
        return asked


class Calendars:
    """The calendars of the people of a plan; those who have none work in that of its first project."""

    def __init__(self, plan: Plan) -> None:
        self._rules = dict(zip((each.id for each in plan.calendars), rules_of(plan.calendars), strict=True))
        self._usual = plan.projects[0].calendar if plan.projects else None
        self._made: dict[object, WorkCalendar] = {}

    def of(self, person: Resource) -> WorkCalendar:
        """Return when `person` works."""
        key = person.calendar or self._usual
        return self._made.setdefault(key, WorkCalendar(self._rules.get(key) if key else None))


def loads_of(ground: Ground, before: Side, after: Side, *, since: int) -> Loads:
    """Return the load of everybody whose load differs, or who is overloaded before or after; the busiest first.

    Weeks are counted from that of `since`, at most MOST_WEEKS; what lies later counts to overload alone.
    """
    plan, first = ground.plan, first_week(since)
    last = max((before.last, after.last, first))
    weeks = max(1, min(MOST_WEEKS, -(-(last - first) // WEEK)))
    sides = [(side.demands(ground), side.spans) for side in (before, after)]
    people, calendars = [], Calendars(plan)
    for person in plan.resources:
        if person.kind != ResourceKind.WORK or not any(person.id in demands for demands, _spans in sides):
            continue
        calendar, most = calendars.of(person), person.max_units
        pair = [asked_of(asked.get(person.id, []), spans, most, calendar, since=since) for asked, spans in sides]
        if pair[0].minutes != pair[1].minutes or pair[0].total_over or pair[1].total_over:
            capacity = [
                calendar.minutes_between(max(since, first + w * WEEK), first + (w + 1) * WEEK) for w in range(weeks)
            ]
            people.append(PersonLoad(person.id, tuple(each * person.max_units for each in capacity), *pair))
    people.sort(key=lambda load: (-load.before.total_over, -load.after.total_over, -load.before.peak, load.person))
    return Loads(first, weeks, tuple(people))


def free_in(span: Span, demands: Sequence[Demand], spans: Spans, most: float, calendar: WorkCalendar) -> int:
    """Return how many working minutes `demands` leave of somebody who has `most` units, within `span`."""
    begin, end = span
    within = {
        each.task: [(max(begin, start), min(end, finish)) for start, finish in spans.get(each.task, ())]
        for each in demands
    }
    taken = sum(asked_of(list(demands), within, most, calendar, since=begin).minutes.values())
    return max(0, round(calendar.minutes_between(begin, end) * most - taken))


def first_week(since: int) -> Instant:
    """Return the Monday of the week of `since`."""
    return Instant(since - (since - _MONDAY) % WEEK)


def asked_of(demands: list[Demand], spans: Spans, most: float, calendar: WorkCalendar, *, since: int) -> Asked:
    """Return what tasks ask of somebody who has `most` units, from `since` on.

    More than they have counts where a task of the scope is among those that ask at that time.
    """
    asked, first = Asked(), first_week(since)
    last = max((finish for each in demands for _start, finish in spans.get(each.task, ())), default=first)
    calendar.minutes_between(first, max(first, last))  # compiles all years at once
    for stretch in _stretches(demands, spans, since):
        for week in range((stretch.start - first) // WEEK, (stretch.finish - 1 - first) // WEEK + 1):
            begin, end = max(stretch.start, first + week * WEEK), min(stretch.finish, first + (week + 1) * WEEK)
            minutes = calendar.minutes_between(begin, end)
            if minutes <= 0:
                continue
            asked.minutes[week] = asked.minutes.get(week, 0.0) + minutes * stretch.units
            if stretch.is_ours and stretch.units > most + 0.00005:
                asked.over[week] = asked.over.get(week, 0.0) + minutes * (stretch.units - most)
            if stretch.is_ours:
                asked.peak = max(asked.peak, stretch.units / most if most else stretch.units)
    return asked


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time in which the same is asked; `is_ours` where a task of the scope is among those that ask."""

    start: int
    finish: int
    units: float
    is_ours: bool


def _stretches(demands: list[Demand], spans: Spans, since: int) -> Iterator[_Stretch]:
    """Yield the stretches of time from `since` on in which anything is asked."""
    events: dict[int, tuple[int, int]] = {}
    for each in demands:
        parts, ours = round(each.units * _PARTS), int(each.is_ours)
        for begin, finish in spans.get(each.task, ()):
            start = max(begin, since)
            for time, sign in ((start, 1), (finish, -1)) if finish > start else ():
                was = events.get(time, (0, 0))
                events[time] = (was[0] + sign * parts, was[1] + sign * ours)
    parts = ours = begin = 0
    for time in sorted(events):
        if parts > 0:
            yield _Stretch(begin, time, parts / _PARTS, ours > 0)
        parts, ours, begin = parts + events[time][0], ours + events[time][1], time
