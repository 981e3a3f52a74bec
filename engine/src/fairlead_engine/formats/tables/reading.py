"""From a table to a plan."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from fairlead_engine.formats.errors import NoColumns, NothingToRead
from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.linking import Linking
from fairlead_engine.formats.report import ReadReport
from fairlead_engine.formats.tables import kinds
from fairlead_engine.formats.tables.cells import Sheet
from fairlead_engine.formats.tables.columns import PLAN, Column
from fairlead_engine.formats.tables.csvfile import read_csv
from fairlead_engine.formats.tables.entries import Entry, Table
from fairlead_engine.formats.tables.head import Head, head_of
from fairlead_engine.formats.tables.layout import Choice, Layout, best_of
from fairlead_engine.formats.tables.outline import Parents, parents_of
from fairlead_engine.formats.tables.people import People
from fairlead_engine.formats.tables.references import Reference, references_of
from fairlead_engine.formats.tables.tasks import Dated, dated_of
from fairlead_engine.formats.tables.xlsx import read_xlsx
from fairlead_engine.formats.values import Reading
from fairlead_engine.plan import (
    Calendar,
    ConstraintKind,
    Link,
    Plan,
    Project,
    ProjectId,
    Task,
    TaskId,
    standard_calendar,
)
from fairlead_engine.units import Instant, instant_of
from fairlead_engine.worktime import WorkCalendar, rules_of

NO_DATE = instant_of(datetime(2024, 1, 1, 8))  # a Monday; the report says that it means nothing


def read_csv_plan(
    content: bytes, *, name: str, limits: Limits, columns: Choice | None = None
) -> tuple[Plan, ReadReport, Head[Column]]:
    """Read a plan from a CSV file, and report what was not taken; with the top of the table.

    `columns` says of headings what they stand for where they do not say it themselves.
    Raises: ReadError.
    """
    reading = Reading(limits, lambda _: None)
    plan, head = _plan([read_csv(content, reading)], name, reading, columns)
    return plan, reading.notes.report("CSV"), head


def read_xlsx_plan(
    content: bytes, *, name: str, limits: Limits, columns: Choice | None = None
) -> tuple[Plan, ReadReport, Head[Column]]:
    """Read a plan from the sheet of an XLSX workbook that looks like one, as `read_csv_plan` does.

    Raises: ReadError.
    """
    reading = Reading(limits, lambda _: None)
    plan, head = _plan(read_xlsx(content, reading), name, reading, columns)
    return plan, reading.notes.report("Excel workbook"), head


def _plan(sheets: Sequence[Sheet], name: str, reading: Reading, columns: Choice | None) -> tuple[Plan, Head[Column]]:
    sheet, layout = best_of(sheets, columns or {}, PLAN)
    head = head_of(sheet, layout)
    if not layout.is_table:
        raise NoColumns(head)
    _note_layout(sheets, sheet, layout, reading)
    entries = list(Table(sheet, layout, reading).entries())
    if not entries:
        raise NothingToRead("task")
    calendar = standard_calendar()
    places = _Places(entries)
    parents = parents_of(entries, places.find)
    projects = _projects(entries)
    dated = list(_dated(entries, projects, WorkCalendar(rules_of([calendar])[0])))
    links = list(_links(dated, places, reading))
    people = People(reading.limits.title_length)
    for each in dated:
        people.take(each.entry, each.task.id)
    plan = _arranged(dated, parents, links, people, projects, calendar, name[: reading.limits.title_length])
    return plan, head


def _note_layout(sheets: Sequence[Sheet], sheet: Sheet, layout: Layout[Column], reading: Reading) -> None:
    notes = reading.notes
    for place, column in layout.columns.items():
        notes.add(kinds.COLUMNS, f"{layout.headings[place]}: {column.value}"[:80])
    rows = sheet.rows[layout.first :]
    for place, heading in layout.unknown:
        if count := sum(place in row.cells for row in rows):
            notes.add(kinds.UNKNOWN_COLUMNS, heading[:80], count=count)
    for heading in layout.repeated:
        notes.add(kinds.REPEATED_COLUMNS, heading[:80])
    for other in sheets:
        if other is not sheet:
            notes.add(kinds.OTHER_SHEETS, other.name[:80])
    if layout.first > 1:
        notes.add(kinds.BEFORE_TABLE, count=layout.first - 1)


class _Places:
    """Where in the table the task stands that a number, code or name means."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._found: dict[str, int | None] = {}
        has_ids = any(entry.has(Column.ID) for entry in entries)
        keys: list[Callable[[int, Entry], str]] = [
            lambda _, entry: entry.text(Column.ID),
            lambda _, entry: entry.text(Column.UNIQUE_ID),
            lambda _, entry: entry.text(Column.CODE),
            lambda _, entry: entry.text(Column.WBS),
            lambda _, entry: entry.text(Column.NAME),
        ]
        if not has_ids:
            keys.insert(0, lambda place, _: str(place + 1))
        for key in keys:
            here: dict[str, int | None] = {}
            for place, entry in enumerate(entries):
                if text := key(place, entry).casefold():
                    here[text] = None if text in here else place
            self._found = {**here, **self._found}

    def find(self, text: str) -> int | None:
        """Return the place of the one task that `text` means."""
        return self._found.get(text.strip().casefold())


