"""What a share of somebody comes to in minutes of their working time, and minutes in a share."""

from datetime import date
from decimal import Decimal

from fairlead.resources.models import Calendar, Resource
from fairlead.resources.selectors import engine_calendars
from fairlead.staffing.models import Booking
from fairlead.staffing.rules import Promise
from fairlead_engine.units import day_of
from fairlead_engine.worktime import WorkCalendar, rules_of


class Hours:
    """The working time of every resource of a workspace, the default one for who has no calendar. Three queries."""

    def __init__(self, workspace_id: int) -> None:
        calendars = engine_calendars(workspace_id)
        self._of = {
            int(each.id): WorkCalendar(rules, each.name)
            for each, rules in zip(calendars, rules_of(calendars), strict=True)
            if rules.has_work
        }
        usual = Calendar.objects.filter(workspace_id=workspace_id).order_by("-is_default", "id")
        self._usual = usual.values_list("pk", flat=True).first()

    def minutes(self, resource: Resource | None, start_on: date, finish_on: date) -> int:
        """Return how long one unit of `resource`, of anybody for None, works from `start_on` to before `finish_on`."""
        calendar = self._of.get((resource.calendar_id if resource else None) or self._usual or 0)
        if calendar is None or start_on >= finish_on:
            return 0
        return int(calendar.minutes_between(day_of(start_on), day_of(finish_on)))

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

    def promise(self, booking: Booking) -> Promise:
        """Return `booking` as a promise by its key."""
        return Promise(booking.pk, booking.start_on, booking.finish_on, self.share(booking))


def limit_of(resource: Resource) -> Decimal:
    """Return the units of `resource` that can be promised at a time."""
    return resource.max_units
