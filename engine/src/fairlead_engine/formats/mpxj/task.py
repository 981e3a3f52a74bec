"""What the two sides say to each other: the task as JSON on the command line, the answer as JSON in the folder."""

from dataclasses import asdict, dataclass, fields
from enum import Enum

ANSWER = "answer.json"
CONVERTED = "converted"


class Outcome(Enum):
    """How it went."""

    READ = "read"
    UNKNOWN = "unknown"  # none of MPXJ's readers takes it
    REFUSED = "refused"  # one does, but could not read it
    PASSWORD = "password"  # noqa: S105 - the file asks for one
    MEMORY = "memory"


class Passing(Enum):
    """The format in which a plan is handed on."""

    MSPDI = "mspdi"
    XER = "xer"


@dataclass(frozen=True, slots=True)
class Task:
    """One file to convert, where to, and within which bounds; paths as text."""

    source: str
    folder: str
    java_home: str
    jvm: str
    jars: str
    heap_megabytes: int
    address_bytes: int
    cpu_seconds: int
    file_bytes: int
    reschedules: bool

    @classmethod
    def of(cls, said: dict[str, object]) -> "Task":
        """Return the task that `as_json` gave."""
        return cls(**{each.name: said[each.name] for each in fields(cls)})  # type: ignore[arg-type]

    def as_json(self) -> dict[str, object]:
        """Return this as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """How it went; where the plan was read, in which format it was handed on and what MPXJ says of the file.

    `projects` counts those in the file, `ignored` its parts of which MPXJ made nothing.
    """

    outcome: Outcome
    reason: str = ""
    passing: Passing = Passing.MSPDI
    file_type: str = ""
    projects: int = 0
    ignored: int = 0

    @classmethod
    def of(cls, said: dict[str, object]) -> "Answer":
        """Return the answer that `as_json` gave.

        Raises: KeyError, TypeError, ValueError where it did not.
        """
        return cls(
            outcome=Outcome(said["outcome"]),
            reason=str(said["reason"]),
            passing=Passing(said["passing"]),
            file_type=str(said["file_type"]),
            projects=int(str(said["projects"])),
            ignored=int(str(said["ignored"])),
        )

    def as_json(self) -> dict[str, object]:
        """Return this as plain values."""
        return {**asdict(self), "outcome": self.outcome.value, "passing": self.passing.value}
