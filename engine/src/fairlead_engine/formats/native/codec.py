"""Frozen records to JSON values and back, told by their types alone.

A record is an object of its fields, those at their default left out; an instant is local time to the minute,
an enum its name or word, a tuple a list, a dict an object.
"""

import math
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from fairlead_engine.units import Instant, instant_of, moment_of

T = TypeVar("T")
Encode = Callable[[object], object]
Decode = Callable[[object, str], object]


class Misfit(Exception):
    """A value that is not of the shape that belongs at `where`."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where, self.reason = where, reason


@dataclass(frozen=True, slots=True)
class Codec:
    """Both ways of one type; `decode` is told where in the file the value stands."""

    encode: Encode
    decode: Decode


def encoded(record: object) -> object:
    """Return a record as JSON values."""
    return _codec(cast(Hashable, type(record))).encode(record)


def decoded(kind: type[T], value: object, where: str) -> T:
    """Return the record of `kind` that JSON values hold.

    Raises: Misfit.
    """
    return cast(T, _codec(cast(Hashable, kind)).decode(value, where))


@cache
def _codec(kind: object) -> Codec:
    if kind is Instant:
        return Codec(lambda value: moment_of(cast(int, value)).isoformat(timespec="minutes"), _instant)
    if isinstance(kind, NewType):
        return _codec(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    return _composed(kind) or _PLAIN[cast(type, kind)]


def _composed(kind: object) -> Codec | None:
    parts = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        return _optional(_codec(next(part for part in parts if part is not NoneType)))
    if get_origin(kind) is tuple:
        return _list(_codec(parts[0]))
    return _mapping(_codec(parts[1])) if get_origin(kind) is dict else None


def _record(kind: type) -> Codec:
    hints = get_type_hints(kind)
    codecs = {field.name: _codec(hints[field.name]) for field in fields(kind)}
    defaults = {field.name: _default(field) for field in fields(kind)}

    def encode(record: object) -> object:
        said = ((name, getattr(record, name)) for name in codecs)
        return {name: codecs[name].encode(value) for name, value in said if value != defaults[name]}

    def decode(value: object, where: str) -> object:
        if not isinstance(value, dict):
            raise Misfit(where, "an object belongs here")
        for name in value.keys() - codecs.keys():
            raise Misfit(where, f"“{name[:40]}” is not known")
        for name, default in defaults.items():
            if default is MISSING and name not in value:
                raise Misfit(where, f"“{name}” is missing")
        return kind(**{name: codecs[name].decode(part, f"{where}.{name}") for name, part in value.items()})

    return Codec(encode, decode)


def _default(field: "Field[object]") -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _optional(inner: Codec) -> Codec:
    return Codec(
        lambda value: None if value is None else inner.encode(value),
        lambda value, where: None if value is None else inner.decode(value, where),
    )


def _list(inner: Codec) -> Codec:
    def decode(value: object, where: str) -> object:
        if not isinstance(value, list):
            raise Misfit(where, "a list belongs here")
        return tuple(inner.decode(part, f"{where}[{place}]") for place, part in enumerate(value))

    return Codec(lambda values: [inner.encode(value) for value in cast(tuple[object, ...], values)], decode)


def _mapping(inner: Codec) -> Codec:
    def decode(value: object, where: str) -> object:
        if not isinstance(value, dict):
            raise Misfit(where, "an object belongs here")
        return {name: inner.decode(part, f"{where}.{name[:40]}") for name, part in value.items()}

    return Codec(
        lambda values: {name: inner.encode(value) for name, value in cast(dict[str, object], values).items()}, decode
    )


def _enum(kind: type[Enum]) -> Codec:
    words: dict[str, Enum] = {_word(member): member for member in kind}

    def decode(value: object, where: str) -> object:
        if not isinstance(value, str) or value not in words:
            raise Misfit(where, f"one of {', '.join(words)} belongs here")
        return words[value]

    return Codec(lambda member: _word(cast(Enum, member)), decode)


def _word(member: Enum) -> str:
    return member.value if isinstance(member.value, str) else member.name


def _instant(value: object, where: str) -> Instant:
    try:
        moment = datetime.fromisoformat(cast(str, value))
    except (TypeError, ValueError):
        raise Misfit(where, "a local time such as 2026-03-02T08:00 belongs here") from None
    if moment.tzinfo is not None:
        raise Misfit(where, "a plan time has no time zone")
    return instant_of(moment)


def _date(value: object, where: str) -> date:
    try:
        return date.fromisoformat(cast(str, value))
    except (TypeError, ValueError):
        raise Misfit(where, "a date such as 2026-03-02 belongs here") from None


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        raise Misfit(where, "a number belongs here")
    return float(value)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _text(value: object, where: str) -> object:
    """Return a text; JSON can say halves of letters, which no file can hold."""
    if not isinstance(value, str):
        raise Misfit(where, "a text belongs here")
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Misfit(where, "it holds half of a letter")
    return value


def _exact(kind: type, words: str) -> Decode:
    def decode(value: object, where: str) -> object:
        if type(value) is not kind:
            raise Misfit(where, f"{words} belongs here")
        return value

    return decode


_PLAIN = {
    str: Codec(lambda value: value, _text),
    int: Codec(lambda value: int(cast(int, value)), _exact(int, "a whole number")),
    bool: Codec(lambda value: value, _exact(bool, "true or false")),
    float: Codec(lambda value: value, _number),
    date: Codec(lambda value: cast(date, value).isoformat(), _date),
}
