"""What P6's rules read of a loaded plan, as the engine takes it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fairlead.kernel.bulk import Integers
from fairlead_engine.network import NONE, p6_columns
from fairlead_engine.options import ScheduleOptions
from fairlead_engine.plan import (
    Calendar,
    CalendarId,
    ConstraintKind,
    LagKind,
    Link,
    Plan,
    Project,
    ProjectId,
    Task,
    TaskId,
    TaskKind,
)
from fairlead_engine.units import Instant

_KINDS = tuple(TaskKind)  # as the loader numbers them


def columns_by_p6(
    given: Mapping[str, Any],
    said: Mapping[str, Integers],
    ids: Integers,
    projects: Sequence[tuple[int, ScheduleOptions | None]],
    calendars: Sequence[Calendar],
) -> dict[str, Any]:
    """Return the columns that P6's rules read, or read otherwise, by name; none where they hold in no project.

    `given` are the columns so far; `said` has those of P6_SAID, `projects` the key of each one's calendar and its
    options. The engine decides from records, which are made of only what it reads.
    """
    if all(options is None for _calendar, options in projects):
        return {}
    plan = Plan(
        name="",
        projects=tuple(
            Project(ProjectId(str(place)), "", Instant(0), CalendarId(str(calendar)), options=options)
            for place, (calendar, options) in enumerate(projects)
        ),
        tasks=tuple(_tasks(given, said, ids)),
        links=tuple(_links(given, ids)),
        calendars=tuple(calendars),
    )
    return p6_columns(plan, given["calendar"].tolist())


def _tasks(given: Mapping[str, Any], said: Mapping[str, Integers], ids: Integers) -> Iterator[Task]:
    columns = (
        ids,
        given["project"],
        said["kind"],
        said["is_elapsed"],
        said["second_constraint"],
        said["second_constraint_at"],
        said["remaining_minutes"],
        said["expected_finish_at"],
        said["outside_start_at"],
        said["outside_finish_at"],
    )
    for id, project, kind, is_elapsed, second, at, remaining, expected, start, finish in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield Task(
            id=TaskId(str(id)),
            name="",
            project=ProjectId(str(project)),
            kind=_KINDS[kind],
            is_elapsed=bool(is_elapsed),
            second_constraint=ConstraintKind(second),
            second_constraint_at=_instant(at),
            remaining=None if remaining == NONE else remaining,
            expected_finish=_instant(expected),
            outside_start=_instant(start),
            outside_finish=_instant(finish),
        )


def _links(given: Mapping[str, Any], ids: Integers) -> Iterator[Link]:
    keys = [TaskId(str(id)) for id in ids.tolist()]
    columns = (given[name].tolist() for name in ("predecessor", "successor", "lag_kind"))
    for predecessor, successor, kind in zip(*columns, strict=True):
        yield Link(keys[predecessor], keys[successor], lag_kind=LagKind(kind))


def _instant(value: int) -> Instant | None:
    return None if value == NONE else Instant(value)
