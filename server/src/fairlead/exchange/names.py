"""Names of people beside each other: which are the same but for spelling, which are near. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

Words = tuple[str, ...]

_PARTS = re.compile(r"\w+")
_LEAST = 4  # letters of a word in which one may be another
_MOST_SHARING = 50  # names that share a word; of a word in more of them nothing follows
_MOST_NEAR = 5


def words_of(name: str) -> Words:
    """Return the words of a name in one order, without accents, capitals and marks: *Müller, Ana* is *Ana Muller*."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return tuple(sorted(_PARTS.findall("".join(each for each in letters if not unicodedata.combining(each)))))


def is_near(one: Words, other: Words) -> bool:
    """Say whether two names may be the same person's: every word of the shorter one has one of the other beside it.

    Such words are equal, one letter apart, or one is the other's initial; some are more than an initial.
    """
    short, long = sorted((one, other), key=len)
    left, has_word = list(long), False
    for word in sorted(short, key=len, reverse=True):
        found = next((each for each in left if each == word or _is_slip(word, each)), None)
        has_word |= found is not None and len(word) > 1
        found = found or next((each for each in left if _is_initial(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    return has_word and len(long) - len(short) <= 1


class Names:
    """Names to look others up in; looking one up costs what its words share with them, however many there are."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Keep `names`, pairs of an id and a name."""
        self._words: dict[str, Words] = {}
        self._sharing: dict[str, list[str]] = defaultdict(list)
        for id, name in names:
            words = self._words[id] = words_of(name)
            for key in set(_keys(words)):
                self._sharing[key].append(id)

    def near(self, name: str) -> tuple[str, ...]:
        """Return the ids of up to five names that are near `name`, in the order in which they were given."""
        words = words_of(name)
        groups = (self._sharing.get(key, ()) for key in _keys(words))
        likely = dict.fromkeys(id for group in groups if len(group) <= _MOST_SHARING for id in group)
        return tuple(id for id in likely if is_near(words, self._words[id]))[:_MOST_NEAR]


def _keys(words: Words) -> Iterator[str]:
    """Yield what two words one letter apart have in common: themselves, and themselves without one of their letters."""
    for word in words:
        if len(word) > 1:
            yield word
        if _LEAST <= len(word) <= 40:
            yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _is_slip(one: str, other: str) -> bool:
    """Say whether two words are one letter apart: another, one more, one less, or two of them swapped."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST - 1 or len(long) < _LEAST or len(long) - len(short) > 1:
        return False
    first = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) > len(short):
        return short[first:] == long[first + 1 :]
    swapped = short[first + 1 : first + 2] + short[first : first + 1] + short[first + 2 :]
    return short[first + 1 :] == long[first + 1 :] or swapped == long[first:]


def _is_initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]
