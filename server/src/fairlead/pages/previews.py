"""A preview as its page shows it: findings of a file in words and days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fairlead.exchange.findings import DateRow, FoundProject, Line
from fairlead.exchange.selectors import Preview
from fairlead.exchange.words import COLUMN_WORDS, line_text, reason_text, shift_text
from fairlead.pages.words import day_words
from fairlead_engine.formats import Column, Severity


@dataclass(frozen=True, slots=True)
class Span:
    """A project of the file with the code suggested for it; `finish` is when it is over."""

    name: str
    code: str
    tasks: int
    start: datetime
    finish: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the report; `examples` are joined."""

    text: str
    count: int
    examples: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A task whose dates differ, in words; a pair is (the file's, ours), or None where they agree."""

    name: str
    is_summary: bool
    start: tuple[str, str] | None
    finish: tuple[str, str] | None
    shift: str
    reason: str


def spans(preview: Preview) -> list[Span]:
    """Return the projects of a file with the dates that they will have."""
    return [
        Span(_span_name(each), code, each.tasks, _moment(each.start), _moment(each.finish))
        for each, code in zip(preview.findings.projects, preview.codes, strict=True)
    ]


def _span_name(project: FoundProject) -> str:
    return _("%(program)s: program activities") % {"program": project.name} if project.is_activities else project.name


def columns_taken(preview: Preview) -> list[tuple[str, str]]:
    """Return the headings of a table with the words for what each is taken for, empty for nothing."""
    taken = preview.head.taken.items() if preview.head else ()
    return [(heading, str(COLUMN_WORDS[Column(column)]) if column else "") for heading, column in taken]


def report(lines: Sequence[Line]) -> dict[str, list[Said]]:
    """Return what was lost, changed and noted, each as lines."""
    groups: dict[str, list[Said]] = {severity.value: [] for severity in Severity}
    for line in lines:
        examples = _(", ").join(f"“{example}”" for example in line.examples)
        groups[line.severity].append(Said(line_text(line), line.count, examples))
    return groups


def same(preview: Preview) -> float:
    """Return how many hundredths of the starts and finishes of a file are ours; 100 of none."""
    dates = preview.findings.dates
    total = dates.starts + dates.finishes
    return 100 * (dates.starts_exact + dates.finishes_exact) / total if total else 100.0


def date_rows(preview: Preview) -> list[Differing]:
    """Return the tasks whose dates differ, as they are shown."""
    return [_differing(row) for row in preview.findings.dates.rows]


def _differing(row: DateRow) -> Differing:
    start, finish = row.start, row.finish
    return Differing(
        name=row.name,
        is_summary=row.is_summary,
        start=(_clock(start[0]), _clock(start[1])) if start and start[0] != start[1] else None,
        finish=(_end_clock(finish[0]), _end_clock(finish[1])) if finish and finish[0] != finish[1] else None,
        shift=shift_text(row.minutes),
        reason=reason_text(row),
    )


def _clock(text: str) -> str:
    moment = _moment(text)
    return f"{day_words(moment)}, {moment:%H:%M}"


def _end_clock(text: str) -> str:
    moment = _moment(text)
    if (moment.hour, moment.minute) != (0, 0):
        return _clock(text)
    return f"{day_words(moment - timedelta(days=1))}, 24:00"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
