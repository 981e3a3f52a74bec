"""Dates as people write them, and which of their numbers is the day: told by all dates of a table together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import lru_cache

from fairlead_engine.formats.tables.columns import plain

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(.*))?", re.ASCII)
_WEEKDAY = r"(?:([^\W\d]+)\.?,?\s+)?"
_REST = r"(?:[,T ]+(.*))?"
_NUMBERS = re.compile(rf"{_WEEKDAY}(\d{{1,2}})\s*([-/. ])\s*(\d{{1,2}})\s*[-/. ]\s*(\d{{4}}|\d{{2}})\.?{_REST}")
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?[-/. ]+(?:de\s+)?([^\W\d]+)\.?,?[-/. ]+(?:de\s+)?'?"
    rf"(\d{{4}}|\d{{2}}){_REST}"
)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}([^\W\d]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}|\d{{2}}){_REST}")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?\s*m?\.?(?:\s*uhr|\s*h)?", re.IGNORECASE
)
_ZONE = re.compile(r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$")
_MOST = 60

_MONTHS = (
    """january jan januar janner janvier janv enero ene janeiro gennaio gen januari styczen sty stycznia январь янв
    января""",
    """february feb februar fevrier fevr febrero fevereiro fev febbraio februari luty lut lutego февраль фев
    февраля""",
    """march mar marz mrz mars marzo marco maart mrt marzec marca март мар марта""",
    """april apr avril avr abril abr aprile kwiecien kwi kwietnia апрель апр апреля""",
    """may mai mayo maio maggio mag mei maj maja май мая""",
    """june jun juni juin junio junho giugno giu czerwiec cze czerwca июнь июн июня""",
    """july jul juli juillet juil julio julho luglio lug lipiec lip lipca июль июл июля""",
    """august aug aout agosto ago augustus augusti sierpien sie sierpnia август авг августа""",
    """september sep sept septembre septiembre setembro set settembre wrzesien wrz wrzesnia сентябрь сен сент
    сентября""",
    """october oct oktober okt octobre octubre outubro out ottobre ott pazdziernik paz pazdziernika октябрь окт
    октября""",
    """november nov novembre noviembre novembro listopad lis listopada ноябрь ноя нояб ноября""",
    """december dec dezember dez decembre diciembre dic dezembro dicembre grudzien gru grudnia декабрь дек декабря""",
)
_DAYS = (
    "monday mon montag mo lundi lun lunes lunedi segunda seg maandag ma poniedzialek pon пн понедельник",
    "tuesday tue tues dienstag di mardi mar martes martedi terca ter dinsdag wtorek wt вт вторник",
    "wednesday wed mittwoch mi mercredi mer miercoles mie mercoledi quarta qua woensdag wo sroda sr ср среда",  # noqa: RUF001
    "thursday thu thurs donnerstag do jeudi jeu jueves jue giovedi gio quinta qui donderdag czwartek czw чт четверг",
    "friday fri freitag fr vendredi ven viernes vie venerdi sexta sex vrijdag vr piatek pt пт пятница",
    "saturday sat samstag sa samedi sam sabado sab sabato zaterdag za sobota sob сб суббота",  # noqa: RUF001
    "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo niedziela nie вс воскресенье",
)
_WEEKDAYS = {plain(word): number for number, words in enumerate(_DAYS) for word in words.split()}
_MONTH = {plain(word): number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


class DateOrder(Enum):
    """Which of the first two numbers of a date is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it is written: two numbers that may be day and month, or the day with a month that is certain."""

    first: int
    second: int
    year: int
    clock: tuple[int, int] | None
    is_certain: bool  # `first` is the day and `second` the month
    has_zone: bool = False
    is_dotted: bool = False
    weekday: int | None = None  # Monday is 0

    def moment(self, order: DateOrder) -> datetime | None:
        """Return the moment, its time of day midnight where none is written; None where there is no such day."""
        day, month = self.first, self.second
        if not self.is_certain and order is DateOrder.MONTH_FIRST:
            day, month = month, day
        hour, minute = self.clock or (0, 0)
        try:
            return datetime(self.year, month, day, hour, minute)
        except ValueError:
            return None


def written(text: str) -> Written | None:
    """Return a date as it is written, or None where a text is none."""
    text = text.strip()
    return _written(text) if 0 < len(text) <= _MOST else None


@lru_cache(maxsize=4096)  # a table has few dates, each of them often
def _written(text: str) -> Written | None:
    if not any(letter.isdigit() for letter in text):
        return None
    zone = _ZONE.search(text) if ":" in text else None
    if zone:
        text = text[: zone.start()]
    if match := _ISO.fullmatch(text):
        year, month, day, clock = match.groups()
        return _made(day, month, year, clock, is_certain=True, has_zone=zone is not None)
    if match := _NUMBERS.fullmatch(text):
        weekday, first, mark, second, year, clock = match.groups()
        found = _made(first, second, year, clock, has_zone=zone is not None, is_dotted=mark == ".")
        return found and replace(found, weekday=_WEEKDAYS.get(plain(weekday or "")))
    for pattern, places in ((_DAY_FIRST, (2, 3)), (_MONTH_FIRST, (3, 2))):
        match = pattern.fullmatch(text)
        month_number = _MONTH.get(plain(match.group(places[1]))) if match else None
        if match and month_number:
            return _made(match.group(places[0]), str(month_number), match.group(4), match.group(5), is_certain=True)
    return None


def order_of(dates: Iterable[Written], pairs: Iterable[tuple[Written, Written]]) -> tuple[DateOrder, bool]:
    """Return the order that all dates can have, and whether that is certain.

    A number above 12 is a day, and a day of the week says which it is. Where that does not tell, a start must not lie
    after its finish, and spans of the right order are the shorter ones; dots stand where the day is first.
    """
    found = [each for each in dates if not each.is_certain]
    day_first = sum(each.first > 12 for each in found)
    month_first = sum(each.second > 12 for each in found)
    if day_first != month_first:
        return (DateOrder.DAY_FIRST if day_first > month_first else DateOrder.MONTH_FIRST), True
    if not found:
        return DateOrder.DAY_FIRST, True
    fitting = {order: sum(_fits(each, order) for each in found) for order in DateOrder}
    if fitting[DateOrder.DAY_FIRST] != fitting[DateOrder.MONTH_FIRST]:
        return max(DateOrder, key=lambda order: fitting[order]), True
    listed = [pair for pair in pairs if not all(each.is_certain for each in pair)]
    faults = {order: _faults(listed, order) for order in DateOrder}
    best = min(DateOrder, key=lambda order: faults[order])
    if faults[DateOrder.DAY_FIRST] != faults[DateOrder.MONTH_FIRST]:
        return best, faults[best][0] == 0 and faults[DateOrder.DAY_FIRST][0] != faults[DateOrder.MONTH_FIRST][0]
    return DateOrder.DAY_FIRST if found[0].is_dotted else DateOrder.MONTH_FIRST, found[0].is_dotted


def _fits(date: Written, order: DateOrder) -> bool:
    """Return whether a date falls on the day of the week that is written with it."""
    moment = date.moment(order) if date.weekday is not None else None
    return moment is not None and moment.weekday() == date.weekday


def _faults(pairs: list[tuple[Written, Written]], order: DateOrder) -> tuple[int, int]:
    """Return how many pairs are the wrong way round or no dates, and how many days the others span."""
    wrong, days = 0, 0
    for start, finish in pairs:
        begin, end = start.moment(order), finish.moment(order)
        if begin is None or end is None or end < begin:
            wrong += 1
        else:
            days += (end - begin).days
    return wrong, days


def _made(
    first: str,
    second: str,
    year: str,
    clock: str | None,
    *,
    is_certain: bool = False,
    has_zone: bool = False,
    is_dotted: bool = False,
) -> Written | None:
    time = None
    if clock and clock.strip():
        time = _clock(clock.strip())
        if time is None:
            return None
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    return Written(int(first), int(second), number, time, is_certain, has_zone, is_dotted)


def _clock(text: str) -> tuple[int, int] | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), (match.group(4) or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None
