"""Changes to bookings."""

from fairlead.staffing.services.bookings import (
    NewBooking,
    booking_create,
    booking_delete,
    booking_name,
    booking_update,
)

__all__ = ["NewBooking", "booking_create", "booking_delete", "booking_name", "booking_update"]
