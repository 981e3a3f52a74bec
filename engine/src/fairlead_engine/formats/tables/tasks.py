"""A row of a table as a task."""

from dataclasses import dataclass

from fairlead_engine.errors import PlanError
from fairlead_engine.formats.tables import kinds
from fairlead_engine.formats.tables.columns import Column, plain
from fairlead_engine.formats.tables.entries import Entry
from fairlead_engine.plan import ConstraintKind, FiledDates, ProjectId, Task, TaskId
from fairlead_engine.units import Instant
from fairlead_engine.worktime import WorkCalendar

_WORDS = {
    ConstraintKind.ASAP: """as soon as possible, asap, so früh wie möglich, dès que possible, le plus tôt possible,
        lo antes posible, o mais breve possível, il più presto possibile, zo snel mogelijk, jak najwcześniej,
        как можно раньше, none""",
    ConstraintKind.ALAP: """as late as possible, alap, so spät wie möglich, le plus tard possible, lo más tarde posible,
        o mais tarde possível, il più tardi possibile, zo laat mogelijk, jak najpóźniej, как можно позже, cs_alap""",
    ConstraintKind.SNET: """start no earlier than, snet, start on or after, anfang nicht früher als,
        début au plus tôt le, no comenzar antes del, não iniciar antes de, iniziare non prima del,
        niet eerder beginnen dan, rozpocznij nie wcześniej niż, начало не ранее, cs_msoa""",
    ConstraintKind.SNLT: """start no later than, snlt, start on or before, anfang nicht später als,
        début au plus tard le, no comenzar después del, não iniciar depois de, iniziare non oltre il,
        niet later beginnen dan, начало не позднее, cs_msob""",
    ConstraintKind.FNET: """finish no earlier than, fnet, finish on or after, ende nicht früher als,
        fin au plus tôt le, no finalizar antes del, não terminar antes de, finire non prima del,
        niet eerder eindigen dan, окончание не ранее, cs_meoa""",
    ConstraintKind.FNLT: """finish no later than, fnlt, finish on or before, ende nicht später als,
        fin au plus tard le, no finalizar después del, não terminar depois de, finire non oltre il,
        niet later eindigen dan, окончание не позднее, cs_meob""",
    ConstraintKind.MSO: """must start on, mso, muss anfangen am, doit commencer le, debe comenzar el, deve iniciar em,
        deve iniziare il, moet beginnen op, фиксированное начало, start on, cs_mso, cs_mandstart, mandatory start""",
    ConstraintKind.MFO: """must finish on, mfo, muss enden am, doit finir le, debe finalizar el, deve terminar em,
        deve finire il, moet eindigen op, фиксированное окончание, finish on, cs_meo, cs_mandfin, mandatory finish""",
}
_CONSTRAINTS = {plain(word): kind for kind, words in _WORDS.items() for word in words.split(",")}
_ENDS = {ConstraintKind.FNET, ConstraintKind.FNLT, ConstraintKind.MFO}
_UNDATED = {ConstraintKind.ASAP, ConstraintKind.ALAP}
_MANUAL = ("man", "ruczn", "вручную", "ручн", "手动")
_DAY = 480


@dataclass(frozen=True, slots=True)
class Dated:
    """A task with the dates that its row gives it."""

    task: Task
    filed: FiledDates
    entry: Entry


def dated_of(entry: Entry, id: TaskId, project: ProjectId, calendar: WorkCalendar) -> Dated:
    """Return a row as a task without parent; its dates are what was filed, and what it says itself."""
    limits = entry.table.reading.limits
    is_milestone = entry.flag(Column.MILESTONE)
    start = entry.instant(Column.START)
    finish = entry.instant(Column.FINISH, is_end=True)
    amount = entry.amount(Column.DURATION)
    if amount is None:
        duration, is_estimated = _duration(entry, start, finish, calendar, is_milestone=is_milestone)
    else:
        duration, is_estimated = int(amount.minutes + 0.5), amount.is_estimated
        if abs(duration - amount.minutes) > 1e-6:
            entry.table.reading.notes.add(kinds.SECONDS, entry.subject)
    if Column.MILESTONE not in entry.table.layout.columns.values():
        is_milestone = amount is not None and duration == 0
    if is_milestone and duration == 0 and start is not None and entry.is_whole_day(Column.FINISH):
        finish = start
    constraint, constraint_at = _constraint(entry)
    is_manual = entry.has(Column.MODE) and (entry.flag(Column.MODE) or _says_manual(entry))
    task = Task(
        id=id,
        name=entry.line(Column.NAME, limits.name_length),
        project=project,
        duration=duration,
        is_elapsed=amount is not None and amount.is_elapsed,
        is_estimated=is_estimated,
        is_milestone=is_milestone,
        is_manual=is_manual,
        is_active=entry.flag(Column.ACTIVE, default=True),
        constraint=constraint,
        constraint_at=constraint_at,
        deadline=_deadline(entry, start, finish),
        manual_start=start if is_manual else None,
        manual_finish=finish if is_manual else None,
        actual_start=entry.instant(Column.ACTUAL_START),
        actual_finish=entry.instant(Column.ACTUAL_FINISH, is_end=True),
        percent_complete=entry.percent(),
        priority=_priority(entry),
        wbs=entry.line(Column.WBS, limits.title_length),
        notes=entry.cut(Column.NOTES, limits.notes_length),
        code=entry.line(Column.CODE, limits.title_length),
    )
    return Dated(task, _filed(entry, start, finish), entry)


