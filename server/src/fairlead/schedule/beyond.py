"""Projects that finish later than agreed, beyond what their managers may decide: who is asked, all at once."""

from dataclasses import dataclass

from django.db.models import F, Q

from fairlead.access.models import Grant, Tolerance
from fairlead.access.rules import Action, Actor, Authority, ScopeKind, authority_of
from fairlead.access.selectors import Decider, Power, nearest
from fairlead.schedule.health.project import days_late
from fairlead.work.models import Project

_SCOPES = (ScopeKind.WORKSPACE, ScopeKind.PROGRAM, ScopeKind.PROJECT)


@dataclass(frozen=True, slots=True)
class Beyond:
    """A project that finishes `days` later than agreed, which is not for its own managers to decide."""

    id: int
    name: str
    program_id: int | None
    days: int


def slips_waiting(*, actor: Actor, limit: int = 20) -> list[Beyond]:
    """Return the projects whose late finish is for `actor` to decide, in the place of whom they stand in for too.

    The latest first. Three queries, one where no project is late.
    """
    found = _late_projects(actor)
    if not found:
        return []
    reaching = _Reaching(found, actor)
    lent = {(held.giver[0], held.scope) for held in actor.held if held.giver}
    me = {(actor.person_id, scope) for scope in _SCOPES} | lent
    mine = [each for each in found if _is_asked(reaching.deciders(each), me)]
    return sorted(mine, key=lambda each: (-each.days, each.name))[:limit]


def _late_projects(actor: Actor) -> list[Beyond]:
    late = Project.objects.visible_to(actor).filter(dates__finish_at__gt=F("finish_by_at"))
    rows = late.filter(dates__done_count__lt=F("dates__task_count")).values_list(
        "pk", "name", "program_id", "dates__finish_at", "finish_by_at"
    )
    return [Beyond(id, name, program_id, days_late(finish_at, by)) for id, name, program_id, finish_at, by in rows]


def _is_asked(deciders: list[Decider], me: set[tuple[int, ScopeKind]]) -> bool:
    """Say whether one of `me` is asked; whose limit reaches far enough goes before who has none, as sponsors do."""
    limited = [each for each in deciders if each.limit is not None]
    asked = [each for each in limited or deciders if each.scope is not ScopeKind.PROJECT]
    return any((each.person_id, each.scope) in me for each in asked)


class _Reaching:
    """Who may let finishes slip at the projects, their programs and the workspace, with the days agreed there."""

    def __init__(self, late: list[Beyond], actor: Actor) -> None:
        ids = {
            ScopeKind.WORKSPACE: {actor.workspace_id},
            ScopeKind.PROGRAM: {each.program_id or 0 for each in late},
            ScopeKind.PROJECT: {each.id for each in late},
        }
        here = Q()
        for scope in _SCOPES:
            here |= Q(scope=scope.value, scope_id__in=ids[scope])
        self._powers: dict[tuple[ScopeKind, int], list[Power]] = {}
        grants = Grant.objects.filter(here, person__workspace_id=actor.workspace_id, person__is_active=True)
        known: dict[int, Authority] = {}
        for person, name, role, scope, id, definition, changes in grants.order_by("pk").values_list(
            *("person_id", "person__name", "role", "scope", "scope_id", "definition_id", "definition__authority")
        ):
            authority = known.get(definition) or known.setdefault(definition, authority_of(role, changes))
            if Action.SLIP_FINISH in authority:
                power = Power(person, name, role, ScopeKind(scope), authority)
                self._powers.setdefault((power.scope, id), []).append(power)
        agreed = Tolerance.objects.filter(here, kind=Tolerance.Kind.TIME, amount__isnull=False)
        self._agreed = {(ScopeKind(row.scope), row.scope_id): row.amount or 0 for row in agreed}
        self._workspace = actor.workspace_id

    def deciders(self, late: Beyond) -> list[Decider]:
        """Return whose decision it is that the project finishes so late."""
        places = dict(zip(_SCOPES, (self._workspace, late.program_id or 0, late.id), strict=True))
        powers = [power for at in places.items() for power in self._powers.get(at, ())]
        tolerances = {scope: self._agreed[scope, id] for scope, id in places.items() if (scope, id) in self._agreed}
        return nearest(powers, Action.SLIP_FINISH, amount=late.days, tolerances=tolerances)
