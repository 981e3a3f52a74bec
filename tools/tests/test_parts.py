"""The parts of `make test`: run at the same time, heard to their end."""

import re
import sys

import pytest

import test as parts_of
from test import Part


def says(name: str, code: str) -> Part:
    return Part(name, f"what {name} says", [sys.executable, "-c", code])


def test_each_part_is_shown_whole_and_one_that_fails_fails_all(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    parts = [
        says("left", "import time\nfor each in 'abc': print(f'left {each}', flush=True); time.sleep(0.05)"),
        says("right", "print('the reason'); raise SystemExit(3)"),
    ]
    monkeypatch.setattr(parts_of, "parts", lambda: parts)
    assert parts_of.main([]) == 1
    said = capfd.readouterr().out
    assert re.search(r"What left says: passed in \d+ s\nleft a\nleft b\nleft c\n", said)
    assert re.search(r"What right says: FAILED in \d+ s\nthe reason\n", said)
    assert said.endswith("Failed: right\n")
    assert parts_of.main(["left"]) == 0
    assert "the reason" not in capfd.readouterr().out


def test_an_unknown_part_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]):
    assert parts_of.main(["engines"]) == 2
    assert capsys.readouterr().out == "The parts are tools, web, engine, sqlite, postgres, browser.\n"


def test_cores_are_shared_among_the_parts_that_can_use_more_than_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts_of, "CORES", 6)
    parts = {part.name: part for part in parts_of.parts()}
    three = [parts[name] for name in ("engine", "sqlite", "postgres", "web")]
    spread = [parts_of.spread(part, three).command[-4:] for part in three]
    assert spread[:3] == [["-n", "2", "--dist", "loadfile"]] * 3  # six cores for three parts
    assert spread[3] == parts["web"].command
    assert parts_of.spread(parts["engine"], list(parts.values())).command == parts["engine"].command  # one for each
