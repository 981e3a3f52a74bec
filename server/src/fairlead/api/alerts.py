"""Alerts: what of people needs somebody, by rule from facts."""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.shapes import Id, Out
from fairlead.programs.selectors import program_get
from fairlead.staffing.selectors import Alert, AlertKind, alerts_of
from fairlead.work.models import Project
from fairlead.work.selectors import plan_get, programs_through_projects

router = Router(tags=["bookings"])


class AlertOut(Out):
    """Something that needs somebody: `minutes` asked of `of_minutes` from `start_on` to before `finish_on`."""

    kind: AlertKind
    start_on: date
    finish_on: date
    resource: Id | None
    resource_name: str | None
    projects: list[Id]
    minutes: float
    of_minutes: float
    request: Id | None


class Alerts(Out):
    """All alerts, gravest kind first."""

    items: list[AlertOut]


@router.get("/alerts", response=Alerts)
def alerts_list(request: ApiRequest, program: Id | None = None, project: Id | None = None) -> HttpResponse:
    """List what of people needs somebody in the weeks ahead: of a program, of a project, or of all that you may see."""
    projects = Project.plans.visible_to(request.auth)
    if program is not None:
        program_get(id=program, actor=request.auth, through=programs_through_projects(request.auth))
        projects = projects.filter(program_id=program)
    if project is not None:
        projects = projects.filter(pk=plan_get(id=project, actor=request.auth).pk)
    found = alerts_of(projects=list(projects), actor=request.auth, now=timezone.now(), today=wall_clock().date())
    return answer(Alerts(items=[_shown(each) for each in found]))


def _shown(alert: Alert) -> AlertOut:
    return AlertOut(
        kind=alert.kind,
        start_on=alert.start_on,
        finish_on=alert.finish_on,
        resource=alert.resource.pk if alert.resource else None,
        resource_name=alert.resource.name if alert.resource else None,
        projects=[each.pk for each in alert.projects],
        minutes=alert.minutes,
        of_minutes=alert.of_minutes,
        request=alert.request.pk if alert.request else None,
    )
