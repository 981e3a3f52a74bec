"""Plan files for tests: Microsoft Project XML of a few lines, and the real ones of the corpus."""

import gzip
import os
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from fairlead_engine.formats import Column

REPOSITORY = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("FAIRLEAD_CORPUS") or REPOSITORY.parent / "shared" / "data") / "schedules" / "files"
NAMED = ("s02", "s08", "s19")

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no schedule files in {CORPUS}")


def corpus_file(name: str) -> tuple[str, bytes]:
    """Return the file name and the content, unpacked, of the corpus file whose name starts with `name`."""
    path = next(CORPUS.glob(f"{name}-*"))
    content = path.read_bytes()
    return (path.stem, gzip.decompress(content)) if path.suffix == ".gz" else (path.name, content)


def task(uid: int, name: str, level: int = 1, hours: int = 8, after: tuple[int, ...] = (), **more: Any) -> str:
    """Return a task of so many hours that waits for the tasks `after`; `more` are elements of its own."""
    each = "<PredecessorLink><PredecessorUID>{}</PredecessorUID><Type>1</Type></PredecessorLink>"
    links = "".join(each.format(before) for before in after)
    return (
        f"<Task><UID>{uid}</UID><Name>{escape(name)}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Duration>PT{hours}H0M0S</Duration>{elements(more)}{links}</Task>"
    )


def resource(uid: int, name: str, **more: Any) -> str:
    return f"<Resource><UID>{uid}</UID><Name>{escape(name)}</Name><Type>1</Type>{elements(more)}</Resource>"


def assignment(uid: int, task_uid: int, resource_uid: int, units: float = 1) -> str:
    return (
        f"<Assignment><UID>{uid}</UID><TaskUID>{task_uid}</TaskUID><ResourceUID>{resource_uid}</ResourceUID>"
        f"<Units>{units}</Units></Assignment>"
    )


def mspdi(*tasks: str, resources: tuple[str, ...] = (), assignments: tuple[str, ...] = (), **project: Any) -> bytes:
    """Return a Microsoft Project XML file that begins on Monday 2026-03-02 and works 8-12 and 13-17."""
    said = {
        "Name": "House",
        "StartDate": "2026-03-02T08:00:00",
        "CalendarUID": 1,
        "MinutesPerDay": 480,
        "MinutesPerWeek": 2400,
        "DaysPerMonth": 20,
        **project,
    }
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">'
        f"{elements(said)}<Calendars>{_OFFICE}</Calendars><Tasks>{''.join(tasks)}</Tasks>"
        f"<Resources>{''.join(resources)}</Resources><Assignments>{''.join(assignments)}</Assignments></Project>"
    ).encode()


def house(**project: Any) -> bytes:
    """Return a small plan: a summary of two linked tasks, a milestone after them, and two people."""
    return mspdi(
        task(1, "Ground"),
        task(2, "Dig", 2, 16, Start="2026-03-02T08:00:00", Finish="2026-03-03T17:00:00"),
        task(3, "Pour", 2, 8, after=(2,), Start="2026-03-05T08:00:00", Finish="2026-03-05T17:00:00"),
        task(4, "Done", 1, 0, after=(3,), Milestone=1),
        resources=(resource(1, "Wes  worker"), resource(2, "Petra New", EmailAddress="petra@new.example")),
        assignments=(assignment(1, 2, 1, 0.5), assignment(2, 3, 2)),
        **project,
    )


def elements(values: dict[str, Any]) -> str:
    return "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items() if value is not None)


def _day(number: int) -> str:
    times = "".join(
        f"<WorkingTime><FromTime>{start}:00:00</FromTime><ToTime>{finish}:00:00</ToTime></WorkingTime>"
        for start, finish in (("08", "12"), ("13", "17"))
    )
    works = 2 <= number <= 6
    inside = f"<WorkingTimes>{times}</WorkingTimes>" if works else ""
    return f"<WeekDay><DayType>{number}</DayType><DayWorking>{int(works)}</DayWorking>{inside}</WeekDay>"


_OFFICE = (
    "<Calendar><UID>1</UID><Name>Office</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID>"
    f"<WeekDays>{''.join(_day(number) for number in range(1, 8))}</WeekDays></Calendar>"
)


def csv(*lines: str) -> bytes:
    """Return a table with these lines."""
    return "\n".join(lines).encode()


# A table whose headings are nobody's but its own, and what they mean.
OWN = csv("Vorhaben;Wie lang;Bemerkung dazu;Danach kommt", "Dig;2d;;", "Pour;1d;mind the pipes;Dig")
OWN_COLUMNS = {
    "Vorhaben": Column.NAME,
    "Wie lang": Column.DURATION,
    "Bemerkung dazu": Column.NOTES,
    "Danach kommt": Column.PREDECESSORS,
}
