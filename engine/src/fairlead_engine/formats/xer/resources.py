"""Resources, roles that work is assigned to, and assignments."""

from collections.abc import Iterator
from dataclasses import replace

from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xer import codes, kinds
from fairlead_engine.formats.xer.tables import Table
from fairlead_engine.formats.xer.values import kind_in, number_in
from fairlead_engine.plan import Assignment, CalendarId, Resource, ResourceId, ResourceKind, TaskId

_MOST = 1_000_000.0


def resources_of(tables: dict[str, Table], calendars: set[CalendarId], reading: Reading) -> Iterator[Resource]:
    """Yield the resources of a file, then the roles that assignments name instead of one."""
    ids = Ids()
    units = _units(tables["RSRCRATE"], reading)
    names = {fields.get("rsrc_id", ""): fields.get("rsrc_name", "") for fields in tables["RSRC"].rows(reading)}
    for fields in tables["RSRC"].rows(reading):
        row = reading.values(fields, f"resource {fields.get('rsrc_name', '')}"[:80])
        group = reading.values({"group": names.get(fields.get("parent_rsrc_id", ""), "")}, row.subject)
        most = reading.limits.title_length
        yield Resource(
            id=ResourceId(ids.take(row, "rsrc_id")),
            name=row.text("rsrc_name", most) or row.text("rsrc_short_name", most),
            kind=kind_in(row, "rsrc_type", codes.RESOURCE_KINDS, ResourceKind.WORK),
            calendar=_calendar(row, calendars),
            max_units=units.get(fields.get("rsrc_id", ""), 1.0),
            email=row.text("email_addr", most),
            group=group.text("group", most),
        )
    in_use = {role for fields in tables["TASKRSRC"].rows(reading) if (role := _role(fields))}
    for fields in tables["ROLES"].rows(reading):
        if f"R{fields.get('role_id', '')}" in in_use - ids.taken:
            row = reading.values(fields, f"role {fields.get('role_name', '')}"[:80])
            reading.notes.add(kinds.ROLES, row.subject)
            fields["id"] = f"R{fields['role_id']}"
            yield Resource(ResourceId(ids.take(row, "id")), row.text("role_name", reading.limits.title_length))


def assignments_of(
    table: Table, tasks: set[TaskId], resources: dict[ResourceId, Resource], reading: Reading
) -> tuple[Assignment, ...]:
    """Return the assignments of known resources to known tasks; several to the same task are added up."""
    found: dict[tuple[TaskId, ResourceId], Assignment] = {}
    for fields in table.rows(reading):
        row = reading.values(fields, f"task {fields.get('task_id', '')}"[:80])
        task = TaskId(fields.get("task_id", ""))
        resource = resources.get(ResourceId(fields.get("rsrc_id") or _role(fields)))
        if task not in tasks or resource is None:
            reading.notes.add(kinds.ASSIGNED_NOWHERE, row.subject)
            continue
        one = _assignment(row, task, resource)
        other = found.get((task, resource.id))
        if other is not None:
            reading.notes.add(kinds.MERGED_ASSIGNMENTS, row.subject)
            work = (other.work or 0) + (one.work or 0) if other.work or one.work else one.work
            one = replace(one, units=other.units + one.units, work=work, delay=min(other.delay, one.delay))
        found[task, resource.id] = one
    return tuple(found.values())


def _role(fields: dict[str, str]) -> str:
    return f"R{fields['role_id']}" if "role_id" in fields and "rsrc_id" not in fields else ""


def _units(table: Table, reading: Reading) -> dict[str, float]:
    """Return the units per hour that resources offer from the first on; later changes are counted as lost."""
    first: dict[str, tuple[str, float]] = {}
    for fields in table.rows(reading):
        row = reading.values(fields, f"resource {fields.get('rsrc_id', '')}"[:80])
        id, start = fields.get("rsrc_id", ""), fields.get("start_date", "")
        units = number_in(row, "max_qty_per_hr", 0, _MOST)
        if id in first or any(number_in(row, f"cost_per_qty{n}", -1e12, 1e12) for n in ("", "2", "3", "4", "5")):
            reading.notes.add(kinds.RATES, row.subject)
        if units is not None and (id not in first or start < first[id][0]):
            first[id] = (start, units)
    return {id: units for id, (_, units) in first.items()}


def _calendar(row: Values, calendars: set[CalendarId]) -> CalendarId | None:
    calendar = row.fields.get("clndr_id")
    if calendar is None or CalendarId(calendar) in calendars:
        return None if calendar is None else CalendarId(calendar)
    row.reading.notes.add(kinds.UNKNOWN_CALENDAR, row.subject)
    return None


def _assignment(row: Values, task: TaskId, resource: Resource) -> Assignment:
    """Return an assignment; of material, `units` is the quantity and there is no work."""
    notes = row.reading.notes
    if "curv_id" in row.fields or "target_crv" in row.fields or "remain_crv" in row.fields:
        notes.add(kinds.CONTOURS, row.subject)
    if any(number_in(row, column, -1e15, 1e15) for column in ("act_reg_qty", "act_ot_qty")):
        notes.add(kinds.ACTUAL_WORK, row.subject)
    if any(number_in(row, column, -1e15, 1e15) for column in ("target_cost", "act_reg_cost", "act_ot_cost")):
        notes.add(kinds.COSTS, row.subject)
    delay = row.minutes("target_lag_drtn_hr_cnt") or 0
    if resource.kind is ResourceKind.MATERIAL:
        quantity = number_in(row, "target_qty", 0, _MOST)
        return Assignment(task, resource.id, 1.0 if quantity is None else quantity, None, delay)
    units = number_in(row, "target_qty_per_hr", 0, _MOST)
    return Assignment(
        task=task,
        resource=resource.id,
        units=1.0 if units is None else units,
        work=_work(row),
        delay=delay,
    )


def _work(row: Values) -> int | None:
    quantity = number_in(row, "target_qty", 0, 1e9)
    return None if quantity is None else round(quantity * 60)
