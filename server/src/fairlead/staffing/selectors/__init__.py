"""Reading bookings."""

from fairlead.staffing.selectors.bookings import BOOKING_SAID, booking_get, booking_said, bookings_of

__all__ = ["BOOKING_SAID", "booking_get", "booking_said", "bookings_of"]
