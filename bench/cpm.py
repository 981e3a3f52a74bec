"""The engine's full pass, forward and back, beside two other schedulers on the same network.

The engine is measured from filled columns to found dates: checks, order, calendars, both passes, slacks and drivers.
trueppm-scheduler is measured from its project to its result, networkx from a built graph, in days without calendars.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench")]

from edits import edits_of, kernels_beside_floor, link_edits_of, scenarios_of
from figures import median, milliseconds, percentile, print_figures, print_table
from networks import Network, columns_of, network, networkx_pass, trueppm_of

COLD = """
import json, sys
from time import perf_counter
began = perf_counter()
from fairlead_engine import schedule
imported = perf_counter()
sys.path.insert(0, sys.argv[1])
from networks import network, plan_of
plan = plan_of(network(2000))
ready = perf_counter()
schedule(plan)
done = perf_counter()
print(json.dumps([(imported - began) * 1000, (done - ready) * 1000]))
"""


Rows = list[tuple[str, list[float]]]


def main() -> None:
    """Measure, print a table, and last one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer runs")
    is_short = parser.parse_args().short
    runs, rounds = (7, 3) if is_short else (25, 5)
    from fairlead_engine import warm

    warm()
    rows: Rows = []
    figures = {}
    for tasks, key in ((10_000, "full_10k_ms"), (100_000, "full_100k_ms")):
        rows.append((f"Fairlead, {tasks:,} tasks", took := _full(tasks, runs)))
        figures[key] = median(took)
    rows.append(("Fairlead, 1,000,000 tasks", took := _full(1_000_000, runs=5)))
    figures["full_1m_ms"] = median(took)
    kernels, floors = kernels_beside_floor(network(100_000), runs)
    rows.append(("both passes alone, 100,000 tasks without calendars", kernels))
    rows.append(("the floor: their numbers read and written once", floors))
    figures |= {"kernel_100k_ms": median(kernels), "floor_ratio_100k": median(kernels) / median(floors)}
    rows.append(("one edit of 100,000 tasks", took := edits_of(network(100_000), 400 if is_short else 2_000)))
    figures |= {"edit_100k_median_ms": median(took), "edit_100k_p99_ms": percentile(took, 0.99)}
    rows.append(("one link added or removed", took := link_edits_of(network(100_000), 100 if is_short else 1_000)))
    figures |= {"link_100k_median_ms": median(took), "link_100k_p99_ms": percentile(took, 0.99)}
    rows.append(("one of 16 scenarios of 100,000 tasks, finishes only", took := scenarios_of(network(100_000), 5)))
    figures["scenario_100k_ms"] = median(took)
    figures["trueppm_ratio_5k"] = _beside(rows, "trueppm-scheduler", 5_000, _trueppm(network(5_000)), rounds)
    peer = _networkx(network(100_000))
    figures["networkx_ratio_100k"] = _beside(rows, "networkx without calendars", 100_000, peer, rounds)
    cold = [_cold() for _ in range(runs)]
    rows.append(("a fresh process imports the engine", [imported for imported, _ in cold]))
    rows.append(("and schedules a plan of 2,000 tasks", [scheduled for _, scheduled in cold]))
    figures["cold_2k_ms"] = median([imported + scheduled for imported, scheduled in cold])
    print_table(
        ("", "median ms", "p95 ms", "runs"),
        [(name, f"{median(took):.2f}", f"{percentile(took, 0.95):.2f}", len(took)) for name, took in rows],
    )
    print_figures(figures)


def _full(tasks: int, runs: int) -> list[float]:
    from fairlead_engine import schedule_columns

    columns = columns_of(network(tasks))
    return milliseconds(lambda: schedule_columns(columns), runs=runs, warm=3)


def _beside(rows: Rows, name: str, tasks: int, peer: Callable[[], object] | None, rounds: int) -> float:
    """Return how many times as long as the engine a peer takes: the median over rounds in which both take turns."""
    if peer is None:
        return float("nan")
    from fairlead_engine import schedule_columns

    columns = columns_of(network(tasks))
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours.append(median(milliseconds(lambda: schedule_columns(columns), runs=7, warm=1)))
        theirs += milliseconds(peer, runs=1, warm=0)
    rows.append((f"Fairlead, {tasks:,} tasks, taking turns with", ours))
    rows.append((f"  {name}", theirs))
    return median([their / our for their, our in zip(theirs, ours, strict=True)])


def _trueppm(given: Network) -> Callable[[], object] | None:
    """Return a call of trueppm-scheduler; None, saying so, where it is not installed."""
    try:
        from trueppm_scheduler import schedule
    except ImportError as missing:
        return _left_out(missing)
    project = trueppm_of(given)
    return lambda: schedule(project)


def _networkx(given: Network) -> Callable[[], object] | None:
    """Return a call of passes in networkx; None, saying so, where it is not installed."""
    try:
        return networkx_pass(given)
    except ImportError as missing:
        return _left_out(missing)


def _left_out(missing: ImportError) -> None:
    print(f"A peer is left out: {missing}. `make setup` installs it.")


def _cold() -> tuple[float, float]:
    """Return the milliseconds that a fresh process takes to import the engine, then to schedule 2,000 tasks."""
    run = subprocess.run([sys.executable, "-c", COLD, str(ROOT / "bench")], check=True, capture_output=True, text=True)
    imported, scheduled = json.loads(run.stdout)
    return imported, scheduled


if __name__ == "__main__":
    main()
