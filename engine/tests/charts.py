"""Plans and schedules drawn as text, one column a day.

    days | MTWTFSSM
    dig  | XXXX
    pour |        X   after dig +1d

The first row names the days; the first is a day of the week that begins on Monday the 2nd of March 2026, a small
letter is a holiday. Work is Monday to Friday, 8 to 12 and 13 to 17. A task has a day of work for each X, half a day
for each x, and is a milestone with an o. Where a bar stands says nothing to the engine, except for manual tasks:
it is what `check` expects. A name that is indented belongs to the summary above it. What follows the bar:

    after A · starts with A · ends with A · ends as A starts      a link, then perhaps its lag
    +1d  -4h  +2ed  +50%  +50e%                                   working, elapsed, percent lags
    SNET Wed · FNLT Fri2 · MSO Tue 13:00 · ALAP                   constraints; Fri2 is in the second week
    deadline Fri · manual · inactive · elapsed 3d · on nights     on: a calendar given to `chart`
    started Mon · finished Wed · 50% · resumes Thu · leveled 1d · pauses after 2d for 1d
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from fairlead_engine import schedule
from fairlead_engine.plan import (
    CalendarException,
    ConstraintKind,
    LagKind,
    Link,
    LinkKind,
    Plan,
    Project,
    Split,
    Task,
    standard_calendar,
)
from fairlead_engine.units import instant_of, moment_of
from fairlead_engine.worktime import WorkCalendar, rules_of

MONDAY = date(2026, 3, 2)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LINKS = {"after": "FS", "starts with": "SS", "ends with": "FF"}
UNITS = {"d": 480, "h": 60}
PAUSE = re.compile(r"pauses after (\d+)([dh]) for (\d+)([dh])")
ENDS = {"FNET", "FNLT", "MFO"}


def chart(text, *, calendars=(), **project):
    """Return the plan that `text` draws; `project` replaces settings of its project."""
    header, *rows = _rows(text)
    standard = _with_holidays(header[1])
    said = Project("p", "Chart", at("Mon 08:00"), "standard")
    tasks, links, above = [], [], []
    for name, drawing in rows:
        indent = len(name) - len(name.lstrip())
        above = [entry for entry in above if entry[0] < indent]
        task, of_task = _task(name.strip(), drawing, above[-1][1] if above else None)
        tasks.append(task)
        links += of_task
        above.append((indent, task.id))
    return Plan("Chart", (replace(said, **project),), tuple(tasks), tuple(links), (standard, *calendars))


def drawn(found, ends=("start", "finish")):
    """Return each task's bar; `ends` are the dates between which to draw, such as ("late_start", "late_finish")."""
    standard = found.plan.calendars[0]
    return {
        dates.id: _bar(getattr(dates, ends[0]), getattr(dates, ends[1]), task, standard)
        for task, dates in zip(found.plan.tasks, found, strict=True)
    }


def check(text, *, ends=("start", "finish"), **settings):
    """Assert that every task falls where `text` draws it, and return the schedule."""
    found = schedule(chart(text, **settings))
    expected = {name.strip(): _bar_of(drawing).rstrip() for name, drawing in _rows(text)[1:]}
    assert drawn(found, ends) == expected
    return found


def at(text):
    """Return an instant of the chart's weeks: "Wed 13:00" or "Fri2 17:00"."""
    day, clock = text.split()
    name, week = day[:3], int(day[3:] or 1)
    moment = MONDAY + timedelta(days=DAYS.index(name) + 7 * (week - 1))
    return instant_of(datetime.combine(moment, time.fromisoformat(clock)))


def shown(instant):
    """Return an instant as `at` reads it."""
    moment = moment_of(instant)
    week, day = divmod((moment.date() - MONDAY).days, 7)
    return f"{DAYS[day]}{week + 1 if week else ''} {moment:%H:%M}"


def _rows(text):
    lines = [line for line in text.strip("\n").splitlines() if line.strip()]
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    return [tuple(part[1:] if i else part for i, part in enumerate(line[margin:].split("|", 1))) for line in lines]


def _with_holidays(days):
    holidays = [MONDAY + timedelta(days=i) for i, letter in enumerate(days.rstrip()) if letter.islower()]
    exceptions = tuple(CalendarException(day, day + timedelta(days=1)) for day in holidays)
    return replace(standard_calendar(), exceptions=exceptions)


def _bar_of(drawing):
    return re.match(r" *(?:o(?![a-z])|[Xx][Xx ]*)?", drawing).group(0)


