"""Microsoft Project Data Interchange: the XML that Microsoft Project saves and many programs write.

Read in one pass, a record at a time; what a record refers to is looked up when all have been seen, so the order
of the parts does not matter. docs/reference/formats/mspdi.md says element by element what is taken.
"""

from dataclasses import dataclass, field, replace

from fairlead_engine.formats.basing import settled
from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.mspdi import kinds, untaken
from fairlead_engine.formats.mspdi.calendars import calendar_of
from fairlead_engine.formats.mspdi.durations import duration_minutes
from fairlead_engine.formats.mspdi.links import links_of
from fairlead_engine.formats.mspdi.project import minutes_per_day, project_calendar, project_of
from fairlead_engine.formats.mspdi.resources import AssignmentRows, is_placeholder, resource_of
from fairlead_engine.formats.mspdi.splits import Spans
from fairlead_engine.formats.mspdi.tasks import TaskRows
from fairlead_engine.formats.report import ReadReport
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xmlrecords import Record, XmlFile
from fairlead_engine.plan import Calendar, CalendarId, Plan, ProjectId, Resource

_PROJECT = ProjectId("0")  # the UID of the project's own row


def read_mspdi(content: bytes, *, name: str, limits: Limits) -> tuple[Plan, ReadReport]:
    """Read a plan of one project from Microsoft Project XML, and report what was not taken.

    `name` is used where the file names no project.
    Raises: ReadError.
    """
    document = XmlFile(content, limits)
    parts = _Parts(Reading(limits, duration_minutes))
    for section, tag, record in document.records():
        parts.take(section, tag, record, document.root)
    untaken.PROJECT.note(document.root, parts.reading.notes, "project")
    return parts.plan(document.root, name), parts.reading.notes.report("Microsoft Project XML")


@dataclass(slots=True)
class _Parts:
    """The records of one file, each turned into what it says as it comes."""

    reading: Reading
    calendars: list[Calendar] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    tasks: TaskRows = field(init=False)
    assignments: AssignmentRows = field(init=False)
    _of_nobody: set[CalendarId] = field(default_factory=set)  # calendars of the placeholder for work that nobody does
    _calendar_ids: Ids = field(default_factory=Ids)
    _resource_ids: Ids = field(default_factory=Ids)

    def __post_init__(self) -> None:
        self.tasks = TaskRows(_PROJECT, self.reading)
        self.assignments = AssignmentRows(self.reading, Spans(self.reading))

    def take(self, section: str, tag: str, record: Record, root: Record) -> None:
        subject = (record.fields.get("Name") or record.fields.get("UID", ""))[:80]
        notes = self.reading.notes
        match section, tag:
            case "Tasks", "Task":
                self.tasks.take(record, minutes_per_day(root.fields, self.reading))
                untaken.TASK.note(record, notes, subject)
            case "Assignments", "Assignment":
                self.assignments.take(record)
                untaken.ASSIGNMENT.note(record, notes, f"task {record.fields.get('TaskUID', '')}"[:80])
            case "Resources", "Resource":
                if is_placeholder(record):
                    self._of_nobody.add(CalendarId(record.fields.get("CalendarUID", "")))
                resource = resource_of(record, self._resource_ids, self.reading)
                if resource is not None:
                    self.resources.append(resource)
                    untaken.RESOURCE.note(record, notes, subject)
            case "Calendars", "Calendar":
                if len(self.calendars) >= self.reading.limits.max_calendars:
                    raise TooComplex("calendars", self.reading.limits.max_calendars)
                self.calendars.append(calendar_of(record, self._calendar_ids, self.reading))
                untaken.CALENDAR.note(record, notes, subject)
            case _:
                untaken.note_section(section, tag, notes)

    def plan(self, root: Record, name: str) -> Plan:
        row = self.reading.values(root.fields, "project")
        calendars = settled(self._calendars_used(row), self.reading)
        project_calendar_ = project_calendar(row, calendars)
        if project_calendar_ not in calendars:
            calendars = (*calendars, project_calendar_)
        known = {calendar.id for calendar in calendars}
        project = project_of(row, self.tasks, name, project_calendar_.id)
        tasks = tuple(self.tasks.settled(known))
        task_ids = {task.id for task in tasks}
        resources = tuple(self._with_calendar(resource, known) for resource in self.resources)
        plan = Plan(
            name=project.name,
            projects=(project,),
            tasks=tasks,
            links=tuple(links_of(self.tasks.written_links, task_ids, self.reading)),
            calendars=calendars,
            resources=resources,
            assignments=self.assignments.settled(task_ids, {resource.id for resource in resources}),
            filed=self.tasks.filed,
        )
        return self.assignments.spans.with_splits(plan)

    def _calendars_used(self, row: Values) -> list[Calendar]:
        """Return the calendars without that of the placeholder for work that nobody does, unless others name it."""
        named = {each.calendar for each in self.tasks.tasks} | {each.calendar for each in self.resources}
        named |= {each.base for each in self.calendars} | {CalendarId(row.fields.get("CalendarUID", ""))}
        return [each for each in self.calendars if each.id not in self._of_nobody - named]

    def _with_calendar(self, resource: Resource, known: set[CalendarId]) -> Resource:
        if resource.calendar is None or resource.calendar in known:
            return resource
        self.reading.notes.add(kinds.UNKNOWN_CALENDAR, resource.name[:80])
        return replace(resource, calendar=None)
