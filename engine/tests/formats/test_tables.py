from datetime import datetime

import pytest

from fairlead_engine import schedule
from fairlead_engine.formats import Column, read
from fairlead_engine.formats.errors import NoColumns, NothingToRead, UnknownFormat
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.tables.amounts import Amount, Lengths, amount_of
from fairlead_engine.formats.tables.columns import column_of
from fairlead_engine.formats.tables.dates import DateOrder, order_of, written
from fairlead_engine.formats.tables.references import Reference, references_of
from fairlead_engine.plan import ConstraintKind, LagKind, Link, LinkKind
from fairlead_engine.units import instant_of
from formats.xlsx_file import xlsx

FS, SS, FF, SF = LinkKind.FS, LinkKind.SS, LinkKind.FF, LinkKind.SF


def at(day, hour=8, month=3):
    return instant_of(datetime(2026, month, day, hour))


def table(*lines, encoding="utf-8", **options):
    return read("\n".join(lines).encode(encoding), **options)


def said(result):
    return {line.kind: line.count for line in result.report.lines}


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Task Name", Column.NAME),
        ("task_name", Column.NAME),
        ("Activity Name", Column.NAME),
        ("Vorgangsname", Column.NAME),
        ("Nom de la tâche", Column.NAME),
        ("NOMBRE DE TAREA", Column.NAME),
        ("Название задачи", Column.NAME),
        ("任务名称", Column.NAME),
        ("% Complete", Column.PERCENT),
        ("Durée", Column.DURATION),
        ("duree", Column.DURATION),
        ("Vorgänger", Column.PREDECESSORS),
        ("Blocked By (Dependencies)", Column.PREDECESSORS),
        ("Due Date:", Column.FINISH),
        ("Fecha de inicio", Column.START),
        ("Assigned To *", Column.RESOURCES),
        ("Outline Level", Column.LEVEL),
        ("Budget", None),
        ("", None),
    ],
)
def test_headings_of_many_programs_and_languages_are_known(heading, column):
    assert column_of(heading)[0] is column


def test_a_heading_may_name_a_unit():
    assert column_of("Duration (hours)") == (Column.DURATION, "hours")
    tasks = table("Name,Duration (h)", "dig,12").plan.tasks
    assert tasks[0].duration == 720


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("3d", 1440),
        ("3 days", 1440),
        ("1,5 Tage", 720),
        ("2w", 4800),
        ("2 wks", 4800),
        ("1 sem.", 2400),
        ("4 hrs", 240),
        ("30 min", 30),
        ("1mo", 9600),
        ("2d 4h", 1200),
        ("5", 2400),
        ("0", 0),
        ("1,200 h", 72),
        ("1.200,5 h", 72_030),
        ("PT8H30M0S", 510),
        ("1:30", 90),
        ("3 дн", 1440),
    ],
)
def test_durations_are_read_as_people_write_them(text, minutes):
    assert amount_of(text, Lengths()) == Amount(minutes)


def test_durations_may_be_elapsed_or_estimates():
    assert amount_of("3ed", Lengths()) == Amount(3 * 1440, is_elapsed=True)
    assert amount_of("2 fTage", Lengths()) == Amount(2 * 1440, is_elapsed=True)
    assert amount_of("1 day?", Lengths()) == Amount(480, is_estimated=True)


@pytest.mark.parametrize("text", ["", "soon", "3 parsecs", "d", "3d of work", "--5d", "1" * 100])
def test_what_is_no_duration_is_none(text):
    assert amount_of(text, Lengths()) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04",
        "2026/3/4",
        "2026-03-04T00:00:00Z",
        "4 March 2026",
        "04-Mar-26",
        "March 4, 2026",
        "Wed, Mar 4, 2026",
        "4. März 2026",
        "4 mars 2026",
        "4 de marzo de 2026",
        "Mi 04.03.26",
        "04.03.2026",
        "4 марта 2026",
    ],
)
def test_dates_are_read_as_people_write_them(text):
    assert written(text).moment(DateOrder.DAY_FIRST) == datetime(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("3/4/26 8:30 AM", 8, 30), ("3/4/2026 12:05 pm", 12, 5), ("3/4/2026 17:00", 17, 0), ("03/04/26 12:00 AM", 0, 0)],
)
def test_dates_may_have_a_time_of_day(text, hour, minute):
    assert written(text).moment(DateOrder.MONTH_FIRST) == datetime(2026, 3, 4, hour, minute)


@pytest.mark.parametrize("text", ["", "soon", "12", "2026-13-45", "31/31/2026", "1/2/3/4", "Smarch 4, 2026", "99:99"])
def test_what_is_no_date_has_no_moment(text):
    found = written(text)
    assert found is None or all(found.moment(order) is None for order in DateOrder)


