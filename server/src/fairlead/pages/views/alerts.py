"""Alerts about people, as pages show them."""

from collections.abc import Sequence

from django.utils import timezone

from fairlead.pages.entry import PageRequest
from fairlead.pages.views.paging import wall_clock
from fairlead.staffing.selectors import Alert, AlertKind, alerts_of
from fairlead.work.models import Project


def page_alerts(request: PageRequest, projects: Sequence[Project]) -> list[Alert]:
    """Return the alerts about people of `projects` at the time of the request."""
    return alerts_of(projects=projects, actor=request.actor, now=timezone.now(), today=wall_clock().date())


def alert_counts(alerts: Sequence[Alert]) -> list[tuple[AlertKind, int]]:
    """Return how many alerts there are of each kind that there is, gravest first."""
    kinds = [each.kind for each in alerts]
    return [(kind, kinds.count(kind)) for kind in AlertKind if kind in kinds]
