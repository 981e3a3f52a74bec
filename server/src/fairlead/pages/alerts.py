"""Alerts about people, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from fairlead.pages.entry import PageRequest
from fairlead.pages.views.paging import wall_clock
from fairlead.staffing.selectors import Alert, AlertKind, alerts_of
from fairlead.work.models import Project


@dataclass(frozen=True)
class AlertGroup:
    """Alerts of one kind about one person, by time; of overdue requests each stands for itself."""

    alerts: list[Alert]

    @property
    def worst(self) -> Alert:
        """The one with the most beyond what there is; the first of equals."""
        return max(self.alerts, key=lambda each: each.minutes - each.of_minutes)

    @property
    def minutes(self) -> float:
        return sum(each.minutes for each in self.alerts)

    @property
    def start_on(self) -> date:
        return min(each.start_on for each in self.alerts)

    @property
    def finish_on(self) -> date:
        return max(each.finish_on for each in self.alerts)

    @cached_property
    def projects(self) -> list[Project]:
        """Those concerned, each once."""
        return list({project.pk: project for each in self.alerts for project in each.projects}.values())


def page_alerts(request: PageRequest, projects: Sequence[Project]) -> list[Alert]:
    """Return the alerts about people of `projects` at the time of the request."""
    return alerts_of(projects=projects, actor=request.actor, now=timezone.now(), today=wall_clock().date())


def alert_groups(alerts: Sequence[Alert]) -> list[AlertGroup]:
    """Return `alerts` by kind and person, kinds as they come, persons as they first come."""
    found: dict[object, AlertGroup] = {}
    for each in alerts:
        key = (each.kind, each.resource.pk) if each.resource and not each.request else each
        found.setdefault(key, AlertGroup([])).alerts.append(each)
    return list(found.values())


def alert_counts(alerts: Sequence[Alert]) -> list[tuple[AlertKind, int]]:
    """Return how many groups of alerts there are of each kind that there is, gravest first."""
    kinds = [each.alerts[0].kind for each in alert_groups(alerts)]
    return [(kind, kinds.count(kind)) for kind in AlertKind if kind in kinds]
