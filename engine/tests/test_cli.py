import json
import subprocess
import sys

import pytest

from charts import chart
from fairlead_engine.cli import main
from fairlead_engine.formats import write_native

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
    assert "2026-03-03T17:00" in lines[2]
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


def test_a_reader_that_stops_early_ends_it_quietly(file):
    command = [sys.executable, "-m", "fairlead_engine.cli", "schedule", "--json", str(file)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)}
    ) as run:
        run.stdout.close()  # before anything was printed
        assert run.stderr.read() == b""
        assert run.wait() == 0
