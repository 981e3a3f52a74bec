"""Leveling beside what is best known of the literature's problems, and beside CP-SAT through PyJobShop.

`--data` names the folder of the problems (environment FAIRLEAD_LEVELING); without any, two made ones are leveled.
"""

import argparse
import csv
import os
import random
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench")]

from feasibility import average_delay, faults, least_end, makespan, problem_of
from figures import print_figures, print_table

SETS = {
    "j60": ("rcpsp.tar.xz", "rcpsp/j60/"),
    "j120": ("rcpsp.tar.xz", "rcpsp/j120/"),
    "mplib1": ("rcmpsp.tar.xz", "rcmpsp/mplib1-set3/"),
    "mpsplib": ("rcmpsp.tar.xz", "rcmpsp/mpsplib/"),
}


@dataclass(frozen=True)
class Run:
    """One problem leveled: the schedule's end, the bound that was shown, and what the checker says."""

    name: str
    end: int
    bound: int
    first_ms: float
    delay: float
    is_feasible: bool
    least: tuple[int, str] = (0, "")  # before which no schedule ends, by a sum of the checker's own


Solver = Callable[[Path, float], tuple[list[int], int, float]]


def main() -> None:
    """Measure, print a table, and last one line of figures."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        files = _problems(asked.data, asked.set, asked.sample, Path(folder))
        known = _known(asked.data, asked.set)
        _warm(files)
        ours = [_run(ours_on, file, asked.seconds) for file in files]
        rows = [("Fairlead", ours)]
        peer = _peer() if asked.peer else None
        if peer is not None:
            rows.append(("PyJobShop with CP-SAT", [_run(peer, file, asked.seconds) for file in files]))
    print_table(
        ("", "problems", "feasible %", "above best known %", "above bound %", "first after ms"),
        [(name, len(runs), *(f"{value:.2f}" for value in _row(runs, known))) for name, runs in rows],
    )
    print_figures(_figures(ours, known, asked.set))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("FAIRLEAD_LEVELING"), help="the problems' folder")
    parser.add_argument("--set", choices=sorted(SETS), default="j120", help="which of them")
    parser.add_argument("--seconds", type=float, default=10.0, help="for each problem")
    parser.add_argument("--sample", type=int, default=20, help="how many, drawn evenly")
    parser.add_argument("--peer", action="store_true", help="run PyJobShop with CP-SAT on the same, too")
    parser.add_argument("--short", action="store_true", help="a second each, and few")
    asked = parser.parse_args()
    if asked.short:
        asked.seconds, asked.sample = 1.0, min(asked.sample, 4)
    return asked


def _problems(data: Path | None, name: str, sample: int, folder: Path) -> list[Path]:
    """Return files of the set, unpacked into `folder`: the same ones for the same `sample`."""
    if data is None:
        return [_made(folder, seed) for seed in range(2)]
    archive, inside = SETS[name]
    with tarfile.open(Path(data) / archive) as tar:
        members = sorted((each for each in tar if each.isfile() and each.name.startswith(inside)), key=lambda m: m.name)
        chosen = random.Random(20261126).sample(members, min(sample, len(members)))
        tar.extractall(folder, members=chosen, filter="data")
    return [folder / each.name for each in chosen]


def _made(folder: Path, seed: int) -> Path:
    """Write a made problem of 120 activities on four resources, about two links each."""
    draw = random.Random(seed)
    lines = ["120 4", "12 13 14 15"]
    for k in range(1, 121):
        followers = sorted({draw.randint(k + 1, min(120, k + 15)) for _ in range(2)}) if k < 120 else []
        words = [draw.randint(1, 10), *(draw.randint(0, 9) for _ in range(4)), len(followers), *followers]
        lines.append(" ".join(map(str, words)))
    path = folder / f"made_{seed}.rcp"
    path.write_text("\n".join(lines))
    return path


def _known(data: Path | None, name: str) -> dict[str, float]:
    """Return the best known end by problem; for mpsplib, the total makespan that Microsoft Project had."""
    if data is None:
        return {}
    if name == "mpsplib":
        rows = (line.split() for line in (Path(data) / "mpsplib-msproject-tms.tsv").read_text().splitlines())
        return {row[0]: float(row[1]) for row in rows if row}
    with (Path(data) / "best-known.csv").open() as file:
        return {Path(row["instance"]).stem: float(row["bks"]) for row in csv.DictReader(file)}


def _warm(files: list[Path]) -> None:
    import fairlead_engine

    fairlead_engine.warm()
    for file in files[:1]:
        ours_on(file, 0.2)


def ours_on(file: Path, seconds: float) -> tuple[list[int], int, float]:
    """Return starts, the bound and the milliseconds to the first schedule, of the engine."""
    from fairlead_engine import level_instance
    from fairlead_engine.formats.psplib import read_instance

    instance = read_instance(file)
    began = perf_counter()
    schedules = level_instance(instance, seconds=seconds)
    best = next(schedules)
    first = (perf_counter() - began) * 1000
    for better in schedules:
        best = better
        if perf_counter() - began >= seconds:
            break
    return list(best.starts), best.lower_bound, first


def _peer() -> Solver | None:
    """Return PyJobShop with CP-SAT on two workers; None, saying so, where it is not installed."""
    try:
        from peers import pyjobshop_on
    except ImportError as missing:
        print(f"A peer is left out: {missing}. `make setup` installs it.")
        return None
    return pyjobshop_on


def _run(solver: Solver, file: Path, seconds: float) -> Run:
    starts, bound, first = solver(file, seconds)
    problem = problem_of(file)
    if not starts:
        return Run(file.stem, 0, bound, first, 0.0, is_feasible=False)
    wrong = faults(problem, starts)
    if wrong:
        print(f"{file.stem}: {wrong[0]}")
    first_release = min(problem.releases)
    end = makespan(problem, starts) - first_release
    delay, least = average_delay(problem, starts), least_end(problem)
    return Run(file.stem, end, bound - first_release, first, delay, not wrong, least)


def _row(runs: list[Run], known: dict[str, float]) -> Iterator[float]:
    feasible = [run for run in runs if run.is_feasible]
    yield 100 * len(feasible) / len(runs)
    yield _mean([100 * (run.end / known[run.name] - 1) for run in feasible if run.name in known])
    yield _mean([100 * (run.end / run.bound - 1) for run in feasible if run.bound > 0])
    yield _mean([run.first_ms for run in runs])


def _figures(runs: list[Run], known: dict[str, float], name: str) -> dict[str, float]:
    feasible, gap, bound_gap, first = _row(runs, known)
    shared = {"count": len(runs), "feasible_percent": feasible, "first_ms": first, "bound_gap_percent": bound_gap}
    if name != "mpsplib":
        return {"gap_percent": gap} | shared
    worse = [run for run in runs if run.end > known.get(run.name, run.end)]
    for run in worse:
        least, why = run.least
        proof = f", which no schedule has: {why}, so none ends before {least}" if known[run.name] < least else ""
        print(
            f"{run.name}: {run.end}, bound {run.bound}; Microsoft Project is said to have {known[run.name]:.0f}{proof}"
        )
    possible = [run for run in worse if known[run.name] >= run.least[0]]
    figures = {"tms_vs_msproject_percent": gap, "worse": len(worse), "worse_feasible": len(possible)}
    return figures | {"apd": _mean([run.delay for run in runs])} | shared


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


if __name__ == "__main__":
    main()
