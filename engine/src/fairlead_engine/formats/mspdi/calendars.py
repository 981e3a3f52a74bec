"""Calendars: week patterns, exceptions and what they are based on."""

from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.mspdi import times
from fairlead_engine.formats.mspdi.exceptions import exceptions_of, week_days
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import Calendar, CalendarId

_NO_BASE = {"", "-1", "0"}


def calendar_of(record: Record, ids: Ids, reading: Reading) -> Calendar:
    """Return a calendar as its record says, its base not yet looked up."""
    values = reading.values(record.fields, f"calendar {record.fields.get('Name', '')[:60]}".strip())
    base = record.fields.get("BaseCalendarUID", "")
    return Calendar(
        id=CalendarId(ids.take(values)),
        name=values.text("Name", reading.limits.title_length),
        week=times.week_of_days(
            week_days(record), has_base=base not in _NO_BASE, reading=reading, subject=values.subject
        ),
        exceptions=exceptions_of(record, reading, values.subject),
        base=CalendarId(base) if base and base != "-1" else None,
    )
