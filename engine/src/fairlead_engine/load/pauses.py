"""When a task is worked: without its pauses, and with what has happened apart from what remains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fairlead_engine.plan import Split
from fairlead_engine.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class Course:
    """A task's dates as found and how far it has come; `duration` and `done` count working minutes without pauses.

    `remaining` is what is left of the duration, None where nothing but `done` says.
    """

    start: int
    finish: int
    duration: int = 0
    done: int = 0
    remaining: int | None = None
    is_started: bool = False
    is_finished: bool = False
    splits: Sequence[Split] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in which a task is worked, in [start, finish)."""

    start: int
    finish: int
    is_done: bool


def spans_of(course: Course, calendar: WorkCalendar) -> list[Span]:
    """Return when a task is worked, in order; at least one span, an empty one for a milestone.

    What has been done lies from the start on, what remains ends at the finish: between them lies the pause of a task
    that was stopped and goes on later. Pauses count on `calendar`, in which the task is worked.
    Raises: OutsideYears.
    """
    whole = calendar.minutes_between(course.start, course.finish)
    if course.is_finished or whole <= 0:
        return [Span(course.start, course.finish, course.is_finished)]
    pauses = sorted((split.after, split.pause) for split in course.splits if 0 < split.after < course.duration)
    if not (pauses or course.done or course.is_started):
        return [Span(course.start, course.finish, is_done=False)]
    stretches = [*_stretches(course, pauses, whole)]
    return [_span(course, calendar, *stretch, whole) for stretch in stretches] or [
        Span(course.start, course.finish, is_done=False)
    ]


def _stretches(course: Course, pauses: Sequence[tuple[int, int]], whole: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the worked minutes as counts from the task's start, with whether they have been done."""
    done = min(course.done, course.duration)
    past = [(after, pause) for after, pause in pauses if after <= done]
    ahead = [(after - done, pause) for after, pause in pauses if after > done]
    resumed = done + sum(pause for _, pause in past)
    if course.is_started:
        left = course.duration - done if course.remaining is None else course.remaining
        resumed = whole - left - sum(pause for _, pause in ahead)
    resumed = min(max(resumed, 0), whole)
    for start, finish in _between(past, 0, done):
        if start < min(finish, resumed):
            yield start, min(finish, resumed), True
    for start, finish in _between(ahead, resumed, whole - resumed):
        if start < min(finish, whole):
            yield start, min(finish, whole), False


def _between(pauses: Sequence[tuple[int, int]], begin: int, work: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between `pauses` of `work` minutes that begin at the count `begin`."""
    for (one, _), (other, pause) in pairwise([(0, 0), *pauses, (work, 0)]):
        yield begin + one, begin + other
        begin += pause


def _span(course: Course, calendar: WorkCalendar, start: int, finish: int, is_done: bool, whole: int) -> Span:  # noqa: FBT001
    """Return a stretch as instants; those at the task's ends are its own, which may lie outside working time."""
    begins = course.start if start == 0 else calendar.next_start(calendar.finish_after(course.start, start))
    ends = course.finish if finish == whole else calendar.finish_after(course.start, finish)
    return Span(begins, ends, is_done)
