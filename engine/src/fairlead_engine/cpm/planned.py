"""A plan in, a schedule out: the passes with the plan's own ids."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fairlead_engine.cpm.found import Found
from fairlead_engine.cpm.scheduling import BeyondHorizon, schedule_columns
from fairlead_engine.cpm.shapes import DriverKind
from fairlead_engine.cpm.table import frame_of, table_of
from fairlead_engine.machine import Machine
from fairlead_engine.network import AbsurdNumber, Columns, CycleFound, OutlineBroken, columns_of
from fairlead_engine.plan import Plan, ProjectId, TaskId
from fairlead_engine.units import Instant, WorkMinutes

if TYPE_CHECKING:
    from pandas import DataFrame

    from fairlead_engine.cpm.table import Table


@dataclass(frozen=True, slots=True)
class TaskDates:
    """What was found of one task; `driver_task` is the predecessor, summary or child that set its start.

    `float_path` and `float_path_order` are 0 off the paths of least slack; see `Found`.
    """

    id: TaskId
    start: Instant
    finish: Instant
    early_start: Instant
    early_finish: Instant
    late_start: Instant
    late_finish: Instant
    total_slack: WorkMinutes
    free_slack: WorkMinutes
    start_slack: WorkMinutes
    finish_slack: WorkMinutes
    is_critical: bool
    driver_kind: DriverKind
    driver_task: TaskId | None
    driver_link: int | None
    driver_at: Instant
    float_path: int = 0
    float_path_order: int = 0


class Schedule:
    """The dates of a plan's tasks, asked by id; `columns` and `found` are the same by place."""

    def __init__(self, plan: Plan, columns: Columns, found: Found) -> None:
        self.plan = plan
        self.columns = columns
        self.found = found
        self._places: dict[TaskId, int] = {}

    def __len__(self) -> int:
        return len(self.plan.tasks)

    def __iter__(self) -> Iterator[TaskDates]:
        """Yield the dates of all tasks in the plan's order."""
        return (self._dates_at(place) for place in range(len(self)))

    def dates(self, task: TaskId | str) -> TaskDates:
        """Return the dates of one task.

        Raises: KeyError.
        """
        if not self._places:
            self._places = {said.id: place for place, said in enumerate(self.plan.tasks)}
        return self._dates_at(self._places[TaskId(task)])

    def trail(self, task: TaskId | str) -> tuple[TaskDates, ...]:
        """Return the dates of a task, of the one that drives it, and so on, to one that no task drives.

        Of a link that holds a summary above a task, it goes on with the predecessor; no task comes twice.

        Raises: KeyError.
        """
        found: dict[TaskId, TaskDates] = {}
        at: TaskId | None = TaskId(task)
        while at is not None and at not in found:
            found[at] = self.dates(at)
            link = found[at].driver_link  # of a summary above it, where that holds the task
            at = found[at].driver_task if link is None else self.plan.links[link].predecessor
        return tuple(found.values())

    def table(self) -> "Table":
        """Return NumPy columns by their names, such as `id`, `start` (datetime64[ms]) and `total_slack` (minutes)."""
        return table_of(self)

    def to_pandas(self) -> "DataFrame":
        """Return `table` as a data frame of pandas, by the tasks' ids.

        Raises: PandasMissing.
        """
        return frame_of(self)

    def project_dates(self, project: ProjectId | str) -> tuple[Instant, Instant]:
        """Return the earliest start and the latest finish of a project's tasks.

        Raises: KeyError.
        """
        for place, said in enumerate(self.plan.projects):
            if said.id == project:
                first, last = self.found.numbers("project_start"), self.found.numbers("project_finish")
                return Instant(int(first[place])), Instant(int(last[place]))
        raise KeyError(project)

    def _dates_at(self, place: int) -> TaskDates:
        def number(name: str) -> int:
            return int(self.found.numbers(name)[place])

        other, link = number("driver_task"), number("driver_link")
        return TaskDates(
            id=self.plan.tasks[place].id,
            start=Instant(number("start")),
            finish=Instant(number("finish")),
            early_start=Instant(number("early_start")),
            early_finish=Instant(number("early_finish")),
            late_start=Instant(number("late_start")),
            late_finish=Instant(number("late_finish")),
            total_slack=WorkMinutes(number("total_slack")),
            free_slack=WorkMinutes(number("free_slack")),
            start_slack=WorkMinutes(number("start_slack")),
            finish_slack=WorkMinutes(number("finish_slack")),
            is_critical=bool(number("critical")),
            driver_kind=DriverKind(number("driver_kind")),
            driver_task=self.plan.tasks[other].id if other >= 0 else None,
            driver_link=link if link >= 0 else None,
            driver_at=Instant(number("driver_at")),
            float_path=number("float_path"),
            float_path_order=number("float_path_order"),
        )


def schedule(plan: Plan, *, machine: Machine | None = None) -> Schedule:
    """Return the dates, slacks and drivers of every task of `plan`.

    Raises: every PlanError; a cycle, an outline or a horizon that is broken names tasks by their ids.
    """
    columns = columns_of(plan)
    with naming_tasks(plan, columns):
        return Schedule(plan, columns, schedule_columns(columns, machine))


@contextmanager
def naming_tasks(plan: Plan, columns: Columns) -> Iterator[None]:
    """Let errors that are raised about `columns`, which name tasks by their places, name them by the plan's ids."""

    def id_of(task: int | str) -> TaskId:
        return plan.tasks[int(task)].id

    try:
        yield
    except CycleFound as cycle:
        raise CycleFound(tuple(id_of(task) for task in cycle.path)) from None
    except OutlineBroken as broken:
        raise OutlineBroken(id_of(broken.task)) from None
    except BeyondHorizon as beyond:
        raise BeyondHorizon(id_of(beyond.task)) from None
    except AbsurdNumber as absurd:
        raise AbsurdNumber(absurd.column, absurd.row, absurd.value, _whose(plan, columns, absurd)) from None


def _whose(plan: Plan, columns: Columns, absurd: AbsurdNumber) -> str:
    if absurd.column == "lag":
        link = plan.links[absurd.row]
        return f"The link {link.predecessor} → {link.successor}"
    if absurd.column.startswith("split_"):
        return f"Task {plan.tasks[columns.split_task[absurd.row]].id}"
    if absurd.column.startswith("project_"):
        return f"Project {plan.projects[absurd.row].id}"
    return f"Task {plan.tasks[absurd.row].id}"
