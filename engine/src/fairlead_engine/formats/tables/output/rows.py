"""A plan as the rows of one table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from fairlead_engine.formats.output import kinds as shared
from fairlead_engine.formats.output.unheld import KINDS, names, note_unheld
from fairlead_engine.formats.output.writing import Numbers, Unique, Writing, of_projects, outlined
from fairlead_engine.formats.shifts import USUAL_WEEK
from fairlead_engine.formats.tables.amounts import Lengths
from fairlead_engine.formats.tables.columns import Column
from fairlead_engine.formats.tables.output import kinds, texts
from fairlead_engine.formats.tables.references import Reference, references_of
from fairlead_engine.formats.values import MOST_MINUTES
from fairlead_engine.plan import (
    Assignment,
    Calendar,
    ConstraintKind,
    FiledDates,
    Link,
    LinkKind,
    Project,
    ProjectId,
    Resource,
    Task,
    TaskId,
)

_ALWAYS = {
    *(Column.ID, Column.LEVEL, Column.NAME, Column.DURATION, Column.START, Column.FINISH, Column.PREDECESSORS),
    *(Column.RESOURCES, Column.PERCENT, Column.MILESTONE, Column.CONSTRAINT, Column.ACTUAL_START),
}
_HELD = {
    Project: names("name start calendar"),
    Task: names(
        """duration is_elapsed is_estimated is_milestone is_manual is_active deadline manual_start manual_finish
        priority wbs notes code"""
    ),
    Calendar: names("week"),
    Link: names("lag_kind"),
    Assignment: names("work"),
}
_UNDATED = {ConstraintKind.ASAP, ConstraintKind.ALAP}
_MOST_UNITS = 1_000_000.0

Values = dict[Column, str]


@dataclass(slots=True)
class TableRows:
    """The rows to write; dates are texts such as `2026-03-02 08:00`."""

    writing: Writing
    levels: list[int] = field(default_factory=list)
    rows: list[Values] = field(default_factory=list)
    _ids: dict[TaskId, str] = field(default_factory=dict)
    _names: dict[ProjectId, str] = field(default_factory=dict)
    _people: dict[TaskId, list[tuple[str, Assignment]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plan = self.writing.plan
        _note_lost(self.writing)
        self._names = _unique_names(self.writing)
        self._ids = _ids(self.writing)
        self._people = _people(self.writing)
        links = _links(self.writing, self._ids)
        tasks = of_projects(plan.tasks)
        ordered = [each for project in plan.projects for each in outlined(tasks.get(project.id, ()))]
        if any(task is not each for task, (each, _) in zip(plan.tasks, ordered, strict=True)):
            self.writing.notes.add(shared.ORDER)
        summaries = {task.parent for task in plan.tasks}
        projects = {project.id: project for project in plan.projects}
        for task, level in ordered:
            self.levels.append(level)
            row = self._row(task, projects[task.project], is_summary=task.id in summaries)
            row[Column.LEVEL] = str(level)
            row[Column.PREDECESSORS] = "; ".join(links.get(task.id, ()))
            self.rows.append(row)

    def columns(self) -> list[Column]:
        """Return the columns to write: those that a table needs, and those in which something stands."""
        filled = {column for row in self.rows for column, value in row.items() if value}
        return [column for column in Column if column in _ALWAYS or column in filled]

    def _row(self, task: Task, project: Project, *, is_summary: bool) -> Values:
        writing = self.writing
        found = writing.dates.get(task.id, FiledDates())
        if any(each is not None for each in (found.early_start, found.early_finish, found.free_slack)):
            writing.notes.add(kinds.EARLY, task.name)
        minutes = int(writing.bounded(task.duration, 0, MOST_MINUTES, task.name))
        slack = found.total_slack
        return {
            Column.ID: self._ids[task.id],
            Column.CODE: writing.line(task.code),
            Column.WBS: writing.line(task.wbs),
            Column.NAME: self._name(task),
            Column.DURATION: texts.amount(minutes, is_elapsed=task.is_elapsed, is_estimated=task.is_estimated),
            **self._dates(task, found),
            **self._progress(task),
            Column.RESOURCES: self._resources(task),
            Column.WORK: self._work(task),
            Column.MILESTONE: self._milestone(task, is_summary=is_summary),
            Column.MODE: "manual" if task.is_manual else "",
            Column.ACTIVE: "" if task.is_active else "no",
            **self._constraint(task),
            Column.DEADLINE: self._moment(task.deadline, task),
            Column.LATE_START: self._moment(found.late_start, task),
            Column.LATE_FINISH: self._moment(found.late_finish, task),
            Column.TOTAL_SLACK: "" if slack is None else texts.amount(slack),
            Column.CRITICAL: "" if found.is_critical is None else "yes" if found.is_critical else "no",
            Column.PRIORITY: "" if task.priority == 500 else str(task.priority),
            Column.PROJECT: self._names[task.project],
            Column.PROJECT_START: writing.moment_within(project.start, "project start").replace("T", " "),
            Column.NOTES: writing.lines(task.notes),
        }

    def _moment(self, instant: int | None, task: Task) -> str:
        return (self.writing.moment(instant, task.name) or "").replace("T", " ")

    def _name(self, task: Task) -> str:
        name = self.writing.line(task.name)
        if not name:
            self.writing.notes.add(shared.UNNAMED_TASKS, task.id)
        return name or f"Task {self._ids[task.id]}"

    def _dates(self, task: Task, found: FiledDates) -> Values:
        """Return start and finish: those found, or those that a manual task was given."""
        start, finish = self._moment(found.start, task), self._moment(found.finish, task)
        if not task.is_manual:
            if task.manual_start is not None or task.manual_finish is not None:
                self.writing.notes.add(shared.UNUSED_DATES, task.name)
            return {Column.START: start, Column.FINISH: finish}
        own_start, own_finish = self._moment(task.manual_start, task), self._moment(task.manual_finish, task)
        if (not own_start and start) or (not own_finish and finish):
            self.writing.notes.add(shared.MANUAL_DATES, task.name)
        return {Column.START: own_start or start, Column.FINISH: own_finish or finish}

    def _progress(self, task: Task) -> Values:
        percent = self.writing.bounded(task.percent_complete, 0, 100, task.name)
        return {
            Column.PERCENT: texts.percent(percent),
            Column.ACTUAL_START: self._moment(task.actual_start, task),
            Column.ACTUAL_FINISH: self._moment(task.actual_finish, task),
        }

    def _milestone(self, task: Task, *, is_summary: bool) -> str:
        if task.is_milestone and is_summary:
            self.writing.notes.add(shared.UNUSED_MILESTONES, task.name)
        return "yes" if task.is_milestone and not is_summary else ""

    def _constraint(self, task: Task) -> Values:
        text = self._moment(task.constraint_at, task)
        if task.constraint in _UNDATED:
            if task.constraint_at is not None:
                self.writing.notes.add(shared.UNUSED_DATES, task.name)
            return {Column.CONSTRAINT: "" if task.constraint is ConstraintKind.ASAP else "ALAP"}
        if not text:
            self.writing.notes.add(shared.CONSTRAINT_DATES, task.name)
            return {}
        return {Column.CONSTRAINT: task.constraint.name, Column.CONSTRAINT_DATE: text}

    def _resources(self, task: Task) -> str:
        people = self._people.get(task.id, [])
        parts = [
            f"{name}{texts.share(self.writing.bounded(one.units, 0, _MOST_UNITS, task.name))}" for name, one in people
        ]
        text = "; ".join(parts)
        return f"{text};" if len(parts) == 1 and "," in text else text

    def _work(self, task: Task) -> str:
        people = self._people.get(task.id, [])
        if len(people) == 1 and people[0][1].work is not None:
            return texts.amount(int(self.writing.bounded(people[0][1].work, 0, MOST_MINUTES, task.name)))
        if any(one.work is not None for _, one in people):
            self.writing.notes.add(kinds.WORK, task.name)
        return ""


def _note_lost(writing: Writing) -> None:
    """Count what a table has no column for; the usual week needs none."""
    plan, notes = writing.plan, writing.notes
    note_unheld(plan, _HELD, notes)
    if (len(plan.projects) > 1 and plan.name) or plan.name not in {"", plan.projects[0].name}:
        notes.add(shared.NAMES, plan.name)
    usual = {calendar.id for calendar in plan.calendars if _is_usual(calendar)}
    for calendar in plan.calendars:
        if calendar.id not in usual:
            notes.add(KINDS[Calendar, "week"], calendar.name)
    for project in plan.projects:
        if project.calendar not in usual:
            notes.add(KINDS[Project, "calendar"], project.name)
    used = {task.project for task in plan.tasks}
    for project in plan.projects:
        if project.id not in used:
            notes.add(kinds.EMPTY_PROJECTS, project.name)
    assigned = {one.resource for one in plan.assignments}
    for resource in plan.resources:
        if resource.id not in assigned:
            notes.add(kinds.UNASSIGNED, resource.name)


def _is_usual(calendar: Calendar) -> bool:
    return calendar.base is None and calendar.week == USUAL_WEEK and not calendar.exceptions


def _unique_names(writing: Writing) -> dict[ProjectId, str]:
    found: dict[ProjectId, str] = {}
    names = Unique(" ")
    for project in writing.plan.projects:
        name = writing.title(project.name)
        unique = names.take(name)
        if unique != name:
            writing.notes.add(kinds.SAME_NAMES, name)
        found[project.id] = unique
    return found


def _ids(writing: Writing) -> dict[TaskId, str]:
    """Return the ids of tasks where links that name them are read as they were meant, else numbers."""
    tasks = writing.plan.tasks
    own = {task.id: str(task.id) for task in tasks}
    plain = {id.casefold() for id in own.values() if len(id) <= 32 and id == id.strip() and id.isprintable()}
    if len(plain) == len(own) and all(_is_read_back(own[id], plain) for id in own):
        return own
    numbers = Numbers.of((task.id for task in tasks), writing.notes)
    return {task.id: str(numbers[task.id]) for task in tasks}


def _is_read_back(id: str, known: set[str]) -> bool:
    """Return whether links to a task are read as such: by its id alone, and with kinds and lags behind it."""
    if id.isascii() and id.isdigit():
        return True
    for text, lag in ((id, 0), *((f"{id}{kind.name}{lag}", 480) for kind in LinkKind for lag in ("+1d", "-1d"))):
        found = list(references_of(text, lambda part: part.casefold() if part.casefold() in known else None, Lengths()))
        if len(found) != 1 or not isinstance(found[0], Reference):
            return False
        if found[0].task != id.casefold() or abs(found[0].lag) != lag:
            return False
    return not any(mark in id for mark in ";,")


def _links(writing: Writing, ids: dict[TaskId, str]) -> dict[TaskId, list[str]]:
    found: dict[TaskId, list[str]] = {}
    seen: set[tuple[TaskId, TaskId, LinkKind]] = set()
    for link in writing.plan.links:
        key = (link.predecessor, link.successor, link.kind)
        if key in seen or link.predecessor == link.successor:
            writing.notes.add(shared.LINKS, writing.between(link))
            continue
        seen.add(key)
        found.setdefault(link.successor, []).append(texts.link(link, ids[link.predecessor]))
    return found


def _people(writing: Writing) -> dict[TaskId, list[tuple[str, Assignment]]]:
    """Return who is assigned to each task, by names that a list of names can hold."""
    called = {resource.id: _called(resource, writing) for resource in writing.plan.resources}
    twice = _repeated(called[one] for one in called)
    found: dict[TaskId, list[tuple[str, Assignment]]] = {}
    seen: set[tuple[TaskId, str]] = set()
    for one in writing.plan.assignments:
        name = called[one.resource]
        if name in twice:
            writing.notes.add(kinds.SAME_NAMES, name)
        if (one.task, name) in seen:
            writing.notes.add(shared.ASSIGNMENTS, name)
            continue
        seen.add((one.task, name))
        found.setdefault(one.task, []).append((name, one))
    return found


def _called(resource: Resource, writing: Writing) -> str:
    name = writing.line(resource.name)
    plain = " ".join("".join(" " if mark in ";|[]\n" else mark for mark in name).split()) if name else ""
    if plain != name or not plain:
        writing.notes.add(shared.TEXTS, resource.name)
    return plain or f"Resource {resource.id}"


def _repeated(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}
