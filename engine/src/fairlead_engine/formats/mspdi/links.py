"""Links between the tasks of a file."""

from collections.abc import Iterable, Iterator

from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.mspdi.durations import is_elapsed, is_percent
from fairlead_engine.formats.report import Kind
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import LagKind, Link, LinkKind, TaskId

_KINDS = (LinkKind.FF, LinkKind.FS, LinkKind.SF, LinkKind.SS)
_MOST_PERCENT = 100_000


def links_of(written: Iterable[tuple[TaskId, list[Record]]], known: set[TaskId], reading: Reading) -> Iterator[Link]:
    """Yield the links written at each successor whose predecessors are `known`; the others are counted."""
    seen: set[tuple[TaskId, TaskId, LinkKind]] = set()
    for successor, records in written:
        for record in records:
            row = reading.values(record.fields, f"task {successor}")
            predecessor = TaskId(row.fields.get("PredecessorUID", ""))
            kind = _kind(row)
            refusal = _refusal(row, predecessor, successor, known)
            if refusal is None and (predecessor, successor, kind) in seen:
                refusal = kinds.DUPLICATE_LINKS
            if refusal is not None:
                reading.notes.add(refusal, row.subject)
                continue
            seen.add((predecessor, successor, kind))
            yield Link(predecessor, successor, kind, *_lag(row))


def _refusal(row: Values, predecessor: TaskId, successor: TaskId, known: set[TaskId]) -> Kind | None:
    if row.flag("CrossProject"):
        return kinds.CROSS_LINKS
    if predecessor == successor:
        return kinds.LINKS_TO_SELF
    return None if predecessor in known else kinds.LINKS_TO_NOWHERE


def _kind(row: Values) -> LinkKind:
    written = row.fields.get("Type", "1")
    if written in {"0", "1", "2", "3"}:
        return _KINDS[int(written)]
    row.reading.notes.add(kinds.UNKNOWN_LINK_KIND, row.subject)
    return LinkKind.FS


def _lag(row: Values) -> tuple[int, LagKind]:
    """Return a lag and what it counts; minutes are written in tenths, percents as they are."""
    unit = row.whole("LagFormat", 7, 0, 255)
    if is_percent(unit):
        amount = row.whole("LinkLag", 0, -_MOST_PERCENT, _MOST_PERCENT)
        return amount, LagKind.PERCENT_ELAPSED if is_elapsed(unit) else LagKind.PERCENT
    return row.tenths("LinkLag") or 0, LagKind.ELAPSED if is_elapsed(unit) else LagKind.WORKING