@pytest.mark.parametrize(
    ("dates", "order", "is_certain"),
    [
        (["13/02/2026", "01/02/2026"], DateOrder.DAY_FIRST, True),
        (["02/13/2026", "01/02/2026"], DateOrder.MONTH_FIRST, True),
        (["Mon 3/2/26"], DateOrder.MONTH_FIRST, True),  # 3 February 2026 is a Tuesday
        (["Di 03.02.26"], DateOrder.DAY_FIRST, True),
        (["01.02.2026"], DateOrder.DAY_FIRST, True),
        (["01/02/2026"], DateOrder.MONTH_FIRST, False),
        (["2026-02-01"], DateOrder.DAY_FIRST, True),
    ],
)
def test_the_dates_themselves_tell_which_number_is_the_day(dates, order, is_certain):
    assert order_of([written(text) for text in dates], []) == (order, is_certain)


def test_a_finish_before_its_start_tells_the_order_too():
    pair = written("09/03/2026"), written("02/04/2026")  # 9 March to 2 April, not September to February
    assert order_of(pair, [pair]) == (DateOrder.DAY_FIRST, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", [Reference("12")]),
        ("12,14", [Reference("12"), Reference("14")]),
        ("12FS+2d, 14SS", [Reference("12", FS, 960), Reference("14", SS)]),
        ("12FS-1 day;14FF", [Reference("12", FS, -480), Reference("14", FF)]),
        ("12EA+2 Tage;14AA", [Reference("12", FS, 960), Reference("14", SS)]),
        ("12FD+1 sem;14DF", [Reference("12", FS, 2400), Reference("14", SF)]),
        ("12TI;14II", [Reference("12"), Reference("14", SS)]),
        ("A-1: FF 3", [Reference("A-1", FF, 1440)]),
        ("A-1", [Reference("A-1")]),
        ("12+50%", [Reference("12", FS, 50, LagKind.PERCENT)]),
        ("12SS+2ed", [Reference("12", SS, 2880, LagKind.ELAPSED)]),
        ("dig, deep", [Reference("dig, deep")]),
        ("12FS+1,5d,14", [Reference("12", FS, 720), Reference("14")]),
        ("99", ["99"]),
        ("12XX", ["12XX"]),
        ("12FS+2 parsecs", ["12FS+2 parsecs"]),
    ],
)
def test_predecessors_are_read_as_people_write_them(text, found):
    known = {"12", "14", "A-1", "dig, deep"}
    assert list(references_of(text, lambda part: part if part in known else None, Lengths())) == found


MSP = (
    "ID,Task Name,Duration,Start,Finish,Predecessors,Resource Names,Outline Level,% Complete",
    "1,Site,5 days,Mon 3/2/26,Fri 3/6/26,,,1,0%",
    '2,dig,2 days,Mon 3/2/26,Tue 3/3/26,,"Ana[50%],Jo",2,50%',
    "3,pour,3d,Wed 3/4/26,Fri 3/6/26,2,,2,0%",
    "4,done,0 days,Fri 3/6/26,Fri 3/6/26,3,,1,0%",
)


