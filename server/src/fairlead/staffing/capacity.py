"""What a share of somebody comes to in minutes of their working time, and minutes in a share."""

from collections.abc import Collection
from datetime import date, datetime, time

from fairlead.resources.models import Resource
from fairlead.resources.rules import Period
from fairlead.resources.selectors import availabilities
from fairlead.staffing.load.reading import hours_read
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.rules import Promise
from fairlead_engine.network import PROJECTS
from fairlead_engine.units import instant_of
from fairlead_engine.worktime import WorkCalendar


class Hours:
    """The working time of every resource of a workspace, the default one for who has no calendar. Seven queries."""

    def __init__(self, workspace_id: int) -> None:
        self.workspace_id = workspace_id
        self.calendars = hours_read(workspace_id)
        self._of = [
            WorkCalendar(rules, each.name) if rules.has_work else None
            for each, rules in zip(self.calendars.calendars, self.calendars.rules, strict=True)
        ]
        self._available = availabilities(workspace_id)
        self._counted: dict[tuple[int, datetime, datetime], int] = {}

    @property
    def pool(self) -> Collection[int]:
        """All resources of the workspace, by key."""
        return self._available

    def available(self, resource: Resource) -> tuple[Period, ...]:
        """Return how many units there are of `resource` at all times."""
        return self._available[resource.pk]

    def capacity(self, resource: Resource, start_on: date, finish_on: date) -> float:
        """Return the minutes that all units of `resource` work from `start_on` to before `finish_on`."""
        return sum(
            float(each.units)
            * self.minutes(resource, max(start_on, each.start or start_on), min(finish_on, each.finish or finish_on))
            for each in self.available(resource)
        )

    def minutes(self, resource: Resource | None, start_on: date, finish_on: date) -> int:
        """Return how long one unit of `resource`, of anybody for None, works from `start_on` to before `finish_on`."""
        return self.between(resource, datetime.combine(start_on, time.min), datetime.combine(finish_on, time.min))

    def between(self, resource: Resource | None, start_at: datetime, finish_at: datetime) -> int:
        """Return how long one unit of `resource`, of anybody for None, works from `start_at` to before `finish_at`."""
        return self.on_calendar(resource.calendar_id if resource else None, start_at, finish_at)

    def on_calendar(self, calendar_id: int | None, start_at: datetime, finish_at: datetime) -> int:
        """Return the working minutes of one calendar, of the usual one for None; 0 where there are none."""
        place = self.calendars.place(calendar_id)
        calendar = None if place == PROJECTS else self._of[place]
        if calendar is None or start_at >= finish_at:
            return 0
        key = (place, start_at, finish_at)
        if key not in self._counted:  # many people share a calendar, and are asked about for the same weeks
            self._counted[key] = int(calendar.minutes_between(instant_of(start_at), instant_of(finish_at)))
        return self._counted[key]

    def share(self, booking: Booking) -> float:
        """Return the share that `booking` asks of its resource throughout its period, 1.0 for a whole person."""
        if booking.units is not None:
            return float(booking.units)
        whole = self.minutes(booking.resource, booking.start_on, booking.finish_on)
        return (booking.minutes or 0) / whole if whole else 0.0

    def booked(self, booking: Booking, start_on: date, finish_on: date) -> float:
        """Return the minutes that `booking` takes from `start_on` to before `finish_on`."""
        begin, end = max(start_on, booking.start_on), min(finish_on, booking.finish_on)
        return self.share(booking) * self.minutes(booking.resource, begin, end)

    def asked(self, request: Request, start_on: date, finish_on: date) -> float:
        """Return the minutes that `request` asks for from `start_on` to before `finish_on`."""
        begin, end = max(start_on, request.start_on), min(finish_on, request.finish_on)
        inside = self.minutes(request.resource, begin, end)
        if request.units is not None:
            return float(request.units) * inside
        whole = self.minutes(request.resource, request.start_on, request.finish_on)
        return (request.minutes or 0) * inside / whole if whole else 0.0

    def promise(self, booking: Booking) -> Promise:
        """Return `booking` as a promise by its key."""
        return Promise(booking.pk, booking.start_on, booking.finish_on, self.share(booking))
