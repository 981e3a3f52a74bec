"""A file that was read becomes a project, once, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import by, require
from fairlead.exchange import writer
from fairlead.exchange.columns import Subject, chosen
from fairlead.exchange.findings import Findings
from fairlead.exchange.models import Confirmation, Import, State
from fairlead.exchange.reading import plan_of
from fairlead.exchange.selectors import codes_for, earlier_confirmation, import_get, people_matched
from fairlead.exchange.services.uploading import file_drop
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.programs.selectors import program_get
from fairlead.resources.models import Resource
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_lock, scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Project
from fairlead.work.selectors import activities_of
from fairlead.work.services import NewProject, activities_begin, project_create
from fairlead_engine.plan import Plan
from fairlead_engine.plan import Project as SaidProject
from fairlead_engine.units import moment_of


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decides on a preview.

    `name` and `code` are the project's; empty ones, and those of a file with several projects, are as suggested.
    `people` says by id of the file who of the pool somebody is, None a new one; whoever is not in it is taken
    as suggested. `as_copy` allows a second project of a file that is one already.
    """

    program_id: int | None
    name: str = ""
    code: str = ""
    people: Mapping[str, int | None] = field(default_factory=dict)
    as_copy: bool = False


def import_confirm(*, actor: Actor, id: int, choice: Choice, now: datetime) -> Project:
    """Make a project of an upload that was read, with all that is in it, and find its dates; once, however often asked.

    Returns the first project where the file holds several.
    Raises: NotFound, Forbidden; Refused where the file is not read yet, was refused or given up, is a project
    already and `as_copy` does not say so, or anything chosen cannot be. Nothing is written then.
    """
    row = import_get(id=id, actor=actor)
    if row.subject != Subject.PLAN:
        raise Refused(_("This file is about people; it makes no project."), code="not_a_plan")
    if row.state is State.CONFIRMED:
        return _made(row)
    check_state(row)
    _check_right(actor, choice.program_id)
    with row.file.open("rb") as file:
        plan = plan_of(file.read(), filename=row.filename, columns=chosen(row.columns, Subject.PLAN), day=row.day).plan
    with transaction.atomic():
        return _confirm(actor, row, plan, choice, now)


def _confirm(actor: Actor, row: Import, plan: Plan, choice: Choice, now: datetime) -> Project:
    # Also other uploads of the same file: two confirmed at once must not both be the first.
    same = Import.objects.filter(workspace_id=row.workspace_id, digest=row.digest)
    list(same.select_for_update().order_by("pk").values_list("pk"))
    read, row = row, import_get(id=row.pk, actor=actor)
    if row.state is State.CONFIRMED:
        return _made(row)
    check_state(row)
    if row.columns != read.columns:
        raise Refused(_("Its columns were said anew meanwhile. Look at its preview again."), code="not_read")
    is_copy = _check_earlier(row, choice, actor)
    projects = _write(actor, row, plan, choice, now)
    _find_dates(actor, projects, now)
    first = next((each for each in projects if not each.is_activities), projects[0])
    Confirmation.objects.create(of=row, at=now, by_id=actor.person_id, project=first, is_copy=is_copy)
    audit_write(
        [
            Change(
                "project.import",
                "project",
                project.pk,
                after={"filename": row.filename, "digest": row.digest, "tasks": len(plan.tasks)},
                cause=_("Imported from %(file)s") % {"file": row.filename},
            )
            for project in projects
        ],
        by=by(actor, now),
    )
    file_drop(row)
    return first


def _write(actor: Actor, row: Import, plan: Plan, choice: Choice, now: datetime) -> list[Project]:
    pool = _people(row, plan, choice, actor)
    new = [each for each in plan.resources if each.id not in pool]
    needed = {each.calendar for each in plan.tasks} | {each.calendar for each in plan.projects}
    own = writer.own_calendars(plan, [each for each in new if each.calendar not in needed])
    needed |= {each.calendar for each in new if each.id not in own} | {each.base for each in own.values()}
    calendars = writer.calendars_write(plan, needed, actor.workspace_id)
    resources = writer.resources_write(new, calendars, actor.workspace_id)
    writer.own_calendars_write(own, resources, calendars, actor.workspace_id)
    resources = pool | resources
    projects = _projects(actor, plan, choice, calendars, now)
    by_id = {str(said.id): project.pk for said, project in zip(plan.projects, projects, strict=True)}
    tasks = writer.tasks_write(plan.tasks, by_id, calendars)
    writer.options_write(plan.projects, projects, tasks)
    writer.splits_write(plan.tasks, tasks)
    writer.links_write(plan.links, tasks)
    writer.assignments_write(plan.assignments, tasks, resources)
    return projects


