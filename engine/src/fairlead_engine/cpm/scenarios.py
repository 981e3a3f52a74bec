"""The finish of every task in many scenarios, which differ in durations only: what they share is made ready once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from fairlead_engine.cpm.passes import pass_forward
from fairlead_engine.cpm.scheduling import PassedPlan, edges_of, passed_plan, schedule_columns
from fairlead_engine.machine import Ints, Machine, machine_for
from fairlead_engine.network import NONE, ColumnBroken, Columns
from fairlead_engine.network.columns import check_size

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

Finishes = tuple[Sequence[int], Sequence[int]]  # of tasks, in the order in which they were said, and of projects


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Finishes as instants: `finish` (tasks, scenarios) and `project_finish` (projects, scenarios)."""

    finish: "NDArray[int64]"
    project_finish: "NDArray[int64]"


def schedule_scenarios(columns: Columns, durations: "NDArray[int64]", *, machine: Machine | None = None) -> Scenarios:
    """Return when each task of `columns`, and each project, finishes in each scenario.

    `durations` (tasks, scenarios) has minutes, of work or of the clock where a task is elapsed; those of summaries
    count for nothing. The finishes are exactly those of `schedule_columns` with each scenario's durations. Checks,
    order and calendars are made ready once, and a scenario takes one pass forward; but plans that need more, those
    by P6's rules, planned from their finish, with pauses or with tasks as late as possible, are scheduled in full
    each time.
    Raises: as `schedule_columns`; ColumnBroken for durations of another shape.
    """
    import numpy  # noqa: PLC0415 - a small plan is scheduled without it

    given = numpy.asarray(durations, dtype="i8")
    if given.ndim != 2 or len(given) != columns.tasks:
        raise ColumnBroken("durations", f"shape {given.shape} where ({columns.tasks}, scenarios) belongs")
    count = given.shape[1]
    finish = numpy.empty((columns.tasks, count), dtype="i8")
    project_finish = numpy.empty((columns.projects, count), dtype="i8")
    if count and columns.tasks:
        check_size("duration", given.min(axis=1))
        machine = machine or machine_for((columns.tasks + columns.links) * count)
        one = _pass_of(replace(columns, duration=given.max(axis=1)), machine)
        for place in range(count):
            minutes = machine.as_instants(cast("Sequence[int]", given[:, place]))
            finish[:, place], project_finish[:, place] = one(minutes)
    return Scenarios(finish, project_finish)


def _pass_of(longest: Columns, machine: Machine) -> Callable[[Ints], Finishes]:
    """Return what finds the finishes for durations, none longer than that of `longest`."""

    def in_full(durations: Ints) -> Finishes:
        found = schedule_columns(replace(longest, duration=durations), machine)
        return found.numbers("finish"), found.numbers("project_finish")

    plan = passed_plan(longest, machine)
    if not _needs_one_pass(plan, longest, machine):
        return in_full
    least, greatest = edges_of(plan.tables)

    def forward(durations: Ints) -> Finishes:
        _pass_forward_with(durations, plan)
        dates, spans = plan.passes.dates, plan.passes.spans
        first, last = machine.extremes(dates.start, NONE), machine.extremes(dates.finish, NONE)
        if first is None or last is None or first[0] <= least or last[1] >= greatest:
            return in_full(durations)
        return machine.taken(dates.finish, plan.given.rank), spans.last

    return forward


def _needs_one_pass(plan: PassedPlan, columns: Columns, machine: Machine) -> bool:
    """Tell whether early dates of `plan` come from its durations by one pass forward, whatever they are."""
    is_bound = machine.distinct(plan.given.said.milestone_end) == {0}  # no milestone lies but at its bound
    return plan.whole is None and plan.passes.is_single and columns.splits == 0 and is_bound


def _pass_forward_with(durations: Ints, plan: PassedPlan) -> None:
    """Pass forward over `plan` with other durations.

    Whether a link is between pieces of work was noted by those that the plan had; it tells which of two ways to the
    same start is shorter, so that it need not be noted again.
    """
    given, machine = plan.given, plan.machine
    network = given.network._replace(duration=machine.taken(durations, given.network.task))
    other = replace(given, network=network, said=given.said._replace(duration=durations))
    pass_forward(other, plan.tables, plan.passes, machine)
