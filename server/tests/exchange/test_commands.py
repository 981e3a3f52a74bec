"""`fairlead import` and `fairlead export` at a terminal."""

from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cast import NOW, Cast, Stage
from exchange.files import NAMED, OWN, OWN_COLUMNS, corpus_file, house, needs_corpus
from fairlead.resources.models import Resource
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.planning import exported
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Link, Project, Task
from fairlead_engine import schedule
from fairlead_engine.comparison import compare
from fairlead_engine.formats import read
from fairlead_engine.units import instant_of


@pytest.fixture
def house_file(tmp_path: Path) -> Path:
    path = tmp_path / "my house.xml"
    path.write_bytes(house())
    return path


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=out)
    return out.getvalue()


def test_a_program_manager_who_names_no_program_is_told_which(plan: Stage, people: Cast, house_file: Path):
    with pytest.raises(CommandError, match=r"with --program CODE: REL \(Relaunch\)\."):
        run("import", str(house_file), "--user", people.manager.user.email)
    assert not Project.objects.filter(name="House").exists()


def test_a_file_becomes_a_project_of_the_program(plan: Stage, people: Cast, house_file: Path):
    told = run("import", str(house_file), "--program", "REL", "--user", people.manager.user.email, "--code", "OUR")
    project = Project.objects.get(code="OUR")
    assert (project.program, project.tasks.count()) == (plan.program, 4)
    assert "4 tasks, 2 links, 2 resources, 2 assignments." in told
    assert "1 of 2 starts, 1 of 2 finishes." in told
    assert told.endswith("Imported as OUR “House”.\n")


def test_a_check_imports_nothing(people: Cast, house_file: Path):
    assert "Nothing was imported" in run("import", str(house_file), "--user", people.owner.user.email, "--check")
    assert not Project.objects.exists()


def test_the_columns_of_a_table_are_told_and_may_be_said(people: Cast, tmp_path: Path):
    file, who = tmp_path / "plan.csv", people.owner.user.email
    file.write_bytes(OWN)
    with pytest.raises(CommandError, match="--column HEADING=COLUMN; a column is one of ID,") as caught:
        run("import", str(file), "--user", who)
    assert caught.value.returncode == 2
    said = [f"--column={heading}={column.value.upper()}" for heading, column in OWN_COLUMNS.items()]
    told = run("import", str(file), "--user", who, "--code", "OWN", *said, "--column=Bemerkung dazu=")
    assert "“Wie lang” is Duration" in told
    assert "“Bemerkung dazu” is not taken" in told
    assert list(Task.objects.filter(project__code="OWN").values_list("name", "notes")) == [("Dig", ""), ("Pour", "")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["import", "{file}", "--user", "nobody@harbor.example"], "Nobody with the e-mail address"),
        (["import", "{file}", "--user", "{manager}", "--program", "NONE"], "no program with the code NONE"),
        (["import", "{file}", "--user", "{member}"], "do not allow"),
        (["import", "{file}.missing", "--user", "{owner}"], "cannot be opened"),
        (["import", "{plain}", "--user", "{owner}"], "not a plan in a format that is read"),
        (["import", "{file}", "--user", "{owner}", "--column", "Was=Naam"], "“Was=Naam” does not say what a column"),
        (["import", "{file}", "--user", "{owner}", "--column", "Name"], "“Name” does not say what a column"),
        (["export", "--project", "SHOP", "--user", "{outsider}"], "no project with the code SHOP"),
        (["export", "--project", "SHOP", "{folder}", "--format", "csv", "--user", "{owner}"], "cannot be written"),
        (["export", "--project", "SHOP", "shop.doc", "--user", "{owner}"], "“doc” is no format that is written"),
        (["export", "--program", "REL", "--user", "{guest}"], "no program with the code REL"),
    ],
)
def test_what_cannot_be_is_said_with_exit_code_two(
    plan: Stage, people: Cast, house_file: Path, words: list[str], message: str
):
    plain = house_file.with_name("plan.txt")
    plain.write_text("dig, pour")
    names = {name: getattr(people, name).user.email for name in ("owner", "manager", "member", "guest", "outsider")}
    names |= {"file": str(house_file), "plain": str(plain), "folder": str(house_file.parent)}
    with pytest.raises(CommandError, match=message) as caught:
        run(*(word.format(**names) for word in words))
    assert caught.value.returncode == 2


def test_somebody_in_two_workspaces_says_which(people: Cast, house_file: Path):
    people.owner.person.pk = None
    people.owner.person.workspace = people.outsider.person.workspace
    people.owner.person.save(force_insert=True)
    words = ("import", str(house_file), "--check", "--user", people.owner.user.email)
    with pytest.raises(CommandError, match="--workspace harbor, harbor-elsewhere"):
        run(*words)
    assert "Nothing was imported" in run(*words, "--workspace", "harbor")


