"""Changes to objectives."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.deletion import RestrictedError
from django.utils.translation import gettext as _

from fairlead.access.models import Workspace
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.strategy.models import CheckIn, DelayPoint, Objective, Status, StatusChange
from fairlead.strategy.rules.delay import curve_faults
from fairlead.strategy.rules.tree import is_within
from fairlead.strategy.selectors import objective_get, objective_place, objective_said, parents_of
from fairlead.strategy.services.checks import (
    MOST_MONEY,
    day_faults,
    line,
    owner_known,
    text_faults,
    weight_faults,
)
from fairlead.strategy.services.finding import found_renew_of

_LIMITS = {"name": 200, "statement": 5_000}
_MONEY = ("value", "delay_week_cost")
# What an objective's owner does not decide about their own: who owns it, and how much it counts beside others.
_ABOVE = frozenset({"owner", "weight"})


@dataclass(frozen=True, slots=True)
class NewObjective:
    """An objective to be created from `start_on` to before `finish_on`, the last among its siblings."""

    name: str
    start_on: date
    finish_on: date
    parent: int | None = None
    statement: str = ""
    owner: int | None = None
    weight: int = 1
    value: Decimal | None = None
    delay_week_cost: Decimal | None = None
    currency: str = ""


@transaction.atomic
def objective_create(*, actor: Actor, new: NewObjective, now: datetime) -> Objective:
    """Create an objective, as a draft; the owner of an objective may create some below it.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    if new.parent is None:
        require(actor, Action.EDIT_STRATEGY)
    else:
        parent = objective_get(id=new.parent, actor=actor)
        require(actor, Action.EDIT_STRATEGY, objective_place(parent, actor=actor))
    values = _checked(actor, asdict(new))
    parent_id = values.pop("parent")
    objective = Objective(
        workspace_id=actor.workspace_id,
        parent_id=parent_id,
        position=_last(actor, parent_id) + 1,
        created_at=now,
        owner_id=values.pop("owner"),
        **values,
    )
    objective.save(force_insert=True)
    _decided(objective, Status.DRAFT, "", actor, now)
    audit_write(
        [Change("objective.create", "objective", objective.pk, after=objective_said(objective))], by=by(actor, now)
    )
    return objective


@transaction.atomic
def objective_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Objective:
    """Change what is said of an objective, by field; its owner may not give it away or weigh it.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    objective = _locked(actor, id, version)
    before = said(objective, changes)
    if any(changes[name] != before[name] for name in _ABOVE & set(changes)):
        require(actor, Action.EDIT_STRATEGY)
    values = _checked(actor, changes, present=objective)
    _assign(objective, values)
    objective.version += 1
    objective.save(update_fields=[*values, "version"])
    if "finish_on" in values and values["finish_on"] != before["finish_on"]:
        found_renew_of(objective)
    audit_write([Change("objective.update", "objective", id, before=before, after=values)], by=by(actor, now))
    return objective


@transaction.atomic
def objective_move(
    *, actor: Actor, id: int, version: int, parent: int | None, after: int | None, now: datetime
) -> Objective:
    """Put an objective with all below it under `parent`, or at the top, behind its sibling `after` or first of all.

    Raises: NotFound, Forbidden, StaleVersion; Refused for a place within itself, or behind what is no sibling there.
    """
    require(actor, Action.EDIT_STRATEGY)
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    objective = _locked(actor, id, version)
    parents = parents_of(actor=actor)
    if parent is not None:
        objective_get(id=parent, actor=actor)
        if is_within(parent, id, parents):
            raise Refused(
                _("An objective cannot stand below itself. Move the other one out of it first."),
                code="own_ancestor",
                fields={"parent": _("Below the objective itself")},
            )
    before = {"parent": objective.parent_id, "position": objective.position}
    objective.parent_id = parent
    objective.version += 1
    objective.save(update_fields=["parent", "version"])
    objective.position = _placed(actor, objective, after)
    after_values = {"parent": parent, "position": objective.position}
    audit_write([Change("objective.move", "objective", id, before=before, after=after_values)], by=by(actor, now))
    return objective


@transaction.atomic
def objective_status_set(*, actor: Actor, id: int, version: int, status: Status, note: str, now: datetime) -> Objective:
    """Decide where an objective stands: draft, active, achieved or dropped.

    Raises: NotFound, Forbidden, StaleVersion; Refused where it stands so already, or is dropped without a reason.
    """
    objective = _locked(actor, id, version)
    if objective.status == status:
        raise Refused(_("It stands so already."), fields={"status": _("Already so")})
    text = line(note)
    wrong = text_faults({"note": text}, {"note": 500}, needed=())
    if status is Status.DROPPED and not text:
        wrong["note"] = _("Say why it is dropped")
    if wrong:
        raise Refused(_("Nothing was decided."), fields=wrong)
    before, objective.status = objective.status, status
    objective.version += 1
    objective.save(update_fields=["status", "version"])
    _decided(objective, status, text, actor, now)
    change = Change(
        "objective.status", "objective", id, before={"status": before}, after={"status": str(status)}, cause=text
    )
    audit_write([change], by=by(actor, now))
    return objective


@transaction.atomic
def delay_curve_set(
    *, actor: Actor, id: int, version: int, points: Sequence[tuple[int, Decimal]], now: datetime
) -> Objective:
    """Say what delays cost as a curve of weeks and costs in all; none of them makes the cost of each week count again.

    Raises: NotFound, Forbidden, StaleVersion; Refused for a curve that cannot be, or without a currency.
    """
    objective = _locked(actor, id, version)
    fault = curve_faults(points) or ("currency" if points and not objective.currency else "")
    if fault or len(points) > 60:
        raise Refused(_CURVE[fault or "many"](), fields={"points": _CURVE[fault or "many"]()})
    before = _curve(objective)
    DelayPoint.objects.filter(objective=objective).delete()
    DelayPoint.objects.bulk_create(DelayPoint(objective=objective, weeks=week, cost=cost) for week, cost in points)
    objective.version += 1
    objective.save(update_fields=["version"])
    after = {"points": [[week, str(cost)] for week, cost in sorted(points)]}
    audit_write([Change("objective.delay", "objective", id, before=before, after=after)], by=by(actor, now))
    return objective


@transaction.atomic
def objective_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Delete an objective that never got anywhere: nothing stands below it, and nobody checked in.

    Raises: NotFound, Forbidden, StaleVersion; Refused where something hangs on it.
    """
    require(actor, Action.EDIT_STRATEGY)
    objective = _locked(actor, id, version)
    before = objective_said(objective)
    if CheckIn.objects.filter(key_result__objective=objective).exists():
        raise Refused(_("This objective has a history of check-ins. Drop it instead: it then counts nowhere."))
    try:
        objective.delete()
    except RestrictedError as error:
        raise Refused(
            _("Objectives stand below this one, or work serves it. Move or end them first, or drop it instead.")
        ) from error
    audit_write([Change("objective.delete", "objective", id, before=before)], by=by(actor, now))


