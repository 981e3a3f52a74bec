from datetime import datetime

from fairlead_engine.formats import read
from fairlead_engine.units import instant_of
from formats.corpus import content_of, of_corpus, oracle_of


def at(text):
    return None if text is None else (instant_of(datetime.fromisoformat(text[:16])))


@of_corpus
def test_tasks_links_and_assignments_are_those_of_the_oracle(path):
    plan = read(content_of(path)).plan
    oracle = [row for row in oracle_of(path)["tasks"] if row["uid"] != 0]
    assert [each.id for each in plan.tasks] == [str(row["uid"]) for row in oracle]
    assert [each.parent for each in plan.tasks] == [str(row["parent_uid"] or "") or None for row in oracle]
    assert len(plan.links) == sum(len(row["predecessors"]) for row in oracle)
    people = {each.id for each in plan.resources}
    written = sum(str(one["resource_uid"]) in people for row in oracle for one in row["assignments"])
    assert len(plan.assignments) == written


@of_corpus
def test_filed_dates_are_those_of_the_oracle(path):
    plan = read(content_of(path)).plan
    for row in oracle_of(path)["tasks"]:
        if row["uid"] == 0:
            continue
        filed = plan.filed[str(row["uid"])]
        for name in ("start", "finish", "early_start", "early_finish", "late_start", "late_finish"):
            assert getattr(filed, name) - at(row[name]) in (0, 1), (row["uid"], name)  # seconds are rounded
        assert filed.is_critical == row["critical"]


@of_corpus
def test_what_was_said_is_that_of_the_oracle(path):
    oracle = oracle_of(path)
    plan = read(content_of(path)).plan
    tasks = {each.id: each for each in plan.tasks}
    assert plan.projects[0].start == at(oracle["project"]["start"])
    assert plan.projects[0].from_finish == (oracle["project"]["schedule_from"] == "FINISH")
    for row in oracle["tasks"]:
        if row["uid"] == 0:
            continue
        task = tasks[str(row["uid"])]
        assert (task.is_manual, task.is_active) == (row["manual"], row["active"])
        assert (task.constraint_at, task.deadline) == (at(row["constraint_date"]), at(row["deadline"]))
        assert abs(task.percent_complete - row["percent_complete"]) <= 1
        assert abs(task.duration - row["duration"]["min"]) <= 1 or plan.projects[0].minutes_per_day != 480
        assert abs(task.leveling_delay - row["leveling_delay"]["min"]) <= 1
