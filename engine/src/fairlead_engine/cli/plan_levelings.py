"""`fairlead-engine level FILE` for plans: who has to wait for whom, and what it costs."""

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairlead_engine.formats import ReadResult
    from fairlead_engine.leveling import Proposal, Wishes
    from fairlead_engine.plan import Plan

OBJECTIVES = ("delay", "makespan", "changes")
_NAME_WIDTH = 44
_DAY = 1440


def run(asked: Namespace, content: bytes) -> tuple[list[str], int]:
    """Return the lines to print, and 0; write the leveled plan where that is asked.

    Raises: ReadError, PlanError, WriteError, UnknownColumn, NoTable, NotHeaded.
    """
    from fairlead_engine.cli.inputs import plan_asked
    from fairlead_engine.leveling import Objective, Wishes

    _refuse_overwriting(asked)
    result = plan_asked(asked, content)
    wishes = Wishes(objective=Objective(asked.objective), within_slack=asked.within_slack, splits=asked.split)
    best, first_ms, rounds = _searched(result.plan, wishes, asked.seconds, asked.seed)
    written = list(_written(asked, best))
    if asked.json:
        return [json.dumps(_record(best, asked.objective, first_ms, result), indent=1)], 0
    return [*_text(best, asked.objective, first_ms, rounds, result), *written], 0


def _refuse_overwriting(asked: Namespace) -> None:
    """Refuse before the search what would be refused after it."""
    from fairlead_engine.cli.conversions import WouldOverwrite
    from fairlead_engine.formats.writing import format_named

    if asked.write:
        format_named(asked.write)
        if Path(asked.write).exists() and not asked.force:
            raise WouldOverwrite(asked.write)


def _searched(plan: "Plan", wishes: "Wishes", seconds: float, seed: int) -> "tuple[Proposal, float, int]":
    """Return the best proposal after `seconds`, after how many milliseconds there was a first, and how many came."""
    from time import perf_counter

    from fairlead_engine.leveling import level

    began = perf_counter()
    proposals = level(plan, wishes, seed=seed)
    best, rounds = next(proposals), 1
    first_ms = (perf_counter() - began) * 1000
    while perf_counter() - began < seconds and not best.is_proven:
        best, rounds = next(proposals), rounds + 1
    return best, first_ms, rounds


def _written(asked: Namespace, best: "Proposal") -> Iterator[str]:
    from fairlead_engine.cli.conversions import save_as, told
    from fairlead_engine.cpm import schedule
    from fairlead_engine.formats import write
    from fairlead_engine.formats.writing import format_named

    if asked.write:
        written = write(best.plan, format_named(asked.write), schedule=schedule(best.plan))
        save_as(Path(asked.write), written.content, force=asked.force)
        yield from told(f"{asked.write} written as {written.report.format}", written.report)


def _record(best: "Proposal", objective: str, first_ms: float, result: "ReadResult") -> dict[str, object]:
    """Return the promised record; times are the plan's wall clock, `finish` the first after the work."""
    from fairlead_engine.cli.unmet import unmet_text
    from fairlead_engine.cli.words import iso, report_records
    from fairlead_engine.cpm import schedule

    finishes = best.finishes.items()
    as_told = iso if objective == "makespan" else float
    return {
        "objective": objective,
        "score": as_told(int(best.score)) if objective == "makespan" else best.score,
        "lower_bound": as_told(int(best.bound)) if objective == "makespan" else best.bound,
        "makespan": iso(max((after for _, (_, after) in finishes), default=0)),
        "first_ms": round(first_ms, 3),
        "projects": [{"id": id, "before": iso(before), "after": iso(after)} for id, (before, after) in finishes],
        "activities": [
            {"id": dates.id, "start": iso(dates.start), "finish": iso(dates.finish)} for dates in schedule(best.plan)
        ],
        "moves": [
            {
                "task": move.task,
                "before": iso(move.before),
                "after": iso(move.after),
                "person": move.person,
                "other": move.other,
                "reason": best.reason(move),
                "pieces": [
                    {"start": iso(each.start), "finish": iso(each.finish), "person": each.person, "other": each.other}
                    for each in move.pieces
                ],
            }
            for move in best.moves
        ],
        "staffed": [{"task": each.task, "role": each.role, "person": each.person} for each in best.staffed],
        "unmet": [
            {
                "kind": type(each).__name__,
                "task": getattr(each, "task", None),
                "resource": getattr(each, "resource", None),
                "project": getattr(each, "project", None),
                "reason": unmet_text(each, best.present),
            }
            for each in best.unmet
        ],
        "overloads": [
            {
                "resource": each.resource,
                "start": iso(each.start),
                "finish": iso(each.finish),
                "tasks": list(each.tasks),
            }
            for each in best.overloads
        ],
        "report": report_records(result.report),
    }


