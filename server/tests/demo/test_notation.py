import pytest

from fairlead.demo.notation import NotationError, project_read
from fairlead.demo.outline import After, Before, Block, Bound, Share, TaskOutline
from fairlead_engine.plan import ConstraintKind, LinkKind

HEAD = """\
Payments
code: PAY
goal: Clients pay.
start: -3d
finish by: +20d
manager: Jo

"""


def tasks(body: str) -> list[TaskOutline]:
    return list(project_read(HEAD + body).tasks)


def task(line: str) -> TaskOutline:
    return tasks(line)[0]


def test_the_head_says_what_the_project_is():
    project = project_read(HEAD + "Pay; 1d")
    assert (project.name, project.code, project.goal, project.manager) == ("Payments", "PAY", "Clients pay.", "Jo")
    assert (project.start, project.finish_by) == (-3, 20)


def test_indents_make_the_outline():
    project = project_read(HEAD + "Decide\n  Compare; 1d\n  Choose\n    Ask; 1d\nBuild; 1d")
    assert project.parents() == [None, 0, 0, 2, None]


@pytest.mark.parametrize(
    ("said", "minutes", "is_elapsed", "is_estimated"),
    [
        ("3d", 3 * 480, False, False),
        ("1.5h", 90, False, False),
        ("2w", 2 * 2400, False, False),
        ("4d?", 4 * 480, False, True),
        ("2ed", 2 * 1440, True, False),
    ],
)
def test_durations_are_in_the_words_people_use(said, minutes, is_elapsed, is_estimated):
    pay = task(f"Pay; {said}")
    assert (pay.minutes, pay.is_elapsed, pay.is_estimated) == (minutes, is_elapsed, is_estimated)


def test_a_duration_may_tell_what_it_was_before():
    assert task("Pay; 18d was 12d Jo 6").before == Before(12 * 480, "Jo", 6)


def test_people_come_with_their_share():
    assert task("Pay; 1d; @Ana 60% @Front-end").people == (Share("Ana", 60), Share("Front-end", 100))


def test_a_mark_puts_a_task_after_its_sibling_above_over_its_subtasks():
    found = tasks("Decide; #decide\n  Ask; 1d\n> Build; 1d")
    assert found[2].after == (After("PAY.decide"),)


def test_what_is_said_of_the_sibling_above_counts_more_than_the_mark():
    found = tasks("Ask; 1d; #ask\n> Build; 1d; after ask +2d")
    assert found[1].after == (After("PAY.ask", lag=2 * 480),)


def test_a_star_is_a_milestone():
    found = tasks("Ask; 1d\n>* Asked; #asked")
    assert (found[1].name, found[1].ref, found[1].is_milestone) == ("Asked", "PAY.asked", True)


def test_links_have_kinds_lags_and_other_projects():
    found = tasks("A; 1d; #a\nB; 1d; after a SS+2d, ONB.terms FF, c-d -1d, e +3ed")
    assert found[1].after == (
        After("PAY.a", LinkKind.SS, 960),
        After("ONB.terms", LinkKind.FF),
        After("PAY.c-d", LinkKind.FS, -480),
        After("PAY.e", LinkKind.FS, 3 * 1440, is_elapsed=True),
    )


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("not before +9d", Bound(ConstraintKind.SNET, 9)),
        ("not after -2d", Bound(ConstraintKind.SNLT, -2)),
        ("finish not before +9d", Bound(ConstraintKind.FNET, 9)),
        ("finish not after +9d", Bound(ConstraintKind.FNLT, 9)),
        ("starts on +0d", Bound(ConstraintKind.MSO, 0)),
        ("finishes on +9d", Bound(ConstraintKind.MFO, 9)),
        ("as late as possible", Bound(ConstraintKind.ALAP)),
    ],
)
def test_constraints_are_said_in_words(said, bound):
    assert task(f"Pay; 1d; {said}").bound == bound


def test_the_rest_of_a_task():
    pay = task("Pay; 1d; on Night deployments; deadline +4d; held 40%; pinned +2d; note: Ask first.")
    assert (pay.calendar, pay.deadline, pay.held, pay.pinned, pay.note) == (
        "Night deployments",
        4,
        40,
        2,
        "Ask first.",
    )


def test_a_blocker_tells_who_when_and_why():
    assert task("Pay; 1d; blocked Jo 4: The bank is silent.").block == Block("Jo", 4, "The bank is silent.")


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("Pay; 1d; perhaps", 8, "`perhaps` means nothing here"),
        ("Pay; 1day", 8, "`1day` cannot be read"),
        ("Pay; 1d\n   Ask; 1d", 9, "indent by two spaces"),
        ("Pay; 1d\n    Ask; 1d", 9, "indent by two spaces"),
        ("> Pay; 1d", 8, "`>` has no sibling above it"),
        ("Pay; 1d\n  > Ask; 1d", 9, "`>` has no sibling above it"),
        ("Pay; after b S", 8, "`b S` cannot be read"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(body, line, problem):
    with pytest.raises(NotationError) as error:
        project_read(HEAD + body)
    assert error.value.line == line
    assert problem in error.value.problem


def test_a_head_that_lacks_something_is_named():
    with pytest.raises(NotationError, match="lacks finish by, goal, manager, start"):
        project_read("Payments\ncode: PAY\n\nPay; 1d")


def test_a_head_line_is_a_key_and_a_value():
    with pytest.raises(NotationError, match="line 2"):
        project_read("Payments\ncode PAY\n\nPay; 1d")


def test_a_text_without_an_outline_is_refused():
    with pytest.raises(NotationError, match="an outline"):
        project_read("Payments\ncode: PAY")
