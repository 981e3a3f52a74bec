from datetime import datetime, timedelta

from fairlead.demo.notation import project_read
from fairlead.demo.progress import Span, percents_at

MONDAY = datetime(2026, 3, 2, 9)
HEAD = "Payments\ncode: PAY\ngoal: Pay.\nstart: +0d\nfinish by: +9d\nmanager: Jo\n\n"


def percents(body: str, spans: dict[str, tuple[int, int]], *, day: int) -> dict[str, int]:
    """Return percents on the morning of `day`, with `spans` in days from Monday."""
    found = {
        f"PAY.{ref}": Span(MONDAY + timedelta(days=start), MONDAY + timedelta(days=finish))
        for ref, (start, finish) in spans.items()
    }
    outline = project_read(HEAD + body)
    return {
        ref.removeprefix("PAY."): percent
        for ref, percent in percents_at(MONDAY + timedelta(days=day), [outline], found).items()
    }


def test_what_should_be_done_is_done_and_what_is_to_come_has_not_begun():
    found = percents("A; 2d; #a\n> B; 10d; #b\n> C; 1d; #c", {"a": (0, 2), "b": (2, 12), "c": (12, 13)}, day=7)
    assert (found["a"], found["c"]) == (100, 0)
    assert 40 <= found["b"] <= 60  # 5 of 10 days, give or take ten


def test_what_is_held_is_not_done_and_holds_what_waits_for_it():
    found = percents(
        "A; 2d; held 70%; #a\n> B; 2d; #b\nC; 2d; after a SS; #c\nD; 2d; after a FF; #d",
        {"a": (0, 2), "b": (2, 4), "c": (0, 2), "d": (0, 2)},
        day=9,
    )
    assert found == {"a": 70, "b": 0, "c": 100, "d": 90}


def test_what_is_blocked_is_not_done():
    assert percents("A; 2d; blocked Jo 1: No.; #a", {"a": (0, 2)}, day=9) == {"a": 90}


def test_what_waits_for_a_summary_waits_for_all_of_it():
    body = "S; #s\n  A; 2d; #a\n  B; 2d; held 0%; #b\n> C; 1d; #c\nD; 1d; after s SS; #d"
    found = percents(body, {"a": (0, 2), "b": (0, 2), "c": (2, 3), "d": (0, 1)}, day=9)
    assert (found["c"], found["d"]) == (0, 100)


def test_subtasks_wait_for_what_their_summary_waits_for():
    body = "A; 2d; held 50%; #a\n> S\n  B; 1d; #b"
    assert percents(body, {"a": (0, 2), "b": (2, 3)}, day=9) == {"a": 50, "b": 0}
