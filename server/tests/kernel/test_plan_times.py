"""Plan times: wall-clock times to the minute, in and out of both databases, as moments and as whole minutes."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import DecimalField, Value
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, cast, project_of
from fairlead.kernel.bulk import columns_write, integers_of
from fairlead.kernel.fields import PlanMinutes, PlanTimeField
from fairlead.schedule.models import ProjectDates
from fairlead.work.models import Project
from fairlead_engine.units import instant_of, moment_of

MOMENTS = [
    datetime(1969, 12, 31, 23, 59),
    datetime(1970, 1, 1),
    datetime(2026, 2, 28, 23, 59),
    datetime(2028, 2, 29, 8),
    datetime(2149, 12, 31, 17),
]


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_plan_time_comes_back_as_it_went_in(people: Cast, moment: datetime) -> None:
    project = project_of(people, "Shop", "SHOP", start_at=moment)
    assert Project.objects.get(start_at=moment) == project
    assert Project.objects.get().start_at == moment
    minutes = integers_of(Project.objects.values_list(PlanMinutes("start_at")), 1)
    assert minutes.tolist() == [[instant_of(moment)]]


def test_integers_come_in_the_order_of_their_query_and_in_its_width_where_there_are_none(people: Cast) -> None:
    keys = [project_of(people, f"Shop {number}", f"S{number}").pk for number in range(3)]
    rows = Project.objects.order_by("-pk").values_list("pk", PlanMinutes("start_at"))
    assert integers_of(rows, 2)[:, 0].tolist() == keys[::-1]
    assert integers_of(rows.filter(pk=0), 2).shape == integers_of(rows.none(), 2).shape == (0, 2)


def test_decimals_come_as_hundredths(people: Cast) -> None:
    project_of(people, "Shop", "SHOP")
    decimals = [Value(Decimal(text), output_field=DecimalField(decimal_places=2)) for text in ("0.29", "1", "12345.67")]
    assert integers_of(Project.objects.values_list("pk", *decimals), 4, hundredths={1, 2, 3})[0, 1:].tolist() == [
        *(29, 100, 1_234_567)
    ]


def test_plan_times_written_in_bulk_are_the_same_and_replace_what_was_there(people: Cast) -> None:
    project = project_of(people, "Shop", "SHOP")
    for moment in MOMENTS:
        counts = ("task_count", "done_count", "critical_count", "missed_deadline_count", "unmet_constraint_count")
        columns_write(
            ProjectDates,
            {
                "project": [project.pk],
                "start_at": [instant_of(moment)],
                "finish_at": [instant_of(moment) + 1],
                "percent_complete": [12.5],
                "work_minutes": [10**10],
                **{name: [3] for name in counts},
            },
        )
        row = ProjectDates.objects.get()
        assert (row.start_at, row.percent_complete, row.work_minutes) == (moment, 12.5, 10**10)
        assert ProjectDates.objects.filter(finish_at__gt=moment).exists()


def test_seconds_are_dropped_and_zones_refused() -> None:
    field: PlanTimeField[datetime, datetime] = PlanTimeField()
    assert field.to_python("2026-03-02T08:00:59") == datetime(2026, 3, 2, 8)
    for wrong in ("tomorrow", "2026-03-02T08:00+01:00", datetime(2026, 3, 2, tzinfo=UTC)):
        with pytest.raises(ValidationError):
            field.to_python(wrong)


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 1, 1)))
def test_an_instant_and_its_moment_are_one(moment: datetime) -> None:
    assert moment_of(instant_of(moment)) == moment.replace(second=0, microsecond=0)
