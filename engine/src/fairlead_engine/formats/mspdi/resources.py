"""Resources and who is assigned to what."""

from dataclasses import dataclass, field

from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.mspdi.splits import Spans
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import Assignment, CalendarId, Resource, ResourceId, ResourceKind, TaskId

_NOBODY = "-65535"
_MOST_UNITS = 1_000_000.0


def resource_of(record: Record, ids: Ids, reading: Reading) -> Resource | None:
    """Return a resource, or None for a blank row and the placeholder for work without one."""
    name = record.fields.get("Name") or record.fields.get("UID", "")
    row = reading.values(record.fields, f"resource {name}"[:80])
    limits = reading.limits
    if is_placeholder(record) or row.flag("IsNull"):
        return None
    calendar = row.fields.get("CalendarUID", "-1")
    units = row.number("MaxUnits", 0, _MOST_UNITS)
    return Resource(
        id=ResourceId(ids.take(row)),
        name=row.text("Name", limits.title_length),
        kind=_kind(row),
        calendar=None if calendar == "-1" else CalendarId(calendar),
        max_units=1.0 if units is None else units,
        email=row.text("EmailAddress", limits.title_length),
        group=row.text("Group", limits.title_length),
    )


def is_placeholder(record: Record) -> bool:
    """Return whether a resource is the one that Microsoft Project keeps, unnamed, for work that nobody does."""
    return record.fields.get("UID") == "0" and not record.fields.get("Name")


def _kind(row: Values) -> ResourceKind:
    if row.flag("IsCostResource") or row.fields.get("Type") == "2":
        return ResourceKind.COST
    return ResourceKind.MATERIAL if row.fields.get("Type") == "0" else ResourceKind.WORK


@dataclass(slots=True)
class AssignmentRows:
    """The assignments of one file as they come; what they name is looked up at the end."""

    reading: Reading
    spans: Spans
    rows: dict[tuple[TaskId, ResourceId], Assignment] = field(default_factory=dict)

    def take(self, record: Record) -> None:
        """Take one Assignment record, or count why it is none."""
        row = self.reading.values(record.fields, f"assignment {record.fields.get('UID', '')}"[:80])
        task, resource = TaskId(row.fields.get("TaskUID", "")), ResourceId(row.fields.get("ResourceUID", _NOBODY))
        self.spans.take(task, record)
        if resource == _NOBODY:
            self.reading.notes.add(kinds.ASSIGNED_TO_NOBODY)
        elif (task, resource) in self.rows:
            self.reading.notes.add(kinds.REPEATED_ASSIGNMENT, row.subject)
        else:
            self.rows[task, resource] = _assignment(task, resource, row)

    def settled(self, tasks: set[TaskId], resources: set[ResourceId]) -> tuple[Assignment, ...]:
        """Return the assignments of known resources to known tasks, and count the others."""
        kept = []
        for assignment in self.rows.values():
            if assignment.task in tasks and assignment.resource in resources:
                kept.append(assignment)
            else:
                self.reading.notes.add(kinds.ASSIGNED_NOWHERE, f"task {assignment.task}"[:80])
        return tuple(kept)


def _assignment(task: TaskId, resource: ResourceId, row: Values) -> Assignment:
    units = row.number("Units", 0, _MOST_UNITS)
    notes = row.reading.notes
    if row.fields.get("WorkContour", "0") != "0":
        notes.add(kinds.CONTOURS, row.subject)
    if (row.tenths("LevelingDelay") or 0) != 0:
        notes.add(kinds.ASSIGNMENT_DETAILS, row.subject)
    return Assignment(
        task=task,
        resource=resource,
        units=1.0 if units is None else units,
        work=row.minutes("Work"),
        delay=row.delay("Delay"),
    )
