"""Links between activities."""

from collections.abc import Iterator

from fairlead_engine.formats.linking import Linking
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xer import codes
from fairlead_engine.formats.xer.tables import Table
from fairlead_engine.formats.xer.values import kind_in, lag_in
from fairlead_engine.plan import Link, LinkKind, TaskId


def links_of(table: Table, known: set[TaskId], reading: Reading) -> Iterator[Link]:
    """Yield the links between `known` tasks; the others, and those that repeat one, are counted."""
    linking = Linking(known, reading.notes)
    for fields in table.rows(reading):
        predecessor, successor = TaskId(fields.get("pred_task_id", "")), TaskId(fields.get("task_id", ""))
        row = reading.values(fields, f"link {predecessor} to {successor}"[:80])
        kind = kind_in(row, "pred_type", codes.LINK_KINDS, LinkKind.FS)
        link = Link(predecessor, successor, kind, lag_in(row, "lag_hr_cnt", reading))
        if linking.takes(link, row.subject):
            yield link
