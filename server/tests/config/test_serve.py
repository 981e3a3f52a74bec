"""`fairlead serve` as a person starts and ends it: a process of its own, on a port of its own."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

PATIENCE_SECONDS = 60


@contextmanager
def serving(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "FAIRLEAD_DATA": str(data), "DATABASE_URL": "", "FAIRLEAD_TASKS": "database"}
    environment["DJANGO_SETTINGS_MODULE"] = "fairlead.config.settings"
    command = [sys.executable, "-m", "fairlead", "serve", "--no-demo", "--port", str(port)]
    process = subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database file of a server that was there before, without which each would make its tables anew."""
    if "FAIRLEAD_MIGRATED" in os.environ:
        return Path(os.environ["FAIRLEAD_MIGRATED"])
    data = tmp_path_factory.mktemp("migrated")
    with serving(data, free_port()) as process:
        told(process, "Fairlead is at")
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_SECONDS)
    return data / "fairlead.sqlite3"


@pytest.fixture
def data(tmp_path: Path, migrated: Path) -> Path:
    """The data folder of a server that was there before."""
    shutil.copy(migrated, tmp_path / "fairlead.sqlite3")
    return tmp_path


@pytest.fixture
def older(data: Path) -> Path:
    """The data folder of a server that was there before the newest tables were: those of one app are missing."""
    with closing(sqlite3.connect(data / "fairlead.sqlite3")) as database:
        database.execute("DROP TABLE api_keptanswer")
        database.execute("DELETE FROM django_migrations WHERE app = 'api'")
        database.commit()
    return data


def told(process: subprocess.Popen[str], word: str) -> str:
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if word in line:
            break
    return "".join(lines)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(words[1]), []).append(int(status.parent.name))
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        waiting += (more := children.get(waiting.pop(), []))
        found.update(more)
    return found


def has_gone(pid: int) -> bool:
    """Say whether `pid` is no more, or only still to be collected by whoever inherited it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def test_it_makes_missing_tables_tells_its_address_answers_and_ends_at_ctrl_c_with_all_it_started(older):
    port = free_port()
    with serving(older, port) as process:
        assert f"http://127.0.0.1:{port}/" in told(process, "Fairlead is at")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=30) as answer:
            assert answer.status == 200
        wait_until(lambda: len(descendants(process.pid)) >= 2)  # who answers, and who does the jobs
        started = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
        assert told(process, "nothing more") == "› Ended\n"
        wait_until(lambda: all(has_gone(pid) for pid in started))
    with closing(sqlite3.connect(older / "fairlead.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM api_keptanswer").fetchone() == (0,)


def test_nothing_stays_behind_when_it_is_killed(data):
    with serving(data, free_port()) as process:
        told(process, "Fairlead is at")
        wait_until(lambda: len(descendants(process.pid)) >= 2)
        started = descendants(process.pid)
        process.kill()
        process.wait(PATIENCE_SECONDS)
        wait_until(lambda: all(has_gone(pid) for pid in started))


def test_a_taken_port_is_told_before_the_database_is_touched(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with serving(tmp_path, port) as process:
            said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert f"Port {port} is taken" in said
    assert process.returncode == 1
    assert not (tmp_path / "fairlead.sqlite3").exists()


@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_ends_it_like_a_polite_request(data, ended_by):
    with serving(data, free_port()) as process:
        told(process, "Fairlead is at")
        process.send_signal(ended_by)
        assert process.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize(
    ("long_jobs", "queues"), [("1", ["default", "long"]), ("0", ["*"]), ("2", ["default", "long"])]
)
def test_jobs_go_on_when_the_processes_that_do_them_are_killed(data, monkeypatch, long_jobs, queues):
    monkeypatch.setenv("FAIRLEAD_LONG_JOBS", long_jobs)
    count = 1 + int(long_jobs)

    def doing_jobs() -> dict[int, str]:
        def words(pid: int) -> list[str]:
            try:
                return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            except OSError:
                return []

        found = {pid: words(pid) for pid in descendants(process.pid)}
        return {pid: said[-2] for pid, said in found.items() if "fairlead.config.jobs" in said}

    with serving(data, free_port()) as process:
        told(process, "Fairlead is at")
        wait_until(lambda: len(doing_jobs()) == count)
        first = doing_jobs()
        assert sorted(set(first.values())) == queues
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: len(doing_jobs().keys() - first.keys()) == count)
        assert sorted(set(doing_jobs().values())) == queues
