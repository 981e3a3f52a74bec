"""What the pages of benefits show: the register, the map and the chart of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fairlead.pages.charts import Frame, frame_of
from fairlead.pages.words import day_words, quantity
from fairlead.programs.selectors import BenefitRow
from fairlead.schedule.outputs import OutputRow


@dataclass(frozen=True, slots=True)
class Mapped:
    """A benefit with the outputs that it depends on; `late` are those that come after its gain was to begin."""

    row: BenefitRow
    outputs: tuple[OutputRow, ...]
    late: tuple[OutputRow, ...]


def mapped(rows: Sequence[BenefitRow], outputs: Sequence[OutputRow], begins: dict[int, date]) -> list[Mapped]:
    """Return each of `rows` with its outputs; `begins` says by benefit when its gain is to begin."""
    found = []
    for row in rows:
        mine = tuple(each for each in outputs if each.output.benefit_id == row.benefit.pk)
        late = tuple(
            each for each in mine if each.finish_at is not None and each.finish_at.date() > begins[row.benefit.pk]
        )
        found.append(Mapped(row, mine, late))
    return found


@dataclass(frozen=True, slots=True)
class Dot:
    """A measurement in the chart."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What was expected and what was measured, as points of an SVG; `label` says it in a sentence."""

    expected: str
    measured: str
    dots: tuple[Dot, ...]
    today: float | None
    label: str
    target: tuple[float, str]
    baseline: tuple[float, str]
    first: str
    last: str


def chart_of(row: BenefitRow, *, today: date) -> Chart:
    """Return the chart of a benefit, from its baseline until it is measured no more, or is to be there."""
    benefit = row.benefit
    told = [(each.on, float(each.value)) for each in row.measured]
    plan = [(point.on, point.value) for point in row.profile]
    ends = max([benefit.target_on, *(on for on, _value in told)])
    frame = frame_of([benefit.baseline_on, ends], [value for _on, value in plan + told])
    plan.append((ends, plan[-1][1]))
    return Chart(
        expected=frame.line(plan),
        measured=frame.line(told) if len(told) > 1 else "",
        dots=tuple(_dot(frame, each, benefit.unit) for each in told),
        today=frame.x(today) if frame.first <= today <= frame.last else None,
        label=_label(row),
        target=(frame.y(float(benefit.target)), quantity(benefit.target, benefit.unit)),
        baseline=(frame.y(float(benefit.baseline)), quantity(benefit.baseline, benefit.unit)),
        first=day_words(frame.first),
        last=day_words(frame.last),
    )


def _dot(frame: Frame, told: tuple[date, float], unit: str) -> Dot:
    on, value = told
    return Dot(frame.x(on), frame.y(value), f"{day_words(on)}: {quantity(value, unit)}")


def _label(row: BenefitRow) -> str:
    benefit = row.benefit
    values = {
        "name": benefit.name,
        "baseline": quantity(benefit.baseline, benefit.unit),
        "target": quantity(benefit.target, benefit.unit),
        "day": day_words(benefit.target_on),
    }
    if row.last is None:
        return _("%(name)s: from %(baseline)s to %(target)s by %(day)s, not measured yet") % values
    values["value"] = quantity(row.last.value, benefit.unit)
    return _("%(name)s: from %(baseline)s to %(target)s by %(day)s, now %(value)s") % values
