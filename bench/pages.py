"""Pages where there are 50 programs, 1,000 projects, 100,000 tasks and 200 objectives, beside the server's floor.

Requests go over the network to one gunicorn worker, in turns, so that what disturbs the machine disturbs all alike.
Beside the time that an answer took stands the least processor time of the server for it, which others at work on the
machine disturb less.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tools")]

from figures import median, percentile, print_figures, print_table

PROGRAMS, PROJECTS, TASKS, OBJECTIVES = 50, 20, 100, 200
WARM = 3
# Rows by address; of pages for somebody else than the workspace's owner, who that is stands before it.
PAGES = {
    "/": 50,
    "manager /": 200,
    "lead /": 20,
    "sponsor /": 50,
    "worker /": 250,
    "/home/objectives/": 200,
    "manager /home/objectives/": 200,
    "/home/overload/": 40,
    "manager /home/overload/": 40,
    "/strategy/": 200,
    "/strategy/objectives/": 200,
    "/strategy/objectives/{objective}/": 200,
    "/strategy/alignment/": 200,
    "/strategy/fit/": 100,
    "/programs/": 50,
    "/programs/?view=timeline": 50,
    "/programs/?view=bubbles": 50,
    "/programs/{program}/": 20,
    "sponsor /programs/{program}/": 20,
    "/programs/{program}/health/": 20,
    "/programs/{program}/figures/progress/": 20,
    "/programs/{program}/roadmap/": 20,
    "/programs/{program}/delivery/": 4,
    "/programs/{program}/benefits/": 4,
    "/benefits/{benefit}/": 4,
    "/gates/{gate}/": 5,
    "/programs/{program}/people/": 40,
    "/programs/{program}/decides/": 20,
    "/programs/{program}/raci/": 20,
    "/programs/{program}/serves/": 200,
    "/programs/{program}/tasks/?show=attention": 100,
    "/programs/{program}/tasks/?show=open": 100,
    "/projects/": 100,
    "/projects/?q=project": 100,
    "/projects/?program={program}": 20,
    "/projects/{project}/": 10,
    "/projects/{project}/decides/": 20,
    "/projects/{project}/serves/": 200,
    "/projects/{project}/tasks/?show=open": 100,
    "/proposals/": 200,
    "/proposals/{proposal}/": 5,
    "/lessons/": 50,
    "/lessons/?q=rain": 50,
    "/templates/": 40,
    "/templates/{template}/": 100,
    "/people/": 100,
    "/people/decides/": 50,
    "/people/roles/": 400,
    "/people/roles/{person}/": 50,
    "/people/roles/defined/": 10,
    "/people/invitations/": 20,
    "/me/stand-ins/": 1,
    "/workspace/": 1,
    "/search/?q=task": 75,
}
LISTS = {
    "/api/v1/programs?limit=100": 50,
    "/api/v1/strategy/map": 200,
    "/api/v1/projects?limit=100": 100,
    "/api/v1/projects/{project}/tasks?limit=100": 100,
    "/api/v1/projects/{project}/links?limit=100": 100,
    "/api/v1/resources?limit=100": 100,
}
BARE_PAGE, BARE_LIST = "/bare/page/", "/bare/list"


@dataclass(slots=True)
class Answers:
    """What the answers of one address took: milliseconds by the clock and of the server's processor, and queries."""

    took: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)


def main() -> None:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer runs")
    parser.add_argument("--keep", type=Path, help="a folder for the database: built there once, used again")
    parser.add_argument("--only", default="", help="addresses with this in them alone")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as folder:
        built = _built(asked.keep or Path(folder))
        with _served(asked.keep or Path(folder)) as connection:
            answers = _measured(connection, built, runs=10 if asked.short else 40, only=asked.only)
    _print(answers)


