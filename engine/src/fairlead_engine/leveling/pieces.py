"""The pieces of tasks in the best schedule, as dates and as splits of the plan proposed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fairlead_engine.leveling.program import Program
from fairlead_engine.leveling.proposal import Piece
from fairlead_engine.network import Columns
from fairlead_engine.plan import Split, TaskId
from fairlead_engine.units import Instant
from fairlead_engine.worktime.kernels import finish_at, start_at, work_at

Splits = dict[TaskId, tuple[Split, ...]]


def splits_of(program: Program) -> Splits:
    """Return the pauses of each task that leveling splits."""
    least, best = program.search.room.pauses.least, program.search.best
    return {
        task.id: tuple(Split(int(best.after[row]), int(best.pause[row])) for row in _rows(program, t))
        for t, task in enumerate(program.wanted.plan.tasks)
        if least[t] > 0 and best.pauses[t] > 0
    }


def with_splits(program: Program, splits: Splits) -> Columns:
    """Return the columns of the plan with `splits` beside the pauses that were said."""
    columns = program.wanted.columns
    rows = list(zip(columns.split_task, columns.split_after, columns.split_pause, strict=True))
    for t, task in enumerate(program.wanted.plan.tasks):
        rows += [(t, split.after, split.pause) for split in splits.get(task.id, ())]
    rows.sort()
    return replace(
        columns,
        split_task=[row[0] for row in rows],
        split_after=[row[1] for row in rows],
        split_pause=[row[2] for row in rows],
    )


def spans_of(program: Program, t: int, start: int, finish: int) -> list[tuple[int, int]]:
    """Return from when to when task number `t`, from `start` to `finish`, is worked on."""
    if finish <= start or not program.search.best.pauses[t]:
        return [(start, finish)]
    return list(_spans(program, t, start, finish))


def pieces_of(program: Program, t: int, start: int, finish: int) -> tuple[Piece, ...]:
    """Return the pieces into which leveling splits task number `t`, if it does; pauses that were said are none."""
    best, people, tasks = program.search.best, program.people, program.wanted.plan.tasks
    if not program.search.room.pauses.least[t]:
        return ()
    (first, *others), pieces = spans_of(program, t, start, finish), list[Piece]()
    for row, (begin, end) in zip(_rows(program, t), others, strict=True):
        who, other = int(best.pauser[row]), int(best.pausing[row])
        person, because = people[who] if who >= 0 else None, tasks[other].id if other >= 0 else None
        pieces.append(Piece(Instant(begin), Instant(end), person, because))
    return (Piece(Instant(first[0]), Instant(first[1])), *pieces)


def _rows(program: Program, t: int) -> Sequence[int]:
    first = t * int(program.search.room.pauses.most[0])
    return range(first, first + int(program.search.best.pauses[t]))


def _spans(program: Program, t: int, start: int, finish: int) -> Iterator[tuple[int, int]]:
    search = program.search
    best, tables = search.best, search.scene.tables
    calendar = int(search.scene.network.calendar[search.given.rank[t]])
    if search.given.limits.may[t]:
        calendar = int(search.given.modes.calendar[best.mode[t]])
    begin, done, count = start, 0, work_at(start, calendar, tables)
    for row in _rows(program, t):
        count += int(best.after[row]) - done
        done = int(best.after[row])
        yield int(begin), int(finish_at(count, calendar, tables))
        count += int(best.pause[row])
        begin = start_at(count, calendar, tables)
    yield int(begin), finish
