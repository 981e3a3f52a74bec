"""From flat rows to the engine's pieces: who is asked for what in which hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from fairlead.kernel.bulk import Integers
from fairlead.resources.rules import Period
from fairlead.staffing.load.periods import Periods
from fairlead.staffing.load.reading import (
    BY_RESOURCE,
    IGNORES,
    IS_DONE,
    IS_ELAPSED,
    IS_SPECIAL,
    Assigned,
    Hours,
    Progress,
)
from fairlead_engine.load import PARTS, UNSAID, Course, Pieces, Span, Spans, spans_of
from fairlead_engine.network import PROJECTS, worked_calendars
from fairlead_engine.network import Hours as TaskHours
from fairlead_engine.plan import Split
from fairlead_engine.units import day_of
from fairlead_engine.worktime import Rules, WorkCalendar


@dataclass(frozen=True, slots=True)
class Given:
    """Pieces of rows, ready to be spread: `rules` are the calendars that they name."""

    pieces: Pieces
    spans: Spans
    rules: list[Rules]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of somebody from `start_on` to before `finish_on`: `parts` in each working minute, or `work` in all."""

    row: int
    calendar: int
    start_on: date
    finish_on: date
    parts: int
    work: int = UNSAID


def given_shares(shares: Sequence[Share], hours: Hours) -> Given:
    """Return shares, each in the working minutes of its calendar; those of work alone are spread evenly."""
    pieces = Pieces(
        row=[each.row for each in shares],
        calendar=[each.calendar for each in shares],
        parts=[each.parts for each in shares],
        work=[each.work for each in shares],
        delay=[0] * len(shares),
        first=list(range(len(shares) + 1)),
    )
    spans = Spans(
        [int(day_of(each.start_on)) for each in shares],
        [int(day_of(each.finish_on)) for each in shares],
        [0] * len(shares),
    )
    return _with_used(Given(pieces, spans, hours.rules))


def capacity_shares(
    rows: Mapping[int, int],
    calendars: Mapping[int, int | None],
    units: Mapping[int, Sequence[Period]],
    *,
    hours: Hours,
    periods: Periods,
) -> list[Share]:
    """Return what resources offer over `periods`: as many as there are of each, in their own or the usual hours.

    `rows`, `calendars` and `units` are by the keys of resources. Who has no hours offers none.
    """
    first = date.fromordinal(periods.first + date(1970, 1, 1).toordinal())
    last = date.fromordinal(first.toordinal() + periods.days)
    found = []
    for key, row in rows.items():
        place = hours.place(calendars[key])
        for each in units[key] if place != PROJECTS else ():
            start, finish = max(each.start or first, first), min(each.finish or last, last)
            if start < finish and each.units > 0:
                found.append(Share(row, place, start, finish, round(each.units * PARTS)))
    return found


