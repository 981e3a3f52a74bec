"""Leveling that may split tasks: laws over random plans, and small ones drawn."""

from dataclasses import replace
from itertools import islice, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from charts import at, chart, drawn
from fairlead_engine import read, schedule
from fairlead_engine.leveling import CannotLevel, Objective, Wishes, level
from fairlead_engine.leveling.program import program_of
from fairlead_engine.machine import PLAIN, compiled_machine
from fairlead_engine.network import CycleFound
from fairlead_engine.plan import Availability, Split
from formats.corpus import content_of, of_corpus
from leveled import pieces_of, too_much
from plans import plans
from test_leveling_plans import WHO, with_people

SPLITS = Wishes(splits=True)
# pour cannot begin before spec is there; by late start dig, of two days more, still goes first.
INTERRUPTED = """
    days | MTWTFSSMTW
    spec | XX
    dig  | XXXX
    pour | XXX            after spec
    use  | XX             after pour
"""


def proposals(plan, wishes=SPLITS, tries=3):
    """Return some proposals; what hypothesis made with links in a circle is passed over."""
    try:
        return list(islice(level(plan, wishes), tries))
    except CycleFound:
        assume(False)


@pytest.fixture
def plan():
    return with_people(chart(INTERRUPTED), ("dig", "ada"), ("pour", "ada"))


def test_a_task_pauses_while_its_person_does_what_is_more_urgent(plan):
    # Whole, dig waits for Monday and the project ends 2 days late; in pieces it is over on Tuesday, as use is.
    assert [each.score for each in proposals(plan, Wishes(), 1)] == [2 * 1440]
    [proposal] = proposals(plan, tries=1)
    assert proposal.score == 0
    assert drawn(schedule(proposal.plan)) == {"spec": "XX", "dig": "XX     XX", "pour": "  XXX", "use": "       XX"}
    assert proposal.splits == {"dig": (Split(after=960, pause=3 * 480),)}
    [move] = proposal.moves
    assert [(each.start, each.finish, each.person, each.other) for each in move.pieces] == [
        (at("Mon 08:00"), at("Tue 17:00"), None, None),
        (at("Mon2 08:00"), at("Tue2 17:00"), "ada", "pour"),
    ]
    assert proposal.reason(move) == (
        "Starts 2026-03-02 08:00 as before. "
        "Pauses from 2026-03-03 17:00 to 2026-03-09 08:00, while Ada works on “pour”, which goes first."
    )


def test_a_task_stays_whole_where_that_is_wished_and_where_it_cannot_pause(plan):
    assert proposals(plan, Wishes(splits=True, whole=frozenset({"dig"})), 1)[0].splits == {}
    for text in ("MSO Mon", "SNLT Mon2", "pauses after 1d for 1h", "started Mon", "elapsed 4d"):
        said = with_people(chart(INTERRUPTED.replace("XXXX", f"XXXX  {text}")), ("dig", "ada"), ("pour", "ada"))
        assert proposals(said, tries=1)[0].splits == {}


def test_no_piece_is_shorter_than_a_working_day():
    text = INTERRUPTED.replace("XXXX\n", "XX\n").replace("spec | XX", "spec | x")
    plan = with_people(chart(text), ("dig", "ada"), ("pour", "ada"))
    # Half a day until spec is there is no piece of dig.
    assert proposals(plan, tries=1)[0].splits == {}


def test_a_task_is_not_split_where_that_wins_no_delay(plan):
    late = replace(plan, projects=(replace(plan.projects[0], must_finish_at=at("Fri2 17:00")),))
    for proposal in proposals(late):
        assert (proposal.score, proposal.splits) == (0, {})


def test_a_task_pauses_while_somebody_is_not_there():
    plan = with_people(chart("days | MTWTFSSM\n dig | XXXX\n"), ("dig", "ada"))
    [ada] = plan.resources
    there = Availability(1.0, None, at("Wed 00:00")), Availability(1.0, at("Fri 00:00"), None)
    plan = replace(plan, resources=(replace(ada, availability=there),))
    [proposal] = proposals(plan, tries=1)
    assert drawn(schedule(proposal.plan)) == {"dig": "XX  X  X"}
    [move] = proposal.moves
    assert proposal.reason(move).endswith(
        "Pauses from 2026-03-03 17:00 to 2026-03-06 08:00, while there is not enough of Ada."
    )


