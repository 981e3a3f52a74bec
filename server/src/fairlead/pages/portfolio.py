"""The programs side by side as the address asks: sorted, filtered, in time, and by value against slip."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil, floor, log10, sqrt
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.pages.project_list import SHOWN, show_choices
from fairlead.pages.roadmap import Scale, Tick
from fairlead.pages.words import quantity
from fairlead.programs.rules import Stage
from fairlead.schedule.health.findings import WORST, State
from fairlead.schedule.health.words import STATE_WORDS
from fairlead.schedule.milestones import Milestone
from fairlead.schedule.portfolio import PortfolioRow

VIEWS = ("table", "timeline", "bubbles")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 900, 440, 96, 872, 24, 392
_SMALLEST, _LARGEST, _NAMED = 7.0, 34.0, 16
_TONES = {State.ON_TRACK: "ok", State.AT_RISK: "warn", State.OFF_TRACK: "bad", State.DONE: "done"}

Key = Callable[[PortfolioRow], Any]
SORTS: dict[str, Key] = {
    "name": lambda row: row.name.casefold(),
    "health": lambda row: WORST.index(row.health.state),
    "progress": lambda row: row.percent_complete,
    "finish": lambda row: row.finish_at,
    "slip": lambda row: row.slip_days,
    "value": lambda row: max(row.values.values(), default=None),
    "benefits": lambda row: row.off_benefit_count if row.benefit_count else None,
    "gate": lambda row: row.gate.due_on if row.gate else None,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: what is sought, a state, a stage, open or closed ones or all, an order, a view."""

    search: str = ""
    state: str = ""
    stage: str = ""
    show: str = "open"
    sort: str = "name"
    view: str = "table"

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Return what `request` asks for; what cannot be is passed over."""
        given = request.GET
        sort, view, show = given.get("sort", ""), given.get("view", ""), given.get("show", "")
        return cls(
            search=given.get("q", "").strip(),
            state=given.get("state", "") if given.get("state") in [*State] else "",
            stage=given.get("stage", "") if given.get("stage") in [*Stage] else "",
            show=show if show in SHOWN else "open",
            sort=sort if sort.removeprefix("-") in SORTS else "name",
            view=view if view in VIEWS else "table",
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.search or self.state or self.stage)

    def address(self, **changes: str) -> str:
        """Return the query that asks for the same but for `changes`."""
        names = {"q": self.search, "state": self.state, "stage": self.stage, "show": self.show}
        names |= {"sort": self.sort, "view": self.view}
        usual = {"show": "open", "sort": "name", "view": "table"}
        wanted = {name: value for name, value in (names | changes).items() if value and usual.get(name) != value}
        return "?" + urlencode(wanted)

    def rows(self, rows: Sequence[PortfolioRow]) -> list[PortfolioRow]:
        """Return those of `rows`, by name, that are asked for, in the order that is; what has no value comes last."""
        # A stage that is asked for is open or closed by itself.
        closed = None if self.stage else SHOWN[self.show]
        kept = [row for row in self._fitting(rows) if closed in (None, _is_closed(row))]
        key = SORTS[self.sort.removeprefix("-")]
        told = sorted((row for row in kept if key(row) is not None), key=key, reverse=self.sort.startswith("-"))
        return told + [row for row in kept if key(row) is None]

    def choices(self, rows: Sequence[PortfolioRow]) -> list[tuple[str, str, int, str]]:
        """Return what can be shown: its name in the address, its word, how many of `rows` it is, and the address."""
        closed = [_is_closed(row) for row in self._fitting(rows)]
        return show_choices(len(closed) - sum(closed), sum(closed), self.address)

    def _fitting(self, rows: Sequence[PortfolioRow]) -> list[PortfolioRow]:
        sought = self.search.casefold()
        return [
            row
            for row in rows
            if (sought in row.name.casefold() or sought == row.code.casefold() or not sought)
            and self.state in ("", row.health.state)
            and self.stage in ("", row.stage)
        ]

    def heads(self) -> dict[str, tuple[str, str]]:
        """Return by column how it is sorted, in the words of ARIA, and the address that sorts by it or turns it."""
        found = {}
        for name in SORTS:
            turned = f"-{name}" if self.sort == name else name
            order = {name: "ascending", f"-{name}": "descending"}.get(self.sort, "")
            found[name] = (order, self.address(sort=turned))
        return found


def _is_closed(row: PortfolioRow) -> bool:
    return row.stage == Stage.CLOSED


@dataclass(frozen=True, slots=True)
class Lane:
    """A program in time, in shares of the width; empty where it has no dates. Its own milestones stand in order."""

    row: PortfolioRow
    x: str = ""
    width: str = ""
    done: str = ""
    target: str = ""
    gate: str = ""
    milestones: tuple[tuple[str, Milestone], ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Programs in time, with the months behind them and today."""

    ticks: tuple[Tick, ...]
    today: str
    lanes: tuple[Lane, ...]


