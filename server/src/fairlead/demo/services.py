"""Loading the demo workspace, taking it away, and bringing it back as it was."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from fairlead.access.models import Person, User, Workspace
from fairlead.access.rules import Actor, ScopeKind
from fairlead.access.selectors import actor_of
from fairlead.access.services import workspace_create
from fairlead.demo.authority import authority_create
from fairlead.demo.calendars import STUDIO, calendars_create
from fairlead.demo.content import PROGRAMS, members
from fairlead.demo.days import OPENS, Days
from fairlead.demo.delivery import delivery_create
from fairlead.demo.history import happenings_of, history_play, reports_of
from fairlead.demo.hours import Pool, hours_say, leads_say, money_say
from fairlead.demo.people import pool_create, user_of, visitors_create
from fairlead.demo.phases import phases_create
from fairlead.demo.progress import Span, percents_at
from fairlead.demo.proposals import proposals_create
from fairlead.demo.roles import roles_grant
from fairlead.demo.rows import Created, Setting, plans_create
from fairlead.demo.signins import SIGN_INS, SLUG, signin_of
from fairlead.demo.staffing import staffing_create
from fairlead.demo.strategy import strategy_create
from fairlead.governance.services.settings import settings_update
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Calendar, Resource
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.scope import Scope
from fairlead.schedule.services import scope_recalculate
from fairlead.staffing.overloads import overloads_find
from fairlead.work.models import Task
from fairlead.work.rules import progress_said

_PLANNED = timedelta(days=100)
_REPORTED = timedelta(days=12)


@transaction.atomic
def demo_load(*, today: date) -> Workspace:
    """Create the demo workspace as it stands on the morning of `today`, and return it; the same day, the same demo."""
    days = Days(today)
    planned = timezone.make_aware(datetime.combine(today - _PLANNED, OPENS))
    owner = user_of(signin_of("Workspace owner"))
    workspace = workspace_create(name="Harbor & Vale", slug=SLUG, owner=owner, now=planned)
    _settle(workspace, now=planned)
    calendars = calendars_create(workspace, days=days)
    resources = pool_create(workspace, members=members())
    _pool_say(workspace, resources, studio=calendars[STUDIO], days=days, now=planned)
    visitors = visitors_create(workspace)
    setting = Setting(workspace=workspace, days=days, calendars=calendars, resources=resources, visitors=visitors)
    created = plans_create(setting, PROGRAMS, now=planned)
    roles_grant(setting, created, now=planned)
    _recalculate(created, now=planned)
    _live(setting, created)
    staffing_create(setting, created)
    authority_create(setting, created)
    strategy_create(setting, created)
    delivery_create(setting, created)
    phases_create(setting, created)
    proposals_create(setting, created)
    overloads_find(workspace_id=workspace.pk, now=timezone.make_aware(datetime.combine(today, time())))
    return workspace


def _settle(workspace: Workspace, *, now: datetime) -> None:
    """Say in the settings of the workspace what money is in."""
    settings_update(actor=_owner(workspace), version=workspace.version, changes={"currency": "EUR"}, now=now)


def _owner(workspace: Workspace) -> Actor:
    return actor_of(Person.objects.get(workspace=workspace, email=signin_of("Workspace owner").email))


def _pool_say(
    workspace: Workspace, resources: dict[str, Resource], *, studio: Calendar, days: Days, now: datetime
) -> None:
    """Say of the people of the demo what they and those who manage them say: hours, time off, leads, rates."""
    owner = _owner(workspace)
    pool = Pool(workspace, members(), resources, owner, days, now)
    hours_say(pool, studio)
    leads_say(pool)
    money_say(pool)


def demo_reset(*, today: date) -> Workspace:
    """Take the demo workspace away with all that was done in it, and load it anew; who is signed in stays so."""
    with transaction.atomic():
        _workspace_delete()
        return demo_load(today=today)


@transaction.atomic
def demo_remove() -> bool:
    """Take the demo workspace and its accounts away; say whether there was one. Accounts used elsewhere stay."""
    was_there = _workspace_delete()
    User.objects.filter(email__in=[one.email for one in SIGN_INS], people=None).delete()
    return was_there


def _workspace_delete() -> bool:
    workspace = Workspace.objects.filter(slug=SLUG).first()
    if workspace is None:
        return False
    AuditEntry.objects.filter(scope=workspace.pk).delete()
    workspace.delete()
    return True


def _recalculate(created: Created, *, now: datetime) -> None:
    for program in created.programs.values():
        scope = Scope(ScopeKind.PROGRAM, program.pk, program.workspace_id)
        scope_recalculate(scope=scope, cause=Recalculation.Cause.REQUEST, now=now)


def _live(setting: Setting, created: Created) -> None:
    """Say what is done by this morning, then let the last days happen."""
    spans = _spans(created)
    morning = datetime.combine(setting.days.today, time())
    percents = percents_at(morning, created.outlines.values(), spans)
    reports = list(reports_of(setting, created, percents, spans))
    told = {report.ref for report in reports}
    _progress_write(created, {ref: percent for ref, percent in percents.items() if ref not in told}, spans)
    _recalculate(created, now=timezone.make_aware(morning - _REPORTED))
    history_play(setting, created, [*reports, *happenings_of(setting.days, created)])


def _spans(created: Created) -> dict[str, Span]:
    refs = {task.pk: ref for ref, task in created.tasks.items()}
    rows = TaskDates.objects.filter(task__in=refs).values_list("task_id", "start_at", "finish_at")
    return {refs[id]: Span(start, finish) for id, start, finish in rows}


def _progress_write(created: Created, percents: dict[str, int], spans: dict[str, Span]) -> None:
    begun = [created.tasks[ref] for ref, percent in percents.items() if percent]
    for ref, percent in percents.items():
        task, span = created.tasks[ref], spans[ref]
        said = progress_said(percent, actual_start_at=None, start_at=span.start, finish_at=span.finish)
        task.percent_complete = said.percent_complete
        task.actual_start_at, task.actual_finish_at = said.actual_start_at, said.actual_finish_at
    Task.objects.bulk_update(begun, ["percent_complete", "actual_start_at", "actual_finish_at"])
