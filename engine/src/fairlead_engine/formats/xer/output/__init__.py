"""A plan as P6's export file."""

from html import escape
from typing import TYPE_CHECKING

from fairlead_engine.formats.output import kinds as shared
from fairlead_engine.formats.output.unheld import names, note_unheld
from fairlead_engine.formats.output.writing import Numbers, Writing, writing_of
from fairlead_engine.formats.report import Notes, ReadReport
from fairlead_engine.formats.xer.memos import plain
from fairlead_engine.formats.xer.output import kinds
from fairlead_engine.formats.xer.output.calendars import Calendars
from fairlead_engine.formats.xer.output.links import links_table
from fairlead_engine.formats.xer.output.outline import Outline
from fairlead_engine.formats.xer.output.projects import projects_tables
from fairlead_engine.formats.xer.output.resources import People, assignments_table
from fairlead_engine.formats.xer.output.rows import Rows
from fairlead_engine.formats.xer.output.tasks import Activities
from fairlead_engine.plan import (
    Assignment,
    Calendar,
    Link,
    Plan,
    Project,
    ProjectId,
    Resource,
    ResourceKind,
    Task,
    TaskId,
)

if TYPE_CHECKING:
    from fairlead_engine.cpm import Schedule

_VERSION = "19.12"
_HELD = {
    Project: names(
        """name start calendar status_at critical_limit minutes_per_day minutes_per_week days_per_month code
        must_finish_at options"""
    ),
    Task: names(
        """duration is_elapsed is_milestone calendar ignores_resource_calendars deadline stop_at resume_at priority wbs
        notes kind code second_constraint second_constraint_at remaining expected_finish outside_start
        outside_finish is_manual manual_start manual_finish"""
    ),
    Link: names("lag_kind"),
    Resource: names("kind calendar max_units email group"),
    Assignment: names("work delay"),
    Calendar: names("week"),
}


def write_xer(plan: Plan, schedule: "Schedule | None" = None) -> tuple[bytes, ReadReport]:
    """Return `plan` as a P6 export, and a report of what that cannot say.

    Summary tasks become WBS elements. Dates are those of `schedule`, else those that were filed. The bytes are
    Windows-1252, as P6 reads them, or UTF-8 where letters ask for it.
    """
    writing = writing_of(plan, schedule)
    note_unheld(plan, _HELD, writing.notes)
    content = _encoded("\r\n".join([_head(writing), *_lines(writing), "%E", ""]), writing)
    return content, writing.notes.report("Primavera P6 (XER)")


def _lines(writing: Writing) -> list[str]:
    plan, notes = writing.plan, writing.notes
    calendars = Calendars(writing, Numbers.of((each.id for each in plan.calendars), notes))
    tasks = Numbers.of((each.id for each in plan.tasks), notes)
    own = Numbers.of((each.id for each in plan.projects), notes if len(plan.projects) > 1 else Notes())
    projects = {each.id: (each, own[each.id]) for each in plan.projects}
    outline = Outline(writing, tasks, _codes(writing, own))
    people = People(writing, Numbers.of((each.id for each in plan.resources), notes), calendars)
    listed = list(projects.values())
    if plan.name not in {"", plan.projects[0].name} or (len(listed) > 1 and plan.name):
        notes.add(shared.NAMES, plan.name)
    activities = Activities(writing, outline, calendars, _crews(plan), projects)
    table = activities.table()
    tables = [
        *projects_tables(writing, listed, outline, calendars, activities.finishes(table)),
        outline.table(listed),
        *people.tables(),
        table,
        links_table(writing, outline, projects),
        assignments_table(writing, outline, people, projects),
        *_memos(writing, outline, {each.id: own[each.project] for each in plan.tasks}),
    ]
    if any(project.calendar is None for project in plan.projects):
        notes.add(shared.CALENDAR_MADE)
    return [line for table in (calendars.table(), *tables) for line in table.lines()]


def _head(writing: Writing) -> str:
    first = writing.plan.projects[0]
    moment = writing.moment(first.status_at) or writing.moment_within(first.start, "project start")
    day = moment.partition("T")[0]
    return f"ERMHDR\t{_VERSION}\t{day}\tProject\tfairlead\tFairlead\tdbxDatabaseNoName\tProject Management\tUSD"


def _codes(writing: Writing, numbers: Numbers) -> dict[ProjectId, str]:
    """Return what each project is called by, every one of them otherwise."""
    codes: dict[ProjectId, str] = {}
    for project in writing.plan.projects:
        code = writing.line(project.code)
        if not code:
            writing.notes.add(shared.CODES, project.name)
            code = f"P{numbers[project.id]}"
        if code in codes.values():
            writing.notes.add(shared.DOUBLE_CODES, code)
            code = f"{code}-{numbers[project.id]}"
        codes[project.id] = code
    return codes


def _crews(plan: Plan) -> set[TaskId]:
    people = {each.id for each in plan.resources if each.kind is ResourceKind.WORK and each.calendar is not None}
    return {one.task for one in plan.assignments if one.resource in people}


def _memos(writing: Writing, outline: Outline, homes: dict[TaskId, int]) -> list[Rows]:
    """Return the notebook topics of activities, each with its type."""
    notes = writing.notes
    types = Rows("MEMOTYPE", ("memo_type_id", "seq_num", "eps_flag", "proj_flag", "wbs_flag", "task_flag", "memo_type"))
    memos = Rows("TASKMEMO", ("memo_id", "task_id", "memo_type_id", "proj_id", "task_memo"))
    for task in outline.ordered:
        if "\t" in task.notes or "\x7f" in task.notes:
            notes.add(shared.TEXTS, task.name)
        text = writing.lines(task.notes.replace("\t", " ").replace("\x7f", ""))
        if not text or task.id in outline.elements:
            continue
        read = plain(_html(text))
        if read != text:
            notes.add(shared.TEXTS, task.name)
        memos.add(
            memo_id=len(memos.rows) + 1,
            task_id=outline.numbers[task.id],
            memo_type_id=1,
            proj_id=homes[task.id],
            task_memo=_html(read),
        )
    if memos.rows:
        types.add(
            memo_type_id=1, seq_num=0, eps_flag=True, proj_flag=True, wbs_flag=True, task_flag=True, memo_type="Notes"
        )
    return [types, memos]


def _html(text: str) -> str:
    """Return a text as it is where it is one plain line, else as the HTML that P6 keeps."""
    if "\n" not in text and plain(text) == text:
        return text
    return f"<HTML><BODY>{escape(text, quote=False).replace(chr(10), '<BR>')}</BODY></HTML>"


def _encoded(text: str, writing: Writing) -> bytes:
    try:
        content = text.encode("cp1252")
    except UnicodeEncodeError:
        writing.notes.add(kinds.LETTERS)
        return text.encode("utf-8", "replace")
    try:
        is_other = content.decode("utf-8") != text
    except UnicodeDecodeError:
        return content
    return text.encode() if is_other else content  # else it would be taken for UTF-8 that it is not
