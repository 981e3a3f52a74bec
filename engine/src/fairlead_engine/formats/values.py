"""Texts of a file as values; what cannot be understood is counted, never guessed."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from fairlead_engine.formats import kinds
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.report import Notes
from fairlead_engine.units import Instant, instant_of

_Found = TypeVar("_Found")

MOST_MINUTES = 200 * 366 * 1440
_MOST_UNDERSTOOD = 10_000
_FLAGS = {"0": False, "1": True, "false": False, "true": True}


@dataclass(slots=True)
class Reading:
    """One file being read: its limits, its notes so far, and the dates already understood.

    `durations` makes minutes of the format's own texts, or None where one cannot be understood.
    """

    limits: Limits
    durations: Callable[[str], float | None]
    notes: Notes = field(default_factory=Notes)
    _instants: dict[str, Instant] = field(default_factory=dict)
    _minutes: dict[str, int] = field(default_factory=dict)
    _numbers: dict[str, float] = field(default_factory=dict)
    _understood: dict[tuple[object, ...], object] = field(default_factory=dict)
    _days_spent: int = 0

    def spend_day(self) -> bool:
        """Count one day of a recurrence looked at, and return whether that is more than the file may cost."""
        self._days_spent += 1
        return self._days_spent > self.limits.max_exception_days

    def values(self, fields: dict[str, str], subject: str) -> "Values":
        """Return the texts of one record as values; `subject` names it in examples of the report."""
        return Values(fields, self, subject)

    def moment(self, text: str, example: str) -> datetime | None:
        """Return a date and time without its zone, or None, which is counted, where it cannot be planned with."""
        moment = _moment(text)
        if moment is None:
            self.notes.add(kinds.BAD_VALUE, example)
        elif not self.limits.first_year <= moment.year <= self.limits.last_year:
            self.notes.add(kinds.BAD_YEAR, example)
            return None
        elif moment.tzinfo is not None:
            self.notes.add(kinds.ZONES, example)
            return moment.replace(tzinfo=None)
        return moment

    def known_instant(self, text: str) -> Instant | None:
        """Return the minute nearest to a date and time that was understood before, else None."""
        return self._instants.get(text)

    def known_minutes(self, text: str) -> int | None:
        """Return a duration that was understood before and of which there was nothing to say, else None."""
        return self._minutes.get(text)

    def understood(self, row: "Values", tags: tuple[str, ...], find: Callable[["Values"], _Found]) -> _Found:
        """Return what `find` makes of the texts of `tags`, on which alone it depends; records often say the same.

        What there is to note is noted for every record.
        """
        texts = (find, *map(row.fields.get, tags))
        if texts in self._understood:
            return self._understood[texts]  # type: ignore[return-value]
        before = self.notes.total
        found = find(row)
        if self.notes.total == before and len(self._understood) < _MOST_UNDERSTOOD:
            self._understood[texts] = found
        return found

    def number(self, text: str) -> float:
        """Return a number, NaN where it is none; each text is understood once."""
        number = self._numbers.get(text)
        if number is None:
            try:
                number = float(text)
            except ValueError:
                number = math.nan
            self._numbers[text] = number
        return number

    def instant(self, text: str, example: str) -> Instant | None:
        """Return the minute nearest to a date and time, or None as `moment` does."""
        moment = self.moment(text, example)
        if moment is None:
            return None
        self._instants[text] = instant = instant_of(moment + timedelta(seconds=30))
        return instant

    def minutes(self, text: str, example: str) -> int | None:
        """Return a duration rounded to minutes, negative ones too, or None, which is counted."""
        minutes = self.durations(text)
        if minutes is None:
            self.notes.add(kinds.BAD_VALUE, example)
            return None
        if abs(minutes) > MOST_MINUTES:
            self.notes.add(kinds.OUT_OF_BOUNDS, example)
            minutes = math.copysign(MOST_MINUTES, minutes)
        whole = math.floor(minutes + 0.5)
        if abs(whole - minutes) > 1e-6:
            self.notes.add(kinds.SECONDS, example)
        elif abs(minutes) < MOST_MINUTES:
            self._minutes[text] = whole
        return whole


@dataclass(slots=True)
class Values:
    """The texts of one record, asked for by tag; an absent or empty one is None or the given default."""

    fields: dict[str, str]
    reading: Reading
    subject: str

    def text(self, tag: str, most: int) -> str:
        """Return a text on one line, cut to `most` characters."""
        return self.cut(one_line(self.fields.get(tag, "")), most)

    def cut(self, text: str, most: int) -> str:
        """Return `text`, or its first `most` characters, which is counted."""
        if len(text) <= most:
            return text
        self.reading.notes.add(kinds.LONG_TEXT, self.subject)
        return text[:most]

    def flag(self, tag: str, *, default: bool = False) -> bool:
        """Return whether a flag is set; anything but 1, true, 0 and false is counted."""
        text = self.fields.get(tag)
        if not text:
            return default
        is_set = _FLAGS.get(text)
        if is_set is None:
            self.reading.notes.add(kinds.BAD_VALUE, self._example(tag))
            return default
        return is_set

    def number(self, tag: str, low: float, high: float) -> float | None:
        """Return a number, moved into `low`..`high` where it lies outside."""
        text = self.fields.get(tag)
        if not text:
            return None
        number = self.reading.number(text)
        if low <= number <= high:
            return number
        if math.isnan(number):
            self.reading.notes.add(kinds.BAD_VALUE, self._example(tag))
            return None
        self.reading.notes.add(kinds.OUT_OF_BOUNDS, self._example(tag))
        return min(max(number, low), high)

    def whole(self, tag: str, default: int, low: int, high: int) -> int:
        """Return a number rounded to a whole one within `low`..`high`."""
        number = self.number(tag, low, high)
        return default if number is None else round(number)

    def tenths(self, tag: str) -> int | None:
        """Return minutes of an amount given in tenths of a minute."""
        number = self.number(tag, -10 * MOST_MINUTES, 10 * MOST_MINUTES)
        return None if number is None else math.floor(number / 10 + 0.5)

    def delay(self, tag: str) -> int:
        """Return minutes of a delay given in tenths of a minute, never below zero, which is counted."""
        minutes = self.tenths(tag) or 0
        if minutes < 0:
            self.reading.notes.add(kinds.NEGATIVE_DURATION, self._example(tag))
        return max(0, minutes)

    def instant(self, tag: str) -> Instant | None:
        """Return the minute nearest to a date and time."""
        text = self.fields.get(tag)
        if not text:
            return None
        known = self.reading.known_instant(text)
        return self.reading.instant(text, self._example(tag)) if known is None else known

    def minutes(self, tag: str) -> int | None:
        """Return a duration in minutes, never below zero."""
        text = self.fields.get(tag)
        if not text:
            return None
        minutes = self.reading.known_minutes(text)
        if minutes is None:
            minutes = self.reading.minutes(text, self._example(tag))
        if minutes is not None and minutes < 0:
            self.reading.notes.add(kinds.NEGATIVE_DURATION, self._example(tag))
            return 0
        return minutes

    def _example(self, tag: str) -> str:
        return f"{self.subject}: {tag} {self.fields[tag][:24]}"


def one_line(text: str) -> str:
    """Return a text without the ends of its lines, and without blanks around it."""
    return " ".join(text.split()) if "\n" in text or "\t" in text else text.strip()


def _moment(text: str) -> datetime | None:
    """Return a date and time, or None; XML may write midnight as 24:00 of the day before."""
    day, is_midnight, _ = text.partition("T24:00:00")
    try:
        return datetime.fromisoformat(day) + timedelta(days=1) if is_midnight else datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
