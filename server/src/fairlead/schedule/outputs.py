"""When the outputs of projects will be there, on which benefits depend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fairlead.access.rules import Actor
from fairlead.work.models import Output
from fairlead.work.selectors import visible_through


@dataclass(frozen=True, slots=True)
class OutputRow:
    """An output with the finish that was found for its task, or for its project; None where nothing is found."""

    output: Output
    finish_at: datetime | None
    is_done: bool


def output_rows(benefit_ids: Iterable[int], *, actor: Actor) -> list[OutputRow]:
    """Return the outputs that these benefits depend on, of what `actor` may see, by benefit. One query."""
    outputs = Output.objects.filter(benefit__in=list(benefit_ids), project__workspace_id=actor.workspace_id)
    rows = outputs.filter(visible_through("project", actor)).select_related("project__dates", "task__dates")
    return [_row(output) for output in rows.order_by("benefit", "project__position", "id")]


def _row(output: Output) -> OutputRow:
    if output.task is not None:
        task = getattr(output.task, "dates", None)
        return OutputRow(output, task.finish_at if task else None, output.task.percent_complete == 100)
    project = getattr(output.project, "dates", None)
    if project is None:
        return OutputRow(output, None, is_done=False)
    return OutputRow(output, project.finish_at, project.task_count > 0 and project.done_count == project.task_count)
