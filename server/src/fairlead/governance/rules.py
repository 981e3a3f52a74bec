"""How a role stands to a decision, and what is wrong with a RACI matrix. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fairlead.access.rules import Action, Authority


class Stance(StrEnum):
    """How somebody in a role stands to a decision, strongest first."""

    DECIDES = "decides"
    SEES = "sees"  # of what is only to be seen
    WITHIN = "within"  # decides up to a limit
    OWN = "own"  # decides for their own tasks or time
    ASKED = "asked"  # manages what it is about, and is asked before
    INFORMED = "informed"  # sees what was decided
    NO = "no"


_OWN = frozenset({Action.EDIT_PROGRESS, Action.EDIT_TIME_OFF})


def standing_of(authority: Authority, action: Action, *, concern: Action | None, is_told: bool) -> Stance:
    """Return how a role with `authority` stands to `action`.

    `concern` is what somebody does anyway who is asked before it is decided, None where nobody is; `is_told` says
    that whoever sees the place sees what was decided.
    """
    if action is action.sight:
        return Stance.SEES if action in authority else Stance.NO
    if action in authority:
        return Stance.DECIDES if authority[action] is None else Stance.WITHIN
    if action in _OWN and (action is Action.EDIT_TIME_OFF or Action.VIEW in authority):
        return Stance.OWN
    if concern is not None and concern in authority:
        return Stance.ASKED
    return Stance.INFORMED if is_told and action.sight in authority else Stance.NO


class Fault(StrEnum):
    """What is wrong with a line of a RACI matrix."""

    NOBODY_ACCOUNTABLE = "nobody_accountable"
    SEVERAL_ACCOUNTABLE = "several_accountable"
    NOBODY_RESPONSIBLE = "nobody_responsible"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one line, and how many are accountable there."""

    deliverable: int
    fault: Fault
    count: int


def findings_of(lines: Mapping[int, Iterable[str]]) -> list[Finding]:
    """Return what is wrong with lines, given the letters of each by its key: one accountable, somebody responsible."""
    found: list[Finding] = []
    for id, letters in lines.items():
        said = list(letters)
        accountable = sum("A" in letter for letter in said)
        if accountable == 0:
            found.append(Finding(id, Fault.NOBODY_ACCOUNTABLE, 0))
        elif accountable > 1:
            found.append(Finding(id, Fault.SEVERAL_ACCOUNTABLE, accountable))
        if not any("R" in letter for letter in said):
            found.append(Finding(id, Fault.NOBODY_RESPONSIBLE, accountable))
    return found
