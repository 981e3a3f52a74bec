"""Plans cut down to what a format can hold, and plans of the same meaning made equal."""

from collections import Counter
from dataclasses import fields, replace

from fairlead_engine.formats.output.calendars import joined_shifts, parted
from fairlead_engine.options import ScheduleOptions
from fairlead_engine.plan import (
    ConstraintKind,
    FiledDates,
    LagKind,
    Plan,
    Project,
    Resource,
    ResourceKind,
    Task,
    TaskKind,
    TaskType,
    standard_calendar,
)

FIRST = -36_000_000  # 1901
YEARS = 150_000_000  # 285 years
LENGTHS = ("minutes_per_day", "minutes_per_week", "days_per_month")
UNDATED = {ConstraintKind.ASAP, ConstraintKind.ALAP}


def plain(text):
    """Return the letters and digits of a text."""
    return " ".join(
        "".join(letter for letter in text if (letter.isalnum() and letter.isascii()) or letter == " ").split()
    )


def dated(instant):
    return None if instant is None else FIRST + instant % YEARS


def all_dated(record):
    """Return a record with every instant moved into the years that are written."""
    moved = {each.name: dated(getattr(record, each.name)) for each in fields(record) if "Instant" in str(each.type)}
    return replace(record, **moved)


def numbered(plan):
    """Return the plan with numbers for ids, texts that any format holds, and instants within its years."""
    tasks = {each.id: str(number) for number, each in enumerate(plan.tasks, 1)}
    people = {each.id: str(number) for number, each in enumerate(plan.resources, 1)}
    calendars = {each.id: str(number) for number, each in enumerate(plan.calendars, 1)} | {None: None}
    projects = {each.id: str(number) for number, each in enumerate(plan.projects, 1)}
    return Plan(
        name=plain(plan.name),
        projects=tuple(
            all_dated(replace(each, id=projects[each.id], name=plain(each.name), calendar=calendars[each.calendar]))
            for each in plan.projects
        ),
        tasks=tuple(
            all_dated(
                replace(
                    each,
                    id=tasks[each.id],
                    project=projects[each.project],
                    parent=tasks.get(each.parent),
                    calendar=calendars[each.calendar],
                    **{name: plain(getattr(each, name)) for name in ("name", "notes", "wbs", "code")},
                )
            )
            for each in plan.tasks
        ),
        links=tuple(
            replace(each, predecessor=tasks[each.predecessor], successor=tasks[each.successor]) for each in plan.links
        ),
        calendars=tuple(
            replace(
                each,
                id=calendars[each.id],
                name=plain(each.name),
                base=calendars[each.base],
                exceptions=tuple(replace(one, name=plain(one.name)) for one in each.exceptions),
            )
            for each in plan.calendars
        ),
        resources=tuple(
            replace(
                each,
                id=people[each.id],
                name=plain(each.name) or "somebody",
                calendar=calendars[each.calendar],
                email=plain(each.email),
                group=plain(each.group),
                **defaults(Resource, "is_generic", "skills", "availability"),
            )
            for each in plan.resources
        ),
        assignments=tuple(
            replace(each, task=tasks[each.task], resource=people[each.resource]) for each in plan.assignments
        ),
        filed={tasks[id]: all_dated(found) for id, found in plan.filed.items()},
    )


def outlined(tasks):
    """Return tasks in the order of their outline."""
    children = {}
    for each in tasks:
        children.setdefault(each.parent, []).append(each)

    def below(parent):
        for each in children.get(parent, ()):
            yield each
            yield from below(each.id)

    return tuple(below(None))


def same_times(calendar):
    """Return a calendar whose equal working times are written alike."""
    week = tuple(None if day is None else joined_shifts(day) for day in calendar.week)
    exceptions = parted(tuple(replace(each, shifts=joined_shifts(each.shifts)) for each in calendar.exceptions))
    if calendar.base is None:
        week = tuple(day or () for day in week)
    return replace(calendar, week=week, exceptions=exceptions)


def normal(plan):
    """Return the plan as a format gives it back that loses nothing: dates that are not filed are filed as absent."""
    filed = {each.id: _with_slacks(plan.filed.get(each.id, FiledDates())) for each in plan.tasks}
    links = tuple(sorted(plan.links, key=lambda each: (each.successor, each.predecessor, each.kind)))
    return replace(plan, links=links, calendars=tuple(map(same_times, plan.calendars)), filed=filed)


def _with_slacks(found):
    """Return dates as they are read: slacks of zero may be left out of a file."""
    if found.late_finish is None:
        return found
    return replace(found, total_slack=found.total_slack or 0, free_slack=found.free_slack or 0)


