"""What the passes read and write, all in the order of the network (by rank)."""

from enum import IntEnum
from typing import NamedTuple

from fairlead_engine.machine import Ints


class DriverKind(IntEnum):
    """What set a task's start."""

    PROJECT_START = 0  # nothing else holds it
    LINK = 1  # a link; the task is its predecessor
    CONSTRAINT = 2  # its own constraint
    ACTUAL = 3  # it has started
    MANUAL = 4  # its own dates, which nothing moves
    SUMMARY = 5  # what holds a summary above it: that summary's link, constraint or manual start
    CHILD = 6  # a summary begins with this child
    ALAP = 7  # as late as its successors allow
    LEVELING = 8  # a delay by leveling, after the link or task named
    STATUS_DATE = 9  # the status date: its project reschedules uncompleted work


HAS_BEGUN = 1  # some of it is done
HAS_REST = 2  # some of it is not


class Dates(NamedTuple):
    """Found dates, as instants; counts of working minutes on the task's calendar beside the early ones."""

    start: Ints
    finish: Ints
    start_work: Ints
    finish_work: Ints
    late_start: Ints
    late_finish: Ints
    total_slack: Ints
    free_slack: Ints
    is_critical: Ints
    progress: Ints  # HAS_BEGUN, HAS_REST or both; a summary has what its children have


class Causes(NamedTuple):
    """Why each task starts when it does."""

    kind: Ints  # DriverKind
    link: Ints  # index of the link as it came, or -1
    other: Ints  # index of the predecessor, summary or child as it came, or -1
    at: Ints  # the instant asked for; a later start means that the calendar had no working time there


class Bounds(NamedTuple):
    """What summaries hand down to their children, and successors back to their predecessors."""

    floor: Ints  # forward: no child starts before; ABSENT, nothing said
    floor_linked: Ints  # forward: the same but for manual starts, before which a child's own constraint may put it
    floor_finish: Ints  # forward: no child finishes before
    floor_from: Ints  # rank of the summary that asks for `floor`
    floor_link: Ints  # by which link, or -1
    finish_from: Ints  # rank of the summary that asks for `floor_finish`
    finish_link: Ints  # by which link
    pushed: Ints  # forward: an ALAP task starts no earlier
    late: Ints  # backward: the last start of a piece of work, counted; the least late finish in a summary
    free: Ints  # backward: minutes it may slip without moving a successor
    late_finish: Ints  # backward, of a summary or milestone: it finishes no later
    late_start: Ints  # backward: a milestone starts no later; a manual summary's children begin no later


class Spans(NamedTuple):
    """Each project's own dates."""

    start: Ints  # where unlinked tasks begin
    first: Ints  # earliest start found
    last: Ints  # latest finish found
    late: Ints  # where backward passes begin
