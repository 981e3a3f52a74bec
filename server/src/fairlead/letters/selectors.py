"""Reading which notices somebody may still follow, and which letters are due."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min, Q
from django.utils import timezone

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import zone_named
from fairlead.collaboration.models import MailWish, Notice, Rhythm
from fairlead.letters.rules import LONGEST, morning_before
from fairlead.programs.models import Gate, Program
from fairlead.staffing.models import Request
from fairlead.strategy.models import Objective
from fairlead.work.models import Phase, Project, Proposal
from fairlead.work.selectors import programs_through_projects, visible_through


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who is to get a letter about what they were told before `until`."""

    person_id: int
    until: datetime


def due_of(*, now: datetime) -> Iterator[Due]:
    """Yield who is to get a letter by now: they have unread notices of the last days, and want mail. One query."""
    notices = Notice.objects.filter(
        letter=None,
        read_at=None,
        at__gt=now - LONGEST,
        at__lte=now,
        person__is_active=True,
        person__user__is_active=True,
    )
    rows = notices.order_by("person_id").values_list(
        "person_id", F("person__mail_wish__rhythm"), F("workspace__time_zone")
    )
    for person_id, rhythm, zone, first in rows.annotate(first=Min("at")):
        wish = Rhythm(rhythm or MailWish.USUAL)
        there = zone_named(zone) or timezone.get_default_timezone()
        until = now if wish is Rhythm.AT_ONCE else morning_before(now, there)
        if wish is not Rhythm.NEVER and first <= until:
            yield Due(person_id, until)


def notices_seen(notices: Sequence[Notice], *, actor: Actor) -> list[Notice]:
    """Return those of `notices`, all to `actor`, about what they may still see. A query for each kind of target."""
    by_target: dict[str, set[int]] = {}
    for each in notices:
        by_target.setdefault(each.target, set()).add(each.target_id)
    seen = {target: SIGHTS[target](actor, ids) for target, ids in by_target.items() if target in SIGHTS}
    return [each for each in notices if each.target_id in seen.get(each.target, ())]


def _requests(actor: Actor, ids: Iterable[int]) -> set[int]:
    return set(Request.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _projects(actor: Actor, ids: Iterable[int]) -> set[int]:
    return set(Project.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _activities(actor: Actor, ids: Iterable[int]) -> set[int]:
    own = Project.plans.visible_to(actor).filter(kind=Project.Kind.ACTIVITIES, program__in=ids)
    return set(own.values_list("program_id", flat=True))


def _proposals(actor: Actor, ids: Iterable[int]) -> set[int]:
    return set(Proposal.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _gates(actor: Actor, ids: Iterable[int]) -> set[int]:
    programs = Program.objects.visible_to(actor, through=programs_through_projects(actor))
    phases = Phase.objects.filter(visible_through("project", actor), project__workspace=actor.workspace_id)
    of = Q(program__in=programs) | Q(pk__in=phases.values("gate"))
    return set(Gate.objects.filter(of, workspace=actor.workspace_id, pk__in=ids).values_list("pk", flat=True))


def _objectives(actor: Actor, ids: Iterable[int]) -> set[int]:
    if not actor.may(Action.VIEW_STRATEGY):
        return set()
    return set(Objective.objects.in_workspace_of(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _authority(actor: Actor, ids: Iterable[int]) -> set[int]:
    """What people may do: their own, and all of them for who runs the workspace."""
    return {id for id in ids if id == actor.person_id or actor.administers}


# Which of some targets somebody may see, by what notices call the kind of target.
SIGHTS: dict[str, Callable[[Actor, Iterable[int]], set[int]]] = {
    "request": _requests,
    "project": _projects,
    "activities": _activities,
    "proposal": _proposals,
    "gate": _gates,
    "objective": _objectives,
    "authority": _authority,
    "delegation": lambda _actor, ids: set(ids),  # told to those between whom it is
}
