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

from figures import median, milliseconds, percentile, print_figures, print_table
from networks import columns_of, network, networkx_pass, trueppm_of

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


def main() -> None:
    """Measure, print a table, and last one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer runs")
    runs = 7 if parser.parse_args().short else 25
    from fairlead_engine import schedule_columns, warm

    warm()
    rows: list[tuple[str, list[float]]] = []

    def measured(name: str, call: Callable[[], object], count: int) -> float:
        took = milliseconds(call, runs=count)
        rows.append((name, took))
        return median(took)

    figures = {}
    for tasks, key in ((5_000, "full_5k_ms"), (10_000, "full_10k_ms"), (100_000, "full_100k_ms")):
        columns = columns_of(network(tasks))
        figures[key] = measured(f"Fairlead, {tasks:,} tasks", lambda given=columns: schedule_columns(given), runs)
    own_5k = figures.pop("full_5k_ms")
    figures["trueppm_ratio_5k"] = _trueppm(measured) / own_5k
    theirs = measured("networkx, 100,000 tasks, no calendars", networkx_pass(network(100_000)), 2)
    figures["networkx_ratio_100k"] = theirs / figures["full_100k_ms"]
    cold = [_cold() for _ in range(runs)]
    rows.append(("a fresh process imports the engine", [imported for imported, _ in cold]))
    rows.append(("and schedules a plan of 2,000 tasks", [scheduled for _, scheduled in cold]))
    figures["cold_2k_ms"] = median([imported + scheduled for imported, scheduled in cold])
    print_table(
        ("", "median ms", "p95 ms", "runs"),
        [(name, f"{median(took):.2f}", f"{percentile(took, 0.95):.2f}", len(took)) for name, took in rows],
    )
    print_figures(figures)


def _trueppm(measured: Callable[[str, Callable[[], object], int], float]) -> float:
    """Return the milliseconds of trueppm-scheduler for 5,000 tasks; not a number where it is not installed."""
    try:
        from trueppm_scheduler import schedule
    except ImportError as missing:
        print(f"trueppm-scheduler is left out: {missing}. `make setup` installs it.")
        return float("nan")
    project = trueppm_of(network(5_000))
    return measured("trueppm-scheduler, 5,000 tasks", lambda: schedule(project), 2)


def _cold() -> tuple[float, float]:
    """Return the milliseconds that a fresh process takes to import the engine, then to schedule 2,000 tasks."""
    run = subprocess.run([sys.executable, "-c", COLD, str(ROOT / "bench")], check=True, capture_output=True, text=True)
    imported, scheduled = json.loads(run.stdout)
    return imported, scheduled


if __name__ == "__main__":
    main()
