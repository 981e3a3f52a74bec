"""Our dates beside those that the program which saved a file had computed: where they differ, and why."""

from collections.abc import Iterator

from fairlead_engine.comparison.reasons import Reasons
from fairlead_engine.comparison.records import Comparison, Difference, Field, Hint, Reason, Row, Score
from fairlead_engine.cpm import Schedule, TaskDates
from fairlead_engine.plan import FiledDates, Plan, TaskId

__all__ = ["Comparison", "Difference", "Field", "Hint", "Reason", "Row", "Score", "compare"]


def compare(plan: Plan, schedule: Schedule, *, said: Plan | None = None) -> Comparison:
    """Return where `schedule` differs from `plan.filed`, task by task, with what is known of the reasons.

    Figures that the file does not have are not compared. `schedule` is that of `plan`. Where `plan` was made of another
    one, as an import does, `said` is that other, in which the reasons are looked for: the same tasks in the same order.
    """
    summaries = {task.parent for task in plan.tasks}
    found = list(schedule)
    differences: dict[TaskId, tuple[Difference, ...]] = {}
    result = Comparison(())
    for task, dates in zip(plan.tasks, found, strict=True):
        filed = plan.filed.get(task.id, FiledDates())
        if differing := tuple(_differences(filed, dates)):
            differences[task.id] = differing
        if task.id not in summaries:
            _count(result.manual if task.is_manual else result.automatic, filed, differing)
    reasons = Reasons(said or plan, schedule, found, differences)
    rows = tuple(
        Row(task.id, task.name, task.id in summaries, task.is_manual, differences[task.id], reasons.of(place))
        for place, task in enumerate(plan.tasks)
        if task.id in differences
    )
    return Comparison(rows, result.automatic, result.manual)


def _differences(filed: FiledDates, dates: TaskDates) -> Iterator[Difference]:
    for each in Field:
        theirs, ours = getattr(filed, each.value), getattr(dates, each.value)
        if theirs is not None and theirs != ours:
            yield Difference(each, theirs, ours)


def _count(scores: dict[Field, Score], filed: FiledDates, differences: tuple[Difference, ...]) -> None:
    differing = {difference.field for difference in differences}
    for each, score in scores.items():
        if getattr(filed, each.value) is not None:
            score.total += 1
            score.exact += each not in differing
