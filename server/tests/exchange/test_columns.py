"""Tables: what their columns hold is guessed, asked where nobody can guess, and said anew where a guess is wrong."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile

from cast import NOW, Cast, Stage
from exchange.conftest import Upload
from exchange.files import OWN, OWN_COLUMNS, csv, house
from fairlead.exchange import tasks
from fairlead.exchange.columns import TableHead
from fairlead.exchange.findings import Findings
from fairlead.exchange.models import Import, State
from fairlead.exchange.selectors import earlier_confirmation, import_get, import_preview
from fairlead.exchange.services import Choice, columns_choose, import_begin, import_confirm, import_read, reading
from fairlead.kernel.errors import NotFound, Refused
from fairlead.work.models import Link, Task
from fairlead_engine.formats import Column
from fairlead_engine.formats.tables.output.xlsxfile import workbook

PLAIN = csv("Task;Start;Days;Cost", "Dig;2026-03-02;2;9", "Pour;2026-03-04;1;8")


def say(row: Import, people: Cast, commits: Any, columns: Any) -> Import:
    with commits():
        columns_choose(actor=people.owner.actor, id=row.pk, columns=columns, now=NOW)
    return import_get(id=row.pk, actor=people.owner.actor)


def lines(row: Import) -> dict[str, int]:
    return {line.kind: line.count for line in Findings.of_json(row.reading.findings).lines}


def test_a_table_is_read_by_its_headings_and_says_what_it_took_them_for(people: Cast, upload: Upload):
    row = upload(people.owner.actor, PLAIN, name="plan.csv")
    assert row.state is State.READ
    assert row.table == TableHead(
        ["Task", "Start", "Days", "Cost"],
        [Column.NAME, Column.START, Column.DURATION, None],
        [["Dig", "2026-03-02", "2", "9"], ["Pour", "2026-03-04", "1", "8"]],
    )


def test_a_table_that_nobody_can_guess_is_asked_about_then_read(people: Cast, upload: Upload, commits: Any):
    row = upload(people.owner.actor, OWN, name="plan.csv")
    assert (row.state, row.question.message.endswith("Say what its columns hold.")) == (State.ASKING, True)
    with pytest.raises(Refused, match="Say first what the columns"):
        import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)

    row = say(row, people, commits, OWN_COLUMNS)
    assert row.state is State.READ
    project = import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)
    assert list(Task.objects.filter(project=project).values_list("name", "duration_minutes", "notes")) == [
        ("Dig", 960, ""),
        ("Pour", 480, "mind the pipes"),
    ]
    assert Link.objects.get(successor__project=project).predecessor.name == "Dig"


def test_columns_may_be_said_with_the_file(people: Cast, commits: Any):
    with commits():
        row = import_begin(
            actor=people.owner.actor,
            file=ContentFile(OWN),
            name="plan.csv",
            program_id=None,
            now=NOW,
            columns={**OWN_COLUMNS, "Elsewhere": Column.START},
        )
    row = import_get(id=row.pk, actor=people.owner.actor)
    assert row.state is State.READ
    assert lines(row)["headings_not_there"] == 1


def test_a_wrong_guess_is_said_anew(people: Cast, upload: Upload, commits: Any):
    row = upload(people.owner.actor, PLAIN, name="plan.csv")
    row = say(row, people, commits, {"Start": Column.DEADLINE, "Cost": Column.PRIORITY})
    assert row.columns == {"Cost": "Priority", "Start": "Deadline"}  # what the headings say themselves is not kept
    project = import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)
    dig = Task.objects.get(project=project, name="Dig")
    assert (dig.priority, dig.deadline_at is not None, dig.constraint) == (9, True, 0)


def test_of_two_columns_for_the_same_the_first_is_taken_unless_the_other_is_said(
    people: Cast, upload: Upload, commits: Any
):
    row = upload(people.owner.actor, csv("Task;Start;Start date", "Dig;2026-03-02;2026-04-06"), name="plan.csv")
    assert row.table is not None
    assert row.table.taken == {"Task": Column.NAME, "Start": Column.START, "Start date": None}
    row = say(row, people, commits, {"Start": None, "Start date": Column.START})
    assert Findings.of_json(row.reading.findings).projects[0].start == "2026-04-06T08:00"


def test_what_is_taken_so_already_is_not_read_again(people: Cast, upload: Upload, monkeypatch: pytest.MonkeyPatch):
    row = upload(people.owner.actor, PLAIN, name="plan.csv")
    monkeypatch.setattr(tasks, "file_read_later", lambda _id: pytest.fail("asked to read again"))
    assert row.table is not None
    columns_choose(actor=people.owner.actor, id=row.pk, columns=row.table.taken, now=NOW)
    assert import_get(id=row.pk, actor=people.owner.actor).state is State.READ


def test_a_table_that_cannot_be_planned_is_asked_about_and_its_file_kept(people: Cast, upload: Upload, commits: Any):
    circle = csv("Task;Days;After", "Dig;1;Pour", "Pour;1;Dig")
    row = upload(people.owner.actor, circle, name="plan.csv")
    assert row.state is State.ASKING
    assert "“Dig” → “Pour” → “Dig”" in row.question.message
    assert say(row, people, commits, {"After": None}).state is State.READ


def test_the_same_table_read_otherwise_is_another_file(people: Cast, upload: Upload, commits: Any):
    owner = people.owner.actor
    first = upload(owner, PLAIN, name="plan.csv")
    project = import_confirm(actor=owner, id=first.pk, choice=Choice(None), now=NOW)
    again = upload(owner, PLAIN, name="plan.csv")
    earlier = earlier_confirmation(again, actor=owner)
    assert earlier is not None
    assert earlier.project == project

    again = say(again, people, commits, {"Start": Column.DEADLINE})
    assert earlier_confirmation(again, actor=owner) is None
    other = import_confirm(actor=owner, id=again.pk, choice=Choice(None), now=NOW)
    assert other != project
    third = say(upload(owner, PLAIN, name="plan.csv"), people, commits, {"Start": Column.DEADLINE})
    with pytest.raises(Refused, match="was imported as"):
        import_confirm(actor=owner, id=third.pk, choice=Choice(None), now=NOW)


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ({"Task": None}, {""}),
        ({"Days": None, "Start": None}, {""}),
        ({"Cost": Column.NAME}, {"Task", "Cost"}),
        ({"Nowhere": Column.NOTES}, {"Nowhere"}),
    ],
)
def test_what_cannot_be_is_said_at_its_heading(people: Cast, upload: Upload, columns: Any, fields: set[str]):
    row = upload(people.owner.actor, PLAIN, name="plan.csv")
    with pytest.raises(Refused) as caught:
        columns_choose(actor=people.owner.actor, id=row.pk, columns=columns, now=NOW)
    assert set(caught.value.fields) == fields
    assert import_get(id=row.pk, actor=people.owner.actor).state is State.READ


def test_only_a_table_has_columns_and_only_for_its_own_person(people: Cast, upload: Upload):
    row = upload(people.owner.actor, house())
    with pytest.raises(Refused, match="no table"):
        columns_choose(actor=people.owner.actor, id=row.pk, columns={}, now=NOW)
    with pytest.raises(NotFound):
        columns_choose(actor=people.manager.actor, id=row.pk, columns={}, now=NOW)


def test_a_reading_that_ends_after_columns_were_said_anew_does_not_count(
    people: Cast, upload: Upload, monkeypatch: pytest.MonkeyPatch
):
    row = upload(people.owner.actor, PLAIN, name="plan.csv")
    waiting: list[int] = []
    monkeypatch.setattr(tasks, "file_read_later", waiting.append)
    columns_choose(actor=people.owner.actor, id=row.pk, columns={"Cost": Column.PRIORITY}, now=NOW)

    plan_of = reading.plan_of

    def slow(*args: Any, **options: Any) -> Any:
        monkeypatch.setattr(reading, "plan_of", plan_of)
        Import.objects.filter(pk=row.pk).update(columns={"Cost": "Notes"})  # said anew while this one reads
        return plan_of(*args, **options)

    monkeypatch.setattr(reading, "plan_of", slow)
    import_read(id=row.pk, now=NOW)
    assert import_get(id=row.pk, actor=people.owner.actor).state is State.READING
    import_read(id=row.pk, now=NOW)
    assert import_get(id=row.pk, actor=people.owner.actor).state is State.READ


def test_a_table_of_one_column_is_no_plan(people: Cast, upload: Upload):
    numbers = workbook([Column.ID], [{Column.ID: "1"}, {Column.ID: "2"}], [0, 0])
    row = upload(people.owner.actor, numbers, name="plan.xlsx")
    assert (row.state, "single column" in row.refusal.message) == (State.REFUSED, True)


def test_the_preview_has_the_top_of_a_table(people: Cast, plan: Stage, upload: Upload):
    row = upload(people.owner.actor, PLAIN, name="plan.csv")
    assert import_preview(row, actor=people.owner.actor).head == row.table
    row = upload(people.owner.actor, house())
    assert import_preview(row, actor=people.owner.actor).head is None


def test_a_table_without_any_date_starts_on_the_day_of_its_upload(people: Cast, upload: Upload):
    row = upload(people.owner.actor, csv("Task;Days", "Dig;2", "Pour;1"), name="plan.csv")
    findings = Findings.of_json(row.reading.findings)
    assert findings.projects[0].start == "2026-03-04T08:00"  # a Wednesday, NOW
    assert [line.message for line in findings.lines if line.kind == "no_dates"] == [
        "No task has a date; the project starts on the day of the upload. Change that on its page."
    ]
    project = import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)
    assert project.start_at == datetime.fromisoformat("2026-03-04T08:00")
