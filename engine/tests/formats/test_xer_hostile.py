"""P6 exports broken in ways nobody thought of: a plan or a typed refusal, never anything else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead_engine.formats import Limits, ReadError, read
from fairlead_engine.formats.errors import NothingToRead, TooComplex, TooLarge
from fairlead_engine.formats.native import write_native
from formats.corpus import XER_FILES, of_xer_corpus
from formats.xer_file import HEAD, activity, clndr_data, link, project, wbs, xer

BEGUN = {"status_code": "TK_Active", "act_start_date": "2026-03-02 08:00", "remain_drtn_hr_cnt": 3}
WHOLE = xer(
    activity(1, 101, cstr_type="CS_MSO", cstr_date="2026-03-04 08:00", total_float_hr_cnt=8),
    activity(2, 102, 16, task_type="TT_Rsrc", **BEGUN),
    activity(3, 102, 0, task_type="TT_FinMile", early_start_date="2026-03-04 08:00"),
    links=[link(1, 2, "PR_SS", 4), link(2, 3)],
    projects=[project(), project(2)],
    elements=[wbs(100), wbs(101, 100), wbs(102, 101), wbs(200, project=2)],
    calendars=[
        {"clndr_id": 1, "clndr_name": "Site", "clndr_data": clndr_data(exceptions="(0||0(d|46082)())")},
        {"clndr_id": 2, "clndr_name": "Ana", "base_clndr_id": 1, "clndr_data": ""},
    ],
    RSRC=[{"rsrc_id": 7, "rsrc_name": "Ana", "clndr_id": 2, "rsrc_type": "RT_Labor"}],
    TASKRSRC=[{"task_id": 2, "rsrc_id": 7, "target_qty": 16, "target_qty_per_hr": 1}],
    SCHEDOPTIONS=[{"proj_id": 1, "enable_multiple_longest_path_calc": "Y"}],
)
ODDITIES = ["", "-1", "1e999", "-1e300", "NaN", "9" * 40, "9999-12-31 23:59", "0001-01-01 00:00", "2026-02-30 00:00"]
ODDITIES += [
    "Y",
    "TT_WBS",
    "\x85",
    "\u2028",
    "٣",
    "1_000",
    "((((",
    "(0||1()(",
    "\U0001f3d7",
    '"',
    '""',
    "0",
    "100",
    "1",
]


def outcome(content):
    try:
        plan = read(content, limits=Limits(max_tasks=1000)).plan
    except ReadError as refusal:
        return str(refusal)
    assert read(write_native(plan)).plan == plan  # which checks that whatever it refers to is there
    return plan


@given(st.integers(0, len(WHOLE)))
def test_a_file_cut_anywhere_is_read_or_refused(length):
    outcome(WHOLE.encode()[:length])


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_with_changed_bytes_is_read_or_refused(changes):
    content = bytearray(WHOLE.encode())
    for place, value in changes:
        content[place] = value
    outcome(bytes(content))


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_a_file_with_odd_values_is_read_or_refused(chance, count):
    outcome(with_odd_values(WHOLE, chance, count).encode())


@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_a_file_with_lines_moved_is_read_or_refused(chance, count):
    outcome(with_moved_lines(WHOLE, chance, count).encode())


def test_a_wbs_element_without_an_id_takes_no_task_along():
    without_root = "\n".join(line for line in WHOLE.split("\n") if not line.startswith("%R\t100\t"))
    nameless = without_root.replace("%R\t101\t1\t100\t", "%R\t101\t1\t\t").replace("%R\t102\t1\t101\t", "%R\t\t1\t\t")
    assert nameless.count("%R\t\t1\t\t") == 1
    assert {"1", "2", "3"} <= {task.id for task in outcome(nameless.encode()).tasks}


@given(st.text(max_size=200))
def test_any_text_after_the_first_line_is_read_or_refused(text):
    outcome(f"{HEAD}\n{text}".encode("utf-8", "surrogatepass"))


@of_xer_corpus
def test_a_real_file_with_odd_values_and_moved_lines_is_read_or_refused(path):
    text = path.read_bytes().decode("cp1252")
    for seed in range(15):
        chance = random.Random(seed)
        changed = with_moved_lines(with_odd_values(text, chance, 60), chance, 20)
        content = bytearray(changed.encode("cp1252", "replace"))
        for _ in range(30):
            content[chance.randrange(len(content))] = chance.randrange(256)
        outcome(bytes(content))
        outcome(bytes(content[: chance.randrange(len(content))]))


def test_the_collection_has_p6_files_where_it_is_there_at_all():
    assert len(XER_FILES) in {0, 3}


@pytest.mark.parametrize("text", [HEAD, f"{HEAD}\n%E", f"{HEAD}\n%T\tTASK\n%F\ttask_id\n%R\t1\n%E", "ERMHDR"])
def test_a_file_without_a_project_is_refused(text):
    with pytest.raises(NothingToRead):
        read(text.encode())


@pytest.mark.parametrize(
    ("text", "limits", "refusal"),
    [
        (HEAD + "\n%T\tA" * 10 + "".join(f"\n%T\tT{n}" for n in range(1001)), {}, TooComplex),
        (f"{HEAD}\n%T\tA\n%F" + "\tc" * 1001, {}, TooComplex),
        (f"{HEAD}\n%T\tA\n%F\tc" + "\n%R\t1" * 101, {"max_elements": 100}, TooComplex),
        (xer(activity(1), activity(2)), {"max_tasks": 1}, TooComplex),
        (xer(elements=[wbs(100), wbs(101, 100), wbs(102, 100)]), {"max_tasks": 1}, TooComplex),
        (xer(), {"max_calendars": 0}, TooComplex),
        (xer(), {"max_record_elements": 5}, TooComplex),
        (WHOLE, {"max_exceptions": 0}, TooComplex),
        (xer(), {"max_bytes": 20}, TooLarge),
    ],
)
def test_more_than_any_plan_needs_is_refused(text, limits, refusal):
    with pytest.raises(refusal):
        read(text.encode(), limits=Limits(**limits))


def test_a_chain_of_wbs_elements_is_read_however_long():
    chain = [wbs(100), *(wbs(id, id - 1) for id in range(101, 3101))]
    assert len(read(xer(elements=chain).encode()).plan.tasks) == 3000


def with_odd_values(text, chance, count):
    """Return `text` with some of its values replaced by oddities."""
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if line.startswith("%R")]
    for _ in range(count):
        number = chance.choice(rows)
        values = lines[number].split("\t")
        values[chance.randrange(1, len(values))] = chance.choice(ODDITIES)
        lines[number] = "\t".join(values)
    return "\n".join(lines)


def with_moved_lines(text, chance, count):
    """Return `text` with some of its lines left out, doubled or exchanged."""
    lines = text.split("\n")
    for _ in range(count):
        one, other = chance.randrange(1, len(lines)), chance.randrange(1, len(lines))
        what = chance.randrange(3)
        if what == 0:
            del lines[one]
        elif what == 1:
            lines.insert(one, lines[other])
        else:
            lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def test_a_value_that_goes_on_for_very_many_lines_or_columns_is_read():
    """Putting each piece to what came before took the square of their number: hours for a file within the limits."""
    lines = xer().replace("%E", "x\n" * 300_000 + "%E")
    assert len(read(lines.encode()).plan.projects[0].name) == Limits().title_length  # its last value, so cut
    columns = WHOLE.replace("\t102\t", '\t102\t"' + "a\t" * 300_000, 1)
    assert len(read(columns.encode()).plan.tasks) > 0


def test_the_path_of_a_deep_wbs_element_is_cut_and_told():
    chain = [wbs(100), *(wbs(id, id - 1) for id in range(101, 400))]
    found = read(xer(elements=chain).encode())
    assert max(len(task.wbs) for task in found.plan.tasks) == Limits().title_length
    assert "long_texts" in [line.kind for line in found.report.lines]
