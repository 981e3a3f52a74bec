import errno
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from charts import chart, shown
from fairlead_engine import read, schedule
from fairlead_engine.cli import main
from fairlead_engine.formats import write_native
from fairlead_engine.plan import FiledDates

TEXT = """
    days     | MTWTFSSM
    house    | XX
      dig    | XX
    pour     |   X      after house, SNET Wed
"""


@pytest.fixture
def file(tmp_path):
    """Return a file that holds a plan."""
    path = tmp_path / "house.fairlead"
    content = write_native(chart(TEXT))
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_json_is_as_promised(file, capsys):
    assert main(["schedule", str(file), "--json"]) == 0
    house, dig, pour = json.loads(capsys.readouterr().out)["tasks"]
    assert dig == {
        "id": "dig",
        "name": "dig",
        "start": "2026-03-02T08:00:00",
        "finish": "2026-03-03T17:00:00",
        "early_start": "2026-03-02T08:00:00",
        "early_finish": "2026-03-03T17:00:00",
        "late_start": "2026-03-02T08:00:00",
        "late_finish": "2026-03-03T17:00:00",
        "total_slack_minutes": 0,
        "free_slack_minutes": 0,
        "critical": True,
        "driver": {"kind": "project_start", "task": None, "link": None, "at": "2026-03-02T08:00:00"},
    }
    assert house["driver"] == {"kind": "child", "task": "dig", "link": None, "at": "2026-03-02T08:00:00"}
    assert pour["driver"] == {"kind": "constraint", "task": None, "link": None, "at": "2026-03-04T08:00:00"}


