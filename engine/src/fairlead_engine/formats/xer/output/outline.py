"""Summary tasks as WBS elements, and the codes that P6 asks of everything."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from fairlead_engine.formats.output import kinds as shared
from fairlead_engine.formats.output.writing import Numbers, Unique, Writing
from fairlead_engine.formats.xer.output import kinds
from fairlead_engine.formats.xer.output.rows import Rows
from fairlead_engine.plan import Project, ProjectId, Task, TaskId, TaskKind

_COLUMNS = (
    *("wbs_id", "proj_id", "obs_id", "seq_num", "est_wt", "proj_node_flag", "sum_data_flag", "status_code"),
    *("wbs_short_name", "wbs_name", "phase_id", "parent_wbs_id", "ev_user_pct", "ev_etc_user_value"),
    *("ev_compute_type", "ev_etc_compute_type"),
)


# What a WBS element has no place for; what it takes from its activities is not among it.
_TOLD: tuple[str, ...] = (
    "constraint",
    "second_constraint",
    "calendar",
    "notes",
    "deadline",
    "is_manual",
    "actual_start",
)
_TOLD += ("actual_finish", "priority", "is_milestone", "stop_at", "resume_at", "remaining", "expected_finish")
_TOLD += ("actual_start", "outside_start", "outside_finish")


@dataclass(slots=True)
class Outline:
    """Which tasks are WBS elements, what everything is called, and where the root of each project is."""

    writing: Writing
    numbers: Numbers
    projects: dict[ProjectId, str]  # the codes of projects
    elements: set[TaskId] = field(default_factory=set)
    roots: dict[ProjectId, int] = field(default_factory=dict)
    codes: dict[TaskId, str] = field(default_factory=dict)
    ordered: list[Task] = field(default_factory=list)

    def __post_init__(self) -> None:
        tasks = self.writing.plan.tasks
        self.elements = {task.parent for task in tasks if task.parent is not None}
        self.elements |= {task.id for task in tasks if task.kind is TaskKind.SUMMARY}
        self.roots = {project: self.numbers.new() for project in self.projects}
        self._name_activities([task for task in tasks if task.id not in self.elements])
        self.ordered = self._order()

    def above(self, task: Task) -> int:
        """Return the number of the element that a task stands below."""
        return self.roots[task.project] if task.parent is None else self.numbers[task.parent]

    def table(self, projects: Iterable[tuple[Project, int]]) -> Rows:
        """Return the table of elements: the root of each project, then its summary tasks in their order."""
        rows = Rows("PROJWBS", _COLUMNS)
        places: dict[int, int] = {}
        paths = {}
        for project, number in projects:
            root, code = self.roots[project.id], self.projects[project.id]
            self._add(rows, root, number, code, self.writing.title(project.name), None, 0)
            paths[root] = code
        numbers = {project.id: number for project, number in projects}
        for task in self.ordered:
            above = self.above(task)
            if task.id in self.elements:
                places[above] = places.get(above, 0) + 1
                code = self.writing.line(task.code or task.wbs.rpartition(".")[2]) or str(places[above])
                own = self.numbers[task.id]
                self._add(rows, own, numbers[task.project], code, self.writing.line(task.name), above, places[above])
                paths[own] = f"{paths[above]}.{code}"
                self._check_element(task)
            self._check_wbs(task, paths[self.numbers[task.id] if task.id in self.elements else above])
        return rows

    def _add(self, rows: Rows, id: int, project: int, code: str, name: str, above: int | None, place: int) -> None:
        rows.add(
            wbs_id=id,
            proj_id=project,
            seq_num=place,
            est_wt=1,
            proj_node_flag=above is None,
            sum_data_flag=False,
            status_code="WS_Open",
            wbs_short_name=code,
            wbs_name=name,
            parent_wbs_id=above,
            ev_user_pct=6,
            ev_etc_user_value="0.88",
            ev_compute_type="EC_Cmp_pct",
            ev_etc_compute_type="EE_Rem_hr",
        )

    def _check_element(self, task: Task) -> None:
        plain = Task(task.id, task.name, task.project)
        has_more = any(getattr(task, name) != getattr(plain, name) for name in _TOLD)
        if has_more or task.kind not in {TaskKind.TASK, TaskKind.SUMMARY}:
            self.writing.notes.add(kinds.SUMMARY_DETAILS, task.name)

    def _check_wbs(self, task: Task, path: str) -> None:
        if task.wbs not in {"", path}:
            self.writing.notes.add(shared.WBS, task.name)

    def _name_activities(self, activities: list[Task]) -> None:
        """Give every activity a code that no other of its project has; those without one get rising numbers."""
        codes: dict[ProjectId, Unique] = {project: Unique("-") for project in self.projects}
        width = len(str(len(activities) * 10 + 1000))
        for place, task in enumerate(activities):
            code = self.writing.line(task.code)
            if not code:
                self.writing.notes.add(shared.CODES, task.name)
                code = f"A{1000 + place * 10:0{width}}"
            unique = codes[task.project].take(code)
            if unique != code:
                self.writing.notes.add(shared.DOUBLE_CODES, code)
            self.codes[task.id] = unique

    def _order(self) -> list[Task]:
        """Return the tasks as P6 will show them: below each element activities by code, then the elements."""
        children: dict[tuple[ProjectId, TaskId | None], list[Task]] = {}
        for task in self.writing.plan.tasks:
            children.setdefault((task.project, task.parent), []).append(task)
        ordered: list[Task] = []
        for project in self.projects:
            todo = self._below(children.get((project, None), []))
            while todo:
                task = todo.pop()
                ordered.append(task)
                todo += self._below(children.get((project, task.id), []))
        if any(task is not each for task, each in zip(self.writing.plan.tasks, ordered, strict=True)):
            self.writing.notes.add(shared.ORDER)
        return ordered

    def _below(self, tasks: list[Task]) -> list[Task]:
        """Return tasks that stand below the same element, the one to be shown first at the end."""
        activities = sorted((task for task in tasks if task.id in self.codes), key=lambda task: self.codes[task.id])
        return [*activities, *(task for task in tasks if task.id in self.elements)][::-1]