def test_a_table_saved_by_microsoft_project_becomes_the_plan_it_was():
    result = table(*MSP)
    plan = result.plan
    assert [(each.id, each.name, each.parent, each.duration) for each in plan.tasks] == [
        ("1", "Site", None, 2400),
        ("2", "dig", "1", 960),
        ("3", "pour", "1", 1440),
        ("4", "done", None, 0),
    ]
    assert plan.tasks[3].is_milestone
    assert (plan.projects[0].start, plan.links) == (at(2), (Link("2", "3"), Link("3", "4")))
    assert [(each.task, each.units) for each in plan.assignments] == [("2", 0.5), ("2", 1.0)]
    assert (plan.tasks[1].percent_complete, plan.tasks[1].actual_start) == (50, at(2))
    assert [schedule(plan).dates(id).start for id in "123"] == [at(2), at(2), at(4)]
    assert result.report.is_complete


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_delimiter_and_common_encoding_is_read(delimiter, encoding):
    lines = [line.replace(",", delimiter) for line in ("Name,Duration", "Dübel,2d", "Höhe,3d")]
    tasks = table(*lines, encoding=encoding).plan.tasks
    assert [(each.name, each.duration) for each in tasks] == [("Dübel", 960), ("Höhe", 1440)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine_and_names_may_have_some(end):
    text = end.join(("Name,Duration", '"dig\nand pour",2d', "", "walls,1d"))
    tasks = read(text.encode()).plan.tasks
    assert [(each.name, each.duration) for each in tasks] == [("dig and pour", 960), ("walls", 480)]


def test_excel_may_name_the_delimiter_and_rows_above_the_headings_are_skipped():
    result = table("sep=;", "Plan of the house;;", "", "Name;Start;Finish", "dig;2026-03-02;2026-03-03")
    assert result.plan.tasks[0].duration == 960
    assert said(result)["rows_before_table"] == 1


def test_the_outline_follows_from_a_wbs_code():
    tasks = table(
        "WBS,Name,Duration", "1,Site,1d", "1.1,dig,1d", "1.1.1,deep,1d", "2,rest,1d", "1.2,pour,1d"
    ).plan.tasks
    assert [(each.name, each.parent) for each in tasks] == [
        ("Site", None),
        ("dig", "1"),
        ("deep", "2"),
        ("pour", "1"),
        ("rest", None),
    ]


def test_the_outline_follows_from_blanks_before_names():
    tasks = table("Name\tDuration", "Site\t1d", "  dig\t1d", "    deep\t1d", "  pour\t1d", "rest\t1d").plan.tasks
    assert [each.parent for each in tasks] == [None, "1", "2", "1", None]


def test_the_outline_follows_from_parents_by_name_or_number_and_circles_are_opened():
    result = table("ID,Name,Parent", "1,a,b", "2,b,", "3,c,1", "4,d,5", "5,e,4", "6,f,nobody")
    assert [(each.id, each.parent) for each in result.plan.tasks] == [
        ("2", None),
        ("1", "2"),
        ("3", "1"),
        ("4", None),
        ("5", "4"),
        ("6", None),
    ]
    assert said(result)["unknown_parents"] == 2


def test_starts_without_predecessors_are_kept_as_constraints():
    result = table(
        "Name,Start,Finish,Predecessors",
        "a,2026-03-02,2026-03-03,",
        "b,2026-03-09,2026-03-10,",
        "c,2026-03-12,2026-03-12,a",
    )
    bounds = [(each.constraint, each.constraint_at) for each in result.plan.tasks]
    assert bounds == [(ConstraintKind.ASAP, None), (ConstraintKind.SNET, at(9)), (ConstraintKind.ASAP, None)]
    assert said(result)["starts_as_constraints"] == 1


def test_due_dates_become_deadlines():
    result = table("Task ID,Name,Assignee,Due Date", "T-1,Write,ana@x.example,2026-05-01")
    task = result.plan.tasks[0]
    assert (task.id, task.deadline, task.duration, task.is_estimated) == ("T-1", at(1, 17, 5), 480, True)
    assert result.plan.resources[0].name == "ana@x.example"


def test_a_table_of_several_projects_is_one_plan():
    plan = table(
        "Project,ID,Name,Start,Predecessors", "A,1,dig,2026-03-02,", "B,2,pour,2026-03-04,1", "A,3,rest,2026-03-03,"
    ).plan
    assert [(each.name, each.start) for each in plan.projects] == [("A", at(2)), ("B", at(4))]
    assert [(each.name, each.project) for each in plan.tasks] == [("dig", "1"), ("rest", "1"), ("pour", "2")]


def test_constraints_modes_and_flags_in_words():
    plan = table(
        "Name,Start,Finish,Task Mode,Constraint Type,Constraint Date,Milestone,Active,Deadline,Notes",
        "a,2026-03-02,2026-03-03,Manually Scheduled,,,No,Yes,,",
        "b,2026-03-02,2026-03-03,Auto Scheduled,Ende nicht später als,2026-03-06,Nein,nein,06.03.2026,so it is",
        "c,2026-03-06,2026-03-06,,Start No Earlier Than,2026-03-06,Yes,,,",
    ).plan
    a, b, c = plan.tasks
    assert (a.is_manual, a.manual_start, a.manual_finish) == (True, at(2), at(3, 17))
    assert (b.is_active, b.constraint, b.constraint_at) == (False, ConstraintKind.FNLT, at(6, 17))
    assert (b.deadline, b.notes) == (at(6, 17), "so it is")
    assert (c.is_milestone, c.duration, c.constraint_at) == (True, 0, at(6))


def test_shares_and_tasks_that_are_done():
    result = table("Name,Start,Finish,Progress", "a,2026-03-02,2026-03-03,1", "b,2026-03-04,2026-03-05,0.25")
    a, b = result.plan.tasks
    assert (a.percent_complete, a.actual_finish) == (100, at(3, 17))
    assert (b.percent_complete, b.actual_start, b.actual_finish) == (25, at(4), None)
    assert said(result)["shares_as_percent"] == 1


def test_what_is_not_taken_is_counted():
    result = table(
        "ID,Name,Duration,Predecessors,Cost,Name",
        "1,dig,soon,9,100,x",
        "1,pour,-2d,1FS+2 parsecs,,",
        ",,3d,,200,",
        "4,rest,1d,4,,",
    )
    assert said(result) == {
        "columns": 4,
        "other_columns": 2,
        "repeated_columns": 1,
        "unreadable_values": 1,
        "missing_durations": 1,
        "negative_durations": 1,
        "nameless_rows": 1,
        "links_to_nowhere": 1,
        "unreadable_links": 1,
        "links_to_self": 1,
        "duplicate_ids": 1,
        "no_dates": 1,
    }


def test_columns_may_be_named_by_who_reads_the_table():
    lines = ("Was,Wie lang,Name", "dig,2d,Ana")
    chosen = {"Was": Column.NAME, "Wie lang": Column.DURATION, "Name": Column.RESOURCES}
    plan = table(*lines, columns=chosen).plan
    assert (plan.tasks[0].name, plan.tasks[0].duration, plan.resources[0].name) == ("dig", 960, "Ana")


def test_a_unit_in_a_heading_holds_also_where_the_column_is_named_by_who_reads_it():
    plan = table("Was,Wie lang (h)", "dig,16", columns={"Was": Column.NAME, "Wie lang (h)": Column.DURATION}).plan
    assert plan.tasks[0].duration == 960


def test_a_table_tells_its_top_and_what_each_column_was_taken_for():
    head = table("Plan of 2026", "Task,Dauer,Cost,Task Name", *(f"dig {n},{n}d,5,again" for n in range(1, 8))).head
    assert head.headings == ("Task", "Dauer", "Cost", "Task Name")
    assert head.columns == (Column.NAME, Column.DURATION, None, None)  # the names once
    assert head.rows == tuple((f"dig {n}", f"{n}d", "5", "again") for n in range(1, 6))


def test_a_table_with_headings_of_its_own_asks_what_they_mean_and_then_is_read():
    lines = ("Our house;;", "Vorhaben;Wie lang;Notiz zu allem", "dig;2d;", "pour;1d;mind the pipes")
    with pytest.raises(NoColumns, match="“Vorhaben”, “Wie lang”") as caught:
        table(*lines)
    head = caught.value.head
    assert (head.columns, head.rows[1]) == ((None,) * 3, ("pour", "1d", "mind the pipes"))
    chosen = dict(zip(head.headings, (Column.NAME, Column.DURATION, Column.NOTES), strict=True))
    tasks = table(*lines, columns=chosen).plan.tasks
    assert [(each.name, each.duration, each.notes) for each in tasks] == [
        ("dig", 960, ""),
        ("pour", 480, "mind the pipes"),
    ]


def test_the_top_of_a_table_is_short():
    lines = (",".join(f"{place}" * 90 for place in range(3, 133)), *(",".join(["x" * 99] * 130) for _ in range(9)))
    with pytest.raises(NoColumns) as caught:
        table(*lines)
    head = caught.value.head
    assert (len(head.headings), len(head.rows), {len(cell) for row in head.rows for cell in row}) == (100, 5, {80})


def test_what_is_no_table_of_tasks_is_refused():
    for text in ("dig, pour", "Name\nx", "hello", "Dear Ana,\nName is a field, Start is another.\n"):
        with pytest.raises(UnknownFormat):
            table(text)
    with pytest.raises(NothingToRead):
        table("name;start;finish")


def test_a_workbook_without_a_table_says_what_it_has():
    with pytest.raises(NoColumns, match="Budget") as caught:
        read(xlsx(["Budget", "Year"], [1.0, 2026]))
    assert caught.value.head.rows == (("1", "2026"),)


def test_a_table_beyond_the_limits_is_refused():
    lines = ("Name,Duration", *(f"t{number},1d" for number in range(200)))
    with pytest.raises(Exception, match="more than 100 tasks"):
        table(*lines, limits=Limits(max_tasks=100))


def test_a_formula_is_a_text_and_loses_its_guard():
    tasks = table("Name,Duration", "'=1+1,1d", "'tis,1d", "=2,1d").plan.tasks
    assert [each.name for each in tasks] == ["=1+1", "'tis", "=2"]


def test_lists_of_predecessors_do_not_decide_what_parts_the_columns():
    rows = [f'{id},task,"{";".join(map(str, range(1, id)))}"' for id in range(1, 40)]
    plan = read("\n".join(["ID,Name,Predecessors", *rows]).encode()).plan
    assert (len(plan.tasks), len(plan.links)) == (39, 38 * 39 // 2)


def test_a_long_list_of_predecessors_is_taken_whole_and_a_long_list_of_people_is_cut_and_told():
    many = range(1, 2_500)
    people = ";".join(f"Person {number}" for number in many)
    rows = [*(f"{id},task,," for id in many), f'2500,last,"{";".join(map(str, many))}","{people}"']
    found = read("\n".join(["ID,Name,Predecessors,Resources", *rows]).encode())
    assert len(found.plan.links) == 2_499
    assert [(line.kind, line.count) for line in found.report.lines if line.kind == "long_texts"] == [("long_texts", 1)]
