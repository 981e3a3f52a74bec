"""What people said of the workspace, its pool, bookings and requests."""

from datetime import date, datetime

from fairlead.api.shapes import Id, Out
from fairlead.resources.models import Resource, TimeOffKind
from fairlead.staffing.models import Side

Shifts = list[tuple[int, int]]


class ResourceSaid(Out):
    """What people said of one of the pool; `max_units` of 1 is one whole person, or piece.

    They are not there before `available_from_on`, or from `available_until_on` on. `calendar` may be theirs alone.
    """

    id: Id
    version: int
    kind: Resource.Kind
    name: str
    title: str
    email: str
    team: Id | None
    person: Id | None
    calendar: Id | None
    max_units: float
    available_from_on: date | None
    available_until_on: date | None


class TeamSaid(Out):
    """A team, and the person who leads it."""

    id: Id
    version: int
    name: str
    lead: Id | None


class SkillSaid(Out):
    """Something that resources can do."""

    id: Id
    version: int
    name: str


class CalendarSaid(Out):
    """Working times: shifts in minutes of the day for each weekday, Monday first; null is as its base says.

    The public holidays of `country` (ISO 3166-1) and `subdivision` are among its exceptions.
    """

    id: Id
    version: int
    name: str
    base: Id | None
    is_default: bool
    country: str
    subdivision: str
    week: list[Shifts | None]


class WorkspaceSaid(Out):
    """What the workspace is called and how it reckons; empty texts where nobody said.

    `week_start` is the day that weeks begin on, 0 for Monday; `fiscal_month` the first month of the fiscal year;
    `second_step` has the keys of the roles whose people sign in with a second step or a passkey.
    """

    id: Id
    version: int
    name: str
    time_zone: str
    week_start: int
    fiscal_month: int
    currency: str
    country: str
    second_step: list[str]


class TimeOffSaid(Out):
    """Days off from `start_on` to before `finish_on`; why is told to them and those who manage them, else null.

    Of each day all, or what lies between `from_minute` and `until_minute`, minutes of the day.
    """

    id: Id
    version: int
    start_on: date
    finish_on: date
    from_minute: int | None
    until_minute: int | None
    kind: TimeOffKind | None
    note: str | None


class BookingSaid(Out):
    """From `start_on` to before `finish_on`; either `units`, 1 for a whole person, or `minutes` in all.

    Without `resource` it is demand that waits for a name: of a `role`, or with a `skill` at `level` or above.
    """

    id: Id
    version: int
    project: Id
    resource: Id | None
    role: Id | None
    skill: Id | None
    level: int | None
    start_on: date
    finish_on: date
    units: float | None
    minutes: int | None
    is_firm: bool
    note: str


class RequestSaid(Out):
    """What a project asks for, and for which side it waits until when; for none once it is decided."""

    id: Id
    version: int
    project: Id
    resource: Id | None
    role: Id | None
    start_on: date
    finish_on: date
    units: float | None
    minutes: int | None
    reason: str
    answer_by_on: date
    waits_for: Side | None
    due_at: datetime | None
