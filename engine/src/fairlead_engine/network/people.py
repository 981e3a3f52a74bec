"""The calendars on which tasks are worked where people are assigned to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fairlead_engine.plan import Calendar
from fairlead_engine.worktime import Rules, both, either, rules_of

PROJECTS = -1  # the calendar of a task or person that names none: its project's


Join = Callable[[Rules, Rules], Rules]


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

    A task is worked whenever one of its people works, within the task's calendar if it has one and does not ignore
    theirs. People without an hour in common with the task's calendar leave the task on its own. The calendars
    returned begin with those given.
    Raises: CalendarCycle, UnknownCalendar, ShiftBroken.
    """
    worked = {key: hours.own for key, hours in tasks.items()}
    if not any(person != PROJECTS for hours in tasks.values() for person in hours.people):
        return worked, list(calendars)
    found = _Found(list(calendars), rules_of(calendars))
    for key, hours in tasks.items():
        theirs = _of_people(hours, found)
        if theirs is None:
            continue
        if hours.own == PROJECTS:
            worked[key] = theirs
        elif found.rules[hours.own] != found.rules[theirs]:
            worked[key] = found.joined(both, hours.own, theirs)
    return worked, found.calendars


@dataclass(frozen=True, slots=True)
class _Found:
    """Calendars that were given, then those joined from them, and the rules of all."""

    calendars: list[Calendar | Rules]
    rules: list[Rules]
    known: dict[tuple[Join, int, int], int] = field(default_factory=dict)

    def joined(self, join: Join, one: int, other: int) -> int:
        """Return the place of two calendars joined; that of `one` where they have no working time together."""
        if (join, one, other) not in self.known:
            rules = join(self.rules[one], self.rules[other])
            self.known[join, one, other] = len(self.rules) if rules.has_work else one
            if rules.has_work:
                self.calendars.append(rules)
                self.rules.append(rules)
        return self.known[join, one, other]


def _of_people(hours: Hours, found: _Found) -> int | None:
    """Return the calendar of the hours in which any of the people works, None where the task's own decides."""
    if not hours.people or hours.is_free:
        return None
    people = [hours.of_project if person == PROJECTS else person for person in hours.people]
    theirs = people[0]
    for other in people:
        if theirs is None or other is None:
            return None
        if found.rules[other] != found.rules[theirs]:
            theirs = found.joined(either, min(theirs, other), max(theirs, other))
    if theirs is None or not found.rules[theirs].has_work:
        return None
    if hours.of_project is not None and found.rules[theirs] == found.rules[hours.of_project] and hours.own == PROJECTS:
        return None
    return theirs
