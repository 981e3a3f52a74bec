"""Who is booked in the demo, and what is asked for: open, overdue, answered with another offer, settled, declined."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of
from fairlead.demo.days import OPENS
from fairlead.demo.rows import Created, Setting
from fairlead.resources.models import Skill
from fairlead.staffing.models import Request
from fairlead.staffing.services import (
    NewBooking,
    NewRequest,
    Part,
    booking_create,
    offer_make,
    request_ask,
    request_commit,
    request_decline,
)

_ONE_DAY = timedelta(days=1)
_BOOKED_AGO = 10


@dataclass(frozen=True, slots=True)
class Share:
    """`percent` of somebody from working day `first` to `last`, counted from this Monday."""

    whom: str
    first: int
    last: int
    percent: int


@dataclass(frozen=True, slots=True)
class Ask:
    """What `who` asks for `project`, so many days ago, with an answer wanted so many days from today."""

    who: str
    project: str
    share: Share
    reason: str
    days_ago: int
    answer_in: int
    role: str = ""
    skill: str = ""


_BOOKINGS = (
    ("Maya", "PAY", Share("Ana", 0, 24, 40), True),
    ("Maya", "PAY", Share("Diego", 0, 34, 40), True),
    ("Maya", "POR", Share("Ana", 5, 39, 40), False),
    ("Maya", "ONB", Share("Zoe", 0, 19, 50), True),
    ("Maya", "ONB", Share("Katya", 5, 24, 60), True),
    ("Lars", "WEB", Share("Owen", 0, 29, 40), True),
    ("Lars", "WEB", Share("Lucia", 0, 34, 50), False),
)
_DIEGO_LONG_AGO = Ask(
    "Priya", "POR", Share("Diego", 10, 24, 60), "The sign-in of partners needs his interfaces.", 6, -1
)
_DIEGO = Ask("Jo", "PAY", Share("Diego", 8, 19, 60), "Bank transfers wait for the file format, and he knows it.", 2, 2)
_DESIGNER = Ask(
    *("Jo", "PAY", Share("", 5, 14, 100), "The checkout needs its error states before it is tested.", 3, 1),
    role="Senior",
    skill="Interface design",
)
_INGRID = Ask("Colm", "WEB", Share("Ingrid", 5, 9, 40), "Type for the twelve page types.", 8, -4)
_TOM = Ask("Priya", "ONB", Share("Tom", 0, 9, 50), "To review the new connection.", 7, -3)


def staffing_create(setting: Setting, created: Created) -> None:
    """Book people, and let project managers ask for more: two for the same one, and one who gets another offer."""
    staff = _Staff(setting, created)
    for who, project, share, is_firm in _BOOKINGS:
        staff.book(who, project, share, is_firm=is_firm)
    staff.demand("Maya", "POR", Share("", 15, 34, 200))
    staff.ask(_DIEGO_LONG_AGO)
    staff.ask(_DIEGO)
    staff.offer("Maya", staff.ask(_DESIGNER), Share("Zoe", 8, 17, 50), "Zoe can help, half of her time, a bit later.")
    request_commit(actor=staff.actor("Lars"), id=staff.ask(_INGRID).pk, version=1, now=staff.at(7))
    request_decline(
        actor=staff.actor("Maya"),
        id=staff.ask(_TOM).pk,
        version=1,
        reason="Tom is on the payments until they are live. Ivo can review it, an hour a day, without a booking.",
        now=staff.at(5),
    )


class _Staff:
    def __init__(self, setting: Setting, created: Created) -> None:
        self._setting, self._created = setting, created

    def actor(self, who: str) -> Actor:
        person = self._setting.resources[who].person
        if person is None:
            raise ValueError(f"{who} is no person, so cannot do anything")
        return actor_of(person)

    def at(self, days_ago: int) -> datetime:
        """Return the morning of so many days ago."""
        return timezone.make_aware(datetime.combine(self._setting.days.today - days_ago * _ONE_DAY, OPENS))

    def book(self, who: str, project: str, share: Share, *, is_firm: bool) -> None:
        first, finish = self._period(share)
        resource = self._setting.resources[share.whom].pk
        new = NewBooking(self._project(project), first, finish, resource, units=_units(share), is_firm=is_firm)
        booking_create(actor=self.actor(who), new=new, now=self.at(_BOOKED_AGO))

    def demand(self, who: str, project: str, share: Share) -> None:
        first, finish = self._period(share)
        role, skill = self._setting.resources["Senior"].pk, self._skill("Interface design")
        new = NewBooking(self._project(project), first, finish, None, role, skill, 4, units=_units(share))
        booking_create(actor=self.actor(who), new=new, now=self.at(_BOOKED_AGO))

    def ask(self, ask: Ask) -> Request:
        first, finish = self._period(ask.share)
        new = NewRequest(
            project=self._project(ask.project),
            start_on=first,
            finish_on=finish,
            reason=ask.reason,
            answer_by_on=self._setting.days.today + ask.answer_in * _ONE_DAY,
            resource=self._setting.resources[ask.share.whom].pk if ask.share.whom else None,
            role=self._setting.resources[ask.role].pk if ask.role else None,
            skills=((self._skill(ask.skill), 4),) if ask.skill else (),
            units=_units(ask.share),
        )
        return request_ask(actor=self.actor(ask.who), new=new, now=self.at(ask.days_ago))

    def offer(self, who: str, request: Request, share: Share, message: str) -> None:
        first, finish = self._period(share)
        part = Part(self._setting.resources[share.whom].pk, first, finish, _units(share))
        offer_make(
            actor=self.actor(who),
            id=request.pk,
            version=1,
            parts=[part],
            answer_by_on=self._setting.days.today + 2 * _ONE_DAY,
            message=message,
            now=self.at(1),
        )

    def _period(self, share: Share) -> tuple[date, date]:
        days = self._setting.days
        return days.date_of(share.first), days.date_of(share.last) + _ONE_DAY

    def _project(self, code: str) -> int:
        return self._created.projects[code].pk

    def _skill(self, name: str) -> int:
        return Skill.objects.get(workspace=self._setting.workspace, name=name).pk


def _units(share: Share) -> Decimal:
    return Decimal(share.percent) / 100
