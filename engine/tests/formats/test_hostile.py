"""Files that are broken in ways nobody thought of: a plan or a typed refusal, never anything else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead_engine.formats import Limits, ReadError, read, write_native
from formats.mspdi_file import STANDARD, calendar, day, elements, link, mspdi, period, task, working

WHOLE = mspdi(
    task(0, "House", 0, OutlineNumber=0),
    task(1, "Site", Summary=1, Start="2026-03-02T08:00:00", LateFinish="2026-03-09T17:00:00", TotalSlack=4800),
    task(2, "dig", 2, ConstraintType=4, ConstraintDate="2026-03-04T08:00:00", Deadline="2026-03-06T17:00:00"),
    task(3, "pour", 2, PredecessorLink=[link(2, LinkLag=9600), link(1, LagFormat=19)], PercentComplete=30),
    task(4, "rest", 1, Manual=1, ManualStart="2026-03-04T08:00:00", DurationFormat=8, CalendarUID=2),
    calendars=STANDARD
    + calendar(
        2,
        "Night",
        BaseCalendarUID=1,
        WeekDays=day(2, "22:00-06:00") + day(3, "08:00-12:00"),
        Exceptions=f"<Exception>{period('2026-03-02', '2027-03-02')}{working()}"
        f"{elements(Type=6, Period=1, DaysOfWeek=2)}</Exception>",
    ),
    resources=f"<Resource>{elements(UID=1, Name='Ana', CalendarUID=2, MaxUnits=1)}</Resource>",
    assignments=f"<Assignment>{elements(UID=1, TaskUID=3, ResourceUID=1, Work='PT8H0M0S')}</Assignment>",
)
ODDITIES = [
    "",
    "-1",
    "1e999",
    "NaN",
    "9" * 40,
    "9999-12-31T23:59:59",
    "0001-01-01T00:00:00",
    "PT-1H",
    "\x85",
    "24:00:00",
]
ODDITIES += ["24:00", "24:00:01", "23:59:59", "65535", "-65535", "0", "7", "1e15", "2199-12-31T23:59:59"]
ODDITIES += ["2026-02-30T00:00:00", "-P1D", "true", "٣", "1_000", "P9999999999D", "00:00:00", "Z", "\U0001f3d7"]
LIMITS = Limits(max_exception_days=2_000)


def outcome(content):
    try:
        plan = read(content, limits=LIMITS).plan
    except ReadError as refusal:
        return str(refusal)
    assert read(write_native(plan)).plan == plan  # which checks that whatever it refers to is there
    return plan


@given(st.integers(0, len(WHOLE)))
def test_a_file_cut_anywhere_is_refused(length):
    assert isinstance(outcome(WHOLE.encode()[:length]), str) or length == len(WHOLE)


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
def test_a_file_with_parts_moved_is_read_or_refused(chance, count):
    outcome(with_moved_parts(WHOLE, chance, count).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(content):
    assert isinstance(outcome(content), str)


@given(st.text(max_size=100))
def test_any_xml_text_within_a_task_is_read_or_refused(text):
    outcome(mspdi(task(1, text, Duration=text)).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("seed", range(3))
def test_the_same_file_is_read_the_same_twice(seed):
    content = with_odd_values(WHOLE, random.Random(seed), 6).encode()
    assert outcome(content) == outcome(content)


def with_odd_values(text, chance, count):
    """Return `text` with the content of some elements replaced by oddities."""
    pieces = text.split(">")
    for _ in range(count):
        place = chance.randrange(1, len(pieces))
        content, bracket, tag = pieces[place].partition("<")
        if content and bracket:
            pieces[place] = f"{chance.choice(ODDITIES)}<{tag}"
    return ">".join(pieces)


def with_moved_parts(text, chance, count):
    """Return `text` with some of its lines of elements left out, doubled or exchanged."""
    pieces = text.replace("><", ">\n<").split("\n")
    for _ in range(count):
        one, other = chance.randrange(2, len(pieces)), chance.randrange(2, len(pieces))
        what = chance.randrange(3)
        if what == 0:
            del pieces[one]
        elif what == 1:
            pieces.insert(one, pieces[other])
        else:
            pieces[one], pieces[other] = pieces[other], pieces[one]
    return "".join(pieces)
