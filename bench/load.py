"""The load of 200 people by week for a year over 50,000 assignments, on both databases.

Each time is from a request that enters Django to its answer as bytes, through every middleware, the token and the API.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tools")]

from figures import median, milliseconds, percentile, print_figures, print_table
from postgres import postgres

PEOPLE, PROJECTS, TASKS, EACH = 200, 250, 100, 2


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
    print_figures({"load_200_ms": max(figures["sqlite_load_200_ms"], figures["pg_load_200_ms"]), **figures})


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
    from django.test import Client

    from fairlead.config.warming import settle
    from fairlead_engine import warm
    from staffed import START, build

    warm()
    settle()  # as the server does before it answers
    built = build(people=PEOPLE, projects=PROJECTS, tasks=TASKS, each=EACH)
    client = Client(headers={"authorization": f"Bearer {built.token}"})
    sizes: dict[str, int] = {}

    def ask(path: str) -> None:
        response = client.get(path)
        assert response.status_code == 200, response.content
        sizes[path] = len(response.content) // 1000

    first = START.date()
    week = first + timedelta(weeks=4)
    year = f"/api/v1/load?by=week&start_on={first}&finish_on={first + timedelta(days=364)}"
    month = f"/api/v1/load?by=day&start_on={first}&finish_on={first + timedelta(days=28)}"
    cell = f"/api/v1/load/person/{built.person}?start_on={week}&finish_on={week + timedelta(weeks=1)}"
    paths = {
        "200 people, 52 weeks": year,
        "the same by team": f"{year}&rows=team",
        "200 people, 28 days": month,
        "one cell opened": cell,
    }
    runs = 5 if short else 20
    took = {name: milliseconds(partial(ask, path), runs=runs, warm=2) for name, path in paths.items()}
    rows = [
        (name, f"{median(took[name]):.0f}", f"{percentile(took[name], 0.95):.0f}", sizes[path])
        for name, path in paths.items()
    ]
    print_table([f"{built.assignments:,} assignments on {database}", "median ms", "p95 ms", "answer KB"], rows)
    print_figures(
        {
            f"{database}_load_200_ms": median(took["200 people, 52 weeks"]),
            f"{database}_load_200_p95_ms": percentile(took["200 people, 52 weeks"], 0.95),
        }
    )


if __name__ == "__main__":
    main()