def _projects(entries: Sequence[Entry]) -> dict[str, ProjectId]:
    """Return the projects that the rows name, in the order in which they first do."""
    names = dict.fromkeys(entry.text(Column.PROJECT) for entry in entries)
    return {name: ProjectId(str(number)) for number, name in enumerate(names, 1)}


def _dated(entries: Sequence[Entry], projects: dict[str, ProjectId], calendar: WorkCalendar) -> Iterator[Dated]:
    ids = Ids()
    for place, entry in enumerate(entries):
        own = entry.text(Column.UNIQUE_ID) or entry.text(Column.ID)
        row = entry.table.reading.values({"id": own or str(place + 1)}, entry.subject)
        if not own:
            row.reading.notes.add(kinds.MISSING_ID)
        yield dated_of(entry, TaskId(ids.take(row, "id")), projects[entry.text(Column.PROJECT)], calendar)


def _links(dated: Sequence[Dated], places: _Places, reading: Reading) -> Iterator[Link]:
    """Yield the links that cells name; what leads nowhere, to itself or repeats is counted."""
    linking = Linking({each.task.id for each in dated}, reading.notes)

    def lookup(text: str) -> str | None:
        place = places.find(text)
        return None if place is None else dated[place].task.id

    for each in dated:
        text = each.entry.text(Column.PREDECESSORS)
        for found in references_of(text, lookup, each.entry.table.lengths) if text else ():
            if not isinstance(found, Reference):
                kind = kinds.LINKS_TO_NOWHERE if found.strip(" .").isalnum() else kinds.BROKEN_LINKS
                reading.notes.add(kind, f"{each.entry.subject}: {found[:24]}"[:80])
                continue
            link = Link(TaskId(found.task), each.task.id, found.kind, found.lag, found.lag_kind)
            if linking.takes(link, each.entry.subject):
                yield link


def _arranged(
    dated: list[Dated],
    parents: Parents,
    links: list[Link],
    people: People,
    projects: dict[str, ProjectId],
    calendar: Calendar,
    name: str,
) -> Plan:
    """Return the plan of all that was found: tasks in outline order, projects with their starts."""
    rows: dict[ProjectId, list[Dated]] = {}
    for each in dated:
        rows.setdefault(each.task.project, []).append(each)
    made = tuple(_project(rows[id], id, own or name, calendar) for own, id in projects.items())
    starts = {project.id: project.start for project in made}
    summaries = {parent for parent in parents if parent is not None}
    linked = {link.successor for link in links}
    tasks = [
        _settled(each, starts[each.task.project], is_summary=place in summaries, is_linked=each.task.id in linked)
        for place, each in enumerate(dated)
    ]
    return Plan(
        name=made[0].name if len(made) == 1 else name,
        projects=made,
        tasks=tuple(_outlined(tasks, parents, list(projects.values()))),
        links=tuple(links),
        calendars=(calendar,),
        resources=tuple(people.resources.values()),
        assignments=tuple(people.assignments),
        filed={each.task.id: each.filed for each in dated},
    )


def _project(own: list[Dated], id: ProjectId, name: str, calendar: Calendar) -> Project:
    """Return the project of some rows, which starts when they say, or with the first of them."""
    notes = own[0].entry.table.reading.notes
    limit = own[0].entry.table.reading.limits.title_length
    said = next((at for each in own if (at := each.entry.instant(Column.PROJECT_START)) is not None), None)
    starts = [each.filed.start for each in own if each.filed.start is not None]
    if said is None and starts:
        notes.add(kinds.NO_START, name)
    elif said is None:
        notes.add(kinds.NO_DATES, name)
    start = said if said is not None else min(starts, default=NO_DATE)
    return Project(id, name[:limit], Instant(start), calendar.id)


def _settled(each: Dated, start: Instant, *, is_summary: bool, is_linked: bool) -> Task:
    """Return a task with what its dates mean: those of one that has begun, and of one that nothing leads to."""
    task, notes, entry = each.task, each.entry.table.reading.notes, each.entry
    if is_summary:
        return replace(task, is_milestone=False)
    has_columns = set(entry.table.layout.columns.values())
    if task.percent_complete > 0 and Column.ACTUAL_START not in has_columns and each.filed.start is not None:
        notes.add(kinds.ACTUALS, entry.subject)
        is_done = task.percent_complete == 100
        return replace(task, actual_start=each.filed.start, actual_finish=each.filed.finish if is_done else None)
    if task.is_manual or is_linked or Column.CONSTRAINT in has_columns or each.filed.start is None:
        return task
    if each.filed.start > start and task.actual_start is None:
        notes.add(kinds.STARTS, entry.subject)
        return replace(task, constraint=ConstraintKind.SNET, constraint_at=each.filed.start)
    return task


def _outlined(tasks: list[Task], parents: Parents, projects: list[ProjectId]) -> Iterator[Task]:
    """Yield the tasks project by project, each below its summary task."""
    children: dict[int | None, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    tops: dict[ProjectId, list[int]] = {project: [] for project in projects}
    for place in children.get(None, ()):
        tops[tasks[place].project].append(place)
    for project in projects:
        todo = tops[project][::-1]
        while todo:
            place = todo.pop()
            parent = parents[place]
            yield tasks[place] if parent is None else replace(tasks[place], parent=tasks[parent].id)
            todo += children.get(place, [])[::-1]
