"""What is found of key results from their check-ins: the only place that writes it."""

from collections.abc import Sequence
from datetime import date

from fairlead.strategy.models import CheckIn, KeyResult, KeyResultFound, Objective
from fairlead.strategy.rules.forecast import forecast_of
from fairlead.strategy.rules.measure import progress_of


def found_renew(key_result: KeyResult) -> None:
    """Find anew where `key_result` stands and heads for. Two statements."""
    finds_write([key_result])


def found_renew_of(objective: Objective) -> None:
    """Find anew where all key results of `objective` head for. Three statements."""
    results = list(KeyResult.objects.filter(objective=objective))
    for each in results:
        each.objective = objective
    finds_write(results)


def finds_write(key_results: Sequence[KeyResult]) -> None:
    """Find anew where `key_results` stand, whose objectives are read already. Three statements at most."""
    told: dict[int, list[CheckIn]] = {}
    for each in CheckIn.objects.filter(key_result__in=key_results, correction=None).order_by("on", "id"):
        told.setdefault(each.key_result_id, []).append(each)
    KeyResultFound.objects.filter(key_result__in=[each for each in key_results if each.pk not in told]).delete()
    KeyResultFound.objects.bulk_create(
        [_found(each, told[each.pk]) for each in key_results if each.pk in told],
        update_conflicts=True,
        unique_fields=["key_result"],
        update_fields=["last_on", "value", "confidence_share", "count", "progress", "forecast", "low", "high"],
    )


def _found(key_result: KeyResult, told: Sequence[CheckIn]) -> KeyResultFound:
    """Of a day with several check-ins, the last one counts."""
    by_day: dict[date, CheckIn] = {each.on: each for each in told}
    last = told[-1]
    points = [(day.toordinal(), float(each.value)) for day, each in sorted(by_day.items())]
    # The last day of the period, not the one after it.
    forecast = forecast_of(points, key_result.objective.finish_on.toordinal() - 1)
    return KeyResultFound(
        key_result=key_result,
        last_on=last.on,
        value=last.value,
        confidence_share=last.confidence_share,
        count=len(told),
        progress=progress_of(key_result.measure, float(last.value)),
        forecast=forecast.value if forecast else None,
        low=forecast.low if forecast else None,
        high=forecast.high if forecast else None,
    )
