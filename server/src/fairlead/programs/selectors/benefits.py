"""Reading what a program is to bring, and what it has brought by now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor, Place
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import Benefit, BenefitPoint, Measurement
from fairlead.programs.rules import Expected, Rhythm, Stand, stand_of, stand_of_disbenefit

BENEFIT_SAID = (
    "program",
    "name",
    "about",
    "is_disbenefit",
    "owner",
    "objective",
    "unit",
    "baseline",
    "baseline_on",
    "target",
    "target_on",
    "yearly_value",
    "currency",
    "measure_every_days",
    "measure_until_on",
)


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """A benefit with what was expected of it, what was measured, oldest first and corrected, and how it stands."""

    benefit: Benefit
    points: tuple[BenefitPoint, ...]
    profile: tuple[Expected, ...]
    measured: tuple[Measurement, ...]
    stand: Stand

    @property
    def last(self) -> Measurement | None:
        return self.measured[-1] if self.measured else None


def benefits_seen(*, actor: Actor, through: frozenset[int] = frozenset()) -> QuerySet[Benefit]:
    """Return the benefits that `actor` may see; `through` names programs they see because of a project in them."""
    return Benefit.objects.visible_to(actor, through=through)


def benefit_get(*, id: int, actor: Actor, through: frozenset[int] = frozenset(), lock: bool = False) -> Benefit:
    """Return a benefit with its program and owner, locked for change where asked. One query.

    Raises: NotFound.
    """
    rows = benefits_seen(actor=actor, through=through).select_related("program", "owner", "objective")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotFound(_("There is no such benefit, or you may not see it."))
    return found


def benefit_place(benefit: Benefit, *, actor: Actor) -> Place:
    """Return where the rights on `benefit` are decided: who owns it measures it."""
    return Place(program_id=benefit.program_id, is_own=benefit.owner_id == actor.person_id)


def measurement_get(*, id: int, actor: Actor) -> Measurement:
    """Return a measurement of a benefit that `actor` may see. One query.

    Raises: NotFound.
    """
    found = Measurement.objects.filter(pk=id, benefit__in=benefits_seen(actor=actor)).first()
    if found is None:
        raise NotFound(_("There is no such measurement, or you may not see it."))
    return found


def benefit_said(benefit: Benefit, *, points: Iterable[BenefitPoint] | None = None) -> dict[str, Any]:
    """Return what people said of `benefit` by field, with its id, version and `points`, read where they are not given.

    One query at most.
    """
    rows = benefit.points.all() if points is None else points
    shown = [[point.on.isoformat(), str(point.value)] for point in rows]
    return {"id": benefit.pk, "version": benefit.version, **said(benefit, BENEFIT_SAID), "points": shown}


def benefit_rows(benefits: Iterable[Benefit], *, today: date) -> list[BenefitRow]:
    """Return `benefits` with how each stands today, in their order. Two queries for any number of them."""
    rows = list(benefits)
    ids = [benefit.pk for benefit in rows]
    points: dict[int, list[BenefitPoint]] = {id: [] for id in ids}
    for point in BenefitPoint.objects.filter(benefit__in=ids).order_by("on"):
        points[point.benefit_id].append(point)
    measured: dict[int, list[Measurement]] = {id: [] for id in ids}
    told = Measurement.objects.filter(benefit__in=ids, correction__isnull=True).select_related("by")
    for measurement in told.order_by("on", "id"):
        measured[measurement.benefit_id].append(measurement)
    return [_row(each, points[each.pk], measured[each.pk], today) for each in rows]


def benefit_row(benefit: Benefit, *, today: date) -> BenefitRow:
    """Return `benefit` with how it stands today. Two queries."""
    (row,) = benefit_rows([benefit], today=today)
    return row


def benefits_due(*, actor: Actor, today: date) -> list[BenefitRow]:
    """Return the benefits that `actor` owns and that are to be measured by today, the longest overdue first.

    Three queries.
    """
    owned = Benefit.objects.filter(owner_id=actor.person_id, program__workspace_id=actor.workspace_id)
    rows = benefit_rows(owned.select_related("program").order_by("pk"), today=today)
    due = [row for row in rows if row.stand.due_on is not None and row.stand.due_on <= today]
    return sorted(due, key=lambda row: (row.stand.due_on or today, row.benefit.pk))


def _row(benefit: Benefit, points: list[BenefitPoint], measured: list[Measurement], today: date) -> BenefitRow:
    profile = (
        Expected(benefit.baseline_on, float(benefit.baseline)),
        *(Expected(point.on, float(point.value)) for point in points),
        Expected(benefit.target_on, float(benefit.target)),
    )
    last = Expected(measured[-1].on, float(measured[-1].value)) if measured else None
    rhythm = Rhythm(benefit.measure_every_days, benefit.measure_until_on)
    judge = stand_of_disbenefit if benefit.is_disbenefit else stand_of
    stand = judge(benefit.measure, profile, last, rhythm, today=today)
    return BenefitRow(benefit, tuple(points), profile, tuple(measured), stand)