def _task(name, drawing, parent):
    bar = _bar_of(drawing)
    words = [word.strip() for word in drawing[len(bar) :].split(",") if word.strip()]
    minutes = bar.count("X") * 480 + bar.count("x") * 240
    task = Task(name, name, "p", parent=parent, duration=minutes, is_milestone="o" in bar)
    links = []
    for word in words:
        link = _link(word, name)
        if link:
            links.append(link)
        elif match := PAUSE.fullmatch(word):
            after, pause = (int(amount) * UNITS[unit] for amount, unit in (match.groups()[:2], match.groups()[2:]))
            task = replace(task, splits=(*task.splits, Split(after, pause)))
        else:
            task = replace(task, **_said(word, bar))
    return task, links


def _link(word, successor):
    lag, lag_kind = 0, LagKind.WORKING
    match = re.search(r" ([+-]\d+)(ed|eh|d|h|e%|%)$", word)
    if match:
        word = word[: match.start()]
        amount, unit = int(match[1]), match[2]
        minutes = {"d": 480, "h": 60, "ed": 1440, "eh": 60, "%": 1, "e%": 1}[unit]
        kinds = {"ed": LagKind.ELAPSED, "eh": LagKind.ELAPSED, "%": LagKind.PERCENT, "e%": LagKind.PERCENT_ELAPSED}
        lag, lag_kind = amount * minutes, kinds.get(unit, LagKind.WORKING)
    if match := re.fullmatch(r"ends as (.+) starts", word):
        return Link(match[1], successor, LinkKind.SF, lag, lag_kind)
    for words, kind in LINKS.items():
        if word.startswith(f"{words} "):
            return Link(word.removeprefix(f"{words} "), successor, LinkKind[kind], lag, lag_kind)
    return None


def _said(word, bar):
    """Return the fields of a task that `word` sets."""
    first, _, rest = word.partition(" ")
    if first in ConstraintKind.__members__:
        found = {"constraint": ConstraintKind[first]}
        return found | {"constraint_at": _clock(rest, first in ENDS)} if rest else found
    if first.endswith("%"):
        return {"percent_complete": float(first[:-1])}
    return SAID[first](rest, bar)


SAID = {
    "deadline": lambda rest, _: {"deadline": _clock(rest, True)},
    "started": lambda rest, _: {"actual_start": _clock(rest, False)},
    "finished": lambda rest, _: {"actual_finish": _clock(rest, True), "percent_complete": 100.0},
    "resumes": lambda rest, _: {"resume_at": _clock(rest, False)},
    "leveled": lambda rest, _: {"leveling_delay": int(rest.rstrip("d")) * 1440},
    "elapsed": lambda rest, _: {"is_elapsed": True, "duration": int(rest.rstrip("d")) * 1440},
    "on": lambda rest, _: {"calendar": rest},
    "inactive": lambda *_: {"is_active": False},
    "manual": lambda _, bar: {
        "is_manual": True,
        "manual_start": _day(bar, 0, 8),
        "manual_finish": _day(bar, -1, 17),
    },
}


def _clock(words, is_end):
    return at(words if " " in words else f"{words} {'17:00' if is_end else '08:00'}")


def _day(bar, place, hour):
    column = [i for i, letter in enumerate(bar) if letter != " "][place]
    return instant_of(datetime.combine(MONDAY + timedelta(days=column), time(hour)))


def _bar(start, finish, task, standard):
    """Return a bar of whole and half days; elapsed and other calendars' time is drawn day by day."""
    first = (moment_of(start).date() - MONDAY).days
    if start == finish:
        return " " * first + "o"
    letters = ""
    for column in range(first, (moment_of(finish - 1).date() - MONDAY).days + 1):
        letters += _letter(column, _parts(start, finish, task, standard), task, standard)
    return (" " * first + letters).rstrip()


def _parts(start, finish, task, standard):
    """Return the parts of a bar in which the task is worked; where what remains is resumed says nothing of pauses."""
    clock = WorkCalendar(rules_of([standard])[0])
    parts, done = [], 0
    pauses = task.splits if task.resume_at is None else ()
    for split in (split for split in pauses if 0 < split.after < task.duration):
        paused = clock.finish_after(start, split.after - done)
        parts.append((start, paused))
        start, done = clock.next_start(clock.finish_after(paused, split.pause)), split.after
    return [*parts, (start, finish)]


def _letter(column, parts, task, standard):
    day = MONDAY + timedelta(days=column)
    midnight = instant_of(datetime.combine(day, time()))
    if task.is_elapsed or task.calendar:
        return "X"
    is_holiday = any(exception.start <= day < exception.finish for exception in standard.exceptions)
    shifts = () if is_holiday else standard.week[day.weekday()]
    worked = sum(
        max(0, min(finish, midnight + shift.finish) - max(start, midnight + shift.start))
        for start, finish in parts
        for shift in shifts
    )
    return "X" if worked == 480 else "x" if worked else " "
