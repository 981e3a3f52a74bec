"""A program of 20 projects, 10,000 tasks and 15,000 links: opening its plan and moving bars, on both databases.

Each time is from a request that enters Django to its answer as bytes, through every middleware, the token and the API.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tools")]

from figures import median, milliseconds, percentile, print_figures, print_table
from postgres import postgres


def main() -> None:
    """Measure on SQLite and PostgreSQL, each in a process and a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer runs")
    parser.add_argument("--inside", choices=["sqlite", "pg"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        _measure(options.inside, short=options.short)
        return
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as folder:
        figures |= _in_process("sqlite", {"FAIRLEAD_DATA": folder}, short=options.short)
        with postgres(is_durable=True) as url:
            figures |= _in_process("pg", {"FAIRLEAD_DATA": folder, "DATABASE_URL": url}, short=options.short)
    print_figures(figures)


def _in_process(database: str, environment: dict[str, str], *, short: bool) -> dict[str, float]:
    command = [sys.executable, __file__, "--inside", database, *(["--short"] if short else [])]
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, env={**clean, **environment}, check=True, stdout=subprocess.PIPE, text=True)
    *table, line = done.stdout.rstrip().splitlines()
    print("\n".join(table), end="\n\n")
    return {key: float(value) for key, value in (pair.split("=") for pair in line.split())}


def _measure(database: str, *, short: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.config.settings"
    os.environ["FAIRLEAD_HOSTS"] = "testserver"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from fairlead.config.warming import settle
    from fairlead_engine import warm
    from program import build

    warm()
    settle()  # as the server does before it answers
    built = build(projects=20, tasks=10_000, links=15_000)
    calls = _Calls(built)
    load = milliseconds(calls.load, runs=5 if short else 20, warm=2)
    some = milliseconds(lambda: calls.move(built.head.pk), runs=15 if short else 60, warm=3)
    everything = milliseconds(lambda: calls.move(built.kickoff.pk), runs=4 if short else 12, warm=1)
    head = [f"{built.task_count:,} tasks on {database}", "moved", "median ms", "p95 ms", "answer KB"]
    head_key, kickoff_key = built.head.pk, built.kickoff.pk
    print_table(
        head,
        [
            ("open the plan", "", *_times(load), calls.sizes[0]),
            ("move one bar", calls.moved[head_key], *_times(some), calls.sizes[head_key]),
            ("move the kickoff", calls.moved[kickoff_key], *_times(everything), calls.sizes[kickoff_key]),
        ],
    )
    print_figures(
        {
            f"{database}_load_ms": median(load),
            f"{database}_move500_p95_ms": percentile(some, 0.95),
            f"{database}_moveall_ms": median(everything),
        }
    )


def _times(values: list[float]) -> tuple[str, str]:
    return f"{median(values):.0f}", f"{percentile(values, 0.95):.0f}"


class _Calls:
    """The requests of a browser with the plan open, by token."""

    def __init__(self, built) -> None:  # type: ignore[no-untyped-def]
        from django.test import Client

        from program import START

        self._built = built
        self._client = Client(headers={"authorization": f"Bearer {built.token}"})
        self._start = START
        self._days = 0
        self._versions: dict[int, int] = {}
        self.moved: dict[int, int] = {}
        self.sizes: dict[int, int] = {}

    def load(self) -> None:
        response = self._client.get(f"/api/v1/plans/program/{self._built.program.pk}")
        assert response.status_code == 200, response.content
        self.sizes[0] = len(response.content) // 1000

    def move(self, task: int) -> None:
        self._days += 7
        start = (self._start + timedelta(days=self._days)).isoformat()
        response = self._client.patch(
            f"/api/v1/tasks/{task}",
            {"start": start},
            content_type="application/json",
            headers={"if-match": f'"{self._versions.get(task, 1)}"'},
        )
        assert response.status_code == 200, response.content
        answer = response.json()
        self._versions[task] = answer["task"]["version"]
        self.moved[task] = answer["moved"]["count"]
        self.sizes[task] = len(response.content) // 1000


if __name__ == "__main__":
    main()
