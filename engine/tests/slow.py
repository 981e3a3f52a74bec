"""The same dates found slowly: lists of working minutes, links written out to leaves, bounds raised until none moves.

It shares no code with the engine but the plan's records, and covers links, lags, calendars, elapsed time, milestones,
summaries, constraints, deadlines and pauses within tasks.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from fairlead_engine.plan import ConstraintKind, LagKind, LinkKind
from fairlead_engine.units import moment_of

FIRST, LAST = 29_000_000, 30_000_000  # minutes around the plans of the tests: 2025-02 to 2027-01
K, L, G = ConstraintKind, LinkKind, LagKind


class Clock:
    """A calendar as the list of its working minutes."""

    _known = {}

    def __init__(self, calendar):
        if calendar and calendar.id not in self._known:
            self._known[calendar.id] = [m for m in range(FIRST, LAST) if _works(calendar, m)]
        self._minutes = self._known[calendar.id] if calendar else None

    def count(self, instant):
        return instant if self._minutes is None else bisect_left(self._minutes, instant)

    def count_of_start(self, instant):
        return instant if self._minutes is None else bisect_right(self._minutes, instant) - 1

    def start(self, count):
        return count if self._minutes is None else self._minutes[count]

    def finish(self, count):
        return count if self._minutes is None else self._minutes[count - 1] + 1


def _works(calendar, minute):
    moment = moment_of(minute)
    of_day = moment.hour * 60 + moment.minute
    return any(shift.start <= of_day < shift.finish for shift in calendar.week[moment.weekday()])


@dataclass
class Slow:
    """Dates by task id: start, finish, late_start, late_finish, total_slack."""

    plan: object
    start: dict = field(default_factory=dict)
    finish: dict = field(default_factory=dict)
    late_start: dict = field(default_factory=dict)
    late_finish: dict = field(default_factory=dict)

    def __post_init__(self):
        self.tasks = {task.id: task for task in self.plan.tasks}
        self.children = {id_: [t.id for t in self.plan.tasks if t.parent == id_] for id_ in self.tasks}
        self.leaves = [id_ for id_ in self.tasks if not self.children[id_]]
        self.project = self.plan.projects[0]
        self._until_still(self._forward)
        self.end = max(self.finish.values())
        self._until_still(self._backward)

    def slack(self, id_):
        clock = self.clock(id_)
        return min(
            clock.count(self.late_start[id_]) - clock.count(self.start[id_]),
            clock.count(self.late_finish[id_]) - clock.count(self.finish[id_]),
        )

    def clock(self, id_):
        task = self.tasks[id_]
        name = None if task.is_elapsed else task.calendar or self.project.calendar
        return Clock(next((calendar for calendar in self.plan.calendars if calendar.id == name), None))

    def _until_still(self, visit):
        before = None
        while before != (
            before := (dict(self.start), dict(self.finish), dict(self.late_start), dict(self.late_finish))
        ):
            visit()

    def _above(self, id_):
        """Yield the task and all its summaries."""
        while id_ is not None:
            yield id_
            id_ = self.tasks[id_].parent

    def _forward(self):
        for id_ in self.leaves:
            self._place(id_, self._bound(id_))
            self._finish_as_asked(id_)
        for id_ in reversed(self.tasks):
            if self.children[id_]:
                self.start[id_] = min(self.start.get(child, LAST) for child in self.children[id_])
                self.finish[id_] = max(self.finish.get(child, FIRST) for child in self.children[id_])

    def _lasts(self, id_):
        """Return the minutes from a task's first to its last one of work, pauses included."""
        task = self.tasks[id_]
        return task.duration + sum(split.pause for split in task.splits if 0 < split.after < task.duration)

    def _place(self, id_, bound):
        clock, minutes = self.clock(id_), self._lasts(id_)
        count = clock.count(bound)
        self.start[id_] = clock.start(count) if minutes else bound
        self.finish[id_] = clock.finish(count + minutes) if minutes else bound

    def _finish_as_asked(self, id_):
        """Let a task finish in the very morning that a link to its finish asks for, not the evening before."""
        for link in self._into(id_) if self.tasks[id_].duration else ():
            at = self.start[link.predecessor] if link.kind == L.SF else self.finish[link.predecessor]
            is_as_late = self.clock(id_).count(at) == self.clock(id_).count(self.finish[id_])
            if link.kind in (L.FF, L.SF) and link.lag == 0 and is_as_late:
                self.finish[id_] = max(self.finish[id_], at)

    def _bound(self, id_):
        task = self.tasks[id_]
        asked = [self._asked(link, id_, above) for above in self._above(id_) for link in self._into(above)]
        floors = [
            self.tasks[above].constraint_at
            for above in self._above(id_)
            if above != id_ and self.tasks[above].constraint == K.SNET
        ]
        asked += floors
        bound = max(asked, default=self.project.start)
        kind, own = task.constraint, task.constraint_at
        if own is None or kind == K.ASAP:
            return bound
        if kind in (K.FNET, K.FNLT, K.MFO):
            own = self._start_for(id_, own)
        if kind in (K.SNET, K.FNET):
            return max([*asked, own])
        if kind in (K.MSO, K.MFO):
            return own
        return min(bound, own)

    def _into(self, id_):
        return [link for link in self.plan.links if link.successor == id_ and link.predecessor in self.finish]

    def _asked(self, link, id_, above):
        """Return the start that `link`, which enters `above`, asks of the leaf `id_`."""
        from_start = link.kind in (L.SS, L.SF)
        at = self.start[link.predecessor] if from_start else self.finish[link.predecessor]
        at = self._lagged(link, at, self.clock(above), 1)
        if link.kind in (L.FF, L.SF):
            return max(self.project.start, self._start_for(id_, at))
        return at

    def _start_for(self, id_, finish):
        clock, minutes = self.clock(id_), self._lasts(id_)
        return clock.start(clock.count(finish) - minutes) if minutes else finish

    def _lagged(self, link, at, clock, sign):
        lag = link.lag
        if link.lag_kind in (G.PERCENT, G.PERCENT_ELAPSED):
            lag = (self._minutes(link.predecessor) * lag + 50) // 100
        if lag == 0:
            return at
        of_clock = link.lag_kind == G.PERCENT and self.tasks[link.predecessor].is_elapsed
        if link.lag_kind in (G.ELAPSED, G.PERCENT_ELAPSED) or of_clock:
            return at + sign * lag
        count = clock.count(at) + sign * lag
        return clock.finish(count) if sign > 0 and lag > 0 else clock.start(count)

    def _late_of(self, link):
        """Return how late `link` lets its predecessor be; one to the finish of a summary holds all its children's."""
        late = self.late_start[link.successor]
        if link.kind in (L.FF, L.SF):
            late = min(self.late_finish[leaf] for leaf in self.leaves if link.successor in self._above(leaf))
        return self._lagged(link, late, self.clock(link.successor), -1)

    def _as_late(self, id_, instant):
        """Return the last instant that is as good as `instant` for work on the calendar of `id_`."""
        clock = self.clock(id_)
        return clock.start(clock.count(instant)) if self.tasks[id_].duration else instant

    def _minutes(self, id_):
        clock = self.clock(id_)
        whole = clock.count(self.finish[id_]) - clock.count(self.start[id_])
        return whole if self.children[id_] else self.tasks[id_].duration

    def _backward(self):
        for id_ in reversed(self.tasks):
            if self.children[id_]:
                self.late_start[id_] = min(self.late_start.get(child, LAST) for child in self.children[id_])
                self.late_finish[id_] = max(self.late_finish.get(child, FIRST) for child in self.children[id_])
            else:
                self._place_late(id_)

    def _place_late(self, id_):
        task, clock = self.tasks[id_], self.clock(id_)
        finishes = [self.end, *(self.tasks[above].deadline for above in self._above(id_) if self.tasks[above].deadline)]
        finishes += [
            self.tasks[above].constraint_at for above in self._above(id_) if self.tasks[above].constraint == K.FNLT
        ]
        starts = [task.constraint_at] if task.constraint == K.SNLT else []
        held = []
        for above in self._above(id_):
            for link in self.plan.links:
                if link.predecessor == above and link.successor in self.late_start:
                    from_start = link.kind in (L.SS, L.SF)
                    late = self._late_of(link)
                    waits = link.kind in (L.FS, L.SS) and link.lag == 0 and link.successor in self.leaves
                    if waits and above == id_ and task.duration:
                        late = self._as_late(link.successor, late)
                    if from_start and above == id_ and task.duration:  # a milestone is not held
                        held.append(late)
                    elif not from_start:
                        finishes.append(late)
        if task.constraint in (K.MSO, K.MFO):  # its late date, whatever waits for it
            starts = [task.constraint_at] if task.constraint == K.MSO else []
            finishes = [task.constraint_at] if task.constraint == K.MFO else []
            held = []
        if not task.duration:
            self.late_start[id_] = self.late_finish[id_] = min(finishes + starts + held)
            return
        minutes = self._lasts(id_)
        counts = [clock.count(finish) - minutes for finish in finishes]
        counts += [clock.count(start) for start in starts] + [clock.count_of_start(start) for start in held]
        self.late_start[id_] = clock.start(min(counts))
        self.late_finish[id_] = clock.finish(min(counts) + minutes)
