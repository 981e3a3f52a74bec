import pytest

from fairlead_engine.plan import LagKind, ResourceKind
from formats.mspdi_file import STANDARD, calendar, elements, link, mspdi, read_text, said, task


def links(*written):
    return read_text(mspdi(task(1), task(2), task(3, PredecessorLink=list(written)))).plan.links


@pytest.mark.parametrize(("number", "kind"), [(0, "FF"), (1, "FS"), (2, "SF"), (3, "SS")])
def test_the_numbers_of_link_types_are_those_of_microsoft_project(number, kind):
    (one,) = links(link(1, Type=number))
    assert (one.predecessor, one.successor, one.kind.name) == ("1", "3", kind)


@pytest.mark.parametrize(
    ("amount", "unit", "lag", "kind"),
    [
        (9600, 7, 960, LagKind.WORKING),
        (-4800, 5, -480, LagKind.WORKING),
        (14400, 8, 1440, LagKind.ELAPSED),
        (600, 36, 60, LagKind.ELAPSED),
        (50, 19, 50, LagKind.PERCENT),
        (-25, 52, -25, LagKind.PERCENT_ELAPSED),
    ],
)
def test_lags_are_in_tenths_of_a_minute_and_percents_as_they_are(amount, unit, lag, kind):
    (one,) = links(link(1, LinkLag=amount, LagFormat=unit))
    assert (one.lag, one.lag_kind) == (lag, kind)


def test_links_to_nowhere_to_self_to_other_files_and_repeated_ones_are_left_out_and_reported():
    text = mspdi(
        task(1),
        task(3, PredecessorLink=[link(99), link(3), link(1, CrossProject=1), link(1), link(1), link(1, Type=3)]),
    )
    result = read_text(text)
    assert [each.kind.name for each in result.plan.links] == ["FS", "SS"]
    assert said(result) == {
        "links_to_nowhere": 1,
        "links_to_self": 1,
        "links_to_other_files": 1,
        "duplicate_links": 1,
    }


def test_a_link_of_an_unknown_kind_is_finish_to_start():
    result = read_text(mspdi(task(1), task(2, PredecessorLink=link(1, Type=8))))
    assert (result.plan.links[0].kind.name, said(result)) == ("FS", {"unknown_link_kinds": 1})


def test_the_parts_of_a_file_may_come_in_any_order():
    result = read_text(mspdi(task(1, PredecessorLink=link(2)), task(2)))
    assert [(each.predecessor, each.successor) for each in result.plan.links] == [("2", "1")]


def resource(uid, name="Ana", **texts):
    return f"<Resource>{elements(UID=uid, Name=name, **texts)}</Resource>"


def assignment(uid, task_uid, resource_uid, **texts):
    return f"<Assignment>{elements(UID=uid, TaskUID=task_uid, ResourceUID=resource_uid, **texts)}</Assignment>"


def test_resources_are_people_materials_or_costs():
    people = (
        resource(0, "")
        + resource(1, Type=1, MaxUnits=0.5, EmailAddress="ana@example.org", Group="Design", CalendarUID=1)
        + resource(2, "Sand", Type=0)
        + resource(3, "Travel", Type=0, IsCostResource=1)
    )
    ana, sand, travel = read_text(mspdi(task(1), resources=people)).plan.resources
    assert (ana.max_units, ana.email, ana.group, ana.calendar) == (0.5, "ana@example.org", "Design", "1")
    assert [each.kind for each in (ana, sand, travel)] == [
        ResourceKind.WORK,
        ResourceKind.MATERIAL,
        ResourceKind.COST,
    ]


def test_an_assignment_has_units_work_and_delay():
    result = read_text(
        mspdi(task(1), resources=resource(1), assignments=assignment(1, 1, 1, Units=0.5, Work="PT4H0M0S", Delay=4800))
    )
    (only,) = result.plan.assignments
    assert (only.task, only.resource, only.units, only.work, only.delay) == ("1", "1", 0.5, 240, 480)


def test_assignments_to_nowhere_to_nobody_and_repeated_ones_are_reported():
    rows = [(1, 1, 1), (2, 1, 1), (3, 9, 1), (4, 1, 9), (5, 1, -65535)]
    result = read_text(mspdi(task(1), resources=resource(1), assignments="".join(assignment(*row) for row in rows)))
    assert len(result.plan.assignments) == 1
    assert said(result) == {
        "assignments_to_nowhere": 2,
        "duplicate_assignments": 1,
        "work_without_resource": 1,
    }


def worked(start, finish, value, kind=1):
    day = "2026-03-"
    return elements(
        TimephasedData=elements(Type=kind, Start=f"{day}{start}:00", Finish=f"{day}{finish}:00", Unit=2, Value=value)
    )


def test_a_pause_in_the_day_by_day_work_of_all_assignments_is_a_split():
    ana = worked("02T08:00", "03T17:00", "PT16H0M0S") + worked("04T08:00", "05T17:00", "PT0H0M0S")
    ana += worked("06T08:00", "06T17:00", "PT8H0M0S")
    jo = worked("02T08:00", "04T17:00", "PT24H0M0S")
    result = read_text(
        mspdi(
            task(1, Duration="PT24H0M0S"),
            resources=resource(1) + resource(2),
            assignments=f"<Assignment>{elements(UID=1, TaskUID=1, ResourceUID=1)}{ana}</Assignment>"
            f"<Assignment>{elements(UID=2, TaskUID=1, ResourceUID=2)}{jo}</Assignment>",
        )
    )
    (split,) = result.plan.tasks[0].splits
    assert (split.after, split.pause) == (3 * 480, 480)  # Jo works until Wednesday, nobody on Thursday
    assert said(result) == {"splits": 1, "timephased_data": 2}


def test_nights_between_days_of_work_are_no_splits():
    days = worked("02T08:00", "02T17:00", "PT8H0M0S") + worked("03T08:00", "03T17:00", "PT8H0M0S")
    result = read_text(
        mspdi(task(1), assignments=f"<Assignment>{elements(UID=1, TaskUID=1, ResourceUID=-65535)}{days}</Assignment>")
    )
    assert result.plan.tasks[0].splits == ()


def test_the_calendar_of_the_placeholder_for_nobody_is_none_of_the_plans():
    nobody, ana = calendar(2, "Unnamed", BaseCalendarUID=1), calendar(3, "Ana", BaseCalendarUID=1)
    people = "<Resource><UID>0</UID><CalendarUID>2</CalendarUID></Resource>" + resource(1, CalendarUID=3)
    result = read_text(mspdi(task(1), calendars=STANDARD + nobody + ana, resources=people))
    assert [each.id for each in result.plan.calendars] == ["1", "3"]
    assert result.report.is_complete
    named = read_text(mspdi(task(1, CalendarUID=2), calendars=STANDARD + nobody + ana, resources=people))
    assert [each.id for each in named.plan.calendars] == ["1", "2", "3"]


def test_blank_rows_among_resources_are_skipped():
    assert read_text(mspdi(task(1), resources=resource(1, "", IsNull=1) + resource(2))).plan.resources[0].id == "2"