def test_a_table_is_for_people(file, capsys):
    assert main(["schedule", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["id", "task", "start", "finish", "slack", "starts", "by"]
    assert "  dig" in lines[2]
    assert "2026-03-03 17:00" in lines[2]
    assert "0.0 d*" in lines[2]


@pytest.mark.parametrize("content", [b"", b"no plan", b"<Project", b"PK\x03\x04"])
def test_what_is_no_plan_gets_a_message_on_stderr_and_exit_code_2(tmp_path, capsys, content):
    path = tmp_path / "plan.xml"
    path.write_bytes(content)
    assert main(["schedule", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("fairlead-engine: ")


def test_a_missing_file_gets_a_message_and_exit_code_2(tmp_path, capsys):
    assert main(["schedule", str(tmp_path / "none.xml")]) == 2
    assert "none.xml" in capsys.readouterr().err


def test_a_cycle_gets_its_path_on_stderr_and_exit_code_2(tmp_path, capsys):
    path = tmp_path / "cycle.fairlead"
    content = write_native(chart("days | M\ndig | X after pour\npour | X after dig"))
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["schedule", str(path)]) == 2
    assert "dig → pour → dig" in capsys.readouterr().err


def test_a_wrong_command_explains_itself_with_exit_code_2():
    with pytest.raises(SystemExit) as refusal:
        main(["shedule", "x"])
    assert refusal.value.code == 2


def test_names_that_the_terminal_cannot_show_do_not_stop_it(file):
    run = subprocess.run(
        [sys.executable, "-m", "fairlead_engine.cli", "schedule", str(file)],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)},
    )
    assert b"dig" in run.stdout


@pytest.fixture
def filed(tmp_path):
    """Return a file that has pouring begin at 9 on Wednesday, an hour after it is computed to, and dig done by hand."""
    plan = chart("""
        days | MTWTFSSM
        dig  | XX         manual
        pour |   X        after dig
        dry  |    X       after pour
    """)
    dates = {
        each.id: FiledDates(each.start + late, each.finish + late)
        for each, late in zip(schedule(plan), (0, 60, 60), strict=True)
    }
    path = tmp_path / "filed.json"
    path.write_bytes(write_native(replace(plan, filed=dates)))
    return path


def test_comparing_shows_both_dates_and_why_and_says_so_in_the_exit_code(filed, capsys):
    assert main(["compare", str(filed)]) == 1
    out = capsys.readouterr().out
    assert "of 3 tasks, 2 have dates or slack that are not the file's." in out
    assert "1 of them only follow another that differs." in out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "start 0 of 2 0.0 % 1 of 1 100.0 %" in lines
    assert "start 2026-03-04 09:00 in the file, here 2026-03-04 08:00: 1 hour earlier" in lines
    assert "Here it waits for “dig” (dig) to finish." in lines
    assert "It follows “pour” (pour), which differs already." in lines


def test_comparing_as_json_is_as_promised(filed, capsys):
    assert main(["compare", str(filed), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["differs"] is True
    assert told["scores"]["automatic"]["start"] == {"exact": 0, "total": 2}
    assert told["scores"]["manual"]["start"] == {"exact": 1, "total": 1}
    pour, dry = told["tasks"]
    assert pour["differences"][0] == {
        "figure": "start",
        "file": "2026-03-04T09:00:00",
        "ours": "2026-03-04T08:00:00",
        "minutes": -60,
    }
    assert (pour["follows"], pour["driver"]["task"]) == (None, "dig")
    assert (dry["follows"], dry["origin"], dry["hints"]) == ("pour", "pour", ["follows"])
    assert told["report"] == []


def test_dates_that_are_the_files_end_with_exit_code_0(file, tmp_path, capsys):
    same = tmp_path / "same.json"
    assert main(["convert", str(file), str(same)]) == 0
    assert main(["compare", str(same)]) == 0
    assert "all dates and slacks of 3 tasks are the file's." in capsys.readouterr().out


def test_a_file_without_dates_has_nothing_to_compare(file, capsys):
    assert main(["compare", str(file)]) == 2
    assert "no dates" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["xml", "xer", "csv", "xlsx", "json"])
def test_a_plan_is_converted_with_its_dates(file, tmp_path, capsys, ending):
    to = tmp_path / f"house.{ending}"
    assert main(["convert", str(file), str(to)]) == 0
    found = read(to).plan
    (pour,) = [task.id for task in found.tasks if task.name == "pour"]
    assert shown(found.filed[pour].start) == "Wed 08:00"
    out = capsys.readouterr().out
    assert "3 tasks, 1 link, 2026-03-02 08:00 to 2026-03-04 17:00." in out
    assert "Read as Fairlead plan: nothing was lost or changed." in out


def test_converting_tells_what_the_other_format_cannot_hold_and_which_dates_were_others(filed, tmp_path, capsys):
    assert main(["convert", str(filed), str(tmp_path / "house.xer")]) == 0
    out = capsys.readouterr().out
    assert "changed: 1 × Manually scheduled tasks are written with a mandatory start. (" in out
    assert "2 tasks had others in" in out


def test_a_file_that_is_there_is_not_written_over_without_force(file, tmp_path, capsys):
    to = tmp_path / "house.csv"
    to.write_text("mine")
    assert main(["convert", str(file), str(to)]) == 2
    assert to.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert main(["convert", str(file), str(to), "--force"]) == 0
    assert to.read_text() != "mine"


def test_a_file_that_cannot_be_replaced_stays_whole(file, tmp_path, capsys, monkeypatch):
    to = tmp_path / "house.csv"
    to.write_text("mine")
    to.chmod(0o640)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "replace", full)
        assert main(["convert", str(file), str(to), "--force"]) == 2
    assert "house.csv cannot be written: no space left on device" in capsys.readouterr().err
    assert to.read_text() == "mine"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["house.csv", file.name]
    (tmp_path / "link.csv").symlink_to(to)
    assert main(["convert", str(file), str(tmp_path / "link.csv"), "--force"]) == 0
    assert to.read_text().startswith("\ufeffID,")
    assert (to.stat().st_mode & 0o777, (tmp_path / "link.csv").is_symlink()) == (0o640, True)


def test_what_cannot_be_written_is_refused_and_leaves_nothing(file, tmp_path, capsys):
    cycle = tmp_path / "cycle.json"
    cycle.write_bytes(write_native(chart("days | M\ndig | X after pour\npour | X after dig")))
    for arguments in (
        [str(file), str(tmp_path / "plan.pdf")],
        [str(file), "-"],
        [str(file), str(tmp_path / "no" / "plan.xml")],
        [str(file), str(tmp_path), "--force"],
        [str(cycle), str(tmp_path / "plan.xml")],
        [str(tmp_path), str(tmp_path / "plan.xml")],
        [str(tmp_path / "nul\0"), str(tmp_path / "plan.xml")],
    ):
        assert main(["convert", *arguments]) == 2
        assert capsys.readouterr().err.startswith("fairlead-engine: ")
    assert not (tmp_path / "plan.xml").exists()


TABLE = "Was,Name,Beginn\nD,dig,2026-03-02\nP,pour,2026-03-03\n"


def test_columns_of_a_table_are_told(tmp_path, capsys):
    table = tmp_path / "plan.csv"
    table.write_text(TABLE)
    assert main(["schedule", str(table), "--json", "--column", "Was=Name", "--column", "Name="]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [task["name"] for task in told["tasks"]] == ["D", "P"]
    assert "other_columns" in {line["kind"] for line in told["report"]}


@pytest.mark.parametrize(
    ("said", "words"), [("Was", "HEADING=WHAT"), ("Was=Fun", "one of: ID"), ("Wo=Name", "The table has: Was, Name")]
)
def test_columns_that_mean_nothing_are_refused(tmp_path, capsys, said, words):
    table = tmp_path / "plan.csv"
    table.write_text(TABLE)
    assert main(["compare", str(table), "--column", said]) == 2
    assert words in capsys.readouterr().err


def test_columns_of_what_is_no_table_are_refused(file, capsys):
    assert main(["schedule", str(file), "--column", "Was=Name"]) == 2
    assert "Fairlead plan" in capsys.readouterr().err


def run_command(*arguments, **options):
    command = [sys.executable, "-m", "fairlead_engine.cli", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={"PYTHONPATH": ":".join(sys.path)}, **options)


def test_a_plan_comes_from_standard_input(file):
    run = run_command("schedule", "-", input=file.read_bytes())
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"dig" in run.stdout


def test_output_that_cannot_be_written_is_refused_without_a_traceback(file):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "fairlead_engine.cli", "schedule", str(file)]
        run = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, check=False, env={"PYTHONPATH": ":".join(sys.path)}
        )
    assert run.returncode == 2
    assert run.stderr.startswith(b"fairlead-engine: The output cannot be written")
    assert b"Traceback" not in run.stderr