def held_by_mspdi(plan):
    """Return the plan with what Microsoft Project XML has no place for left out."""
    plan = numbered(plan)
    usual = replace(standard_calendar("99"), name="Usual")
    first = plan.projects[0]
    project = replace(
        first,
        id="0",
        name="House",
        calendar="99",
        finish=first.finish if first.from_finish else None,
        critical_limit=first.critical_limit % 1000 * first.minutes_per_day,
        reschedules_uncompleted=False,
        **defaults(Project, "code", "must_finish_at", "options"),
    )
    project = replace(
        project, critical_limit=project.critical_limit // project.minutes_per_day * project.minutes_per_day
    )
    if project.from_finish and project.finish is None:
        project = replace(project, from_finish=False)
    tasks = outlined(tuple(replace(each, project="0") for each in plan.tasks))
    summaries = {each.parent for each in tasks}
    resources, people = [], []
    for number, each in enumerate(plan.resources):
        own = None if each.calendar is None else str(200 + number)
        if own:
            people.append(replace(standard_calendar(own), name=each.name, base="99"))
        resources.append(replace(each, calendar=own))
    bases = tuple(replace(each, base=None) for each in plan.calendars)
    return Plan(
        "House",
        (project,),
        tuple(_held_task(each, each.id in summaries) for each in tasks),
        tuple({(each.predecessor, each.successor, each.kind): each for each in plan.links}.values()),
        (*bases, usual, *people),
        tuple(resources),
        tuple({(each.task, each.resource): each for each in plan.assignments}.values()),
        plan.filed,
    )


def _held_task(task, is_summary):
    task = replace(
        task,
        percent_complete=float(round(task.percent_complete)) if task.duration == 0 else percent_of(task),
        splits=(),
        type=task.type or TaskType.FIXED_UNITS,
        is_milestone=task.is_milestone and not is_summary,
        constraint_at=task.constraint_at if task.constraint not in UNDATED else None,
        **defaults(Task, "kind", "code", "second_constraint", "second_constraint_at", "remaining", "expected_finish"),
        **defaults(Task, "outside_start", "outside_finish"),
    )
    if task.constraint not in UNDATED and task.constraint_at is None:
        task = replace(task, constraint=ConstraintKind.ASAP)
    if is_summary and not task.is_manual:
        task = replace(task, actual_start=None, actual_finish=None, stop_at=None, resume_at=None)
    if not task.is_manual:
        return replace(task, manual_start=None, manual_finish=None)
    return replace(task, manual_start=task.manual_start or 0, manual_finish=task.manual_finish or 0)


def percent_of(task):
    """Return a percentage that whole minutes of the duration say."""
    done = round(task.duration * task.percent_complete / 100)
    return 100 * (done * 60) / (task.duration * 60)


def defaults(kind, *names):
    return {each.name: each.default for each in fields(kind) if each.name in names}


def held_by_xer(plan):
    """Return the plan with what P6's export has no place for left out."""
    plan = numbered(plan)
    calendars = tuple(_p6_calendar(each) for each in plan.calendars) or (standard_calendar("1"),)
    first = calendars[0].id
    projects = tuple(
        replace(
            each,
            name=each.name or "House",
            calendar=first,
            code=f"P{each.id}",
            options=_held_options(each.options),
            **defaults(Project, "finish", "from_finish", "honors_constraints", "reschedules_uncompleted"),
            **defaults(Project, "has_multiple_paths"),
            **{
                name: getattr(plan.projects[0], name)
                for name in ("minutes_per_day", "minutes_per_week", "days_per_month")
            },
        )
        for each in plan.projects
    )
    summaries = {each.parent for each in plan.tasks}
    people = {each.id: each for each in plan.resources}
    tasks = _p6_outline([_p6_task(each, first, is_summary=each.id in summaries) for each in plan.tasks])
    return Plan(
        projects[0].name if len(projects) == 1 else "Project",
        projects,
        tuple(each for project in projects for each in _with_paths(tasks, project)),
        tuple(
            replace(each, lag_kind=LagKind.WORKING)
            for each in {(each.predecessor, each.successor, each.kind): each for each in plan.links}.values()
            if not summaries & {each.predecessor, each.successor}
        ),
        calendars,
        tuple(
            replace(
                each,
                kind=each.kind if each.kind is not ResourceKind.COST else ResourceKind.WORK,
                calendar=each.calendar or first,
                group="",
            )
            for each in plan.resources
        ),
        tuple(
            replace(each, work=each.work if people[each.resource].kind is not ResourceKind.MATERIAL else None)
            for each in {(each.task, each.resource): each for each in plan.assignments}.values()
            if each.task not in summaries
        ),
    )


