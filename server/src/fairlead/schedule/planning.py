"""Projects as the plan that the engine levels and writes: what was said of them, with the dates found for them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from fairlead.resources.models import Resource
from fairlead.resources.rules import Period
from fairlead.resources.selectors import availabilities, engine_calendars
from fairlead.schedule.models import TaskDates
from fairlead.work.models import Assignment, Link, Project, Split, Task
from fairlead_engine import plan
from fairlead_engine.units import Instant, instant_of


@dataclass(frozen=True, slots=True)
class Exported:
    """A plan, and how many links to projects that are not in it, and e-mail addresses, were left out."""

    plan: plan.Plan
    links_left_out: int
    emails_left_out: int


def exported(
    projects: Sequence[Project], *, name: str, with_emails: bool = True, also: Collection[int] = ()
) -> Exported:
    """Return `projects` of one workspace as a plan; ids are primary keys. Ten queries.

    Taken along are only the calendars and resources that the projects use, and the resources `also`.
    """
    ids = [project.pk for project in projects]
    order = {id: place for place, id in enumerate(ids)}
    rows = list(Task.objects.filter(project__in=ids).order_by("position", "pk"))
    rows.sort(key=lambda task: order[task.project_id])
    splits: dict[int, list[plan.Split]] = {}
    for split in Split.objects.filter(task__project__in=ids):
        splits.setdefault(split.task_id, []).append(plan.Split(split.after_minutes, split.pause_minutes))
    assignments = list(Assignment.objects.filter(task__project__in=ids).order_by("pk"))
    known_as = {*also, *(each.resource_id for each in assignments)}
    resources = list(Resource.objects.filter(pk__in=known_as).select_related("person", "team"))
    units = availabilities(projects[0].workspace_id) if projects else {}
    known = {task.pk for task in rows}
    links = list(Link.objects.filter(predecessor__project__in=ids).order_by("pk"))
    left_out = Link.objects.filter(successor__project__in=ids).exclude(predecessor__project__in=ids).count()
    inside = [link for link in links if link.successor_id in known]
    used: set[int | None] = {project.calendar_id for project in projects}
    used |= {task.calendar_id for task in rows} | {each.calendar_id for each in resources}
    return Exported(
        plan.Plan(
            name=name,
            projects=tuple(_project(project) for project in projects),
            tasks=tuple(_task(task, splits.get(task.pk, ())) for task in rows),
            links=tuple(_link(link) for link in inside),
            calendars=tuple(_calendars(projects[0].workspace_id, used)) if projects else (),
            resources=tuple(_resource(each, units[each.pk], with_email=with_emails) for each in resources),
            assignments=tuple(_assignment(each) for each in assignments),
            filed={plan.TaskId(str(dates.pk)): _filed(dates) for dates in TaskDates.objects.filter(project__in=ids)},
        ),
        links_left_out=len(links) - len(inside) + left_out,
        emails_left_out=0 if with_emails else sum(1 for each in resources if each.address),
    )


def _calendars(workspace_id: int, used: Iterable[int | None]) -> list[plan.Calendar]:
    calendars = {calendar.id: calendar for calendar in engine_calendars(workspace_id)}
    wanted: set[str] = set()
    for id in used:
        at = plan.CalendarId(str(id)) if id is not None else None
        while at is not None and at not in wanted:
            wanted.add(at)
            at = calendars[at].base
    return [calendar for id, calendar in calendars.items() if id in wanted]


def _project(project: Project) -> plan.Project:
    return plan.Project(
        id=plan.ProjectId(str(project.pk)),
        name=project.name,
        start=instant_of(project.start_at),
        calendar=plan.CalendarId(str(project.calendar_id)),
        finish=_instant(project.finish_by_at),
        from_finish=project.from_finish,
        status_at=_instant(project.status_at),
        honors_constraints=project.honors_constraints,
        critical_limit=project.critical_limit_minutes,
        minutes_per_day=project.minutes_per_day,
        minutes_per_week=project.minutes_per_week,
        days_per_month=project.days_per_month,
        code=project.code,
        must_finish_at=_instant(project.must_finish_at),
        options=project.schedule_options,
        has_multiple_paths=project.has_multiple_paths,
        reschedules_uncompleted=project.reschedules_uncompleted,
        is_activities=project.is_activities,
    )


def _task(task: Task, splits: Iterable[plan.Split]) -> plan.Task:
    return plan.Task(
        id=plan.TaskId(str(task.pk)),
        name=task.name,
        project=plan.ProjectId(str(task.project_id)),
        parent=plan.TaskId(str(task.parent_id)) if task.parent_id else None,
        duration=task.duration_minutes,
        is_elapsed=task.is_elapsed,
        is_estimated=task.is_estimated,
        is_milestone=task.is_milestone,
        is_manual=task.is_manual,
        is_active=task.is_active,
        calendar=plan.CalendarId(str(task.calendar_id)) if task.calendar_id else None,
        ignores_resource_calendars=task.ignores_resource_calendars,
        constraint=plan.ConstraintKind(task.constraint),
        constraint_at=_instant(task.constraint_at),
        deadline=_instant(task.deadline_at),
        manual_start=_instant(task.manual_start_at),
        manual_finish=_instant(task.manual_finish_at),
        actual_start=_instant(task.actual_start_at),
        actual_finish=_instant(task.actual_finish_at),
        percent_complete=_percent(task),
        stop_at=_instant(task.stop_at),
        resume_at=_instant(task.resume_at),
        leveling_delay=task.leveling_delay_minutes,
        splits=tuple(splits),
        priority=task.priority,
        notes=task.notes,
        type=plan.TaskType(task.type) if task.type else None,
        is_effort_driven=task.is_effort_driven,
        kind=plan.TaskKind(task.kind),
        code=task.code,
        second_constraint=plan.ConstraintKind(task.second_constraint),
        second_constraint_at=_instant(task.second_constraint_at),
        remaining=task.remaining_minutes,
        expected_finish=_instant(task.expected_finish_at),
        outside_start=_instant(task.outside_start_at),
        outside_finish=_instant(task.outside_finish_at),
    )


def _percent(task: Task) -> float:
    if task.done_minutes is None or not task.duration_minutes:
        return float(task.percent_complete)
    return 100 * task.done_minutes / task.duration_minutes


def _link(link: Link) -> plan.Link:
    return plan.Link(
        predecessor=plan.TaskId(str(link.predecessor_id)),
        successor=plan.TaskId(str(link.successor_id)),
        kind=plan.LinkKind(link.kind),
        lag=link.lag,
        lag_kind=plan.LagKind(link.lag_kind),
    )


def _resource(resource: Resource, units: Sequence[Period], *, with_email: bool) -> plan.Resource:
    kinds = {"material": plan.ResourceKind.MATERIAL, "cost": plan.ResourceKind.COST}
    return plan.Resource(
        id=plan.ResourceId(str(resource.pk)),
        name=resource.name,
        kind=kinds.get(resource.kind, plan.ResourceKind.WORK),
        calendar=plan.CalendarId(str(resource.calendar_id)) if resource.calendar_id else None,
        max_units=float(resource.max_units),
        email=resource.address if with_email else "",
        group=resource.team.name if resource.team else "",
        availability=tuple(map(_availability, units)) if len(units) > 1 else (),
    )


def _availability(period: Period) -> plan.Availability:
    return plan.Availability(float(period.units), _midnight(period.start), _midnight(period.finish))


def _midnight(day: date | None) -> Instant | None:
    return None if day is None else instant_of(datetime.combine(day, time()))


def _assignment(assignment: Assignment) -> plan.Assignment:
    return plan.Assignment(
        task=plan.TaskId(str(assignment.task_id)),
        resource=plan.ResourceId(str(assignment.resource_id)),
        units=float(assignment.units),
        work=assignment.work_minutes,
        delay=assignment.delay_minutes,
    )


def _filed(dates: TaskDates) -> plan.FiledDates:
    return plan.FiledDates(
        start=instant_of(dates.start_at),
        finish=instant_of(dates.finish_at),
        early_start=instant_of(dates.early_start_at),
        early_finish=instant_of(dates.early_finish_at),
        late_start=instant_of(dates.late_start_at),
        late_finish=instant_of(dates.late_finish_at),
        total_slack=dates.total_slack_minutes,
        free_slack=dates.free_slack_minutes,
        is_critical=dates.is_critical,
    )


def _instant(moment: datetime | None) -> Instant | None:
    return None if moment is None else instant_of(moment)
