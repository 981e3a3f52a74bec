"""What the command line says of plans, in words for people; the server has its own, in their languages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairlead_engine.comparison import Hint, Reason
from fairlead_engine.cpm import DriverKind
from fairlead_engine.formats.tables.output.texts import amount
from fairlead_engine.plan import ConstraintKind, LagKind, Link, LinkKind, Plan, Task, TaskId
from fairlead_engine.units import moment_of

if TYPE_CHECKING:
    from fairlead_engine.formats import ReadReport

_DRIVERS = {
    DriverKind.PROJECT_START: "nothing but its project's start holds it",
    DriverKind.ACTUAL: "it starts when it actually did",
    DriverKind.MANUAL: "it keeps the dates that it was given by hand",
    DriverKind.SUMMARY: "its summary task {by} holds it",
    DriverKind.CHILD: "it spans its subtasks, of which {by} is the first",
    DriverKind.ALAP: "it is placed as late as {by} allows",
    DriverKind.LEVELING: "its leveling delay sets its start",
}
_LINKS = {
    LinkKind.FS: "it waits for {by} to finish",
    LinkKind.SS: "it waits for {by} to start",
    LinkKind.FF: "it may not finish before {by} does",
    LinkKind.SF: "it may not finish before {by} starts",
}
_CONSTRAINTS = {
    ConstraintKind.ASAP: "as soon as possible",
    ConstraintKind.ALAP: "as late as possible",
    ConstraintKind.SNET: "start no earlier than",
    ConstraintKind.SNLT: "start no later than",
    ConstraintKind.FNET: "finish no earlier than",
    ConstraintKind.FNLT: "finish no later than",
    ConstraintKind.MSO: "must start on",
    ConstraintKind.MFO: "must finish on",
}
_HINTS = {
    Hint.SAME_MOMENT: "Nobody works between the two: it is the same moment, said differently.",
    Hint.UNCALCULATED: "The file has it start before a task that it waits for is finished: "
    "it was saved without being calculated.",
    Hint.BEHIND_STATUS: "The file has it start before the data date: it was saved without being scheduled.",
    Hint.SUCCESSORS: "A task that follows it has other late dates already.",
    Hint.PROJECT_FINISH: "Its project ends at another time, and late dates with it.",
    Hint.CONFLICT: "Its slack is negative: not all that binds it can hold, and programs differ in what gives way.",
    Hint.SPLIT: "Its work pauses.",
    Hint.RESOURCE_CALENDAR: "Somebody who works on it has other working times than the task.",
    Hint.ASSIGNMENT_DELAY: "Somebody who works on it starts later than the task itself.",
    Hint.SPANS: "It lasts as long as other tasks do (P6: level of effort, WBS summary).",
    Hint.EXPECTED_FINISH: "Its remaining work is stretched to an expected finish (P6).",
    Hint.OUTSIDE: "Projects that are not in the file bind it (P6).",
    Hint.STARTED: "It has begun: where the rest of its work goes on was placed by hand or by the status date.",
    Hint.MANUAL: "It is scheduled by hand.",
}


def reason_lines(plan: Plan, tasks: dict[TaskId, Task], task: Task, reason: Reason) -> Iterator[str]:
    """Yield sentences that say what sets a task's start here, and what makes a difference likely."""
    yield f"Here {driver_text(plan, tasks, task, reason)}."
    if reason.follows is not None:
        first = f"; it began with {named(tasks, reason.origin)}" if reason.origin not in {None, reason.follows} else ""
        yield f"It follows {named(tasks, reason.follows)}, which differs already{first}."
    yield from (_HINTS[hint] for hint in reason.hints if hint in _HINTS)


def driver_text(plan: Plan, tasks: dict[TaskId, Task], task: Task, reason: Reason) -> str:
    """Return what sets the start of a task, as the end of a sentence."""
    by = named(tasks, reason.driver_task)
    if reason.driver_kind is DriverKind.LINK and reason.driver_link is not None:
        link = plan.links[reason.driver_link]
        return _LINKS[link.kind].format(by=by) + _lag_text(link)
    if reason.driver_kind is DriverKind.CONSTRAINT:
        at = "" if task.constraint_at is None else f" {moment_text(task.constraint_at)}"
        return f"its own constraint sets its start: {_CONSTRAINTS[task.constraint]}{at}"
    return _DRIVERS.get(reason.driver_kind, "{by} sets its start").format(by=by)


def named(tasks: dict[TaskId, Task], id: TaskId | None) -> str:
    """Return a task's name with its id, by which people find it."""
    return "another task" if id is None else f"“{shown(tasks[id].name)}” ({shown(id)})"


def report_lines(report: "ReadReport") -> Iterator[str]:
    """Yield what was lost or changed on the way from or to a file."""
    for line in report.lines:
        places = f" ({', '.join(map(shown, line.examples))})" if line.examples else ""
        yield f"{line.severity.value}: {line.count} × {line.message}{places}"


def report_records(report: "ReadReport") -> list[dict[str, object]]:
    """Return the same for programs."""
    return [
        {
            "severity": line.severity.value,
            "kind": line.kind,
            "count": line.count,
            "message": line.message,
            "examples": list(line.examples),
        }
        for line in report.lines
    ]


def shown(text: str) -> str:
    """Return `text` on one line, without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def moment_text(instant: int) -> str:
    """Return a plan time as people write it."""
    return moment_of(instant).strftime("%Y-%m-%d %H:%M")


def iso(instant: int) -> str:
    """Return a plan time as programs write it."""
    return moment_of(instant).isoformat(timespec="seconds")


def duration_text(minutes: int, day: int) -> str:
    """Return an amount without its sign, in the largest unit that says it well; a day has `day` minutes."""
    size = abs(minutes)
    number, unit = (size, "minute") if size < 60 else (size / 60, "hour") if size < day else (size / day, "day")
    text = f"{number:.1f}".removesuffix(".0")
    return f"{text} {unit}{'' if text == '1' else 's'}"


def count_text(number: int, thing: str) -> str:
    """Return how many there are of a thing."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _lag_text(link: Link) -> str:
    if link.lag == 0:
        return ""
    if link.lag_kind in {LagKind.PERCENT, LagKind.PERCENT_ELAPSED}:
        size = f"{abs(link.lag)} % of its duration"
    else:
        size = amount(abs(link.lag), is_elapsed=link.lag_kind is LagKind.ELAPSED)
    return f", {'plus' if link.lag > 0 else 'less'} {size}"
