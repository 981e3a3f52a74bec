"""Changes to RACI matrices."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairlead.access.rules import Action, Actor, Role, ScopeKind, Spot
from fairlead.access.selectors import by, person_get, require, role_get, roles_of
from fairlead.governance.models import Deliverable, Responsibility
from fairlead.governance.selectors.raci import deliverable_get, deliverable_said, deliverables_at
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version

MOST_LINES = 200
Letter = Responsibility.Letter

# What a matrix begins with, as the authority of the roles suggests: the deliverable or decision, and who is what.
_PROGRAM = (
    (gettext_lazy("Program plan and order of its projects"), {Role.PROGRAM_MANAGER: "AR", Role.SPONSOR: "C"}),
    (gettext_lazy("Start and closure of projects"), {Role.SPONSOR: "C", Role.PROGRAM_MANAGER: "AR"}),
    (gettext_lazy("Benefits"), {Role.SPONSOR: "A", Role.PROGRAM_MANAGER: "R", Role.STAKEHOLDER: "I"}),
    (gettext_lazy("People for the projects"), {Role.PROGRAM_MANAGER: "AR", Role.SPONSOR: "I"}),
    (gettext_lazy("Tolerances of the program"), {Role.SPONSOR: "A", Role.PROGRAM_MANAGER: "R"}),
)
_PROJECT = (
    (gettext_lazy("Plan and dates of the project"), {Role.PROJECT_MANAGER: "AR", Role.PROGRAM_MANAGER: "C"}),
    (gettext_lazy("Work of the team"), {Role.PROJECT_MANAGER: "A", Role.TEAM_MEMBER: "R", Role.STAKEHOLDER: "I"}),
    (gettext_lazy("Agreed finish and tolerances"), {Role.PROGRAM_MANAGER: "A", Role.PROJECT_MANAGER: "R"}),
    (gettext_lazy("Progress and status"), {Role.PROJECT_MANAGER: "AR", Role.TEAM_MEMBER: "C", Role.STAKEHOLDER: "I"}),
    (gettext_lazy("Acceptance of what is delivered"), {Role.STAKEHOLDER: "A", Role.PROJECT_MANAGER: "R"}),
)


@transaction.atomic
def deliverable_add(*, actor: Actor, spot: Spot, name: str, now: datetime) -> Deliverable:
    """Add a line at the end of the matrix of a program or project.

    Raises: Forbidden; Refused for a name that is missing or there already, or a matrix that is full.
    """
    _may_edit(actor, spot)
    last = deliverables_at(spot).aggregate(last=Max("position"))["last"]
    row = Deliverable(workspace_id=actor.workspace_id, name=_name(name), position=0 if last is None else last + 1)
    if row.position >= MOST_LINES:
        raise Refused(_("A matrix has %(n)d lines at most.") % {"n": MOST_LINES})
    row.program_id = spot.id if spot.scope is ScopeKind.PROGRAM else None
    row.project_id = spot.id if spot.scope is ScopeKind.PROJECT else None
    _save(row)
    audit_write([Change("raci.add", "deliverable", row.pk, after={"name": row.name})], by=by(actor, now))
    return row


@transaction.atomic
def deliverable_update(*, actor: Actor, id: int, version: int, name: str, now: datetime) -> Deliverable:
    """Rename a line.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    row = _locked(actor, id, version)
    before, row.name, row.version = row.name, _name(name), row.version + 1
    _save(row)
    change = Change("raci.rename", "deliverable", id, before={"name": before}, after={"name": row.name})
    audit_write([change], by=by(actor, now))
    return row


@transaction.atomic
def deliverable_remove(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Take a line out of its matrix.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    row = _locked(actor, id, version)
    said = deliverable_said(row)
    row.delete()
    audit_write([Change("raci.remove", "deliverable", id, before=said)], by=by(actor, now))


@transaction.atomic
def responsibility_set(
    *, actor: Actor, id: int, person_id: int | None = None, role_id: int | None = None, letter: str, now: datetime
) -> Deliverable:
    """Say what a person, or whoever is in a role, is for a line: R, A, C, I, AR, or nothing.

    Raises: NotFound, Forbidden; Refused for another letter, or not exactly one person or role.
    """
    row, spot = deliverable_get(id=id, actor=actor, lock=True)
    _may_edit(actor, spot)
    letter = "AR" if letter == "RA" else letter
    if letter and letter not in Letter.values:
        raise Refused(_("Nothing was said."), fields={"letter": _("One of R, A, C, I, AR, or nothing")})
    if (person_id is None) == (role_id is None):
        raise Refused(_("Say whom: one person, or one role."), fields={"person": _("One of both")})
    whom: dict[str, Any] = (
        {"person": person_get(id=person_id, actor=actor)}
        if person_id is not None
        else {"role": role_get(id=role_id or 0, actor=actor)}
    )
    present = row.responsibilities.filter(**whom).first()
    before = present.letter if present else ""
    if not letter:
        row.responsibilities.filter(**whom).delete()
    else:
        row.responsibilities.update_or_create(**whom, defaults={"letter": letter})
    who = {name: each.pk for name, each in whom.items()}
    change = Change("raci.set", "deliverable", id, before={**who, "letter": before}, after={**who, "letter": letter})
    audit_write([change], by=by(actor, now))
    return row


@transaction.atomic
def matrix_prefill(*, actor: Actor, spot: Spot, now: datetime) -> int:
    """Begin an empty matrix with what the roles' authority suggests, and return how many lines it has then.

    Raises: Forbidden; Refused for one that has lines.
    """
    _may_edit(actor, spot)
    if deliverables_at(spot).exists():
        raise Refused(_("This matrix has lines already. Add to them, or remove them first."), code="already")
    roles = {role.key: role.pk for role in roles_of(actor=actor)}
    for name, letters in _PROGRAM if spot.scope is ScopeKind.PROGRAM else _PROJECT:
        row = deliverable_add(actor=actor, spot=spot, name=str(name), now=now)
        Responsibility.objects.bulk_create(
            Responsibility(deliverable=row, role_id=roles[role.value], letter=letter)
            for role, letter in letters.items()
            if role.value in roles
        )
    return deliverables_at(spot).count()


def _may_edit(actor: Actor, spot: Spot) -> None:
    deliverables_at(spot)
    require(actor, Action.EDIT_RESPONSIBILITIES, spot.place)


def _locked(actor: Actor, id: int, version: int) -> Deliverable:
    row, spot = deliverable_get(id=id, actor=actor, lock=True)
    _may_edit(actor, spot)
    check_version(row, version, kind="deliverable", current=deliverable_said(row))
    return row


def _name(name: str) -> str:
    clean = " ".join(name.split())
    if not 1 <= len(clean) <= 200:
        raise Refused(_("The line was not saved."), fields={"name": _("Between 1 and 200 characters")})
    return clean


def _save(row: Deliverable) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("The line was not saved."), fields={"name": _("There already")}) from None
