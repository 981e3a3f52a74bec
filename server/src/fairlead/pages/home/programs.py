"""How programs stand: those that I manage, those that I sponsor or follow; and the workspace for who runs it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from fairlead.access.models import Grant, Invitation
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.selectors import invitations_of
from fairlead.pages.home.sections import Sight
from fairlead.programs.models import Gate, Program
from fairlead.programs.rules import Stage, Standing
from fairlead.programs.selectors import BenefitStand, gates_next
from fairlead.schedule.forecasts import days_moved, finishes_before
from fairlead.schedule.selectors import ProgramRow, program_rows
from fairlead.work.models import Project

SHOWN = 8
T = TypeVar("T", bound=Model)
MOVED_WITHIN = timedelta(days=7)
_BEHIND = (Standing.OFF_TRACK, Standing.AT_RISK, Standing.UNMEASURED)


@dataclass(frozen=True, slots=True)
class Stands:
    """A program with how far its forecast moved within a week, and its next gate."""

    row: ProgramRow
    days_moved: int
    gate: Gate | None

    @property
    def behind(self) -> list[BenefitStand]:
        """The benefits that are not on course."""
        return [each for each in self.row.benefits if each.stand.standing in _BEHIND]

    @property
    def measured_next(self) -> date | None:
        return min((each.stand.due_on for each in self.row.benefits if each.stand.due_on), default=None)


def programs_read(sight: Sight) -> Mapping[str, Any]:
    """Return the programs that I manage, those whose forecast moved first."""
    return _stands(sight, sight.managed_programs)


def follows_read(sight: Sight) -> Mapping[str, Any]:
    """Return the programs that I sponsor or follow."""
    return _stands(sight, sight.followed_programs)


def workspace_read(sight: Sight) -> Mapping[str, Any]:
    """Return what whoever runs the workspace looks after: who is invited, what nobody leads, what is to be set up."""
    running = Program.objects.in_workspace_of(sight.actor).exclude(stage=Stage.CLOSED)
    projects = Project.objects.visible_to(sight.actor).exclude(program__stage=Stage.CLOSED)
    waiting = invitations_of(actor=sight.actor).filter(accepted_at=None, revoked_at=None)
    return {
        "unled": list(_without(running, ScopeKind.PROGRAM, Role.PROGRAM_MANAGER)[:SHOWN]),
        "unsponsored": list(_without(running, ScopeKind.PROGRAM, Role.SPONSOR)[:SHOWN]),
        "unmanaged": list(_without(projects, ScopeKind.PROJECT, Role.PROJECT_MANAGER)[:SHOWN]),
        "invited": _invited(waiting, sight),
        "is_new": not running.exists(),
    }


def _invited(waiting: QuerySet[Invitation], sight: Sight) -> dict[str, int]:
    ends = list(waiting.order_by().values_list("expires_at", flat=True))
    return {"open": len(ends), "expired": sum(each <= sight.at for each in ends)}


def _without(places: QuerySet[T], scope: ScopeKind, role: Role) -> QuerySet[T]:
    held = Grant.objects.filter(scope=scope.value, scope_id=OuterRef("pk"), role=role.value, person__is_active=True)
    return places.exclude(Exists(held)).order_by("name", "pk")


def _stands(sight: Sight, ids: Collection[int]) -> Mapping[str, Any]:
    before = _finishes_before(sight, ids)
    chosen = _chosen(sight, ids, set(before))
    rows = program_rows(actor=sight.actor, now=sight.now, ids=chosen, limit=SHOWN).rows
    gates = gates_next(chosen)
    found = [Stands(row, _moved(row, before.get(row.program.pk, {})), gates.get(row.program.pk)) for row in rows]
    found.sort(key=lambda each: (-abs(each.days_moved), each.row.program.name))
    return {"stands": found, "more": len(ids) - len(found)}


def _finishes_before(sight: Sight, ids: Collection[int]) -> dict[int, dict[int, Any]]:
    """Return what the finishes of projects were a week ago that moved since, by their programs."""
    inside = dict(Project.plans.filter(program_id__in=ids).values_list("pk", "program_id"))
    found: dict[int, dict[int, Any]] = {}
    for project, finish in finishes_before(inside, since=sight.at - MOVED_WITHIN).items():
        found.setdefault(inside[project] or 0, {})[project] = finish
    return found


def _chosen(sight: Sight, ids: Collection[int], moved: set[int]) -> list[int]:
    """Return the programs to show: those that moved, then the others by name."""
    names = Program.objects.in_workspace_of(sight.actor).filter(pk__in=ids).values_list("pk", "name")
    return [id for id, _name in sorted(names, key=lambda each: (each[0] not in moved, each[1], each[0]))][:SHOWN]


def _moved(row: ProgramRow, before: Mapping[int, Any]) -> int:
    finishes = [before.get(each.project.pk, each.facts.finish_at) for each in row.plans]
    return days_moved(max((each for each in finishes if each), default=None), row.facts.finish_at)
