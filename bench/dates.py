"""Dates of real plans beside those that Microsoft Project or P6 had stored: ours, and those of MPXJ's own scheduler.

Per file and in total, automatic and manually scheduled tasks apart, the percentage of tasks without children of which a
date, or a slack, is the stored one to the minute. MPXJ is measured where `fairlead-engine[mpp]` and Java are installed.
"""

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench")]

from fairlead_engine import schedule
from fairlead_engine.errors import EngineError
from fairlead_engine.formats import read
from fairlead_engine.formats.mpxj import Foreign, parts_for, read_mpxj
from fairlead_engine.plan import FiledDates, TaskId
from figures import print_figures, print_table

DATES = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
FIELDS = (*DATES, "total_slack", "free_slack")
KEYS = ("start", "finish", "late_start", "late_finish", "total_slack")
NAMES = ("start", "finish", "e.start", "e.finish", "l.start", "l.finish", "t.slack", "f.slack")
EPOCH = datetime(1970, 1, 1)
FOREIGN = Foreign("a schedule")

Found = dict[TaskId, dict[str, int | None]]


@dataclass(slots=True)
class Score:
    """How many figures are the stored ones, of how many, by field."""

    exact: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    total: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    def add(self, other: "Score") -> "Score":
        for name in FIELDS:
            self.exact[name] += other.exact[name]
            self.total[name] += other.total[name]
        return self

    def percent(self, name: str) -> float:
        return 100 * self.exact[name] / self.total[name] if self.total[name] else float("nan")


@dataclass(slots=True)
class Scores:
    """Scores of automatic and manually scheduled tasks."""

    automatic: Score = field(default_factory=Score)
    manual: Score = field(default_factory=Score)

    def add(self, other: "Scores") -> None:
        self.automatic.add(other.automatic)
        self.manual.add(other.manual)

    def all(self) -> Score:
        return Score().add(self.automatic).add(self.manual)


def main() -> None:
    """Measure, print the tables, and last one line of figures."""
    corpus = os.environ.get("FAIRLEAD_CORPUS") or ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(corpus, "schedules"), help="files/ and oracle/")
    parser.add_argument("--short", action="store_true", help="totals only, not file by file")
    options = parser.parse_args()
    files = sorted((options.folder / "files").glob("*")) if options.folder.is_dir() else []
    if not files:
        print(f"Nothing is measured: there are no schedule files in {options.folder}.")
        return
    figures: dict[str, float] = {}
    for prefix, who, found_by in (("", "Fairlead", ours), ("mpxj_", "MPXJ", mpxj)):
        if found_by is mpxj and (missing := mpxj_missing()):
            print(f"MPXJ is left out: {missing}")
            continue
        figures |= measured(who, prefix, found_by, files, is_short=options.short)
    print_figures(figures)


def measured(who: str, prefix: str, found_by: Any, files: list[Path], *, is_short: bool) -> dict[str, float]:
    """Print what `who` finds of `files` by `found_by`, and return the figures, their keys after `prefix`."""
    with ThreadPoolExecutor(1 if found_by is ours else 2) as pool:
        scored = list(pool.map(lambda path: scores_of(path, found_by), files))
    rows: list[tuple[object, ...]] = []
    figures: dict[str, float] = {}
    for kind, keys, is_kind in (("MS Project", prefix, is_mspdi), ("P6", f"{prefix}xer_", is_xer)):
        total = Scores()
        of_kind = [(path, scores) for path, scores in zip(files, scored, strict=True) if is_kind(path) and scores]
        for path, scores in of_kind:
            total.add(scores)
            if not is_short:
                rows += rows_of(path.name.split(".")[0][:28], scores)
        if of_kind:
            rows += rows_of(f"{len(of_kind)} files of {kind}", total, with_all=True)
            figures |= {f"{keys}{key}": total.all().percent(key) for key in KEYS}
    print_table((f"{who}, % exact", "tasks", "leaves", *NAMES), rows)
    print()
    return figures


def rows_of(name: str, scores: Scores, *, with_all: bool = False) -> Iterator[tuple[object, ...]]:
    """Yield the lines of a table that say how well the parts of one file, or of all, were met."""
    parts = [("automatic", scores.automatic), ("manual", scores.manual)]
    for about, score in (*parts, ("all", scores.all())) if with_all else parts:
        if score.total["start"]:
            yield name, about, score.total["start"], *(f"{score.percent(each):.1f}" for each in FIELDS)


def scores_of(path: Path, found_by: Any) -> Scores | None:
    """Return how a file's stored figures were met; None where it was not read, after saying so."""
    try:
        found: Found = found_by(path)
    except EngineError as error:
        print(f"{path.name} is left out: {error}")
        return None
    scores = Scores()
    for row in oracle_of(path)["tasks"]:
        if row["summary"] or row["uid"] == 0:
            continue
        score = scores.manual if row["manual"] else scores.automatic
        mine = found.get(TaskId(str(row["uid"])), {})
        for name in FIELDS:
            if (stored := seconds_of(row[name])) is not None:
                figure = mine.get(name)
                score.total[name] += 1
                score.exact[name] += figure is not None and abs(figure * 60 - stored) < 60
    return scores


def ours(path: Path) -> Found:
    """Return the dates that the engine finds."""
    plan = read(content_of(path), name=path.name).plan
    return {
        task.id: {name: getattr(dates, name) for name in FIELDS}
        for task, dates in zip(plan.tasks, schedule(plan), strict=True)
    }


def mpxj(path: Path) -> Found:
    """Return the dates that MPXJ's scheduler finds; a slack that it does not write is none."""
    plan, _ = read_mpxj(content_of(path), FOREIGN, name=path.name, reschedules=True)
    return {task.id: filed_of(plan.filed.get(task.id, FiledDates())) for task in plan.tasks}


def filed_of(filed: FiledDates) -> dict[str, int | None]:
    """Return the figures that a file holds."""
    return {name: getattr(filed, name) for name in FIELDS}


def mpxj_missing() -> str:
    """Return what MPXJ lacks here, in words; empty where it can be run."""
    try:
        parts_for(FOREIGN)
    except EngineError as error:
        return str(error)
    return ""


def seconds_of(stored: Any) -> float | None:
    """Return a stored date in seconds since 1970, or a stored slack in seconds; None where none is stored."""
    if stored is None:
        return None
    if isinstance(stored, str):
        return (datetime.fromisoformat(stored) - EPOCH).total_seconds()
    return float(stored["min"]) * 60


def is_xer(path: Path) -> bool:
    """Whether a file is one of P6."""
    return path.suffix == ".xer"


def is_mspdi(path: Path) -> bool:
    """Whether a file is one of Microsoft Project."""
    return not is_xer(path)


def content_of(path: Path) -> bytes:
    """Return what is in a file, unpacked."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def oracle_of(path: Path) -> dict[str, Any]:
    """Return what the program that saved a file had stored."""
    (oracle,) = (path.parents[1] / "oracle").glob(f"{path.name.split('.')[0]}.json*")
    answer: dict[str, Any] = json.loads(content_of(oracle))
    return answer


if __name__ == "__main__":
    main()
