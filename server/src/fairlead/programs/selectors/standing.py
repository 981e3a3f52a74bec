"""How the benefits of many programs stand, without what their pages show of each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import FloatField
from django.db.models.functions import Cast

from fairlead.programs.models import Benefit, BenefitPoint, Measurement
from fairlead.programs.rules import Expected, Rhythm, Stand, stand_of, stand_of_disbenefit
from fairlead.strategy.rules.measure import Direction, Measure

_FIELDS = (
    *("pk", "program_id", "name", "is_disbenefit", "baseline", "baseline_on", "target", "target_on"),
    *("measure_every_days", "measure_until_on", "yearly_value", "currency"),
)
# As a float from the database: making decimals first costs more than all else that is done with them.
_VALUE = Cast("value", FloatField())


@dataclass(frozen=True, slots=True)
class BenefitStand:
    """A benefit of a program with what it is worth a year, and how it stands."""

    id: int
    program_id: int
    name: str
    is_disbenefit: bool
    yearly_value: Decimal | None
    currency: str
    stand: Stand


def benefit_stands(program_ids: Any, *, today: date) -> list[BenefitStand]:
    """Return the benefits of programs, given as ids or as a query, with how they stand `today`. Three queries."""
    points: dict[int, list[Expected]] = {}
    between = BenefitPoint.objects.filter(benefit__program_id__in=program_ids).order_by("on")
    for id, on, value in between.values_list("benefit_id", "on", _VALUE):
        points.setdefault(id, []).append(Expected(on, value))
    last: dict[int, Expected] = {}
    told = Measurement.objects.filter(benefit__program_id__in=program_ids, correction__isnull=True)
    for id, on, value in told.order_by("on", "pk").values_list("benefit_id", "on", _VALUE):
        last[id] = Expected(on, value)
    rows = Benefit.objects.filter(program_id__in=program_ids).order_by("target_on", "pk").values_list(*_FIELDS)
    return [_stand(row, points.get(row[0], []), last.get(row[0]), today) for row in rows]


def _stand(row: tuple[Any, ...], points: list[Expected], last: Expected | None, today: date) -> BenefitStand:
    id, program_id, name, is_disbenefit, baseline, baseline_on, target, target_on, every, until_on, worth, money = row
    direction = Direction.UP if target > baseline else Direction.DOWN
    profile = [Expected(baseline_on, float(baseline)), *points, Expected(target_on, float(target))]
    judge = stand_of_disbenefit if is_disbenefit else stand_of
    measure = Measure(direction, float(baseline), float(target))
    stand = judge(measure, profile, last, Rhythm(every, until_on), today=today)
    return BenefitStand(id, program_id, name, is_disbenefit, worth, money, stand)
