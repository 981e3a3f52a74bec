"""Writing a proposal: its edits, its moves and what is told of it, in one short transaction."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from fairlead.kernel.bulk import columns_write
from fairlead.schedule.leveling.basis import span_of
from fairlead.schedule.leveling.findings import findings_of
from fairlead.schedule.leveling.ground import Ground
from fairlead.schedule.leveling.load import Calendars, Side, free_in, loads_of
from fairlead.schedule.leveling.pieces import pieces_of
from fairlead.schedule.models import Leveling, ScenarioEdit, ScenarioFill, ScenarioMove
from fairlead_engine.cpm import schedule
from fairlead_engine.leveling import Move, Proposal, Staffed
from fairlead_engine.network import columns_of
from fairlead_engine.plan import Plan, Task, TaskId
from fairlead_engine.units import Instant

Reason = ScenarioMove.Reason
Span = tuple[int, int]
Row = tuple[Task, Move, Span, Span]
Fill = tuple[Staffed, int, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: tries so far, and pairs of milliseconds and score, each better than the one before."""

    tries: int
    improvements: list[tuple[int, float]]


def proposal_keep(row: Leveling, ground: Ground, proposal: Proposal, progress: Progress, *, now: datetime) -> bool:
    """Make `proposal` the best of a search, and say whether the search is still wanted. Eleven queries.

    A search that another worker took over, or that is over or discarded, keeps nothing; nor does one that was begun
    anew find worse than what is there.
    """
    found = schedule(proposal.plan)
    after = {
        task.id: (int(start), int(finish))
        for task, start, finish in zip(
            proposal.plan.tasks, found.found.numbers("start"), found.found.numbers("finish"), strict=True
        )
    }
    before = {task.id: span for task in ground.plan.tasks if (span := span_of(ground, task)) is not None}
    since = row.wishes["since"]
    moves = list(_moves(ground, proposal, before, after))
    sides = _side(ground.plan, before), _side(proposal.plan, after)
    fills = list(_fills(ground, proposal, sides[1]))
    loads = loads_of(ground, *sides, since=since)
    told = findings_of(ground, proposal, loads, moved=len(moves), filled=len(fills), since=since)
    with transaction.atomic():
        if not is_held(row):
            return False
        kept = Leveling.objects.get(pk=row.pk)
        kept.beat_at, kept.tries = now, progress.tries
        if kept.score is None or proposal.score < kept.score:
            kept.score, kept.bound, kept.findings = proposal.score, proposal.bound, told.as_json()
            kept.improvements = [list(pair) for pair in progress.improvements]
            _edits_write(row.pk, ground, proposal)
            _moves_write(row.pk, moves)
            _fills_write(row.pk, fills)
        kept.save(update_fields=["beat_at", "tries", "score", "bound", "findings", "improvements"])
    return True


def _side(plan: Plan, dates: dict[TaskId, Span]) -> Side:
    spans: dict[TaskId, Sequence[Span]] = {id: [span] for id, span in dates.items()}
    if any(task.splits for task in plan.tasks):
        rows = [dates.get(task.id, (0, 0)) for task in plan.tasks]
        pieces = pieces_of(columns_of(plan), [start for start, _ in rows], [finish for _, finish in rows])
        spans |= {plan.tasks[t].id: found for t, found in pieces.items()}
    return Side(spans, plan.assignments)


def is_held(row: Leveling) -> bool:
    """Say whether the search is still this worker's, and neither over nor discarded; locks it. One query."""
    held = Leveling.objects.select_for_update(of=("self",)).filter(
        pk=row.pk, claim=row.claim, of__end__isnull=True, of__discard__isnull=True
    )
    return held.values_list("pk").first() is not None


def _edits_write(scenario: int, ground: Ground, proposal: Proposal) -> None:
    pairs = [
        (old, new)
        for old, new in zip(ground.plan.tasks, proposal.plan.tasks, strict=True)
        if ground.is_inside(old) and (old.leveling_delay, old.splits) != (new.leveling_delay, new.splits)
    ]
    ScenarioEdit.objects.filter(scenario=scenario).delete()
    columns_write(
        ScenarioEdit,
        {
            "scenario": [scenario] * len(pairs),
            "task": [int(old.id) for old, _new in pairs],
            "leveling_delay_minutes": [new.leveling_delay for _old, new in pairs],
            "leveling_delay_before": [old.leveling_delay for old, _new in pairs],
            "splits": [_pauses(new) for _old, new in pairs],
            "splits_before": [_pauses(old) for old, _new in pairs],
        },
    )


