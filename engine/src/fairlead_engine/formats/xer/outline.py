"""The outline: WBS elements as summary tasks, activities below them in the order of their codes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xer import kinds
from fairlead_engine.formats.xer.tables import Table
from fairlead_engine.formats.xer.values import is_set, number_in
from fairlead_engine.plan import ProjectId, Task, TaskId, TaskKind

_MOST_SEQUENCE = 1e12


@dataclass(slots=True)
class Element:
    """A row of the WBS; the project's own has no `parent` and is no task."""

    key: str
    project: ProjectId
    parent: str
    order: float
    name: str
    code: str
    is_root: bool
    children: list["Element"] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The WBS elements of a file by their ids, and per project the things that stand at its top."""

    reading: Reading
    elements: dict[str, Element] = field(default_factory=dict)
    tops: dict[ProjectId, Element] = field(default_factory=dict)

    def take(self, table: Table, projects: set[ProjectId]) -> None:
        """Take the rows of the WBS.

        Raises: TooComplex.
        """
        for project in projects:
            self.tops[project] = Element("", project, "", 0, "", "", is_root=True)
        for fields in table.rows(self.reading):
            row = self.reading.values(fields, f"WBS {fields.get('wbs_name', '')}"[:80])
            element = _element(row)
            if element.project not in self.tops:
                continue
            if not element.key:
                # Nothing can name it as what it stands below, and nothing may take it for "none".
                self.reading.notes.add(kinds.BAD_VALUE, row.subject)
                continue
            if element.key in self.elements:
                self.reading.notes.add(kinds.DUPLICATE_ID, row.subject)
                continue
            self.elements[element.key] = element
            if element.is_root and not self.tops[element.project].key:
                self.tops[element.project] = element
            else:
                element.is_root = False
        if len(self.elements) > self.reading.limits.max_tasks:
            raise TooComplex("WBS elements", self.reading.limits.max_tasks)
        self._hang()

    def above(self, row: Values, project: ProjectId) -> Element:
        """Return the element that an activity's row names, or its project where that is not there."""
        element = self.elements.get(row.fields.get("wbs_id", ""))
        if element is not None and element.project == project:
            return element
        self.reading.notes.add(kinds.NO_WBS, row.subject)
        return self.tops[project]

    def tasks(self, project: ProjectId, ids: Ids) -> Iterator[Task]:
        """Yield a project's tasks in outline order: activities by code, then the elements below in their order."""
        todo: list[tuple[Element, TaskId | None, str]] = [(self.tops[project], None, "")]
        while todo:
            element, parent, path = todo.pop()
            path = self._cut(".".join(filter(None, (path, element.code))), element)
            if not element.is_root:
                summary = self._summary(element, parent, path, ids)
                yield summary
                parent = summary.id
            for task in sorted(element.tasks, key=lambda task: task.code):
                yield replace(task, parent=parent, wbs=path)
            children = sorted(element.children, key=lambda child: (child.order, child.code), reverse=True)
            todo.extend((child, parent, path) for child in children)

    def _summary(self, element: Element, parent: TaskId | None, path: str, ids: Ids) -> Task:
        row = self.reading.values({"id": element.key}, f"WBS {element.name}"[:80])
        if element.key in ids.taken:
            row.fields["id"] = f"W{element.key}"
        return Task(
            id=TaskId(ids.take(row, "id")),
            name=element.name,
            project=element.project,
            parent=parent,
            wbs=path,
            code=element.code,
            kind=TaskKind.TASK if element.children or element.tasks else TaskKind.SUMMARY,
        )

    def _cut(self, path: str, element: Element) -> str:
        """Return a path within the length of a title: along a chain of elements it would grow without end."""
        return self.reading.values({}, f"WBS {element.name}"[:80]).cut(path, self.reading.limits.title_length)

    def _hang(self) -> None:
        """Put every element below its parent; one without, and one of each circle, goes to the top."""
        settled: set[str] = set()
        for element in self.elements.values():
            way: dict[str, None] = {}
            step = element
            while not step.is_root and step.key not in settled and step.key not in way:
                way[step.key] = None
                above = self.elements.get(step.parent)
                if above is None or above.project != step.project:
                    break
                step = above
            if step.key in way and step.key not in settled and self._has_parent(step):
                self.reading.notes.add(kinds.WBS_LOOP, step.name[:80])
                step.parent = self.tops[step.project].key
            settled.update(way)
        for element in self.elements.values():
            if element.is_root:
                continue
            above = self.elements.get(element.parent) if self._has_parent(element) else None
            if above is None and element.parent != self.tops[element.project].key:
                self.reading.notes.add(kinds.NO_WBS, element.name[:80])
            (above or self.tops[element.project]).children.append(element)

    def _has_parent(self, element: Element) -> bool:
        above = self.elements.get(element.parent)
        return above is not None and above.project == element.project


def _element(row: Values) -> Element:
    limits = row.reading.limits
    return Element(
        key=row.fields.get("wbs_id", ""),
        project=ProjectId(row.fields.get("proj_id", "")),
        parent=row.fields.get("parent_wbs_id", ""),
        order=number_in(row, "seq_num", -_MOST_SEQUENCE, _MOST_SEQUENCE) or 0,
        name=row.text("wbs_name", limits.name_length),
        code=row.text("wbs_short_name", limits.title_length),
        is_root=is_set(row, "proj_node_flag"),
    )
