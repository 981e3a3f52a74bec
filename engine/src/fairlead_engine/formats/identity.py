"""Ids of a file's own, kept where they are usable and unique, else replaced and counted."""

from dataclasses import dataclass, field

from fairlead_engine.formats import kinds
from fairlead_engine.formats.values import Values

_MOST = 32


@dataclass(slots=True)
class Ids:
    """The ids handed out so far for one sort of record."""

    taken: set[str] = field(default_factory=set)
    _made: int = 0

    def take(self, values: Values, tag: str = "UID") -> str:
        """Return the record's own id, or a new id where it has none or one that is taken."""
        uid = values.fields.get(tag, "")
        if 0 < len(uid) <= _MOST and uid not in self.taken:
            self.taken.add(uid)
            return uid
        values.reading.notes.add(kinds.DUPLICATE_ID if uid in self.taken else kinds.MISSING_ID, values.subject)
        return self.make()

    def make(self) -> str:
        """Return an id that no record of the file has used so far."""
        while True:
            self._made += 1
            if (made := f"new{self._made}") not in self.taken:
                self.taken.add(made)
                return made
