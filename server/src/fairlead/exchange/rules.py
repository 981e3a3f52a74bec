"""Which person of a file is which in the pool, and what a project made of a file is called. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from fairlead.exchange.names import Names, words_of

CODE_LIMIT = 12
_SHORT = 8  # of a suggested code, so that a number fits behind
_WORD = re.compile(r"[A-Za-z0-9]+")
_KINDS = {
    "work": frozenset({"person", "role", "equipment"}),
    "material": frozenset({"material"}),
    "cost": frozenset({"cost"}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something, in a file or in the pool; `kind` is the pool's word, or work, material, cost of a file."""

    id: str
    name: str
    kind: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Who in the pool an entry of a file may be, likeliest first; `chosen` is the one to take unless told otherwise.

    `chosen` is never one who is only near.
    """

    candidates: tuple[str, ...] = ()
    chosen: str | None = None


def matches(file: Sequence[Entry], pool: Sequence[Entry]) -> dict[str, Match]:
    """Return for each entry of `file` who in `pool` it may be.

    The same e-mail address counts most, then the same name but for case and spaces, then the same but for accents,
    marks and order; names that are near come last. One of the pool is chosen where exactly one fits best, and for one
    entry of the file only.
    """
    groups = [(key, _grouped((key(entry), entry) for entry in pool)) for key in _KEYS]
    names, kinds_of = Names((entry.id, entry.name) for entry in pool), {entry.id: entry.kind for entry in pool}
    taken: set[str] = set()
    found = {}
    for entry in file:
        kinds = _KINDS.get(entry.kind, frozenset({entry.kind}))
        ranks = [[each.id for each in group.get(key(entry), ()) if each.kind in kinds] for key, group in groups]
        best = next((rank for rank in ranks if rank), [])
        chosen = best[0] if len(best) == 1 and best[0] not in taken else None
        taken |= {chosen} if chosen else set()
        near = [id for id in names.near(entry.name) if kinds_of[id] in kinds]
        found[entry.id] = Match(tuple(dict.fromkeys([id for rank in (*ranks, near) for id in rank])), chosen)
    return found


def code_for(name: str, taken: Iterable[str]) -> str:
    """Return a project code that is none of `taken`: the initials of many words, or the start of one or two."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = _WORD.findall(plain)
    stem = "".join(word[0] for word in words) if len(words) > 2 else "".join(words)
    stem = (stem[:_SHORT] or "PROJECT").upper()
    used = set(taken)
    if stem not in used:
        return stem
    return next(code for number in count(2) if (code := f"{stem}{number}"[:CODE_LIMIT]) not in used)


def name_from_file(filename: str) -> str:
    """Return a file's name without its folder and ending, for a plan that names itself nowhere."""
    stem = re.split(r"[/\\]", filename)[-1].rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").split()) or filename


def _grouped(pairs: Iterable[tuple[str, Entry]]) -> Mapping[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for key, entry in pairs:
        if key:
            groups.setdefault(key, []).append(entry)
    return groups


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


_KEYS: tuple[Callable[[Entry], str], ...] = (
    lambda entry: _plain(entry.email),
    lambda entry: _plain(entry.name),
    lambda entry: " ".join(words_of(entry.name)),
)
