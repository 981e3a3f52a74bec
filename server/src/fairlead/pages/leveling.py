"""A proposal as its page shows it: facts, load week by week, moves with their reasons, the search as a chart."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fairlead.access.rules import Actor
from fairlead.pages.words import day_words
from fairlead.resources.models import Resource
from fairlead.resources.selectors import engine_calendars
from fairlead.schedule.leveling.findings import Findings, PersonFound
from fairlead.schedule.leveling.selectors import Filled, fills_of, moves_of, reasons_for
from fairlead.schedule.leveling.words import Told, unmet_told
from fairlead.schedule.models import Scenario, ScenarioMove, TaskMove
from fairlead.schedule.outcome import Outcome
from fairlead.work.models import Project
from fairlead_engine.leveling import Objective
from fairlead_engine.units import instant_of, moment_of
from fairlead_engine.worktime import WorkCalendar, rules_of

MOST_WEEKS = 16
MOST_MOVES = 60
_LEVELS = 8  # of color, from nothing to all that somebody has
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 330, 120, 8, 12, 96


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of somebody: its load in percent, the shade of it, and whether it is too much at some time."""

    percent: int
    shade: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A person with their weeks before and after, and the most that is asked of them at any time, in percent."""

    name: str
    title: str
    before: list[Cell]
    after: list[Cell]
    peak_before: int
    peak_after: int


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on `day`; `label` stands over every fourth."""

    day: str
    label: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project before and after; `days` later in calendar days, `is_late` past what is promised."""

    project: Project
    before: datetime
    after: datetime
    days: int
    is_late: bool
    moved: int
    filled: int
    weight: float
    priority: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Where a task's bar stands before, and its pieces after: begin and width, as shares of the whole width."""

    before: tuple[str, str]
    after: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A task that moves, by how many working days, and why; `group` is under which heading it stands."""

    move: ScenarioMove
    group: str
    days: str
    reason: str
    bars: Bars


@dataclass(frozen=True, slots=True)
class Chart:
    """The best that was found over time, as a path of SVG, with where the bound lies; None where there is none."""

    path: str
    bound: str | None
    seconds: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class View:
    """All that the page of a proposal shows; `gap` is by how many percent no plan could be better, None if unknown."""

    found: Findings
    over_before: str
    over_after: str
    finish: datetime
    finish_days: int
    score: str
    gap: float | None
    weeks: list[Week]
    people: list[LoadRow]
    projects: list[ProjectRow]
    moves: list[MoveRow]
    more_moves: int
    fills: list[Filled]
    unmet: list[Told]
    chart: Chart

    @property
    def moved_projects(self) -> int:
        """How many projects have a task that moves."""
        return sum(each.moved > 0 for each in self.projects)


def view_of(scenario: Scenario, *, actor: Actor, all_moves: bool = False, by_person: bool = False) -> View | None:
    """Return what the page shows of the best so far, None where nothing was found yet. Eleven queries.

    Moves stand project by project, or by whom they wait for: who is short most often first.
    """
    row = scenario.leveling
    if not row.findings or row.score is None:
        return None
    found = Findings.of_json(row.findings)
    projects = list(Project.plans.filter(pk__in=[each.id for each in found.projects]).order_by("position", "id"))
    rows, fills = list(moves_of(scenario)), fills_of(scenario)
    if by_person:
        rows = by_person_of(rows)
    before = max((each.before for each in found.projects), default=found.first_week)
    after = max((each.after for each in found.projects), default=found.first_week)
    return View(
        found=found,
        over_before=hours(found.over_before),
        over_after=hours(found.over_after),
        finish=moment_of(after),
        finish_days=_days(before, after),
        score=score_words(Objective(row.wishes["objective"]), row.score),
        gap=_gap(row.score, row.bound),
        weeks=_weeks(found),
        people=_people(found.people),
        projects=[_project(each, scenario, found, rows, fills) for each in projects],
        moves=_moves(scenario, rows if all_moves else rows[:MOST_MOVES], projects, actor, by_person=by_person),
        more_moves=0 if all_moves else max(0, len(rows) - MOST_MOVES),
        fills=fills,
        unmet=unmet_told(found, actor=actor),
        chart=_chart(scenario),
    )


def accepted_words(outcome: Outcome, *, filled: int) -> str:
    """Return what accepting did, tasks counted as a proposal counts them, with their summaries apart. One query."""
    moved = TaskMove.objects.filter(recalculation=outcome.revision)
    summaries = moved.filter(task__dates__is_summary=True).count()
    count = outcome.moved.count - summaries
    text = ngettext("Accepted: %(n)d task moved", "Accepted: %(n)d tasks moved", count) % {"n": count}
    if summaries:
        more = ngettext("with %(n)d summary above them", "with %(n)d summaries above them", summaries)
        text = f"{text}, {more % {'n': summaries}}"
    if filled:
        more = ngettext("%(n)d role filled", "%(n)d roles filled", filled)
        text = f"{text}; {more % {'n': filled}}"
    return f"{text}."


def hours(minutes: float) -> str:
    """Return working minutes as hours."""
    return _("%(hours)s h") % {"hours": f"{round(minutes / 60):,}"}


def score_words(objective: Objective, score: float) -> str:
    """Return what an objective counts, in the words of people."""
    if objective is Objective.MAKESPAN:
        return day_words(moment_of(int(score) - 1))
    if objective is Objective.CHANGES:
        return f"{round(score):,}"
    return _("%(days)s days") % {"days": f"{score / 1440:,.1f}".removesuffix(".0")}


def _gap(score: float, bound: float | None) -> float | None:
    if bound is None:
        return None
    return 0.0 if score <= bound else round(100 * (score - bound) / score, 1)


def _days(before: int, after: int) -> int:
    return (moment_of(after - 1).date() - moment_of(before - 1).date()).days


def _weeks(found: Findings) -> list[Week]:
    count = len(found.people[0].before) if found.people else 0
    first = moment_of(found.first_week)
    days = [first + timedelta(weeks=week) for week in range(min(count, MOST_WEEKS))]
    pattern = pgettext("date format", "j M")
    return [Week(day_words(day), date_format(day, pattern) if place % 4 == 0 else "") for place, day in enumerate(days)]


def _people(people: Iterable[PersonFound]) -> list[LoadRow]:
    people = list(people)
    pool = Resource.objects.in_bulk([each.id for each in people])
    return [
        LoadRow(
            name=pool[each.id].name,
            title=pool[each.id].title,
            before=_cells(each.before, each.is_over_before),
            after=_cells(each.after, each.is_over_after),
            peak_before=round(each.peak_before * 100),
            peak_after=round(each.peak_after * 100),
        )
        for each in people
        if each.id in pool
    ]


def _cells(shares: Sequence[float], is_over: Sequence[bool]) -> list[Cell]:
    pairs = list(zip(shares, is_over, strict=True))[:MOST_WEEKS]
    return [Cell(round(share * 100), _shade(share, over), over) for share, over in pairs]


def _shade(share: float, over: bool) -> int:  # noqa: FBT001 - pairs of a cell
    if over:
        return 1 + min(3, int(max(0.0, share - 0.75) / 0.4))
    return min(_LEVELS, -(-int(share * 100) * _LEVELS // 100))


def _project(
    project: Project, scenario: Scenario, found: Findings, rows: Iterable[ScenarioMove], fills: Iterable[Filled]
) -> ProjectRow:
    dates = next(each for each in found.projects if each.id == project.pk)
    wishes = scenario.leveling.wishes
    promise = project.finish_by_at
    return ProjectRow(
        project=project,
        before=moment_of(dates.before),
        after=moment_of(dates.after),
        days=_days(dates.before, dates.after),
        is_late=promise is not None and moment_of(dates.after) > promise,
        moved=sum(move.task.project_id == project.pk for move in rows),
        filled=sum(each.fill.task.project_id == project.pk for each in fills),
        weight=wishes["weights"].get(str(project.pk), 1.0),
        priority=wishes["priorities"].get(str(project.pk), 0),
    )


def by_person_of(rows: Sequence[ScenarioMove]) -> list[ScenarioMove]:
    """Return moves by whom they wait for, who is waited for most first; then those that follow, or are released."""
    count = Counter(move.person_id or 0 for move in rows)
    names = {move.person_id or 0: move.person.name for move in rows if move.person}
    places = {id: (-count[id], name, id) for id, name in names.items()}
    waiting = sorted((move for move in rows if move.person_id), key=lambda move: places[move.person_id or 0])
    return waiting + sorted((move for move in rows if not move.person_id), key=lambda move: move.reason)


def _moves(
    scenario: Scenario, rows: Sequence[ScenarioMove], projects: Sequence[Project], actor: Actor, *, by_person: bool
) -> list[MoveRow]:
    if not rows:
        return []
    reasons = reasons_for(scenario, actor=actor)
    calendars = engine_calendars(scenario.workspace_id)
    rules = dict(zip((int(each.id) for each in calendars), rules_of(calendars), strict=True))
    worktimes = {each.pk: WorkCalendar(rules[each.calendar_id]) for each in projects}
    per_day = {each.pk: each.minutes_per_day for each in projects}
    first = min(min(move.start_before_at, move.start_after_at) for move in rows)
    last = max(max(move.finish_before_at, move.finish_after_at) for move in rows)
    for worktime in worktimes.values():
        worktime.minutes_between(instant_of(first), instant_of(last))  # compiles all years at once
    scale = _Scale(first, max(last, first + timedelta(days=1)))
    return [
        MoveRow(
            move=move,
            group=_heading(move) if by_person else move.task.project.title,
            days=_shift(
                worktimes[move.task.project_id].minutes_between(
                    instant_of(move.start_before_at), instant_of(move.start_after_at)
                ),
                per_day[move.task.project_id],
            ),
            reason=reasons.text(move),
            bars=scale.bars(move),
        )
        for move in rows
    ]


def _heading(move: ScenarioMove) -> str:
    if move.person:
        return move.person.name
    return capfirst(move.get_reason_display())


def _shift(minutes: int, per_day: int) -> str:
    days = minutes / per_day
    shown = f"{abs(days):.1f}".removesuffix(".0")
    if abs(days) < 0.1:
        return _("±0 d")
    return (_("+%(days)s d") if days > 0 else _("−%(days)s d")) % {"days": shown}


class _Scale:
    """The time from `first` to `last` as 0 to 100 percent."""

    def __init__(self, first: datetime, last: datetime) -> None:
        self.first, self.length = first, last - first

    def bars(self, move: ScenarioMove) -> Bars:
        pieces = [(moment_of(start), moment_of(finish)) for start, finish in move.pieces]
        return Bars(
            before=self._bar(move.start_before_at, move.finish_before_at),
            after=[self._bar(*piece) for piece in pieces or [(move.start_after_at, move.finish_after_at)]],
        )

    def _bar(self, start: datetime, finish: datetime) -> tuple[str, str]:
        width = max(100 * ((finish - start) / self.length), 0.8)
        return f"{100 * ((start - self.first) / self.length):.2f}%", f"{width:.2f}%"


def _chart(scenario: Scenario) -> Chart:
    row = scenario.leveling
    objective = Objective(row.wishes["objective"])
    points = [(at / 1000, score) for at, score in row.improvements] or [(0.0, row.score or 0.0)]
    ended = scenario.end.at if hasattr(scenario, "end") else row.beat_at
    lasted = (ended - row.claimed_at).total_seconds() if ended and row.claimed_at else points[-1][0]
    length = max(lasted, points[-1][0], 0.1)
    low = min([points[-1][1], *([row.bound] if row.bound is not None else [])])
    high = max(points[0][1], low + 1)
    low -= (high - low) * 0.12

    def x(seconds: float) -> str:
        return f"{LEFT + (WIDTH - 2 * LEFT) * seconds / length:.1f}"

    def y(score: float) -> str:
        return f"{BOTTOM - (BOTTOM - TOP) * (score - low) / (high - low):.1f}"

    steps = "".join(f"H{x(at)}V{y(score)}" for at, score in points[1:])
    return Chart(
        path=f"M{x(points[0][0])} {y(points[0][1])}{steps}H{WIDTH - LEFT}",
        bound=None if row.bound is None else y(row.bound),
        seconds=_("%(seconds)s s") % {"seconds": f"{length:.1f}"},
        first=score_words(objective, points[0][1]),
        last=score_words(objective, points[-1][1]),
    )
