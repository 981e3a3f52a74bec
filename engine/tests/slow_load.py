"""The load of people found slowly: minute by minute, from sets of working minutes, with a plan's dates given.

It shares no code with the engine but the plan's records.
"""

from collections import Counter
from fractions import Fraction

from fairlead_engine.units import MINUTES_PER_DAY


class SlowLoad:
    """Minutes by (person, day) as fractions: `planned`, and `actual` of it; `capacity` by the same keys."""

    def __init__(self, schedule, first_day, days):
        self.plan, self.schedule = schedule.plan, schedule
        self.first, self.days = first_day, days
        self.calendars = {calendar.id: calendar for calendar in self.plan.calendars}
        self.tasks = {task.id: task for task in self.plan.tasks}
        self.summaries = {task.parent for task in self.plan.tasks}
        self.planned, self.actual, self.capacity = {}, {}, {}
        for person in self.plan.resources:
            self._offer(person)
        for each in self.plan.assignments:
            if each.task not in self.summaries and self.tasks[each.task].is_active:
                self._ask(each)

    def _offer(self, person):
        calendar = person.calendar or self.plan.projects[0].calendar
        begin, end = self.first * MINUTES_PER_DAY, (self.first + self.days) * MINUTES_PER_DAY
        minutes = [m for m in range(begin, end) if calendar is None or works(self.calendars[calendar], m)]
        self._add(self.capacity, person.id, minutes, Fraction(person.max_units))

    def _ask(self, each):
        task, dates = self.tasks[each.task], self.schedule.dates(each.task)
        hours = self._hours(task, [self._person(each.resource)])
        stretch = [m for m in range(dates.start, dates.finish) if hours(m)]
        theirs = stretch[each.delay :] or stretch
        worked = dict(self._worked(task, dates))
        minutes = [m for m in theirs if m in worked] or [m for m in stretch if m in worked]
        if each.work is None:
            share = Fraction(each.units)
        elif not minutes:
            minutes = sorted(worked) or [dates.start]
            worked = worked or {dates.start: task.percent_complete == 100}
            share = Fraction(each.work, len(minutes))
        else:
            needed = min(len(minutes), -(-Fraction(each.work) // Fraction(each.units)))
            minutes = minutes[:needed]
            share = Fraction(each.work, max(needed, 1))
        self._add(self.planned, each.resource, minutes, share)
        self._add(self.actual, each.resource, [m for m in minutes if worked[m]], share)

    def _worked(self, task, dates):
        """Yield the minutes of the clock in which the task is not paused, and whether they have been done."""
        hours = self._hours(task, [self._person(one.resource) for one in self.plan.assignments if one.task == task.id])
        counted = [m for m in range(dates.start, dates.finish) if hours(m)]
        done = int(task.duration * task.percent_complete / 100 + 0.5)
        pauses = sorted((one.after, one.pause) for one in task.splits if 0 < one.after < task.duration)
        states = []  # of the minutes counted: True done, False to do, None paused
        for at in range(done):
            states += [True] + [None] * sum(pause for after, pause in pauses if after == at + 1 <= done)
        left = []
        for at in range(done, task.duration):
            left += [None] * sum(pause for after, pause in pauses if after == at > done) + [False]
        gap = max(0, len(counted) - len(states) - len(left)) if task.actual_start is not None else 0
        states = (states + [None] * gap + left)[: len(counted)]
        states += [False] * (len(counted) - len(states))
        if task.percent_complete == 100:
            states = [True] * len(counted)
        state = dict(zip(counted, states, strict=True))
        ahead = {}  # the state of the next counted minute
        coming = states[-1] if states else False
        for minute in reversed(range(dates.start, dates.finish)):
            ahead[minute] = coming = state.get(minute, coming)
        last = state[counted[0]] if counted else False
        for minute in range(dates.start, dates.finish):
            last = state.get(minute, last)
            if last is not None and last == ahead[minute]:  # a break between what was done and what was not is neither
                yield minute, last

    def _person(self, resource):
        return next(person for person in self.plan.resources if person.id == resource)

    def _hours(self, task, people):
        """Return whether a minute is one in which one of `people` works on the task."""
        usual = self.plan.projects[0].calendar
        own = self.calendars.get(task.calendar)
        if task.is_elapsed:
            return lambda minute: True
        theirs = [self.calendars.get(person.calendar or usual) for person in people]
        is_free = not people or (own is not None and task.ignores_resource_calendars) or None in theirs
        base = own or self.calendars.get(usual)

        def together(minute):
            return any(works(one, minute) for one in theirs) and (own is None or works(own, minute))

        week = range(0, 7 * MINUTES_PER_DAY, 10)
        if is_free or not any(together(minute) for minute in week):
            return lambda minute: base is None or works(base, minute)
        return together

    def _add(self, into, person, minutes, share):
        for day, count in Counter(minute // MINUTES_PER_DAY - self.first for minute in minutes).items():
            if 0 <= day < self.days:
                into[person, day] = into.get((person, day), 0) + count * share


_known = {}


def works(calendar, minute):
    """Return whether a calendar that is a week alone works in a minute; 1970-01-01 was a Thursday."""
    if calendar.id not in _known:
        _known[calendar.id] = {
            day * MINUTES_PER_DAY + minute
            for day, shifts in enumerate(calendar.week)
            for shift in shifts
            for minute in range(shift.start, shift.finish)
        }
    return (minute + 3 * MINUTES_PER_DAY) % (7 * MINUTES_PER_DAY) in _known[calendar.id]
