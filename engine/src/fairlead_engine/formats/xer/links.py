"""Links between activities."""

from collections.abc import Iterator

from fairlead_engine.formats.report import Kind
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xer import codes, kinds
from fairlead_engine.formats.xer.tables import Table
from fairlead_engine.formats.xer.values import kind_in, lag_in
from fairlead_engine.plan import Link, LinkKind, TaskId


def links_of(table: Table, known: set[TaskId], reading: Reading) -> Iterator[Link]:
    """Yield the links between `known` tasks; the others, and those that repeat one, are counted."""
    seen: set[tuple[TaskId, TaskId, LinkKind]] = set()
    for fields in table.rows(reading):
        predecessor, successor = TaskId(fields.get("pred_task_id", "")), TaskId(fields.get("task_id", ""))
        row = reading.values(fields, f"link {predecessor} to {successor}"[:80])
        kind = kind_in(row, "pred_type", codes.LINK_KINDS, LinkKind.FS)
        refusal: Kind | None = None
        if predecessor not in known or successor not in known:
            refusal = kinds.LINKS_TO_NOWHERE
        elif predecessor == successor:
            refusal = kinds.LINKS_TO_SELF
        elif (predecessor, successor, kind) in seen:
            refusal = kinds.DUPLICATE_LINKS
        if refusal is not None:
            reading.notes.add(refusal, row.subject)
            continue
        seen.add((predecessor, successor, kind))
        yield Link(predecessor, successor, kind, lag_in(row, "lag_hr_cnt", reading))
