"""Who works at the agency: reading `people.txt`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fairlead.resources.models import Resource

KINDS = {"Generic roles": Resource.Kind.ROLE, "Equipment": Resource.Kind.EQUIPMENT}
MORNINGS = "mornings"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")

_SKILL = re.compile(r"([a-z ]+) ([1-5])")
_AWAY = re.compile(r"away (\d+) to (\d+)")
_UNITS = re.compile(r"(\d+) of them")


@dataclass(frozen=True, slots=True)
class Member:
    """One of the pool: a person in a team, a generic role or a piece of equipment.

    `works` is `mornings`, the weekdays of somebody part-time, or empty for the studio's own times.
    `away` are the first and last working day of a holiday.
    """

    name: str
    title: str
    kind: Resource.Kind
    team: str = ""
    skills: tuple[tuple[str, int], ...] = ()
    works: str = ""
    away: tuple[int, int] | None = None
    units: int = 1

    @property
    def key(self) -> str:
        """Return the first word of the name, by which plans know them."""
        return self.name.split()[0]

    @property
    def email(self) -> str:
        """Return first.last at the agency's domain."""
        first, rest = self.name.lower().split(maxsplit=1)
        return f"{first}.{rest.replace(' ', '')}@harborvale.example"


def members_read(text: str) -> list[Member]:
    """Return the pool that `text` says: a line for each team, and below it, indented, one for each member.

    Raises: ValueError for a part that means nothing.
    """
    return list(_members(text))


def _members(text: str) -> Iterator[Member]:
    heading = ""
    for line in filter(str.strip, text.splitlines()):
        if line.startswith(" "):
            yield _member(line, heading)
        else:
            heading = line.strip()


def _member(line: str, heading: str) -> Member:
    name, title, *parts = [part.strip() for part in line.split(";")]
    skills: tuple[tuple[str, int], ...] = ()
    works, away, units = "", None, 1
    for part in parts:
        if part.startswith("works "):
            works = part.removeprefix("works ")
        elif said := _AWAY.fullmatch(part):
            away = (int(said[1]), int(said[2]))
        elif said := _UNITS.fullmatch(part):
            units = int(said[1])
        else:
            skills = tuple(_skill(one.strip()) for one in part.split(","))
    kind = KINDS.get(heading, Resource.Kind.PERSON)
    team = heading if kind is Resource.Kind.PERSON else ""
    return Member(name, title, kind, team, skills, works, away, units)


def _skill(text: str) -> tuple[str, int]:
    said = _SKILL.fullmatch(text)
    if said is None:
        raise ValueError(f"`{text}` is no skill with a level from 1 to 5")
    return said[1], int(said[2])
