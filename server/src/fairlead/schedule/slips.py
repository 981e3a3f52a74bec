"""Projects that an edit lets finish later than agreed: whose decision that is, and that they are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.access.rules import Action, Actor, Place, ScopeKind, verdict_on
from fairlead.access.selectors import Decider, by, deciders, names_of, tolerances_at
from fairlead.collaboration.services import News, notices_write
from fairlead.kernel.audit import Change, audit_write
from fairlead.schedule.health.project import days_late
from fairlead.schedule.models import ProjectDates
from fairlead.schedule.outcome import Slip
from fairlead.schedule.scope import Scope
from fairlead.work.models import Project

_START = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Finish:
    """A project with an agreed finish, and how many days later than it was last found to finish."""

    project: Project
    days: int


def finishes_of(scope: Scope) -> list[Finish]:
    """Return the projects of `scope` that have an agreed finish, as last found. Two queries, one where none has."""
    projects = list(Project.objects.filter(**scope.project_filter, finish_by_at__isnull=False).order_by("pk"))
    if not projects:
        return []
    found = dict(ProjectDates.objects.filter(project__in=projects).values_list("pk", "finish_at"))
    return [Finish(each, days_late(found.get(each.pk), each.finish_by_at)) for each in projects]


def slips_tell(
    before: Sequence[Finish], finishes: Mapping[int, int], *, actor: Actor, now: datetime
) -> tuple[Slip, ...]:
    """Return which projects now finish later than `actor` may decide, and tell those who do once it became theirs.

    `finishes` has each project's finish in minutes since 1970. Three queries, and three writes, for each project that
    the edit made later than that; most make none.
    """
    slips = []
    for each in before:
        days = days_late(_START + timedelta(minutes=finishes.get(each.project.pk, 0)), each.project.finish_by_at)
        if days > each.days and (slip := _slip(each, days, actor, now)) is not None:
            slips.append(slip)
    return tuple(slips)


def _slip(finish: Finish, days: int, actor: Actor, now: datetime) -> Slip | None:
    project, place = finish.project, finish.project.place
    tolerances = tolerances_at(place, workspace_id=actor.workspace_id)
    verdict = verdict_on(actor, Action.SLIP_FINISH, place, amount=days, tolerances=tolerances)
    if verdict.is_allowed:
        return None
    whose = _deciders(place, actor, days, tolerances)
    earlier = _deciders(place, actor, finish.days, tolerances) if finish.days else []
    if {one.person_id for one in whose} != {one.person_id for one in earlier}:
        _tell(project, days, whose, actor, now)
    if not actor.may(Action.VIEW, place):
        return None
    return Slip(project.pk, days, tuple(one.name for one in whose), _words(project, days, verdict.limit or 0, whose))


def _deciders(place: Place, actor: Actor, days: int, tolerances: Mapping[ScopeKind, int]) -> list[Decider]:
    return deciders(Action.SLIP_FINISH, place, workspace_id=actor.workspace_id, amount=days, tolerances=tolerances)


def _tell(project: Project, days: int, whose: list[Decider], actor: Actor, now: datetime) -> None:
    news = News("slip.beyond", "project", project.pk, actor.name, {"project": project.name, "late": days})
    notices_write(
        news, to={one.person_id for one in whose} - {actor.person_id}, workspace_id=actor.workspace_id, now=now
    )
    after = {"days": days, "deciders": [one.person_id for one in whose]}
    audit_write([Change("project.slip", "project", project.pk, after=after)], by=by(actor, now))


def _words(project: Project, days: int, limit: int, whose: list[Decider]) -> str:
    late = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    facts = {"project": project.name, "late": late, "who": names_of(whose) or _("who runs the workspace")}
    if not limit:
        words = _("%(project)s now finishes %(late)s later than agreed. Whether it may, %(who)s decides, and is told.")
        return words % facts
    mine = ngettext("%(n)d day", "%(n)d days", limit) % {"n": limit}
    words = _("%(project)s now finishes %(late)s later than agreed; you decide %(mine)s. %(who)s decides, and is told.")
    return words % {**facts, "mine": mine}
