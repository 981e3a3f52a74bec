"""The calendars on which tasks are worked where people are assigned to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairlead_engine.plan import Calendar
from fairlead_engine.worktime import Rules, both, rules_of

PROJECTS = -1  # the calendar of a task or person that names none: its project's


@dataclass(frozen=True, slots=True)
class Hours:
    """Whose hours a task is worked in: places of calendars, PROJECTS for none of its own.

    `people` are the calendars of those assigned. `is_free` tasks are worked without regard to them: elapsed ones,
    and those whose own calendar ignores theirs. `of_project` is None where every minute works.
    """

    own: int
    of_project: int | None
    people: Sequence[int]
    is_free: bool = False


def worked_calendars(
    tasks: Mapping[int, Hours], calendars: Sequence[Calendar]
) -> tuple[dict[int, int], list[Calendar | Rules]]:
    """Return the calendar of each task of `tasks`, by its key, as a place in the calendars returned with them.

    People who all work the same hours have the task worked in theirs, within the task's calendar if it has one and
    does not ignore theirs. People with different hours, or without an hour in common with the task's calendar, leave
    the task on its own. The calendars returned begin with those given.
    Raises: CalendarCycle, UnknownCalendar, ShiftBroken.
    """
    found: list[Calendar | Rules] = list(calendars)
    worked = {key: hours.own for key, hours in tasks.items()}
    if not any(person != PROJECTS for hours in tasks.values() for person in hours.people):
        return worked, found
    rules = rules_of(calendars)
    combined: dict[tuple[int, int], int] = {}
    for key, hours in tasks.items():
        theirs = _common_calendar(hours, rules)
        if theirs is None:
            continue
        if hours.own == PROJECTS:
            worked[key] = theirs
        elif rules[hours.own] != rules[theirs]:
            pair = (hours.own, theirs)
            if pair not in combined:
                common = both(rules[hours.own], rules[theirs])
                combined[pair] = len(found) if common.has_work else hours.own
                found += [common] if common.has_work else []
            worked[key] = combined[pair]
    return worked, found


def _common_calendar(hours: Hours, rules: Sequence[Rules]) -> int | None:
    """Return the one calendar by whose hours all people work, None where the task's own decides."""
    if not hours.people or hours.is_free:
        return None
    found = [hours.of_project if person == PROJECTS else person for person in hours.people]
    first = found[0]
    if first is None or any(other is None or rules[other] != rules[first] for other in found):
        return None
    if hours.of_project is not None and rules[first] == rules[hours.of_project] and hours.own == PROJECTS:
        return None
    return first if rules[first].has_work else None
