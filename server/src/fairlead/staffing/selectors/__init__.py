"""Reading bookings, requests, and what they do to others."""

from fairlead.staffing.selectors.alerts import Alert, AlertKind, alerts_of, overloads_of
from fairlead.staffing.selectors.bookings import BOOKING_SAID, booking_get, booking_said, bookings_of
from fairlead.staffing.selectors.effects import Claim, Effect, effects_of
from fairlead.staffing.selectors.requests import (
    Mine,
    Which,
    ask_of,
    asked_by,
    asks_of,
    decision_place,
    mine_of,
    offer_last,
    offers_of,
    request_get,
    request_page,
    request_said,
    requests_of,
    to_answer_count,
)
from fairlead.staffing.selectors.rivals import Delay, Rival, rivals_of
from fairlead.staffing.selectors.weeks import Amount, StaffRow, monday_of, staffing_of

__all__ = [
    "BOOKING_SAID",
    "Alert",
    "AlertKind",
    "Amount",
    "Claim",
    "Delay",
    "Effect",
    "Mine",
    "Rival",
    "StaffRow",
    "Which",
    "alerts_of",
    "ask_of",
    "asked_by",
    "asks_of",
    "booking_get",
    "booking_said",
    "bookings_of",
    "decision_place",
    "effects_of",
    "mine_of",
    "monday_of",
    "offer_last",
    "offers_of",
    "overloads_of",
    "request_get",
    "request_page",
    "request_said",
    "requests_of",
    "rivals_of",
    "staffing_of",
    "to_answer_count",
]
