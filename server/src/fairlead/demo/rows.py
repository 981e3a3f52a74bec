"""Creating programs, projects, tasks, links and assignments from what the notation says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from fairlead.access.models import Person, Workspace
from fairlead.demo.calendars import STUDIO
from fairlead.demo.content import ProgramOutline, activities_of, projects_of
from fairlead.demo.days import Days
from fairlead.demo.outline import Bound, ProjectOutline, TaskOutline
from fairlead.programs.models import Program
from fairlead.resources.models import Calendar, Resource
from fairlead.work.models import Assignment, Link, Project, Task
from fairlead.work.services.activities import FIRST
from fairlead_engine.plan import ConstraintKind, LagKind

_AT_START = {ConstraintKind.SNET, ConstraintKind.SNLT, ConstraintKind.MSO}


@dataclass(slots=True)
class Setting:
    """What a plan is written into: the workspace, its calendars and pool by key, and when it is.

    `visitors` are people who are not of the pool, by the role of their sign-in.
    """

    workspace: Workspace
    days: Days
    calendars: Mapping[str, Calendar]
    resources: Mapping[str, Resource]
    visitors: Mapping[str, Person]


@dataclass(slots=True)
class Created:
    """The rows made: programs and projects by code, tasks by reference, with the outlines they were made of.

    `activities` of programs, and their outlines, are by the codes of these.
    """

    programs: dict[str, Program] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    activities: dict[str, Project] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    outlines: dict[str, ProjectOutline] = field(default_factory=dict)

    @property
    def said(self) -> dict[str, TaskOutline]:
        """Return what the notation says of each task, by reference."""
        return {task.ref: task for outline in self.outlines.values() for task in outline.tasks}


def plans_create(setting: Setting, programs: Iterable[ProgramOutline], *, now: datetime) -> Created:
    """Create `programs` with all that is in them and return the rows; a few statements however many tasks."""
    created = Created()
    for program in programs:
        created.programs[program.code] = Program(
            workspace=setting.workspace,
            name=program.name,
            code=program.code,
            summary=program.summary,
            created_at=now,
        )
        of = created.programs[program.code]
        own = activities_of(program)
        created.outlines[own.code] = own
        created.activities[own.code] = _plan(setting, own, program=of, position=FIRST, now=now)
        created.activities[own.code].kind = Project.Kind.ACTIVITIES
        for position, outline in enumerate(projects_of(program)):
            created.outlines[outline.code] = outline
            created.projects[outline.code] = _plan(setting, outline, program=of, position=position, now=now)
    Program.objects.bulk_create(created.programs.values())
    Project.plans.bulk_create([*created.activities.values(), *created.projects.values()])
    _tasks_create(setting, created)
    _links_create(created)
    _assignments_create(setting, created)
    return created


def _plan(setting: Setting, outline: ProjectOutline, *, program: Program, position: int, now: datetime) -> Project:
    return Project(
        workspace=setting.workspace,
        program=program,
        name=outline.name,
        code=outline.code,
        goal=outline.goal,
        start_at=setting.days.start_of(outline.start),
        finish_by_at=None if outline.finish_by is None else setting.days.finish_of(outline.finish_by),
        calendar=setting.calendars[outline.calendar or STUDIO],
        position=position,
        created_at=now,
    )


def _tasks_create(setting: Setting, created: Created) -> None:
    by_level: dict[int, list[Task]] = {}
    plans = created.activities | created.projects
    for code, outline in created.outlines.items():
        for position, (said, parent) in enumerate(zip(outline.tasks, outline.parents(), strict=True)):
            task = _task(setting, said)
            task.project = plans[code]
            task.position = position
            task.parent = None if parent is None else created.tasks[outline.tasks[parent].ref]
            created.tasks[said.ref] = task
            by_level.setdefault(said.level, []).append(task)
    for level in sorted(by_level):
        for task in by_level[level]:
            task.parent = task.parent  # its key is known now that the level above is written
        Task.objects.bulk_create(by_level[level])


def _task(setting: Setting, said: TaskOutline) -> Task:
    return Task(
        name=said.name,
        duration_minutes=said.before.minutes if said.before else said.minutes,
        is_elapsed=said.is_elapsed,
        is_estimated=said.is_estimated,
        is_milestone=said.is_milestone,
        calendar=setting.calendars[said.calendar] if said.calendar else None,
        constraint=int(said.bound.kind) if said.bound else 0,
        constraint_at=_bound_at(setting.days, said.bound),
        deadline_at=None if said.deadline is None else setting.days.finish_of(said.deadline),
        is_manual=said.pinned is not None,
        manual_start_at=None if said.pinned is None else setting.days.start_of(said.pinned),
        notes=said.note,
    )


def _bound_at(days: Days, bound: Bound | None) -> datetime | None:
    if bound is None or bound.day is None:
        return None
    return days.start_of(bound.day) if bound.kind in _AT_START else days.finish_of(bound.day)


def _links_create(created: Created) -> None:
    Link.objects.bulk_create(
        Link(
            predecessor=created.tasks[after.predecessor],
            successor=created.tasks[said.ref],
            kind=int(after.kind),
            lag=after.lag,
            lag_kind=int(LagKind.ELAPSED if after.is_elapsed else LagKind.WORKING),
        )
        for said in created.said.values()
        for after in said.after
    )


def _assignments_create(setting: Setting, created: Created) -> None:
    Assignment.objects.bulk_create(
        Assignment(
            task=created.tasks[said.ref],
            resource=setting.resources[share.who],
            units=Decimal(share.percent) / 100,
        )
        for said in created.said.values()
        for share in said.people
    )