def _projects(actor: Actor, plan: Plan, choice: Choice, calendars: Mapping[str, int], now: datetime) -> list[Project]:
    if len(plan.projects) > 1 and choice.program_id is None:
        message = _("This file holds %(n)d projects that are planned together. Choose the program that they go to.")
        raise _refused_at("program", message % {"n": len(plan.projects)}, code="no_program")
    titles = [project.name for project in plan.projects]
    codes = codes_for([each.code or each.name for each in plan.projects], actor.workspace_id)
    if len(titles) == 1:
        titles, codes = [choice.name or titles[0]], [choice.code or codes[0]]
    projects = [
        _activities(actor, said, choice.program_id, calendars, now)
        or _project(actor, said, (title, code), choice.program_id, calendars, now)
        for said, title, code in zip(plan.projects, titles, codes, strict=True)
    ]
    writer.settings_write(plan.projects, projects)
    return projects


def _activities(
    actor: Actor, said: SaidProject, program_id: int | None, calendars: Mapping[str, int], now: datetime
) -> Project | None:
    """Return the plan of what the program does itself, made for what a file says is that.

    None for a project, and where the program plans activities already: those of the file become a project beside them.
    """
    if not said.is_activities or program_id is None or activities_of(program_id=program_id, actor=actor) is not None:
        return None
    made = activities_begin(actor=actor, program_id=program_id, now=now)
    made.start_at = moment_of(said.start)
    made.calendar_id = calendars[said.calendar] if said.calendar else made.calendar_id
    made.save(update_fields=["start_at", "calendar"])
    return made


def _project(
    actor: Actor,
    said: SaidProject,
    title: tuple[str, str],
    program_id: int | None,
    calendars: Mapping[str, int],
    now: datetime,
) -> Project:
    new = NewProject(
        name=title[0],
        code=title[1],
        start_at=moment_of(said.start),
        program_id=program_id,
        calendar_id=calendars[said.calendar] if said.calendar else None,
        finish_by_at=None if said.finish is None else moment_of(said.finish),
        from_finish=said.from_finish,
    )
    return project_create(actor=actor, new=new, now=now)


def _people(row: Import, plan: Plan, choice: Choice, actor: Actor) -> dict[str, int]:
    """Return who of the pool is meant by resources of the file; those that are not in it are new."""
    pool = list(Resource.objects.filter(workspace_id=actor.workspace_id).select_related("person"))
    suggested = people_matched(Findings.of_json(row.reading.findings).resources, pool)
    wanted: dict[str, int | None] = {id: int(match.chosen) if match.chosen else None for id, match in suggested.items()}
    wanted |= choice.people
    known = {each.pk for each in pool}
    found = {each.id: wanted[each.id] for each in plan.resources if wanted.get(each.id) is not None}
    if not known >= set(found.values()) or not {each.id for each in plan.resources} >= set(choice.people):
        message = _("Somebody in this list is not in the pool, or not in the file. Load the page again.")
        raise _refused_at("people", message, code="unknown_person")
    return {id: key for id, key in found.items() if key is not None}


def _find_dates(actor: Actor, projects: list[Project], now: datetime) -> None:
    for scope in {scope_of(project): None for project in projects}:
        scope_lock(scope)
        scope_recalculate(scope=scope, cause=Recalculation.Cause.IMPORT, now=now, actor=actor)


def check_state(row: Import) -> None:
    """Raise Refused unless the upload was read and waits for a decision."""
    match row.state:
        case State.READING:
            raise Refused(_("This file is still being read. Wait for its preview."), code="not_read")
        case State.ASKING:
            raise Refused(_("Say first what the columns of this table hold."), code="columns_unknown")
        case State.REFUSED:
            raise Refused(row.refusal.message, code="refused_file")
        case State.DISCARDED:
            raise Refused(_("This upload was discarded. Choose the file again."), code="discarded")
        case _:
            return


def _check_right(actor: Actor, program_id: int | None) -> None:
    if program_id is not None:
        program_get(id=program_id, actor=actor)
    require(actor, Action.CREATE_PROJECT, Place(program_id=program_id))


def _check_earlier(row: Import, choice: Choice, actor: Actor) -> bool:
    earlier = earlier_confirmation(row, actor=actor)
    if earlier is None or earlier.project is None:
        return False
    if not choice.as_copy:
        message = _("This file was imported as “%(project)s” on %(day)s. Say that you want a copy to import it again.")
        day = formats.date_format(timezone.localtime(earlier.at), "j M Y")
        raise _refused_at("as_copy", message % {"project": earlier.project.name, "day": day}, code="already_imported")
    return True


def _refused_at(field: str, message: str, *, code: str) -> Refused:
    return Refused(message, code=code, fields={field: message})


def _made(row: Import) -> Project:
    project = row.confirmation.project
    if project is None:
        raise Refused(_("This file became a project that was deleted since. Choose the file again."), code="deleted")
    return project