def test_names_cannot_steer_the_terminal(tmp_path, capsys):
    plan = chart("days | M\ndig | X")
    path = tmp_path / "evil.json"
    path.write_bytes(write_native(replace(plan, tasks=(replace(plan.tasks[0], name="a\x1b[2Jb\nc"),))))
    assert main(["schedule", str(path)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "a [2Jb c" in out


def test_help_waits_for_nothing():
    run = run_command("--help")
    assert run.returncode == 0
    assert all(verb in run.stdout for verb in (b"schedule", b"convert", b"compare"))
    code = "import sys; from fairlead_engine.cli.arguments import parser; parser(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    ).stdout.split()
    assert not {b"numpy", b"fairlead_engine.cpm", b"fairlead_engine.formats"} & set(loaded)


def test_a_reader_that_stops_early_ends_it_quietly(file):
    command = [sys.executable, "-m", "fairlead_engine.cli", "schedule", "--json", str(file)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)}
    ) as run:
        run.stdout.close()  # before anything was printed
        assert run.stderr.read() == b""
        assert run.wait() == 0


def test_a_problem_is_leveled_as_promised(tmp_path, capsys):
    problem = tmp_path / "small.rcp"
    problem.write_text("4 1\n2\n0 0 2 2 3\n3 2 1 4\n5 1 1 4\n0 0 0\n")  # 3 of all, then 5 of half: 8
    assert main(["level", str(problem), "--seconds", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["makespan"], found["lower_bound"]) == (8, 6)  # ⌈(3 × 2 + 5 × 1) / 2⌉ = 6, no path above 5
    assert found["first_ms"] > 0
    assert [(row["id"], row["finish"] - row["start"]) for row in found["activities"]] == [
        (1, 0),
        (2, 3),
        (3, 5),
        (4, 0),
    ]
    assert main(["level", str(problem), "--seconds", "0.1"]) == 0
    assert "Ends at 8" in capsys.readouterr().out
