"""Links as files name them: between tasks that are there, and each but once."""

from dataclasses import dataclass, field

from fairlead_engine.formats import kinds
from fairlead_engine.formats.report import Kind, Notes
from fairlead_engine.plan import Link, LinkKind, TaskId


@dataclass(slots=True)
class Linking:
    """The links taken so far between the tasks of `known`."""

    known: set[TaskId]
    notes: Notes
    _seen: set[tuple[TaskId, TaskId, LinkKind]] = field(default_factory=set)

    def takes(self, link: Link, subject: str) -> bool:
        """Return whether a link is to be kept; one that leads nowhere, to itself or repeats another is counted."""
        key = (link.predecessor, link.successor, link.kind)
        refusal = self._refusal(key)
        if refusal is not None:
            self.notes.add(refusal, subject)
            return False
        self._seen.add(key)
        return True

    def _refusal(self, key: tuple[TaskId, TaskId, LinkKind]) -> Kind | None:
        predecessor, successor, _ = key
        if predecessor not in self.known or successor not in self.known:
            return kinds.LINKS_TO_NOWHERE
        if predecessor == successor:
            return kinds.LINKS_TO_SELF
        return kinds.DUPLICATE_LINKS if key in self._seen else None
