"""The roadmap at a glance: where the bars, months and today stand, in shares of the width. Pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.dates import MONTHS_3

from fairlead.schedule.health.findings import State
from fairlead.schedule.milestones import Milestone
from fairlead.schedule.selectors import ProjectRow

MOST_MONTHS = 8
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's beginning with its label."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A project's bar: from `x`, `width` wide, `done` of it filled; its promise at `promise`."""

    x: str
    width: str
    done: str
    promise: str
    is_bad: bool


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Bars by project id, none for one without dates; `milestones` are marks of the program's own activities."""

    ticks: tuple[Tick, ...]
    today: str
    bars: dict[int, Bar]
    milestones: tuple[tuple[str, Milestone], ...] = ()


def roadmap_of(rows: Sequence[ProjectRow], *, now: datetime, milestones: Sequence[Milestone] = ()) -> Roadmap | None:
    """Return the roadmap of projects and activities, or None where none has dates; `now` is the wall clock."""
    moments = [
        moment
        for row in rows
        for moment in (row.facts.start_at, row.facts.finish_at, row.project.finish_by_at)
        if moment is not None and row.facts.task_count
    ]
    if not moments:
        return None
    scale = Scale(min(moments), max(moments))
    return Roadmap(
        ticks=scale.ticks(),
        today=scale.at(now) if scale.first <= now <= scale.last else "",
        bars={
            row.project.pk: _bar(row, scale, row.facts.start_at, row.facts.finish_at)
            for row in rows
            if row.facts.start_at and row.facts.finish_at and row.facts.task_count
        },
        milestones=tuple((scale.at(each.at), each) for each in milestones),
    )


class Scale:
    """The time from `first` to `last`, a little room on both sides, as 0 to 100 percent."""

    def __init__(self, first: datetime, last: datetime) -> None:
        room = max((last - first) * 0.03, timedelta(days=1))
        self.first, self.last = first - room, last + room

    def at(self, moment: datetime) -> str:
        return f"{self.share(moment):.2f}%"

    def share(self, moment: datetime) -> float:
        return 100 * ((moment - self.first) / (self.last - self.first))

    def ticks(self) -> tuple[Tick, ...]:
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((step for step in _STEPS if months / step <= MOST_MONTHS), _STEPS[-1])
        found: list[Tick] = []
        for number in range(months + 1):
            years, index = divmod(self.first.month - 1 + number, 12)
            month = date(self.first.year + years, index + 1, 1)
            moment = datetime.combine(month, time())
            if (month.month - 1) % min(step, 12) == 0 and moment >= self.first:
                found.append(Tick(self.at(moment), _label(month, is_first=not found)))
        return tuple(found)


def _label(month: date, *, is_first: bool) -> str:
    name = str(MONTHS_3[month.month]).capitalize()
    return f"{name} {month.year}" if is_first or month.month == 1 else name


def _bar(row: ProjectRow, scale: Scale, start: datetime, finish: datetime) -> Bar:
    left, right = scale.share(start), scale.share(finish)
    width = max(right - left, 0.4)
    promise = row.project.finish_by_at
    return Bar(
        x=f"{left:.2f}%",
        width=f"{width:.2f}%",
        done=f"{width * row.facts.percent_complete / 100:.2f}%",
        promise=scale.at(promise) if promise else "",
        is_bad=row.health.state is State.OFF_TRACK,
    )
