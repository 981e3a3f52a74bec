"""Scheduling problems of the literature: Patterson's .rcp and the .rcmp of several projects, whole numbers both."""

from collections.abc import Iterator
from pathlib import Path

from fairlead_engine.errors import ReadError
from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.limits import DEFAULT, Limits
from fairlead_engine.formats.source import content_of
from fairlead_engine.leveling import Activity, Instance

_BYTES = frozenset(b"0123456789: \t\r\n\x1a")  # some files end as under DOS
_LONGEST_NUMBER = 9  # digits


class BrokenInstance(ReadError):
    """Numbers that make no scheduling problem; `reason` says what is wrong at the number `place`, counted from 1."""

    def __init__(self, reason: str, place: int) -> None:
        self.reason, self.place = reason, place
        super().__init__(f"The numbers make no scheduling problem: {reason} (number {place} of the file).")


def is_instance(content: bytes) -> bool:
    """Return whether `content` is numbers alone, as no plan is."""
    return bool(content.strip()) and _BYTES.issuperset(content)


def read_instance(source: str | Path | bytes, *, limits: Limits = DEFAULT) -> Instance:
    """Read a Patterson (.rcp) or .rcmp file: a path, or its bytes.

    Activities have their numbers as ids, those of an .rcmp "project:activity" as its links name them. Patterson files
    are as Demeulemeester & Herroelen, "Project Scheduling: A Research Handbook" (2002), section 4.3, describe them, the
    others as Vanhoucke, Coelho & Batselier, "An overview of project data for integrated project management" (2016).
    Raises: BrokenInstance; CannotOpen, EmptyFile, TooLarge, TooComplex; InstanceBroken, CannotFit for numbers that can
    be read but not scheduled.
    """
    content = content_of(source, limits)
    if not is_instance(content):
        raise BrokenInstance("there is something other than whole numbers", 1)
    words = Words(content.replace(b"\x1a", b" ").decode("ascii").split())
    instance = _several(words, limits) if b":" in content else _single(words, limits)
    words.end()
    return instance


class Words:
    """The words of a file, one after another; `at` is how many were taken."""

    def __init__(self, words: list[str]) -> None:
        self._words, self.at = words, 0

    def number(self, what: str) -> int:
        """Return the next word as a number; `what` names it where it is none."""
        word = self.word(what)
        if not word.isdigit() or len(word) > _LONGEST_NUMBER:
            raise BrokenInstance(f"{what} is {word[:20]}", self.at)
        return int(word)

    def word(self, what: str) -> str:
        """Return the next word."""
        if self.at == len(self._words):
            raise BrokenInstance(f"the file ends where {what} should be", self.at)
        self.at += 1
        return self._words[self.at - 1]

    def numbers(self, count: int, what: str) -> tuple[int, ...]:
        """Return the next `count` numbers."""
        return tuple(self.number(what) for _ in range(count))

    def end(self) -> None:
        """Refuse words that are left."""
        if self.at < len(self._words):
            raise BrokenInstance("the file goes on after its last activity", self.at + 1)


def _single(words: Words, limits: Limits) -> Instance:
    count = _count(words, "the number of activities", limits)
    capacities = words.numbers(_resources(words), "a capacity")
    activities = [_activity(words, str(at + 1), len(capacities)) for at in range(count)]
    return Instance(capacities, tuple(_linked(activities, {str(at + 1): at for at in range(count)}, words)))


def _several(words: Words, limits: Limits) -> Instance:
    projects = _count(words, "the number of projects", limits)
    capacities = words.numbers(_resources(words), "a capacity")
    releases: list[int] = []
    activities: list[tuple[Activity, list[str]]] = []
    for project in range(projects):
        count = _count(words, "the number of activities", limits, len(activities))
        releases.append(words.number("a release date"))
        words.numbers(len(capacities), "whether the project needs a resource")
        ids = (f"{project + 1}:{number + 1}" for number in range(count))
        activities += [_activity(words, id, len(capacities), project) for id in ids]
    places = {activity.id: at for at, (activity, _) in enumerate(activities)}
    return Instance(capacities, tuple(_linked(activities, places, words)), tuple(releases))


def _resources(words: Words, most: int = 1_000) -> int:
    count = words.number("the number of resources")
    if count > most:
        raise TooComplex("resources", most)
    return count


def _count(words: Words, what: str, limits: Limits, before: int = 0) -> int:
    count = words.number(what)
    if before + count > limits.max_tasks:
        raise TooComplex("activities", limits.max_tasks)
    return count


def _activity(words: Words, id: str, resources: int, project: int = 0) -> tuple[Activity, list[str]]:
    """Return an activity, and the words that name its followers."""
    duration = words.number(f"the duration of activity {id}")
    needs = words.numbers(resources, f"a need of activity {id}")
    count = words.number(f"the number of activities that follow {id}")
    followers = [words.word(f"an activity that follows {id}") for _ in range(count)]
    return Activity(id, duration, needs, (), project), followers


def _linked(activities: list[tuple[Activity, list[str]]], places: dict[str, int], words: Words) -> Iterator[Activity]:
    for activity, followers in activities:
        missing = next((word for word in followers if word not in places), None)
        if missing is not None:
            raise BrokenInstance(f"{activity.id} is followed by {missing[:20]}, which is not there", words.at)
        linked = tuple(places[word] for word in followers)
        yield Activity(activity.id, activity.duration, activity.needs, linked, activity.project)
