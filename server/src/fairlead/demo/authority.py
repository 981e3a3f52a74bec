"""Authority in the demo: a role of the agency's own, who stands in for whom, tolerances, and two RACI matrices."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from fairlead.access.models import DefinedRole, Person, Tolerance
from fairlead.access.rules import Actor, Place, Role, ScopeKind, Spot
from fairlead.access.selectors import actor_of
from fairlead.access.services import NewDelegation, NewRole, role_create, tolerance_set
from fairlead.demo.days import OPENS
from fairlead.demo.rows import Created, Setting
from fairlead.demo.signins import signin_of
from fairlead.governance.models import Deliverable
from fairlead.governance.services import (
    deliverable_add,
    matrix_prefill,
    responsibility_set,
    role_give,
    stand_in_make,
)

_COORDINATOR = NewRole(
    "Delivery coordinator",
    "Keeps plans up to date for a program's managers; decides no dates and no people.",
    (ScopeKind.PROGRAM, ScopeKind.PROJECT),
    {"edit_project": None, "edit_progress": None, "edit_responsibilities": None, "view_pool": None},
)


@dataclass(frozen=True, slots=True)
class _Stage:
    setting: Setting
    created: Created
    now: datetime

    def person(self, who: str) -> Person:
        person = self.setting.resources[who].person
        if person is None:
            raise ValueError(f"{who} is no person, so has no role")
        return person

    def actor(self, who: str) -> Actor:
        return actor_of(self.person(who))

    def program(self, code: str) -> Spot:
        row = self.created.programs[code]
        return Spot(ScopeKind.PROGRAM, row.pk, row.name, Place(program_id=row.pk))

    def project(self, code: str) -> Spot:
        row = self.created.projects[code]
        return Spot(ScopeKind.PROJECT, row.pk, row.name, row.place)


def authority_create(setting: Setting, created: Created) -> None:
    """Give the agency what it decides by: its own role, a stand-in of this week, tolerances, who answers for what."""
    at = datetime.combine(setting.days.today - timedelta(days=3), OPENS)
    stage = _Stage(setting, created, timezone.make_aware(at))
    _coordinate(stage)
    _stand_in(stage)
    _tolerate(stage)
    _answer(stage)


def _coordinate(stage: _Stage) -> None:
    owner = actor_of(Person.objects.get(workspace=stage.setting.workspace, email=signin_of("Workspace owner").email))
    role = role_create(actor=owner, new=_COORDINATOR, now=stage.now)
    priya = stage.person("Priya")
    role_give(actor=owner, person_id=priya.pk, role_id=role.pk, spot=stage.program("GROW"), now=stage.now)


def _stand_in(stage: _Stage) -> None:
    """Renata is away: Maya leads the move of the warehouse until next week."""
    starts = timezone.make_aware(datetime.combine(stage.setting.days.today - timedelta(days=2), time()))
    managing = stage.person("Renata").grants.get(role=Role.PROGRAM_MANAGER.value)
    new = NewDelegation(
        stage.person("Maya").pk, starts, starts + timedelta(days=9), [managing.pk], "On leave until next week"
    )
    stand_in_make(actor=stage.actor("Renata"), new=new, now=stage.now)


def _tolerate(stage: _Stage) -> None:
    kinds = Tolerance.Kind
    for who, spot, kind, amount, words in (
        ("Desmond", stage.program("GROW"), kinds.TIME, 15, ""),
        ("Desmond", stage.program("GROW"), kinds.COST, 10, ""),
        ("Desmond", stage.program("GROW"), kinds.SCOPE, None, "No client segment is left out"),
        ("Maya", stage.project("PAY"), kinds.TIME, 3, "Two client launches wait for it"),
        ("Maya", stage.project("PAY"), kinds.RISK, None, "No risk to card data is accepted in the project"),
    ):
        tolerance_set(
            actor=stage.actor(who), spot=spot, kind=kind, amount=amount, words=words, version=0, now=stage.now
        )


def _answer(stage: _Stage) -> None:
    for who, spot in (("Maya", stage.program("GROW")), ("Jo", stage.project("PAY"))):
        matrix_prefill(actor=stage.actor(who), spot=spot, now=stage.now)
    jo, line = stage.actor("Jo"), _line(stage)
    manager = DefinedRole.objects.get(workspace=stage.setting.workspace, key=Role.PROJECT_MANAGER.value)
    for person, role, letter in (
        (stage.person("Ana").pk, None, "R"),
        (stage.person("Diego").pk, None, "C"),
        (None, manager.pk, "I"),  # nobody is accountable yet: the matrix says so
    ):
        responsibility_set(actor=jo, id=line.pk, person_id=person, role_id=role, letter=letter, now=stage.now)


def _line(stage: _Stage) -> Deliverable:
    spot = stage.project("PAY")
    return deliverable_add(actor=stage.actor("Jo"), spot=spot, name="Checkout design", now=stage.now)
