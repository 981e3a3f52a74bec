"""Resources, their capacity, and assignments."""

from dataclasses import dataclass, field

from fairlead_engine.formats.output import kinds as shared
from fairlead_engine.formats.output.writing import Numbers, Writing
from fairlead_engine.formats.xer.output import kinds
from fairlead_engine.formats.xer.output.calendars import Calendars
from fairlead_engine.formats.xer.output.outline import Outline
from fairlead_engine.formats.xer.output.rows import Rows, Value, columns, hours
from fairlead_engine.plan import Assignment, Project, ProjectId, Resource, ResourceId, ResourceKind, TaskId

_COLUMNS = columns(
    """rsrc_id parent_rsrc_id clndr_id rsrc_seq_num email_addr rsrc_name rsrc_short_name def_qty_per_hr cost_qty_type
    active_flag auto_compute_act_flag def_cost_qty_link_flag ot_flag rsrc_type"""
)
_RATES = ("rsrc_rate_id", "rsrc_id", "max_qty_per_hr", "cost_per_qty", "start_date")
_ASSIGNED = columns(
    """taskrsrc_id task_id proj_id cost_qty_link_flag rsrc_id remain_qty target_qty remain_qty_per_hr
    target_lag_drtn_hr_cnt target_qty_per_hr act_ot_qty act_reg_qty relag_drtn_hr_cnt rollup_dates_flag rsrc_type"""
)
_MOST_UNITS = 1_000_000.0
_MOST_WORK = 60_000_000_000
_SINCE = "2000-01-01 00:00"
_SHORT = 20


@dataclass(slots=True)
class People:
    """The resources of a plan with their numbers."""

    writing: Writing
    numbers: Numbers
    calendars: Calendars
    _short: set[str] = field(default_factory=set)

    def tables(self) -> list[Rows]:
        """Return the table of resources and that of what they offer, where that is not one whole person."""
        people, rates = Rows("RSRC", _COLUMNS), Rows("RSRCRATE", _RATES)
        parents = self._parents()
        for place, resource in enumerate(self.writing.plan.resources, 1):
            number = self.numbers[resource.id]
            people.rows.append(self._row(resource, number, parents.get(resource.id), place))
            units = self.writing.bounded(resource.max_units, 0, _MOST_UNITS, resource.name)
            if units != 1:
                rates.add(
                    rsrc_rate_id=len(rates.rows) + 1,
                    rsrc_id=number,
                    max_qty_per_hr=units,
                    cost_per_qty=0,
                    start_date=_SINCE,
                )
        return [people, rates]

    def _row(self, resource: Resource, number: int, parent: ResourceId | None, place: int) -> dict[str, Value]:
        calendar = resource.calendar
        if calendar is None:
            self.writing.notes.add(kinds.USUAL_CALENDARS, resource.name)
            calendar = self.writing.plan.projects[0].calendar
        if resource.kind is ResourceKind.COST:
            self.writing.notes.add(kinds.COST_RESOURCES, resource.name)
        name = self.writing.line(resource.name)
        if not name:
            self.writing.notes.add(kinds.UNNAMED, resource.id)
            name = f"Resource {number}"
        return {
            "rsrc_id": number,
            "parent_rsrc_id": None if parent is None else self.numbers[parent],
            "clndr_id": self.calendars.number(calendar),
            "rsrc_seq_num": place,
            "email_addr": self.writing.line(resource.email),
            "rsrc_name": name,
            "rsrc_short_name": self._short_name(name, number),
            "def_qty_per_hr": 1,
            "cost_qty_type": "QT_Hour",
            "active_flag": True,
            "auto_compute_act_flag": True,
            "def_cost_qty_link_flag": True,
            "ot_flag": False,
            "rsrc_type": _type_of(resource),
        }

    def _short_name(self, name: str, number: int) -> str:
        short = name[:_SHORT]
        if short in self._short:
            short = f"{name[: _SHORT - 11]}-{number}"
        self._short.add(short)
        return short

    def _parents(self) -> dict[ResourceId, ResourceId]:
        """Return the resource above each whose group is the name of one, as long as that leads in no circle."""
        by_name: dict[str, ResourceId] = {}
        for resource in self.writing.plan.resources:
            by_name.setdefault(resource.name, resource.id)
        parents: dict[ResourceId, ResourceId] = {}
        tops: dict[ResourceId, ResourceId] = {}
        for resource in self.writing.plan.resources:
            if not resource.group:
                continue
            parent = by_name.get(resource.group)
            if parent is None or _top(parent, tops) == resource.id:
                self.writing.notes.add(shared.GROUPS, resource.name)
            else:
                parents[resource.id] = tops[resource.id] = parent
        return parents


def _top(id: ResourceId, tops: dict[ResourceId, ResourceId]) -> ResourceId:
    """Return the resource that stands above all others above one; the way to it is made short for the next time."""
    way = []
    while id in tops:
        way.append(id)
        id = tops[id]
    tops.update(dict.fromkeys(way, id))
    return id


def assignments_table(
    writing: Writing, outline: Outline, people: People, projects: dict[ProjectId, tuple[Project, int]]
) -> Rows:
    """Return the table of assignments."""
    rows = Rows("TASKRSRC", _ASSIGNED)
    resources = {each.id: each for each in writing.plan.resources}
    homes = {task.id: projects[task.project][1] for task in writing.plan.tasks}
    seen: set[tuple[TaskId, ResourceId]] = set()
    for one in writing.plan.assignments:
        if one.task in outline.elements:
            writing.notes.add(kinds.SUMMARY_WORK, one.task)
            continue
        if (one.task, one.resource) in seen:
            writing.notes.add(shared.ASSIGNMENTS, one.task)
            continue
        seen.add((one.task, one.resource))
        quantity, units = _amounts(one, resources[one.resource], writing)
        rows.add(
            taskrsrc_id=len(rows.rows) + 1,
            task_id=outline.numbers[one.task],
            proj_id=homes[one.task],
            cost_qty_link_flag=True,
            rsrc_id=people.numbers[one.resource],
            remain_qty=quantity,
            target_qty=quantity,
            remain_qty_per_hr=units,
            target_qty_per_hr=units,
            target_lag_drtn_hr_cnt=hours(one.delay),
            act_ot_qty=0,
            act_reg_qty=0,
            relag_drtn_hr_cnt=hours(one.delay),
            rollup_dates_flag=True,
            rsrc_type=_type_of(resources[one.resource]),
        )
    return rows


def _amounts(one: Assignment, resource: Resource, writing: Writing) -> tuple[Value, Value]:
    """Return the quantity and the units per hour of an assignment."""
    units = writing.bounded(one.units, 0, _MOST_UNITS, resource.name)
    if resource.kind is not ResourceKind.WORK:
        if one.work is not None:
            writing.notes.add(kinds.MATERIAL_WORK, resource.name)
        return units, None
    work = None if one.work is None else int(writing.bounded(one.work, 0, _MOST_WORK, resource.name))
    return hours(work), units


def _type_of(resource: Resource) -> str:
    return "RT_Labor" if resource.kind is ResourceKind.WORK else "RT_Mat"
