"""When the studio is closed, and which date a day of the notation is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)
OPENS, CLOSES = time(9), time(18)


@dataclass(frozen=True, slots=True)
class Closing:
    """The studio is closed from `start` to before `finish`."""

    name: str
    start: date
    finish: date


def closings_of(year: int) -> list[Closing]:
    """Return when the studio is closed in `year` apart from weekends, in order; the last reaches into the next year."""
    easter = easter_of(year)
    return [
        _single("Good Friday", easter - 2 * ONE_DAY),
        _single("Easter Monday", easter + ONE_DAY),
        _single("Labor Day", date(year, 5, 1)),
        _single("Whit Monday", easter + 50 * ONE_DAY),
        _single("Day out with all of the house", _first_friday(date(year, 9, 1))),
        Closing("Closed between the years", date(year, 12, 24), date(year + 1, 1, 2)),
    ]


def easter_of(year: int) -> date:
    """Return Easter Sunday of `year` by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


@dataclass(frozen=True)
class Days:
    """The studio's working days counted from the Monday of the week of `today`."""

    today: date

    @cached_property
    def closings(self) -> list[Closing]:
        """Return the closings from two years ago to two years ahead, in order."""
        years = range(self.today.year - 2, self.today.year + 3)
        return [closing for year in years for closing in closings_of(year)]

    @cached_property
    def monday(self) -> date:
        return self.today - self.today.weekday() * ONE_DAY

    def date_of(self, day: int) -> date:
        """Return the date of working day `day`: 0 is the first on or after this Monday, -1 the last before it."""
        found = self.monday - ONE_DAY if day >= 0 else self.monday
        step = ONE_DAY if day >= 0 else -ONE_DAY
        for _ in range(day + 1 if day >= 0 else -day):
            found += step
            while not self.is_open(found):
                found += step
        return found

    def start_of(self, day: int) -> datetime:
        """Return when the studio opens on working day `day`."""
        return datetime.combine(self.date_of(day), OPENS)

    def finish_of(self, day: int) -> datetime:
        """Return when the studio closes on working day `day`."""
        return datetime.combine(self.date_of(day), CLOSES)

    def is_open(self, day: date) -> bool:
        """Say whether people work in the studio on `day`."""
        return day.weekday() < 5 and not any(one.start <= day < one.finish for one in self.closings)


def _single(name: str, day: date) -> Closing:
    return Closing(name, day, day + ONE_DAY)


def _first_friday(day: date) -> date:
    return day + (4 - day.weekday()) % 7 * ONE_DAY