def _pauses(task: Task) -> str:
    return json.dumps([(each.after, each.pause) for each in task.splits])


def _fills(ground: Ground, proposal: Proposal, side: Side) -> Iterator[Fill]:
    """Yield who fills which role, with the minutes that the task needs of them, and those that they have then."""
    people = {each.id: each for each in ground.plan.resources}
    units = {(each.task, each.resource): each.units for each in ground.plan.assignments}
    demands, calendars = side.demands(ground), Calendars(ground.plan)
    for each in proposal.staffed:
        person, pieces = people[each.person], side.spans[each.task]
        others = [demand for demand in demands[each.person] if demand.task != each.task]
        calendar = calendars.of(person)
        needed = round(sum(calendar.minutes_between(*piece) for piece in pieces) * units[each.task, each.role])
        free = sum(free_in(piece, others, side.spans, person.max_units, calendar) for piece in pieces)
        yield each, needed, free


def _fills_write(scenario: int, rows: list[Fill]) -> None:
    ScenarioFill.objects.filter(scenario=scenario).delete()
    columns_write(
        ScenarioFill,
        {
            "scenario": [scenario] * len(rows),
            "task": [int(each.task) for each, *_rest in rows],
            "role": [int(each.role) for each, *_rest in rows],
            "person": [int(each.person) for each, *_rest in rows],
            "needed_minutes": [needed for _each, needed, _free in rows],
            "free_minutes": [free for *_rest, free in rows],
        },
    )


def _moves(ground: Ground, proposal: Proposal, before: dict[TaskId, Span], after: dict[TaskId, Span]) -> Iterator[Row]:
    """Yield the tasks whose dates are others, with the engine's reason where their start is another."""
    moves = {move.task: move for move in proposal.moves}
    summaries = {task.parent for task in ground.plan.tasks}
    for task in ground.plan.tasks:
        if not ground.is_inside(task) or task.id in summaries or task.id not in before:
            continue
        was, is_now = before[task.id], after[task.id]
        if was != is_now:
            unforeseen = Move(task.id, Instant(was[0]), Instant(is_now[0]))
            yield task, _told(moves.get(task.id, unforeseen)), was, is_now


def _moves_write(scenario: int, rows: list[Row]) -> None:
    ScenarioMove.objects.filter(scenario=scenario).delete()
    columns_write(
        ScenarioMove,
        {
            "scenario": [scenario] * len(rows),
            "task": [int(task.id) for task, *_rest in rows],
            "start_before_at": [before[0] for _task, _move, before, _after in rows],
            "finish_before_at": [before[1] for _task, _move, before, _after in rows],
            "start_after_at": [after[0] for *_rest, after in rows],
            "finish_after_at": [after[1] for *_rest, after in rows],
            "reason": [int(_reason(move)) for _task, move, *_rest in rows],
            "person": [int(move.person) if move.person is not None else None for _task, move, *_rest in rows],
            "because_task": [int(move.other) if move.other is not None else None for _task, move, *_rest in rows],
            "pieces": [json.dumps(_pieces(move)) for _task, move, *_rest in rows],
        },
    )


def _pieces(move: Move) -> list[tuple[int, int]]:
    return [(each.start, each.finish) for each in move.pieces]


def _told(move: Move) -> Move:
    """Return `move` with the cause of its first pause where it does not start later, but is interrupted."""
    if move.before == move.after and len(move.pieces) > 1:
        return replace(move, person=move.pieces[1].person, other=move.pieces[1].other)
    return move


def _reason(move: Move) -> ScenarioMove.Reason:
    if move.before == move.after and move.pieces:
        return Reason.PAUSES
    if move.person is not None:
        return Reason.WAITS
    return Reason.RELEASED if move.other is None else Reason.FOLLOWS
