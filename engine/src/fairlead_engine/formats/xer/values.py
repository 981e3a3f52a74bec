"""Values as P6 writes them: hours, flags of Y and N, words for kinds."""

import math
from enum import Enum
from typing import TypeVar

from fairlead_engine.formats.values import MOST_MINUTES, Reading, Values
from fairlead_engine.formats.xer import kinds

K = TypeVar("K", bound=Enum)


def hours_in_minutes(text: str) -> float | None:
    """Return the minutes of a number of hours, its decimals after a point or a comma, or None where it is none."""
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        return None
    # P6 writes six decimals, so a minute is off by as little as a thousandth.
    return None if math.isnan(hours) else round(max(-2.0 * MOST_MINUTES, min(hours * 60, 2.0 * MOST_MINUTES)), 3)


def is_set(row: Values, column: str, *, default: bool = False) -> bool:
    """Return whether a flag is Y."""
    text = row.fields.get(column)
    return default if text not in {"Y", "N"} else text == "Y"


def kind_in(row: Values, column: str, kinds_: dict[str, K], usual: K) -> K:
    """Return what a word stands for; one that is not known is counted and taken as `usual`."""
    word = row.fields.get(column)
    if word is None:
        return usual
    if word not in kinds_:
        row.reading.notes.add(kinds.UNKNOWN_WORDS, f"{row.subject}: {word[:24]}")
    return kinds_.get(word, usual)


def number_in(row: Values, column: str, low: float, high: float) -> float | None:
    """Return a number within bounds, its decimals after a point or a comma."""
    text = row.fields.get(column)
    if text and "," in text and "." not in text:
        row.fields[column] = text.replace(",", ".")
    return row.number(column, low, high)


def lag_in(row: Values, column: str, reading: Reading) -> int:
    """Return minutes that may be negative; 0 where there are none."""
    text = row.fields.get(column)
    return (reading.minutes(text, f"{row.subject}: {column}") or 0) if text else 0