@pytest.mark.parametrize("what", [("--program", "REL"), ("--project", "SHOP")])
def test_what_is_exported_can_be_imported_again(plan: Stage, people: Cast, tmp_path: Path, what: tuple[str, str]):
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    said = {"notes": "mind the <pipes>", "priority": 700, "percent_complete": 55, "done_minutes": 525}
    Task.objects.filter(name="Draw").update(**said)
    file = tmp_path / "plan.json"
    told = run("export", *what, str(file), "--user", people.manager.user.email)
    assert ("Links with projects that are not in the file are left out. (1)" in told) is (
        what[0] == "--project"
    )  # build to move_in

    told = run("import", str(file), "--program", "REL", "--user", people.manager.user.email)
    assert "Fairlead plan" in told
    again = Project.objects.filter(code__startswith="SHOP").latest("pk")
    draw = again.tasks.get(name="Draw")
    assert (draw.notes, draw.priority, draw.done_minutes) == ("mind the <pipes>", 700, 525)
    assert draw.assignments.get().resource == people.resources["Wes Worker"]
    found = dict(TaskDates.objects.filter(project=plan.shop).values_list("task__name", "late_finish_at"))
    if what[0] == "--program":  # a project alone has other late dates than in its program
        assert dict(TaskDates.objects.filter(project=again).values_list("task__name", "late_finish_at")) == found
        assert Link.objects.filter(successor__name="Move in", predecessor__name="Build").count() == 2
    assert again.calendar == plan.shop.calendar


@pytest.mark.parametrize("ending", ["xml", "xer", "csv", "xlsx", "json"])
def test_the_ending_of_a_file_says_the_format(plan: Stage, people: Cast, tmp_path: Path, ending: str):
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    file = tmp_path / f"shop.{ending.upper()}"
    told = run("export", "--project", "SHOP", str(file), "--user", people.manager.user.email)
    assert ("E-mail addresses are not written." in told) is (ending in ("csv", "xlsx"))
    result = read(file)
    dates = {task.name: result.plan.filed[task.id].finish for task in result.plan.tasks if task.name != "Design"}
    found = TaskDates.objects.filter(project=plan.shop, is_summary=False).values_list("task__name", "finish_at")
    assert dates == {name: instant_of(finish) for name, finish in found}


def test_a_format_that_is_said_counts_more_than_the_ending(plan: Stage, people: Cast, tmp_path: Path):
    file = tmp_path / "shop.txt"
    run("export", "--project", "SHOP", str(file), "--format", "xer", "--user", people.manager.user.email)
    assert file.read_bytes().startswith(b"ERMHDR")


def test_an_export_to_standard_output_is_only_the_plan(plan: Stage, people: Cast, capfdbinary: Any):
    call_command("export", "--project", "ATTIC", "--user", people.owner.user.email)
    assert [task.name for task in read(capfdbinary.readouterr().out).plan.tasks] == ["Sort"]


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("name", NAMED)
def test_real_plans_go_in_and_out_with_the_same_dates(plan: Stage, people: Cast, tmp_path: Path, name: str):
    filename, content = corpus_file(name)
    path = tmp_path / filename
    path.write_bytes(content)
    told = run("import", str(path), "--program", "REL", "--user", people.manager.user.email, "--code", name)
    assert f"Imported as {name}" in told
    project = Project.objects.get(code=name)
    out = exported([project], name=project.name).plan
    assert compare(out, schedule(out)).rows == ()  # all eight figures of every task


def test_people_come_into_the_pool_at_a_terminal(people: Cast, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name;Team;Skills\nAna;Design;Figma:4\nWes Workr;;\nBen;;Figma:9\n")
    email = people.owner.user.email

    take = partial(run, "import", str(table), "--people", "--user", email)
    told = take("--check")
    assert "row 2: Ana: new" in told
    assert "row 3: Wes Workr: undecided (perhaps Wes Worker)" in told
    assert "row 4: Ben: faulty (Skills: “Figma” has level 9. Levels go from 1 to 5.)" in told
    assert "not here yet, teams: Design" in told
    for options, words in (
        ((), "Say who “Wes Workr” is"),
        (("--who", "3=Somebody"), "does not say who"),
        (("--who", "3=wes worker"), "Some rows cannot be taken"),
        (("--who", "3=new", "--leave-out"), "not here yet"),
    ):
        with pytest.raises(CommandError, match=words):
            take(*options)
    assert not Resource.objects.filter(name="Ana").exists()
    told = take("--who", "3=wes worker", "--leave-out", "--create")
    assert "1 new, 1 changed, 0 as they were, 1 left out." in told
    table.write_text("Wer;Was\nAna;Mason\nBen;Mason\n")
    with pytest.raises(CommandError, match="--column HEADING=COLUMN; a column is one of Name, First name"):
        take()
