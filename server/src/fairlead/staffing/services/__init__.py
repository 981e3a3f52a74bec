"""Changes to bookings, requests and offers."""

from fairlead.staffing.services.bookings import (
    NewBooking,
    booking_create,
    booking_delete,
    booking_name,
    booking_update,
)
from fairlead.staffing.services.offers import offer_make
from fairlead.staffing.services.requests import (
    NewRequest,
    Part,
    offer_accept,
    request_ask,
    request_commit,
    request_decline,
    request_withdraw,
)

__all__ = [
    "NewBooking",
    "NewRequest",
    "Part",
    "booking_create",
    "booking_delete",
    "booking_name",
    "booking_update",
    "offer_accept",
    "offer_make",
    "request_ask",
    "request_commit",
    "request_decline",
    "request_withdraw",
]