def _p6_calendar(calendar):
    exceptions = tuple(replace(each, name="") for each in calendar.exceptions)
    return same_times(replace(calendar, base=None, exceptions=exceptions))


def _held_options(options):
    options = options or ScheduleOptions()
    return replace(options, float_paths=replace(options.float_paths, end=None) if options.float_paths else None)


def _p6_task(task, first, *, is_summary):
    if is_summary:
        return Task(task.id, task.name, task.project, task.parent, code=f"S{task.id}")
    kind = task.kind if task.kind is not TaskKind.SUMMARY else TaskKind.TASK
    task = replace(
        task,
        kind=kind,
        code=f"A{int(task.id):04}",
        is_milestone=kind in {TaskKind.START_MILESTONE, TaskKind.FINISH_MILESTONE},
        ignores_resource_calendars=kind is not TaskKind.RESOURCE_DEPENDENT,
        calendar=task.calendar if task.calendar != first else None,
        priority=task.priority // 200 * 200 + 100 if task.priority < 1000 else 900,
        remaining=None,
        **defaults(Task, "is_elapsed", "is_estimated", "is_manual", "is_active", "deadline", "manual_start"),
        **defaults(Task, "manual_finish", "leveling_delay", "splits", "constraint", "constraint_at"),
        **defaults(Task, "second_constraint", "second_constraint_at", "type", "is_effort_driven"),
    )
    if task.actual_finish is not None:
        return replace(task, percent_complete=100.0, actual_start=task.actual_start or 0)
    if task.actual_start is None or task.duration == 0:
        return replace(task, percent_complete=0.0)
    left = task.duration - round(task.duration * task.percent_complete / 100)
    return replace(task, percent_complete=100 * (task.duration - left) / task.duration)


def _p6_outline(tasks):
    """Return tasks with activities before elements below each summary task."""
    summaries = {each.parent for each in tasks}
    return outlined(sorted(tasks, key=lambda each: each.id in summaries))


def _with_paths(tasks, project):
    paths = {None: project.code}
    summaries = {each.parent for each in tasks}
    for each in tasks:
        if each.project != project.id:
            continue
        path = paths[each.parent]
        if each.id in summaries:
            path = paths[each.id] = f"{path}.{each.code}"
        yield replace(each, wbs=path)


def held_by_table(plan):
    """Return the plan with what a table has no column for left out."""
    plan = numbered(plan)
    usual = standard_calendar()
    people = {each.id: f"{plain(each.name)} {each.id}".strip() for each in plan.resources}
    summaries = {each.parent for each in plan.tasks}
    tasks = [_table_task(each, is_summary=each.id in summaries) for each in plan.tasks]
    used = {each.project for each in tasks}
    kept = [each for each in plan.projects if each.id in used]
    numbers = {each.id: str(number) for number, each in enumerate(kept, 1)}
    projects = tuple(
        Project(numbers[each.id], f"{plain(each.name)} {each.id}".strip(), each.start, usual.id) for each in kept
    )
    ordered = tuple(
        each
        for project in projects
        for each in outlined([replace(task, project=numbers[task.project]) for task in tasks])
        if each.project == project.id
    )
    assignments = {(each.task, each.resource): each for each in plan.assignments}
    counts = Counter(task for task, _ in assignments)
    names = {}
    held = []
    for task in ordered:
        for (id, resource), each in assignments.items():
            if id == task.id:
                own = names.setdefault(people[resource], str(len(names) + 1))
                work = each.work if counts[id] == 1 else None
                held.append(replace(each, resource=own, work=work, units=round(each.units, 2), delay=0))
    return Plan(
        projects[0].name if len(projects) == 1 else "Project",
        projects,
        ordered,
        tuple({(each.predecessor, each.successor, each.kind): each for each in plan.links}.values()),
        (usual,),
        tuple(Resource(number, name) for name, number in names.items()),
        tuple(held),
    )


def _table_task(task, *, is_summary):
    task = replace(
        task,
        name=task.name or "task",
        is_milestone=task.is_milestone and not is_summary,
        constraint_at=task.constraint_at if task.constraint not in UNDATED else None,
        manual_start=task.manual_start if task.is_manual else None,
        manual_finish=task.manual_finish if task.is_manual else None,
        **defaults(Task, "calendar", "ignores_resource_calendars", "stop_at", "resume_at", "leveling_delay", "splits"),
        **defaults(Task, "kind", "second_constraint", "second_constraint_at", "remaining", "expected_finish"),
        **defaults(Task, "outside_start", "outside_finish", "type", "is_effort_driven"),
    )
    if task.constraint not in UNDATED and task.constraint_at is None:
        return replace(task, constraint=ConstraintKind.ASAP)
    return task