def _built(folder: Path) -> dict[str, Any]:
    """Write the workspace into a database in `folder`, and return what the addresses and headers need."""
    os.environ |= {"FAIRLEAD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "bare_settings"}
    os.environ.pop("DATABASE_URL", None)
    folder.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from fairlead.config.rounds import rounds_do
    from fairlead.kernel.statistics import statistics_renew
    from fairlead.programs.models import Benefit, Gate
    from fairlead.templates.models import Template
    from fairlead.work.models import Proposal
    from intake import take_in
    from strategy import aim
    from workspace import build

    call_command("migrate", verbosity=0)
    noted = folder / "built.json"
    if noted.exists():
        rounds_do(now=timezone.now())
        found: dict[str, Any] = json.loads(noted.read_text())
        return found
    built = asdict(build(programs=PROGRAMS, projects=PROJECTS, tasks=TASKS))
    built["objective"] = aim(objectives=OBJECTIVES)
    take_in()
    for name, model in (("benefit", Benefit), ("gate", Gate), ("template", Template), ("proposal", Proposal)):
        built[name] = model.objects.order_by("pk").values_list("pk", flat=True)[0]
    rounds_do(now=timezone.now())  # what `fairlead serve` looks after by itself
    statistics_renew()
    noted.write_text(json.dumps(built))
    return built


@contextmanager
def _served(folder: Path) -> Iterator[HTTPConnection]:
    """Serve with one worker on a free port, and hand out a connection that is kept open."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--log-level", "warning", "--no-control-socket", "fairlead.config.wsgi:application"]
    paths = os.pathsep.join([str(ROOT / "bench"), os.environ.get("PYTHONPATH", "")])
    server = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths, "FAIRLEAD_DATA": str(folder)})
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


def _measured(connection: HTTPConnection, built: dict[str, Any], *, runs: int, only: str) -> dict[str, Answers]:
    """Return what `runs` answers of every address took; one round over all after the other."""
    answers = {BARE_PAGE: Answers(), BARE_LIST: Answers()}
    answers |= {address: Answers() for address in (*PAGES, *LISTS) if only in address}
    for turn in range(WARM + runs):
        if turn == WARM:
            _ask(connection, "/bare/settled/", built, Answers())
        for address, mine in answers.items():
            _ask(connection, address, built, mine if turn >= WARM else Answers())
    return answers


def _ask(connection: HTTPConnection, address: str, built: dict[str, Any], answers: Answers) -> None:
    who, _space, where = address.rpartition(" ")
    headers = {"Cookie": f"sessionid={built['sessions'][who or 'owner']}"}
    if where.startswith("/api/"):
        headers = {"Authorization": f"Bearer {built['token']}"}
    if where.startswith("/bare/"):
        headers = {}
    began = time.perf_counter()
    connection.request("GET", where.format(**built), headers=headers)
    response = connection.getresponse()
    response.read()
    answers.took.append((time.perf_counter() - began) * 1000)
    if response.status != 200:
        raise SystemExit(f"{address} answered {response.status}.")
    answers.busy.append(float(response.headers["X-Processor"]))
    answers.queries.add(int(response.headers["X-Queries"]))


def _print(answers: dict[str, Answers]) -> None:
    print_table(
        [
            f"{PROGRAMS * PROJECTS * TASKS:,} tasks",
            "rows",
            "queries",
            "median ms",
            "p95 ms",
            "times",
            "busy ms",
            "times",
        ],
        [_line(address, mine, _floor(answers, address)) for address, mine in answers.items()],
    )
    figures = {}
    for name, which in (("pages", PAGES), ("api", LISTS)):
        mine = [(each, answers[each]) for each in which if each in answers]
        if mine:
            figures[f"{name}_p95_ms"] = max(percentile(each.took, 0.95) for _, each in mine)
            figures[f"{name}_ratio"] = max(median(each.took) / median(_floor(answers, at).took) for at, each in mine)
            figures[f"{name}_busy_ratio"] = max(min(each.busy) / min(_floor(answers, at).busy) for at, each in mine)
    print_figures(figures)


def _floor(answers: dict[str, Answers], address: str) -> Answers:
    return answers[BARE_LIST if address in LISTS or address == BARE_LIST else BARE_PAGE]


def _line(address: str, mine: Answers, floor: Answers) -> tuple[object, ...]:
    queries = sorted(mine.queries)
    return (
        address,
        (PAGES | LISTS).get(address, 100),
        "–".join(str(each) for each in dict.fromkeys((queries[0], queries[-1]))),
        f"{median(mine.took):.1f}",
        f"{percentile(mine.took, 0.95):.1f}",
        f"{median(mine.took) / median(floor.took):.1f}",
        f"{min(mine.busy):.1f}",
        f"{min(mine.busy) / min(floor.busy):.1f}",
    )


if __name__ == "__main__":
    main()
