"""Durations and shares as people write them: `3d`, `2 wks`, `1.5 Tage?`, `4 eh`, `50 %`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from fairlead_engine.formats.tables.columns import plain

_UNITS = {
    "m": """m min mins minute minutes minuten min. minuto minutos minuti minuut мин минута минут 分""",
    "h": """h hr hrs hour hours std std. stunde stunden heure heures hora horas ora ore uur u godz godz. ч
        час часа часов 小时""",
    "d": """d day days t tag tage tagen j jour jours dia dias g giorno giorni dag dagen dzien dni д день дня
        дней дн 日 个工作日 工作日""",
    "w": """w wk wks week weeks wo woche wochen s sem semaine semaines semana semanas settimana settimane
        weken tydz tydz. tydzien tygodnie нед неделя недели недель 周""",
    "mo": """mo mon mons month months monat monate mois mes meses mese mesi maand maanden mies mies. miesiac
        мес месяц месяца 月""",
    "y": """y yr yrs year years jahr jahre""",
}
_LETTERS = {plain(word): unit for unit, words in _UNITS.items() for word in words.split()}
_ELAPSED = re.compile(r"^(?:e|elapsed|f|fortl|ecoule|transcorrido|verstreken)[. ]*", re.IGNORECASE)
_PART = re.compile(r"\s*([+-]?\s*\d[\d.,'\u00a0\u202f]*)\s*([^\d\s+-][^\d+-]*|)", re.UNICODE)
_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,5}):(\d\d)(?::(\d\d))?", re.ASCII)
_MOST = 64


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many minutes the units stand for that people type."""

    day: int = 480
    week: int = 2400
    month: int = 9600

    def minutes(self, unit: str, *, is_elapsed: bool) -> float:
        """Return the minutes of one unit."""
        if is_elapsed:
            return {"m": 1, "h": 60, "d": 1440, "w": 10_080, "mo": 43_200, "y": 525_600}[unit]
        return {"m": 1, "h": 60, "d": self.day, "w": self.week, "mo": self.month, "y": 12 * self.month}[unit]


@dataclass(frozen=True, slots=True)
class Amount:
    """A duration: its minutes, whether the clock on the wall counts them, and whether it is an estimate."""

    minutes: float
    is_elapsed: bool = False
    is_estimated: bool = False


def unit_of(text: str) -> str:
    """Return the unit that a word names: m, h, d, w, mo or y, empty where it names none."""
    return _LETTERS.get(plain(text), "")


def amount_of(text: str, lengths: Lengths, usual: str = "d") -> Amount | None:
    """Return a duration, or None where a text says none; a number alone counts `usual` units."""
    text = text.strip()
    return _amount(text, lengths, usual) if 0 < len(text) <= _MOST else None


@lru_cache(maxsize=4096)  # a table has few durations, each of them often
def _amount(text: str, lengths: Lengths, usual: str) -> Amount | None:
    is_estimated = text.endswith("?")
    text = text.removesuffix("?").rstrip()
    for pattern, factors in ((_ISO, (1440, 60, 1, 1 / 60)), (_CLOCK, (60, 1, 1 / 60))):
        match = pattern.fullmatch(text)
        if match is not None and any(match.groups()):
            parts = zip(match.groups(), factors, strict=True)
            return Amount(sum(float(part or 0) * factor for part, factor in parts), is_estimated=is_estimated)
    return _summed(text, lengths, usual, is_estimated=is_estimated)


def number_of(text: str) -> float | None:
    """Return a number whose decimals stand after a point or a comma, and whose thousands may be parted."""
    text = text.replace("\u00a0", "").replace("\u202f", "").replace("'", "").replace(" ", "")
    if "," in text and "." in text:
        last = max(text.rindex(","), text.rindex("."))
        text = text[:last].replace(",", "").replace(".", "") + "." + text[last + 1 :]
    elif text.count(",") > 1 or text.count(".") > 1:
        text = text.replace(",", "").replace(".", "")
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def _summed(text: str, lengths: Lengths, usual: str, *, is_estimated: bool) -> Amount | None:
    """Return the sum of parts such as `2d 4h`; all of them elapsed or none."""
    total, place, elapsed = 0.0, 0, False
    while place < len(text):
        match = _PART.match(text, place)
        number = number_of(match.group(1)) if match else None
        if match is None or number is None:
            return None
        word = match.group(2).strip().rstrip(".")
        unit = unit_of(word) if word else usual
        if not unit and (short := _ELAPSED.sub("", word)) != word:
            unit, elapsed = unit_of(short), True
        if not unit:
            return None
        total += number * lengths.minutes(unit, is_elapsed=elapsed)
        place = match.end()
    return Amount(total, elapsed, is_estimated)