def _filed(entry: Entry, start: Instant | None, finish: Instant | None) -> FiledDates:
    """Return the dates and the slack that the program which saved the table had computed."""
    slack = entry.amount(Column.TOTAL_SLACK)
    return FiledDates(
        start=start,
        finish=finish,
        late_start=entry.instant(Column.LATE_START),
        late_finish=entry.instant(Column.LATE_FINISH, is_end=True),
        total_slack=None if slack is None else round(slack.minutes),
        is_critical=entry.flag(Column.CRITICAL) if entry.has(Column.CRITICAL) else None,
    )


def _duration(
    entry: Entry, start: Instant | None, finish: Instant | None, calendar: WorkCalendar, *, is_milestone: bool
) -> tuple[int, bool]:
    """Return the working minutes between two dates, or a day that is an estimate, and whether it is one."""
    notes = entry.table.reading.notes
    if is_milestone:
        return 0, False
    if start is None or finish is None:
        notes.add(kinds.NO_DURATION, entry.subject)
        return _DAY, True
    try:
        minutes = int(calendar.minutes_between(start, finish))
    except PlanError:
        minutes = 0
    if minutes < 0:
        notes.add(kinds.NEGATIVE_DURATION, entry.subject)
        return 0, False
    if minutes == 0 and finish > start:
        notes.add(kinds.FREE_DAYS, entry.subject)
        return _DAY, False
    return minutes, False


def _deadline(entry: Entry, start: Instant | None, finish: Instant | None) -> Instant | None:
    """Return the deadline; a finish without start and duration is what people call a due date."""
    deadline = entry.instant(Column.DEADLINE, is_end=True)
    if deadline is None and finish is not None and start is None and not entry.has(Column.DURATION):
        entry.table.reading.notes.add(kinds.DUE_DATES, entry.subject)
        return finish
    return deadline


def _constraint(entry: Entry) -> tuple[ConstraintKind, Instant | None]:
    text = entry.text(Column.CONSTRAINT)
    if not text:
        return ConstraintKind.ASAP, None
    kind = _CONSTRAINTS.get(plain(text), ConstraintKind.ASAP)
    if plain(text) not in _CONSTRAINTS:
        entry.table.reading.notes.add(kinds.BAD_VALUE, f"{entry.subject}: {text[:24]}"[:80])
    if kind in _UNDATED:
        return kind, None
    at = entry.instant(Column.CONSTRAINT_DATE, is_end=kind in _ENDS)
    if at is None:
        entry.table.reading.notes.add(kinds.NO_CONSTRAINT_DATE, entry.subject)
        return ConstraintKind.ASAP, None
    return kind, at


def _says_manual(entry: Entry) -> bool:
    return plain(entry.text(Column.MODE)).startswith(_MANUAL)


def _priority(entry: Entry) -> int:
    """Return a priority from 0 to 1000; one in words is not understood, for every program has its own."""
    text = entry.text(Column.PRIORITY)
    if not text or not text.isascii() or not text.isdigit():
        if text:
            entry.table.reading.notes.add(kinds.PRIORITIES, f"{entry.subject}: {text[:24]}"[:80])
        return 500
    if len(text) > 4 or int(text) > 1000:
        entry.table.reading.notes.add(kinds.OUT_OF_BOUNDS, entry.subject)
        return 1000
    return int(text)