def _text(best: "Proposal", objective: str, first_ms: float, rounds: int, result: "ReadResult") -> Iterator[str]:
    from fairlead_engine.cli.words import count_text, report_lines

    yield from _projects(best)
    yield ""
    yield from _moves(best)
    yield from _unmet(best)
    yield f"{count_text(len(best.moves), 'task')} moved. {_worth(best, objective)}"
    yield f"A first plan was there after {first_ms:.0f} ms; the best of {count_text(rounds, 'look')} is told."
    yield from report_lines(result.report)


def _projects(best: "Proposal") -> Iterator[str]:
    from fairlead_engine.cli.words import moment_text, shown

    names = {project.id: project.name or project.id for project in best.plan.projects}
    yield f"{'project':<{_NAME_WIDTH}}  {'finish before':<16}  {'finish after':<16}  later by"
    for id, (before, after) in best.finishes.items():
        later = "" if after == before else f"{(after - before) / _DAY:+.1f} d"
        name = shown(names[id])[:_NAME_WIDTH]
        yield f"{name:<{_NAME_WIDTH}}  {moment_text(before)}  {moment_text(after)}  {later}".rstrip()


def _moves(best: "Proposal") -> Iterator[str]:
    from fairlead_engine.cli.words import moment_text, shown

    names = {task.id: task.name for task in best.plan.tasks}
    people = {each.id: each.name or each.id for each in best.present.resources}
    for each in best.staffed:
        by = f"{shown(people[each.person])} as {shown(people[each.role])}"
        yield f"{shown(each.task)} {shown(names[each.task])}: {by}"
    for move in best.moves:
        yield f"{shown(move.task)} {shown(names[move.task])}: {moment_text(move.before)} → {shown(best.reason(move))}"


def _unmet(best: "Proposal") -> Iterator[str]:
    from fairlead_engine.cli.unmet import unmet_text
    from fairlead_engine.cli.words import moment_text, shown

    tasks = {task.id: task.name for task in best.present.tasks}
    people = {each.id: each.name or each.id for each in best.present.resources}
    yield from (f"Cannot be met: {unmet_text(each, best.present)}" for each in best.unmet)
    for over in best.overloads:
        what = ", ".join(f"“{shown(tasks[id])}”" for id in over.tasks)
        yield (
            f"Left over: {shown(people[over.resource])} is asked for too much from {moment_text(over.start)} "
            f"to {moment_text(over.finish)}, by {what}, which may not or cannot move away."
        )


def _worth(best: "Proposal", objective: str) -> str:
    from fairlead_engine.cli.words import moment_text

    if objective == "makespan":
        told, bound = f"All is over at {moment_text(int(best.score))}", moment_text(int(best.bound))
    elif objective == "changes":
        told, bound = f"{best.score:,.0f} had to change", f"{best.bound:,.0f}"
    else:
        told, bound = f"Projects are {best.score / _DAY:,.1f} days late in all", f"{best.bound / _DAY:,.1f} days"
    return f"{told}; {'no plan does better' if best.is_proven else f'no plan does better than {bound}'}."
