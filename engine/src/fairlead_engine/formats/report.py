"""What a reader did not take, or a writer did not write, or otherwise than it was: never silently."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

_EXAMPLES = 3


class Severity(Enum):
    """How much a line of a report matters; in the order in which lines are shown."""

    LOST = "lost"  # in the file, not in the plan
    CHANGED = "changed"  # in the plan, but not as it is in the file
    NOTE = "note"  # good to know; nothing is missing


@dataclass(frozen=True, slots=True)
class Kind:
    """A thing that a report can say; `message` is a sentence without its count."""

    id: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One thing that happened `count` times; `examples` are up to three of the places, as names or ids."""

    severity: Severity
    kind: str
    count: int
    message: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadReport:
    """How a plan and a file differ after one was made of the other, in which format; lost lines first."""

    format: str
    lines: tuple[ReportLine, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing in the file was lost or changed."""
        return all(line.severity is Severity.NOTE for line in self.lines)

    def of(self, severity: Severity) -> tuple[ReportLine, ...]:
        """Return the lines of one severity."""
        return tuple(line for line in self.lines if line.severity is severity)


@dataclass(slots=True)
class Notes:
    """Counts what happens while a file is read, one line per kind however often it happens; `total` is all of it."""

    total: int = 0
    _counts: dict[Kind, int] = field(default_factory=dict)
    _examples: dict[Kind, list[str]] = field(default_factory=dict)

    def add(self, kind: Kind, example: str = "", *, count: int = 1) -> None:
        """Count `kind` once more; the first few different examples are kept."""
        self.total += count
        self._counts[kind] = self._counts.get(kind, 0) + count
        examples = self._examples.setdefault(kind, [])
        if example and len(examples) < _EXAMPLES and example[:80] not in examples:
            examples.append(example[:80])

    def report(self, file_format: str) -> ReadReport:
        """Return what was counted, lost things first and the most frequent of them first."""
        return ReadReport(file_format, tuple(self._lines()))

    def _lines(self) -> Iterator[ReportLine]:
        order = list(Severity)
        ranked = sorted(self._counts.items(), key=lambda entry: (order.index(entry[0].severity), -entry[1]))
        for kind, count in ranked:
            yield ReportLine(kind.severity, kind.id, count, kind.message, tuple(self._examples[kind]))
