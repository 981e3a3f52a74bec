"""Links between the tasks of a file."""

from collections.abc import Iterable, Iterator

from fairlead_engine.formats.linking import Linking
from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.mspdi.durations import is_elapsed, is_percent
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import LagKind, Link, LinkKind, TaskId

_KINDS = (LinkKind.FF, LinkKind.FS, LinkKind.SF, LinkKind.SS)
_MOST_PERCENT = 100_000
_SAID = ("CrossProject", "Type", "LinkLag", "LagFormat")


def links_of(written: Iterable[tuple[TaskId, list[Record]]], known: set[TaskId], reading: Reading) -> Iterator[Link]:
    """Yield the links written at each successor whose predecessors are `known`; the others are counted."""
    linking = Linking(known, reading.notes)
    for successor, records in written:
        subject = f"task {successor}"
        for record in records:
            said = reading.understood(reading.values(record.fields, subject), _SAID, _said)
            if said is None:
                continue
            link = Link(TaskId(record.fields.get("PredecessorUID", "")), successor, *said)
            if linking.takes(link, subject):
                yield link


def _said(row: Values) -> tuple[LinkKind, int, LagKind] | None:
    """Return kind and lag of a link; None, which is counted, where it comes from another file."""
    if row.flag("CrossProject"):
        row.reading.notes.add(kinds.CROSS_LINKS, row.subject)
        return None
    return _kind(row), *_lag(row)


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
