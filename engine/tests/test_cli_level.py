"""`fairlead-engine level` on plans."""

import json
from dataclasses import replace

import pytest

from charts import at, chart
from fairlead_engine import read, schedule
from fairlead_engine.cli import main
from fairlead_engine.formats import write_native
from fairlead_engine.plan import Assignment, Availability, Resource, Skill


def file_of(plan, path):
    """Return the path of a file that holds `plan`."""
    path.write_bytes(write_native(plan))
    return str(path)


@pytest.fixture
def plan():
    """Return a plan in which Ada has two days of digging and three of pouring at the same time."""
    plan = chart("""
        days | MTWTFSSM
        dig  | XX
        pour | XXX
    """)
    people = Resource("1", "Ada"), Resource("2", "Crane", max_units=0.5)
    return replace(plan, resources=people, assignments=(Assignment("dig", "1"), Assignment("pour", "1")))


def test_a_leveled_plan_is_told_as_promised(plan, tmp_path, capsys):
    assert main(["level", file_of(plan, tmp_path / "plan.json"), "--seconds", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    # Five days of one person: Monday to Friday, where three would do for each alone.
    assert (found["objective"], found["makespan"]) == ("delay", "2026-03-06T17:00:00")
    assert (found["score"], found["lower_bound"]) == (2 * 1440, 2 * 1440)
    assert found["projects"] == [{"id": "p", "before": "2026-03-04T17:00:00", "after": "2026-03-06T17:00:00"}]
    assert found["activities"] == [
        {"id": "dig", "start": "2026-03-05T08:00:00", "finish": "2026-03-06T17:00:00"},
        {"id": "pour", "start": "2026-03-02T08:00:00", "finish": "2026-03-04T17:00:00"},
    ]
    [move] = found["moves"]
    assert (move["task"], move["person"], move["other"]) == ("dig", "1", "pour")
    assert move["reason"] == "Starts 2026-03-05 08:00, when Ada has finished with “pour”, which goes first."
    assert (found["staffed"], found["unmet"], found["overloads"], found["report"]) == ([], [], [], [])
    assert found["first_ms"] > 0


def test_people_read_what_moves_what_it_costs_and_what_cannot_be_met(plan, tmp_path, capsys):
    plan = replace(plan, assignments=(*plan.assignments, Assignment("dig", "2", units=1.0)))
    assert main(["level", file_of(plan, tmp_path / "plan.json"), "--seconds", "0"]) == 0
    told = capsys.readouterr().out
    assert "2026-03-04 17:00  2026-03-06 17:00  +2.0 d" in told
    assert "dig dig: 2026-03-02 08:00 → Starts 2026-03-05 08:00, when Ada has finished" in told
    assert "Cannot be met: “dig” asks 100% of Crane, of whom there is 50%. All of it was counted." in told
    assert "1 task moved. Projects are 2.0 days late in all; no plan does better." in told


def test_what_may_not_move_is_left_over_and_told(plan, tmp_path, capsys):
    file = file_of(plan, tmp_path / "plan.json")
    assert main(["level", file, "--seconds", "0", "--within-slack"]) == 0
    told = capsys.readouterr().out
    # Nothing can wait for three days: dig has one to spare.
    assert "Left over: Ada is asked for too much from 2026-03-02 08:00 to 2026-03-03 17:00" in told
    for objective, worth in (("makespan", "All is over at 2026-03-06 17:00"), ("changes", "1 had to change")):
        assert main(["level", file, "--seconds", "0", "--objective", objective]) == 0
        assert f"{worth}; no plan does better." in capsys.readouterr().out


def test_the_leveled_plan_is_written_but_never_over_a_file_that_is_there(plan, tmp_path, capsys):
    file, out = file_of(plan, tmp_path / "plan.json"), tmp_path / "leveled.xml"
    assert main(["level", file, "--seconds", "0", "--write", str(out)]) == 0
    found = schedule(read(out).plan)
    [dig] = [task for task in found if task.start == at("Thu 08:00")]
    assert dig.finish == at("Fri 17:00")
    assert main(["level", file, "--seconds", "0", "--write", str(out)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["level", file, "--seconds", "0", "--write", str(out), "--force"]) == 0


def test_the_schedule_of_a_bare_problem_is_not_written_as_a_plan(tmp_path, capsys):
    problem = tmp_path / "small.rcp"
    problem.write_text("1 1\n2\n0 0 0\n")
    assert main(["level", str(problem), "--write", str(tmp_path / "out.xml")]) == 2
    assert "--write is for plans" in capsys.readouterr().err


def test_who_fills_a_role_and_what_nobody_can_do_is_told(plan, tmp_path, capsys):
    def role(id, name, level):
        return Resource(id, name, is_generic=True, skills=(Skill("draw", level),))

    people = (
        *plan.resources,
        Resource("3", "Bob", skills=(Skill("draw", 2),)),
        role("4", "Drafter", 2),
        role("5", "Artist", 5),
    )
    gone = Resource("6", "Eve", availability=(Availability(1.0, None, at("Tue 00:00")),))
    wanted = Assignment("dig", "4"), Assignment("pour", "5"), Assignment("pour", "6")
    projects = (replace(plan.projects[0], must_finish_at=at("Mon 17:00")),)
    plan = replace(plan, projects=projects, resources=(*people, gone), assignments=wanted)
    file = file_of(plan, tmp_path / "plan.json")
    assert main(["level", file, "--seconds", "0"]) == 0
    told = capsys.readouterr().out
    assert "dig dig: Bob as Drafter" in told
    assert "“pour” asks for Artist, but nobody has draw 5. Nobody was counted for it." in told
    assert "“pour” needs Eve, of whom there is not enough from 2026-03-03 00:00 on." in told
    assert "Chart must finish at 2026-03-02 17:00, but takes until 2026-03-04 17:00 though nobody waits." in told
    assert main(["level", file, "--seconds", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["staffed"] == [{"task": "dig", "role": "4", "person": "3"}]
    assert [each["kind"] for each in found["unmet"]] == ["NobodyCan", "Gone", "TooLate"]


def test_pieces_of_a_split_task_are_told_and_written(tmp_path, capsys):
    plan = chart("""
        days | MTWTFSSMT
        spec | XX
        dig  | XXXX
        pour | XXX   after spec
        use  | XX    after pour
    """)
    people = (Resource("1", "Ada"),)
    plan = replace(plan, resources=people, assignments=(Assignment("dig", "1"), Assignment("pour", "1")))
    file, out = file_of(plan, tmp_path / "plan.json"), tmp_path / "split.xml"
    assert main(["level", file, "--seconds", "0", "--split", "--json", "--write", str(out)]) == 0
    [move] = json.loads(capsys.readouterr().out)["moves"]
    # Two days of dig until spec is there and Ada pours, Wednesday to Friday; then the other two.
    assert move["pieces"] == [
        {"start": "2026-03-02T08:00:00", "finish": "2026-03-03T17:00:00", "person": None, "other": None},
        {"start": "2026-03-09T08:00:00", "finish": "2026-03-10T17:00:00", "person": "1", "other": "pour"},
    ]
    again = read(out).plan
    [dig] = [task for task in again.tasks if task.name == "dig"]
    assert [(split.after, split.pause) for split in dig.splits] == [(960, 1440)]
    assert schedule(again).dates(dig.id).finish == at("Tue2 17:00")
