"""What may be done with a token, of what its person may: read or write, everywhere or in some areas. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Area(StrEnum):
    """A part of the API, by the nouns that its addresses begin with."""

    STRATEGY = "strategy"
    PROGRAMS = "programs"
    PROJECTS = "projects"
    PEOPLE = "people"
    WORKSPACE = "workspace"
    YOU = "you"


class Reach(IntEnum):
    """What a token may do in an area."""

    NOTHING = 0
    READ = 1
    WRITE = 2


# What is said of a token, or of each of its areas.
LEVELS = {"read": Reach.READ, "write": Reach.WRITE}
SOME_AREAS = "areas"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a token may do: `kind` is a level of LEVELS for all areas, or SOME_AREAS, where `areas` say one by Area."""

    kind: str
    areas: Mapping[str, str] = field(default_factory=dict)

    def reach(self, area: Area) -> Reach:
        """Return what may be done in `area`."""
        level = self.areas.get(area, "") if self.kind == SOME_AREAS else self.kind
        return LEVELS.get(level, Reach.NOTHING)

    def is_within(self, other: "Scope") -> bool:
        """Say whether nothing may be done by this that may not be done by `other`."""
        return all(self.reach(area) <= other.reach(area) for area in Area)
