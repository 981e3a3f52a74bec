from datetime import datetime

from fairlead_engine.formats import read
from fairlead_engine.units import instant_of
from formats.corpus import of_xer_corpus, oracle_of

DATES = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")


def at(text):
    return None if text is None else (instant_of(datetime.fromisoformat(text[:16])))


def rows_of(path):
    """Return the oracle's tasks; its first is the project itself."""
    root, *rows = oracle_of(path)["tasks"]
    return rows, str(root["uid"])


@of_xer_corpus
def test_tasks_links_and_assignments_are_those_of_the_oracle(path):
    plan = read(path).plan
    rows, root = rows_of(path)
    assert [each.id for each in plan.tasks] == [str(row["uid"]) for row in rows]
    assert [each.parent or root for each in plan.tasks] == [str(row["parent_uid"]) for row in rows]
    assert [each.name for each in plan.tasks] == [row["name"] for row in rows]
    links = {
        (str(one["uid"]), str(row["uid"]), one["type"], one["lag"]["min"])
        for row in rows
        for one in row["predecessors"]
    }
    assert {(each.predecessor, each.successor, each.kind.name, each.lag) for each in plan.links} == links
    assert len(plan.assignments) == sum(len(row["assignments"]) for row in rows)


@of_xer_corpus
def test_filed_dates_and_slacks_are_those_of_the_oracle(path):
    plan = read(path).plan
    for row in rows_of(path)[0]:
        if row["summary"]:
            continue  # P6 files no dates of them
        filed = plan.filed[str(row["uid"])]
        assert [getattr(filed, name) for name in DATES] == [at(row[name]) for name in DATES]
        assert filed.is_critical == row["critical"]
        slacks = None if row["actual_finish"] else row["total_slack"]["min"], row["free_slack"]["min"]
        if row["actual_finish"] is None:
            assert (filed.total_slack, filed.free_slack) == slacks


@of_xer_corpus
def test_what_was_said_is_that_of_the_oracle(path):
    plan = read(path).plan
    tasks = {each.id: each for each in plan.tasks}
    oracle = oracle_of(path)["project"]
    assert plan.projects[0].status_at == at(oracle["status_date"])
    for row in rows_of(path)[0]:
        if row["summary"]:
            continue
        task = tasks[str(row["uid"])]
        assert (task.actual_start, task.actual_finish) == (at(row["actual_start"]), at(row["actual_finish"]))
        assert abs(task.percent_complete - row["percent_complete"]) < 1e-6
        assert task.is_milestone == row["milestone"]
        assert (task.calendar or plan.projects[0].calendar) == str(row["calendar_uid"])
        if task.actual_start is None:
            assert task.duration == row["duration"]["min"]
