"""Predecessors as people write them: `12FS+2d, 14SS`, `A1010: FF 3`, in the words of many languages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fairlead_engine.formats.tables.amounts import Lengths, amount_of, number_of
from fairlead_engine.formats.tables.columns import plain
from fairlead_engine.plan import LagKind, LinkKind

_WORDS = {
    LinkKind.FS: "fs ea fd fc ti fi eb zr он fin-debut finish-to-start ende-anfang",
    LinkKind.SS: "ss aa dd cc ii bb rr нн start-to-start anfang-anfang",
    LinkKind.FF: "ff ee tt zz \u043e\u043e finish-to-finish ende-ende",
    LinkKind.SF: "sf ae df cf it if be rz но start-to-finish anfang-ende",
}
_KINDS = {plain(word): kind for kind, words in _WORDS.items() for word in words.split()}
_NAMES = "|".join(sorted((re.escape(word) for word in _KINDS), key=len, reverse=True))
_LAG = r"\s*([+-]\s*\d.*|\d.*)?"
_LINK = re.compile(rf"(.*?)\s*(?::\s*)?({_NAMES})\s*:?{_LAG}", re.IGNORECASE | re.DOTALL)
_LAGGED = re.compile(r"(.*?)\s*([+-]\s*\d.*)", re.DOTALL)
_PERCENT = re.compile(r"([+-]?\s*[\d.,]+)\s*(e?)\s*%", re.IGNORECASE)
_MOST = 500

Lookup = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Reference:
    """A predecessor: the id it was found under, the kind of link, and its lag."""

    task: str
    kind: LinkKind = LinkKind.FS
    lag: int = 0
    lag_kind: LagKind = LagKind.WORKING


def references_of(text: str, lookup: Lookup, lengths: Lengths) -> Iterator[Reference | str]:
    """Yield the predecessors that a cell names; a part that cannot be understood comes as its text.

    `lookup` returns the id that a text stands for, or None.
    """
    for part in _parts(text, lookup):
        yield _reference(part, lookup, lengths) or part


def _parts(text: str, lookup: Lookup) -> list[str]:
    """Return the parts of a list; commas part it only where no semicolon or line end does, and no name has them."""
    text = text.strip()
    if lookup(text) is not None:
        return [text]
    parts = re.split(r"[;\n]", text)
    if len(parts) == 1:
        parts = re.split(r",(?!\d+\s*[a-zA-Z%])", text) if re.search(r"[+-]\s*\d+,\d", text) else text.split(",")
    return [part.strip() for part in parts if part.strip()]


def _reference(part: str, lookup: Lookup, lengths: Lengths) -> Reference | None:
    """Return what a part means: a task's whole name or number first, for both may look like a link with a lag."""
    if (task := lookup(part)) is not None:
        return Reference(task)
    if len(part) > _MOST:
        return None
    for match in (_LINK.fullmatch(part), _LAGGED.fullmatch(part)):
        if match is None:
            continue
        kind = _KINDS[plain(match.group(2))] if match.re is _LINK else LinkKind.FS
        lag = _lag(match.group(3 if match.re is _LINK else 2) or "", lengths)
        task = lookup(match.group(1).strip().rstrip(":").strip())
        if task is not None and lag is not None:
            return Reference(task, kind, *lag)
    return None


def _lag(text: str, lengths: Lengths) -> tuple[int, LagKind] | None:
    text = re.sub(r"^([+-])\s+", r"\1", text.strip())
    if not text:
        return 0, LagKind.WORKING
    if match := _PERCENT.fullmatch(text):
        percent = number_of(match.group(1))
        kind = LagKind.PERCENT_ELAPSED if match.group(2) else LagKind.PERCENT
        return None if percent is None or abs(percent) > 100_000 else (round(percent), kind)
    amount = amount_of(text, lengths)
    if amount is None or abs(amount.minutes) > 1e8:
        return None
    return round(amount.minutes), LagKind.ELAPSED if amount.is_elapsed else LagKind.WORKING
