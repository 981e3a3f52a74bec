"""A program leveled on real calendars: the time to the first proposal, and what more tries bring.

20 projects that share people, each with a calendar of their own (part time, time off); about 1.3 links and 1.2 people a
task. Measured from the plan to the proposal with its reasons, the schedule before and after included; and through the
page of a server, from the button to the proposal with its load and moves, as a browser asks for them.
"""

import argparse
import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench")]

from fairlead_engine.leveling import level
from fairlead_engine.plan import (
    Assignment,
    Calendar,
    CalendarException,
    Link,
    LinkKind,
    Plan,
    Project,
    Resource,
    Task,
    standard_calendar,
    week_of,
)
from fairlead_engine.units import instant_of
from figures import median, print_figures, print_table
from level_page import page_ms

MONDAY = date(2026, 3, 2)
PROJECTS = 20


def main() -> None:
    """Measure, print a table, and last one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer runs")
    parser.add_argument("--seconds", type=float, default=5.0, help="of search on the smaller program")
    asked = parser.parse_args()
    import fairlead_engine

    fairlead_engine.warm()
    figures, rows = {}, []
    for tasks, people, key in ((3_000, 60, "first_3k_ms"), (10_000, 200, "first_10k_ms")):
        plan = program(tasks, people)
        took = [_first(plan) for _ in range(3 if asked.short else 7)]
        proposal = next(level(plan))
        figures[key] = median(took)
        rows.append(
            (f"{tasks:,} tasks, {people} people", f"{median(took):.0f}", len(proposal.moves), len(proposal.overloads))
        )
    print_table(("first proposal", "median ms", "moved", "overloads left"), rows)
    first, last, tries = _searched(program(3_000, 60), 1.0 if asked.short else asked.seconds)
    print(f"Delay of projects, {tries} tries: {first / 1440:,.0f} days at first, {last / 1440:,.0f} in the end")
    through = page_ms(program(3_000, 60), 2 if asked.short else 5)
    print(f"First proposal on the page of a server, 3,000 tasks: median {median(through):.0f} ms")
    print_figures(figures | {"page_3k_ms": median(through), "search_gain_percent": 100 * (1 - last / first)})


def _first(plan: Plan) -> float:
    began = perf_counter()
    next(level(plan))
    return (perf_counter() - began) * 1000


def _searched(plan: Plan, seconds: float) -> tuple[float, float, int]:
    """Return the first score, the last within `seconds`, and the number of tries."""
    began, scores = perf_counter(), []
    for proposal in level(plan):
        scores.append(proposal.score)
        if perf_counter() - began > seconds:
            break
    return scores[0], scores[-1], len(scores)


def program(tasks: int, people: int, seed: int = 1) -> Plan:
    """Return a program of `tasks` in 20 projects that overload `people`."""
    draw = random.Random(seed)
    base = standard_calendar()
    calendars = [_own_calendar(draw, who, base) for who in range(people)]
    per_project = tasks // PROJECTS
    made, links, assignments = [], [], []
    for p in range(PROJECTS):
        team = draw.sample(range(people), max(4, people // 6))
        for k in range(per_project):
            made.append(Task(f"{p}-{k}", f"Task {k} of {p}", f"p{p}", duration=480 * draw.randint(1, 8)))
            for _ in range(draw.choice((0, 1, 1, 2, 2)) if k else 0):
                kind = draw.choice((LinkKind.FS, LinkKind.FS, LinkKind.FS, LinkKind.SS))
                links.append(Link(f"{p}-{draw.randint(max(0, k - 20), k - 1)}", f"{p}-{k}", kind))
            people_of_task = draw.sample(team, draw.choice((1, 1, 1, 1, 2)))
            assignments += [Assignment(f"{p}-{k}", f"r{who}", draw.choice((1.0, 1.0, 0.5))) for who in people_of_task]
    start = instant_of(datetime(2026, 3, 2))
    return Plan(
        "Program",
        tuple(Project(f"p{p}", f"Project {p}", start + p * 7 * 1440, base.id) for p in range(PROJECTS)),
        tuple(made),
        tuple({(link.predecessor, link.successor): link for link in links}.values()),
        (base, *calendars),
        tuple(Resource(f"r{who}", f"Person {who}", calendar=f"c{who}") for who in range(people)),
        tuple(assignments),
    )


def _own_calendar(draw: random.Random, who: int, base: Calendar) -> Calendar:
    """Return a calendar with four weeks off a year, every fifth person part time."""
    off = [MONDAY + timedelta(days=draw.randint(0, 700)) for _ in range(8)]
    exceptions = tuple(CalendarException(day, day + timedelta(days=7)) for day in sorted(off))
    week = week_of(range(4), (480, 720), (780, 1020)) if who % 5 == 0 else (None,) * 7
    return Calendar(f"c{who}", f"Calendar {who}", week, exceptions, base.id)


if __name__ == "__main__":
    main()