def timeline_of(
    rows: Sequence[PortfolioRow], *, now: datetime, milestones: Mapping[int, Sequence[Milestone]] = MappingProxyType({})
) -> Timeline | None:
    """Return the timeline of programs, None where none has dates; `now` is the wall clock.

    `milestones` are those of the programs themselves, by their ids and in order.
    """
    moments = [moment for row in rows for moment in (row.start_at, row.finish_at, row.target_at, _due(row)) if moment]
    if not moments:
        return None
    scale = Scale(min(moments), max(moments))
    today = scale.at(now) if scale.first <= now <= scale.last else ""
    return Timeline(scale.ticks(), today, tuple(_lane(row, scale, milestones.get(row.id, ())) for row in rows))


def _lane(row: PortfolioRow, scale: Scale, milestones: Sequence[Milestone]) -> Lane:
    target, due = row.target_at, _due(row)
    marks: dict[str, Any] = {
        "target": scale.at(target) if target else "",
        "gate": scale.at(due) if due else "",
        "milestones": tuple((scale.at(each.at), each) for each in milestones),
    }
    if row.start_at is None or row.finish_at is None:
        return Lane(row, **marks)
    left = scale.share(row.start_at)
    width = max(scale.share(row.finish_at) - left, 0.4)
    done = width * (row.percent_complete or 0) / 100
    return Lane(row, f"{left:.2f}%", f"{width:.2f}%", f"{done:.2f}%", **marks)


def _due(row: PortfolioRow) -> datetime | None:
    return datetime.combine(row.gate.due_on, datetime.min.time()) if row.gate else None


@dataclass(frozen=True, slots=True)
class Bubble:
    """A program as a circle: further right it slips more, higher it is worth more, larger it is more work."""

    row: PortfolioRow
    x: float
    y: float
    r: float
    tone: str
    words: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Bubbles:
    """Programs by value against slip; `left_out` have no value in `currency`."""

    currency: str
    bubbles: tuple[Bubble, ...]
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]
    left_out: tuple[PortfolioRow, ...]


def bubbles_of(rows: Sequence[PortfolioRow]) -> Bubbles | None:
    """Return the chart in the currency that most programs have a value in; None where none has any."""
    currencies = Counter(currency for row in rows for currency in row.values)
    if not currencies:
        return None
    currency = min(currencies, key=lambda each: (-currencies[each], each))
    told = [row for row in rows if currency in row.values]
    days = _steps(0, max(row.slip_days for row in told))
    worth = [float(row.values[currency]) for row in told]
    money = _steps(min(0.0, *worth), max(worth))
    most = max(row.work_minutes for row in told) or 1
    largest = sorted(told, key=lambda row: -row.work_minutes)
    named = {row.id for row in largest[:_NAMED]}
    return Bubbles(
        currency=currency,
        # The large ones lie below, so that none hides another.
        bubbles=tuple(_bubble(row, currency, days, money, most, is_named=row.id in named) for row in largest),
        across=tuple((_x(each, days), quantity(each)) for each in days),
        up=tuple((_y(each, money), quantity(each)) for each in money),
        left_out=tuple(row for row in rows if currency not in row.values),
    )


def _bubble(
    row: PortfolioRow, currency: str, days: list[float], money: list[float], most: int, *, is_named: bool
) -> Bubble:
    worth = row.values[currency]
    radius = max(_LARGEST * sqrt(row.work_minutes / most), _SMALLEST)
    x, y = _x(row.slip_days, days), _y(float(worth), money)
    return Bubble(row, x, y, round(radius, 1), _TONES[row.health.state], _words(row, worth, currency), is_named)


def _words(row: PortfolioRow, worth: Decimal, currency: str) -> str:
    late = ngettext("%(n)d day late", "%(n)d days late", row.slip_days) % {"n": row.slip_days}
    return _("%(code)s, %(name)s: %(state)s, worth %(worth)s a year, %(late)s, %(hours)s h of work") % {
        "code": row.code,
        "name": row.name,
        "state": STATE_WORDS[row.health.state],
        "worth": quantity(worth, currency),
        "late": late if row.slip_days else _("not late"),
        "hours": quantity(round(row.work_minutes / 60)),
    }


def _steps(low: float, high: float) -> list[float]:
    """Return round numbers, five or so, from at most `low` to at least `high`."""
    rough = max(high - low, 1.0) / 4
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    return [step * number for number in range(first, last + 1)]


def _x(days: float, steps: list[float]) -> float:
    left, right = _LEFT + _LARGEST, _RIGHT - _LARGEST  # a circle at the end stays whole, and beside the labels
    return round(left + (right - left) * (days - steps[0]) / (steps[-1] - steps[0]), 1)


def _y(worth: float, steps: list[float]) -> float:
    bottom, top = _BOTTOM - _LARGEST, _TOP + _LARGEST
    return round(bottom - (bottom - top) * (worth - steps[0]) / (steps[-1] - steps[0]), 1)
