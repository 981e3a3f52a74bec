"""Pages where there are 50 programs, 1,000 projects, 100,000 tasks and 200 objectives, beside the server's floor.

Requests go over the network to one gunicorn worker, in turns, so that what disturbs the machine disturbs all alike.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tools")]

from figures import median, percentile, print_figures, print_table

PROGRAMS, PROJECTS, TASKS, OBJECTIVES = 50, 20, 100, 200
PAGES = {
    "/": 50,
    "/strategy/": 200,
    "/strategy/objectives/": 200,
    "/strategy/objectives/{objective}/": 200,
    "/strategy/alignment/": 200,
    "/programs/": 50,
    "/programs/?view=timeline": 50,
    "/programs/?view=bubbles": 50,
    "/programs/{program}/health/": 20,
    "/programs/{program}/figures/progress/": 20,
    "/projects/": 100,
    "/projects/?q=project": 100,
    "/projects/?program={program}": 20,
    "/programs/{program}/": 20,
    "/programs/{program}/tasks/?show=attention": 100,
    "/programs/{program}/tasks/?show=open": 100,
    "/projects/{project}/": 10,
    "/projects/{project}/tasks/?show=open": 100,
    "/search/?q=task": 75,
}
LISTS = {
    "/api/v1/programs?limit=100": 50,
    "/api/v1/strategy/map": 200,
    "/api/v1/projects?limit=100": 100,
    "/api/v1/projects/{project}/tasks?limit=100": 100,
    "/api/v1/projects/{project}/links?limit=100": 100,
    "/api/v1/resources?limit=100": 40,
}
BARE_PAGE, BARE_LIST = "/bare/page/", "/bare/list"


def main() -> None:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer runs")
    runs = 20 if parser.parse_args().short else 100
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as folder:
        built = _built(folder)
        with _served(folder) as connection:
            took = _measured(connection, built, runs)
    names = {address.format(**built): rows for address, rows in {**PAGES, **LISTS}.items()}
    _print(took, names)


def _built(folder: str) -> dict[str, str]:
    """Write the workspace into a database in `folder`, and return what the addresses and headers need."""
    os.environ |= {"FAIRLEAD_DATA": folder, "DJANGO_SETTINGS_MODULE": "bare_settings"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    from fairlead.kernel.statistics import statistics_renew
    from strategy import aim
    from workspace import build

    call_command("migrate", verbosity=0)
    built = build(programs=PROGRAMS, projects=PROJECTS, tasks=TASKS)
    objective = aim(objectives=OBJECTIVES)
    statistics_renew()
    return {**{name: str(value) for name, value in asdict(built).items()}, "objective": str(objective)}


@contextmanager
def _served(folder: str) -> Iterator[HTTPConnection]:
    """Serve with one worker on a free port, and hand out a connection that is kept open."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--log-level", "warning", "--no-control-socket", "fairlead.config.wsgi:application"]
    paths = os.pathsep.join([str(ROOT / "bench"), os.environ.get("PYTHONPATH", "")])
    server = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths, "FAIRLEAD_DATA": folder})
    try:
        yield _connected(port)
    finally:
        server.terminate()
        server.wait()


def _connected(port: int) -> HTTPConnection:
    for _ in range(150):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.connect()
        except OSError:
            time.sleep(0.2)
        else:
            return connection
    raise SystemExit("The server did not start.")


def _measured(connection: HTTPConnection, built: dict[str, str], runs: int) -> dict[str, list[float]]:
    """Return how long each of `runs` answers of every address took; one round over all after the other."""
    addresses = [BARE_PAGE, BARE_LIST, *(address.format(**built) for address in [*PAGES, *LISTS])]
    took: dict[str, list[float]] = {address: [] for address in addresses}
    for turn in range(runs + 3):
        for address in addresses:
            spent = _asked(connection, address, built)
            if turn >= 3:
                took[address].append(spent)
    return took


def _asked(connection: HTTPConnection, address: str, built: dict[str, str]) -> float:
    headers = {"Cookie": f"sessionid={built['session']}"}
    if address.startswith("/api/"):
        headers = {"Authorization": f"Bearer {built['token']}"}
    if address.startswith("/bare/"):
        headers = {}
    began = time.perf_counter()
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    response.read()
    spent = (time.perf_counter() - began) * 1000
    if response.status != 200:
        raise SystemExit(f"{address} answered {response.status}.")
    return spent


def _print(took: dict[str, list[float]], rows: dict[str, int]) -> None:
    floors = {True: median(took[BARE_LIST]), False: median(took[BARE_PAGE])}
    print_table(
        [f"{PROGRAMS * PROJECTS * TASKS:,} tasks", "rows", "median ms", "p95 ms", "times bare"],
        [
            (
                address,
                rows.get(address, 100),
                f"{median(values):.1f}",
                f"{percentile(values, 0.95):.1f}",
                f"{median(values) / floors['/api/' in address or address == BARE_LIST]:.1f}",
            )
            for address, values in took.items()
        ],
    )
    figures = {}
    for name, of in (("pages", False), ("api", True)):
        mine = [values for address, values in took.items() if address in rows and address.startswith("/api/") is of]
        figures[f"{name}_p95_ms"] = max(percentile(values, 0.95) for values in mine)
        figures[f"{name}_ratio"] = max(median(values) for values in mine) / floors[of]
    print_figures(figures)


if __name__ == "__main__":
    main()