def test_people_are_free_in_the_pauses_of_a_plan(plan):
    split = proposals(plan, tries=1)[0].plan
    for wishes in (Wishes(), SPLITS):
        [again] = proposals(split, wishes, 1)
        assert (again.moves, again.splits, again.overloads) == ((), {}, ())


def test_within_slack_a_split_ends_no_later_than_the_slack_allows(plan):
    # Whole, dig may begin on Thursday at the latest, when Ada is taken until Friday; in pieces it ends in time.
    assert [each.overloads != () for each in proposals(plan, Wishes(within_slack=True), 1)] == [True]
    [proposal] = proposals(plan, Wishes(within_slack=True, splits=True), 1)
    assert (proposal.overloads, proposal.score, len(proposal.splits)) == ((), 0, 1)


OBJECTIVES = st.sampled_from(Objective)


@given(plans(has_constraints=True), WHO, OBJECTIVES, st.booleans())
def test_split_tasks_keep_to_what_holds_for_whole_ones(plan, who, objective, within_slack):
    tasks = [task.id for task in plan.tasks]
    plan = with_people(plan, *((tasks[place % len(tasks)], name, units) for place, name, units in who))
    for proposal in proposals(plan, Wishes(objective=objective, within_slack=within_slack, splits=True)):
        assert {each.resource for each in proposal.overloads} == {person for person, _ in too_much(proposal.plan)}
        check_dates(plan, proposal)
        assert proposal.bound <= proposal.score


def check_dates(plan, proposal):
    """Assert that the plan proposed is as told: dates, pieces, the length of these, and nothing else changed."""
    before, after, pieces = schedule(plan), schedule(proposal.plan), pieces_of(proposal.plan)
    summaries, moves = {task.parent for task in plan.tasks}, {move.task: move for move in proposal.moves}
    for task in plan.tasks:
        if task.id in summaries:
            continue
        move, is_now = moves.get(task.id), after.dates(task.id)
        assert (move.after if move else before.dates(task.id).start) == is_now.start
        told = [(each.start, each.finish) for each in move.pieces] if move and move.pieces else None
        if task.id in proposal.splits:
            assert told == pieces[task.id]
            works = [0, *(split.after for split in proposal.splits[task.id]), task.duration]
            assert all(other - one >= 480 for one, other in pairwise(works))
            assert task.splits == ()
        else:
            assert told is None


def test_compiled_kernels_split_as_plain_python_does():
    rows = "\n".join(f"    t{k} | {'X' * (2 + k % 4)}{f'  after t{k - 3}' if k % 3 else ''}" for k in range(3, 15))
    text = f"    days | MTWTFSS\n    t0 | X\n    t1 | XX\n    t2 | XXX\n{rows}\n"
    plan = with_people(chart(text), *((f"t{k}", "ab"[k % 2], 1.0) for k in range(15)))
    found, split = [], set()
    for machine in (PLAIN, compiled_machine()):
        search = program_of(plan, SPLITS, 5, machine).search
        for _ in range(4):
            search.go_on()
            split |= {t for t, number in enumerate(search.best.pauses) if number}
        found.append([list(map(int, column)) for column in search.best])
    assert found[0] == found[1]
    assert split


@of_corpus
def test_real_plans_are_split_and_nobody_is_asked_for_too_much_but_as_told(path):
    plan = read(content_of(path)).plan
    inactive = {task.id for task in plan.tasks if not task.is_active}
    plan = replace(plan, assignments=tuple(each for each in plan.assignments if each.task not in inactive))
    try:
        whole, proposal = (next(level(plan, wishes)) for wishes in (Wishes(), SPLITS))
    except CannotLevel:  # all planned backward from its finish
        assert plan.projects[0].from_finish
        return
    assert {each.resource for each in proposal.overloads} == {person for person, _ in too_much(proposal.plan)}
    check_dates(plan, proposal)
    assert proposal.score <= whole.score
    # Two of the collection gain by it: one is 14 days less late, one a day.
    gain = {"s13": 1, "s20": 14}.get(path.name[:3], 0)
    assert ((whole.score - proposal.score) / 1440, bool(proposal.splits)) == (gain, gain > 0)
