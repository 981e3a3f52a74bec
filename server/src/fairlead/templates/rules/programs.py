"""A program without people and without what happened, and the same begun on another day. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fairlead.templates.rules.projects import Barrier, Brief, Duty, Serving, day_of, moved
from fairlead_engine.plan import Plan
from fairlead_engine.units import moment_of


@dataclass(frozen=True, slots=True)
class Step:
    """A tranche, from one day after the program's start to before another, and what can be done after it."""

    name: str
    start_day: int
    finish_day: int
    capability: str = ""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A gate of the program; it ends the tranche at the place `step` among them, or guards the stage it `opens`."""

    gate: Barrier
    step: int | None = None
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of a benefit a number of days after the program's start; `value` is a decimal number."""

    day: int
    value: str


@dataclass(frozen=True, slots=True)
class Gain:
    """A benefit with its measure and the profile that is expected; numbers and money are decimal, as texts.

    It is measured every so many days until `until_day`.
    """

    name: str
    baseline: Expectation
    target: Expectation
    until_day: int
    every_days: int
    points: tuple[Expectation, ...] = ()
    about: str = ""
    is_disbenefit: bool = False
    unit: str = ""
    yearly_value: str | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Yield:
    """An output of a project on which the benefit at the place `gain` depends, there once `task` is, or the project."""

    gain: int
    name: str
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece(Brief):
    """A project of a program, by its id in the plan, in the tranche at the place `step`, or the program's activities.

    Its days count from the program's start.
    """

    id: str
    code: str
    step: int | None = None
    outputs: tuple[Yield, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramContent:
    """What the template of a program holds: one plan of its activities and all its projects, with links across.

    Days count from `starts_on`, the first day on which anything of it begins.
    """

    starts_on: date
    plan: Plan
    summary: str = ""
    vision: str = ""
    reason: str = ""
    scope: str = ""
    target_state: str = ""
    steps: tuple[Step, ...] = ()
    gates: tuple[Crossing, ...] = ()
    gains: tuple[Gain, ...] = ()
    duties: tuple[Duty, ...] = ()
    serves: tuple[Serving, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def activities(self) -> str | None:
        """The id of what the program does itself, None where it does nothing."""
        return next((each.id for each in self.plan.projects if each.is_activities), None)

    @property
    def projects(self) -> tuple[Piece, ...]:
        """Its pieces that are projects: all but the program's own activities."""
        return tuple(piece for piece in self.pieces if piece.id != self.activities)

    @property
    def charter(self) -> dict[str, str]:
        """The texts of its charter by field."""
        return {name: getattr(self, name) for name in ("vision", "reason", "scope", "target_state")}


def program_begun(content: ProgramContent, start_on: date) -> ProgramContent:
    """Return `content` with a plan that begins on `start_on`; all dates in it move by as many days."""
    days = (start_on - content.starts_on).days
    return replace(content, starts_on=start_on, plan=moved(content.plan, days))


def days_of(content: ProgramContent) -> Iterator[date]:
    """Yield the days that are said in `content`, those of tasks left out."""
    days = [day for step in content.steps for day in (step.start_day, step.finish_day)]
    days += [each.gate.due_day for each in content.gates]
    days += [day for gain in content.gains for day in (gain.baseline.day, gain.until_day)]
    days += [part.gate.due_day for piece in content.pieces for part in piece.phases if part.gate]
    yield from (day_of(content.starts_on, day) for day in days)
    for project in content.plan.projects:
        yield from (moment_of(at).date() for at in (project.start, project.finish) if at is not None)