def given_assigned(
    assigned: Assigned,
    *,
    rows: Integers,
    calendars: Mapping[int, int | None],
    projects: Mapping[int, tuple[int, bool]],
    progress: Mapping[int, Progress],
    hours: Hours,
) -> Given:
    """Return what `assigned` asks for, an entry a piece in the `rows` of these, in each one's hours on their task.

    `calendars` are those of resources by key, `projects` have a calendar and whether P6's rules hold.
    """
    number, rules = _hours_on_tasks(assigned, calendars, projects, hours)
    courses = _courses(assigned, projects, progress, hours)
    first, spans = _spans(assigned, courses)
    pieces = Pieces(
        row=rows,  # type: ignore[arg-type]
        calendar=number,  # type: ignore[arg-type]
        parts=assigned.hundredths * (PARTS // 100),  # type: ignore[arg-type]
        work=assigned.work,  # type: ignore[arg-type]
        delay=assigned.delay,  # type: ignore[arg-type]
        first=first,  # type: ignore[arg-type]
    )
    return _with_used(Given(pieces, spans, rules))


def _with_used(given: Given) -> Given:
    """Return the same with those calendars alone that pieces name: the days of each are counted out."""
    named = np.maximum(np.asarray(given.pieces.calendar, dtype=np.int64), PROJECTS)  # who works every minute has none
    is_used = np.bincount(named + 1, minlength=1) > 0
    is_used[0] = False
    numbers = np.where(named < 0, PROJECTS, np.cumsum(is_used)[named + 1] - 1)
    return Given(
        given.pieces._replace(calendar=numbers),  # type: ignore[arg-type]
        given.spans,
        [given.rules[place - 1] for place in np.flatnonzero(is_used).tolist()],
    )


def _hours_on_tasks(
    assigned: Assigned, calendars: Mapping[int, int | None], projects: Mapping[int, tuple[int, bool]], hours: Hours
) -> tuple[Integers, list[Rules]]:
    """Return the calendar in which each entry is worked, as a place in the rules returned with them."""
    keys = _keys(assigned, calendars, projects, hours)
    _keys_once, firsts, of_key = np.unique(keys, return_index=True, return_inverse=True)
    entries = zip(
        *(each[firsts].tolist() for each in (assigned.resource, assigned.project, assigned.calendar, assigned.flags)),
        strict=True,
    )
    asked = [
        (task_hours([calendars[resource]], projects[project], own, flags, hours), flags)
        for resource, project, own, flags in entries
    ]
    worked, found = worked_calendars({key: each for key, (each, _) in enumerate(asked)}, hours.calendars)
    rules = [*hours.rules, *(each for each in found[len(hours.rules) :] if isinstance(each, Rules))]
    numbers = [
        PROJECTS if flags & IS_ELAPSED else each.of_project if worked[key] == PROJECTS else worked[key]
        for key, (each, flags) in enumerate(asked)
    ]
    return np.array(numbers, dtype=np.int64)[of_key.reshape(-1)], rules


def _keys(
    assigned: Assigned, calendars: Mapping[int, int | None], projects: Mapping[int, tuple[int, bool]], hours: Hours
) -> Integers:
    """Return a number for each entry: the same where the same hours hold, whoever and whatever it is."""
    count = len(hours.calendars) + 1
    of_resource = {id: 0 if each is None else hours.places[each] + 1 for id, each in calendars.items()}
    of_project = {id: 2 * hours.places[calendar] + is_p6 for id, (calendar, is_p6) in projects.items()}
    of_task = {0: 0} | {id: place + 1 for id, place in hours.places.items()}
    keys = taken(of_resource, assigned.resource) * (2 * count) + taken(of_project, assigned.project)
    keys = keys * count + taken(of_task, assigned.calendar)
    return keys * 32 + (assigned.flags & (IS_ELAPSED | IGNORES | BY_RESOURCE))


def taken(values: Mapping[int, int], keys: Integers) -> Integers:
    """Return the values of many `keys`, all of which are there."""
    known = np.fromiter(values, np.int64, len(values))
    order = np.argsort(known)
    return np.fromiter(values.values(), np.int64, len(values))[order[np.searchsorted(known, keys, sorter=order)]]


def task_hours(
    people: Sequence[int | None],
    project: tuple[int, bool],
    own: int,
    flags: int,
    hours: Hours,
) -> TaskHours:
    """Return whose hours a task is worked in by `people` (their calendars); P6's tasks are worked in their own.

    `project` is a calendar, and whether P6's rules hold.
    """
    of_project, is_p6 = project
    by_people = not is_p6 or bool(flags & BY_RESOURCE)
    return TaskHours(
        own=PROJECTS if own == 0 or (is_p6 and by_people) else hours.places[own],
        of_project=hours.places[of_project],
        people=[PROJECTS if each is None else hours.places[each] for each in people],
        is_free=not by_people or bool(flags & IS_ELAPSED) or (own != 0 and bool(flags & IGNORES)),
    )


def _courses(
    assigned: Assigned, projects: Mapping[int, tuple[int, bool]], progress: Mapping[int, Progress], hours: Hours
) -> dict[int, list[Span]]:
    """Return the spans of special tasks by key; pauses count in the hours of all the people on a task."""
    marked = assigned.only(assigned.flags & IS_SPECIAL > 0)
    tasks, entries = np.unique(marked.task, return_index=True)
    if not len(tasks):
        return {}
    special = Assigned(*(getattr(marked, each.name)[entries] for each in fields(marked)))
    asked = {
        task: task_hours(progress[task].people, projects[project], own, flags, hours)
        for task, project, own, flags in zip(
            *(column.tolist() for column in (special.task, special.project, special.calendar, special.flags)),
            strict=True,
        )
    }
    worked, found = worked_calendars(asked, hours.calendars)
    rules = [*hours.rules, *(each for each in found[len(hours.rules) :] if isinstance(each, Rules))]
    clocks: dict[int, WorkCalendar] = {}
    spans = {}
    for task, flags, start, finish in zip(
        *(column.tolist() for column in (special.task, special.flags, special.start, special.finish)), strict=True
    ):
        place = asked[task].of_project if worked[task] == PROJECTS else worked[task]
        place = PROJECTS if flags & IS_ELAPSED or place is None else place
        if place not in clocks:
            has_work = place != PROJECTS and rules[place].has_work
            clocks[place] = WorkCalendar(rules[place] if has_work else None)
        spans[task] = spans_of(_course(progress[task], start, finish), clocks[place])
    return spans


def _course(progress: Progress, start: int, finish: int) -> Course:
    done = int(progress.duration * progress.percent / 100 + 0.5)
    return Course(
        start=start,
        finish=finish,
        duration=progress.duration,
        done=done if progress.done is None else progress.done,
        remaining=progress.remaining,
        is_started=progress.is_started,
        splits=[Split(*each) for each in progress.splits],
    )


def _spans(assigned: Assigned, courses: Mapping[int, Sequence[Span]]) -> tuple[Integers, Spans]:
    """Return where the spans of each entry begin, and all spans: the bar of a task, or its course if it has one."""
    n = len(assigned.task)
    done = (assigned.flags & IS_DONE > 0).astype(np.int64)
    if not courses:
        return np.arange(n + 1), Spans(assigned.start, assigned.finish, done)  # type: ignore[arg-type]
    known = np.array(sorted(courses), dtype=np.int64)
    place = np.minimum(np.searchsorted(known, assigned.task), len(known) - 1)
    is_special = known[place] == assigned.task
    sizes = np.array([len(courses[task]) for task in known.tolist()], dtype=np.int64)
    counts = np.where(is_special, sizes[place], 1)
    first = np.concatenate([[0], np.cumsum(counts)])
    columns = [np.repeat(column, counts) for column in (assigned.start, assigned.finish, done)]
    for entry in np.flatnonzero(is_special).tolist():
        course = courses[int(assigned.task[entry])]
        for at, span in enumerate(course, int(first[entry])):
            columns[0][at], columns[1][at], columns[2][at] = span.start, span.finish, span.is_done
    return first, Spans(*columns)  # type: ignore[arg-type]