_CURVE = {
    "weeks": lambda: _("Weeks are whole numbers from 1 to 520."),
    "cost": lambda: _("A delay costs nothing or more."),
    "order": lambda: _("Each number of weeks stands once, and a longer delay never costs less in all."),
    "currency": lambda: _("Say the currency of the objective first."),
    "many": lambda: _("At most 60 points."),
}


def _locked(actor: Actor, id: int, version: int) -> Objective:
    objective = objective_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_STRATEGY, objective_place(objective, actor=actor))
    check_version(objective, version, kind="objective", current=objective_said(objective))
    return objective


def _assign(objective: Objective, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(objective, objective._meta.get_field(name).attname, value)  # type: ignore[union-attr]


def _decided(objective: Objective, status: Status, note: str, actor: Actor, now: datetime) -> None:
    StatusChange.objects.create(objective=objective, status=status, note=note, by_id=actor.person_id, at=now)


def _last(actor: Actor, parent: int | None) -> int:
    last = Objective.objects.in_workspace_of(actor).filter(parent=parent).aggregate(last=Max("position"))["last"]
    return -1 if last is None else int(last)


def _placed(actor: Actor, objective: Objective, after: int | None) -> int:
    """Put `objective` behind its sibling `after`, number all siblings anew, and return its place."""
    beside = list(Objective.objects.in_workspace_of(actor).filter(parent=objective.parent_id).exclude(pk=objective.pk))
    ids = [each.pk for each in beside]
    if after is not None and after not in ids:
        raise Refused(_("It was to stand behind an objective that is not there."), fields={"after": _("Not a sibling")})
    place = 0 if after is None else ids.index(after) + 1
    beside.insert(place, objective)
    for position, each in enumerate(beside):
        each.position = position
    Objective.objects.bulk_update(beside, ["position"])
    return place


def _curve(objective: Objective) -> dict[str, Any]:
    rows = DelayPoint.objects.filter(objective=objective).values_list("weeks", "cost")
    return {"points": [[week, str(cost)] for week, cost in rows]}


def _checked(actor: Actor, changes: Mapping[str, Any], *, present: Objective | None = None) -> dict[str, Any]:
    values = dict(changes)
    if "name" in values:
        values["name"] = line(values["name"])
    if "currency" in values:
        values["currency"] = line(values["currency"] or "").upper()
    wrong = text_faults(values, _LIMITS, needed=("name", "start_on", "finish_on"))
    wrong |= weight_faults(values) | day_faults(values) | _money_faults(values, present)
    start, finish = (values.get(name, getattr(present, name, None)) for name in ("start_on", "finish_on"))
    if start is not None and finish is not None and finish <= start and not {"start_on", "finish_on"} & set(wrong):
        wrong["finish_on"] = _("After its first day")
    if wrong:
        raise Refused(_("The objective was not saved."), code="invalid", fields=wrong)
    if values.get("owner") is not None:
        owner_known(values["owner"], actor=actor)
    return values


def _money_faults(values: Mapping[str, Any], present: Objective | None) -> dict[str, str]:
    wrong = {
        name: _("Nothing or more, at most %(most)s") % {"most": f"{MOST_MONEY:,}"}
        for name in _MONEY
        if values.get(name) is not None and not 0 <= values[name] <= MOST_MONEY
    }
    currency = values.get("currency", getattr(present, "currency", ""))
    has_money = any(values.get(name, getattr(present, name, None)) is not None for name in _MONEY)
    has_curve = present is not None and "currency" in values and DelayPoint.objects.filter(objective=present).exists()
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        wrong["currency"] = _("Three letters, such as EUR")
    elif not currency and (has_money or has_curve):
        wrong["currency"] = _("Needed for amounts of money, such as EUR")
    return wrong
