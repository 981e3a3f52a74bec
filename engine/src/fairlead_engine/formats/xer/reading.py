"""From the tables of an XER file to a plan."""

from dataclasses import replace

from fairlead_engine.formats.basing import settled
from fairlead_engine.formats.errors import NothingToRead
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.report import ReadReport
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xer import kinds, untaken
from fairlead_engine.formats.xer.calendars import calendars_of
from fairlead_engine.formats.xer.links import links_of
from fairlead_engine.formats.xer.memos import notes_of
from fairlead_engine.formats.xer.outline import Outline
from fairlead_engine.formats.xer.projects import projects_of
from fairlead_engine.formats.xer.resources import assignments_of, resources_of
from fairlead_engine.formats.xer.tables import Table, tables_of
from fairlead_engine.formats.xer.tasks import TaskRows
from fairlead_engine.formats.xer.values import hours_in_minutes
from fairlead_engine.plan import Plan, Project, TaskId


def read_xer(content: bytes, *, name: str, limits: Limits) -> tuple[Plan, ReadReport]:
    """Read the projects of a P6 export (XER) as one plan, and report what was not taken.

    `name` is that of a plan of several projects.
    Raises: ReadError.
    """
    reading = Reading(limits, hours_in_minutes)
    tables = tables_of(content, reading)
    untaken.note_untaken(tables, reading)
    for taken in untaken.TAKEN:
        tables.setdefault(taken, Table(taken))
    calendars = {each.id: each for each in settled(list(calendars_of(tables["CALENDAR"], reading)), reading)}
    projects = {each.id: each for each in projects_of(tables, calendars, reading)}
    if not projects:
        raise NothingToRead("project")
    outline = Outline(reading)
    outline.take(tables["PROJWBS"], set(projects))
    rows = TaskRows(outline, projects, set(calendars), notes_of(tables["TASKMEMO"], reading))
    rows.take(tables["TASK"])
    tasks = tuple(task for project in projects for task in outline.tasks(project, rows.ids))
    known = set(rows.filed)
    resources = {each.id: each for each in resources_of(tables, set(calendars), reading)}
    settled_projects = tuple(_settled(project, outline, known, reading) for project in projects.values())
    return Plan(
        name=settled_projects[0].name if len(settled_projects) == 1 else name[: limits.title_length],
        projects=settled_projects,
        tasks=tasks,
        links=tuple(links_of(tables["TASKPRED"], known, reading)),
        calendars=tuple(calendars.values()),
        resources=tuple(resources.values()),
        assignments=assignments_of(tables["TASKRSRC"], known, resources, reading),
        filed=rows.filed,
    ), reading.notes.report("Primavera P6 (XER)")


def _settled(project: Project, outline: Outline, known: set[TaskId], reading: Reading) -> Project:
    """Return a project with its name out of the WBS, and options that name tasks which are there."""
    name = outline.tops[project.id].name[: reading.limits.title_length]
    options = project.options
    paths = options.float_paths if options else None
    if options and paths and paths.end is not None and paths.end not in known:
        reading.notes.add(kinds.LINKS_TO_NOWHERE, f"{project.code}: float paths"[:80])
        options = replace(options, float_paths=replace(paths, end=None))
    return replace(project, name=name or project.name, options=options)
