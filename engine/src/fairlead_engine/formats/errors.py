"""Why a file was not read or not written, in the words of whoever chose it.

ReadError
├── CannotOpen       the file is not there or may not be read
├── EmptyFile        there is nothing in it
├── TooLarge         more bytes than the limit, also after decompression
├── TooComplex       deeper, longer or more numerous than any real plan
├── UnknownFormat    none of the formats that are read; says which one it looks like
├── BrokenArchive    compressed data that ends early or is damaged
├── BrokenXml        not well-formed, or cut off before its end
├── WrongEncoding    bytes that are not in the encoding the file claims
├── UnsafeXml        a document type or entities: never needed in a plan, often an attack
├── BrokenPlan       native: a Fairlead file that is damaged, or says what no plan can
├── NewerVersion     native: a Fairlead file of a newer Fairlead
├── NoColumns        a table whose headings do not say where the names are
├── BrokenInstance   psplib: numbers that make no scheduling problem
└── NothingToRead    well-formed, but with nothing to make a plan of

WriteError
├── CannotSave       the file cannot be written where it was asked for
├── UnknownTarget    a name whose ending is that of no format that is written
└── UnsoundPlan      the plan names what is not in it, or holds a number that no plan can
"""

from typing import TYPE_CHECKING, Any

from fairlead_engine.errors import ReadError, WriteError

if TYPE_CHECKING:
    from fairlead_engine.formats.tables.head import Head


class CannotOpen(ReadError):
    """`reason` is the operating system's, in a few words."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name} cannot be opened: {reason}.")


class EmptyFile(ReadError):
    """There is no byte but blanks."""

    def __init__(self) -> None:
        super().__init__("The file is empty. Save the plan again and choose that file.")


class TooLarge(ReadError):
    """`limit` is in bytes; `size` is None where reading stopped before the end was seen."""

    def __init__(self, limit: int, size: int | None = None) -> None:
        self.limit, self.size = limit, size
        is_ = "is larger than" if size is None else f"has {_megabytes(size)}, more than"
        super().__init__(
            f"The file {is_} the {_megabytes(limit)} that are read at once. "
            "Save it without baselines and day-by-day work, or split the plan into several projects."
        )


class TooComplex(ReadError):
    """`what` is the thing of which there is more than `limit`."""

    def __init__(self, what: str, limit: int) -> None:
        self.what, self.limit = what, limit
        super().__init__(f"The file has more than {limit:,} {what}; no plan needs that, so it was not read.")


class UnknownFormat(ReadError):
    """`looks_like` names the format recognized, or None; `advice` is what the user can do."""

    def __init__(self, looks_like: str | None, advice: str) -> None:
        self.looks_like = looks_like
        what = "This is not a plan in a format that is read" if looks_like is None else f"This looks like {looks_like}"
        super().__init__(f"{what}. {advice}")


class BrokenArchive(ReadError):
    """Compressed data that cannot be unpacked to its end."""

    def __init__(self) -> None:
        super().__init__("The compressed file is damaged or cut off. Compress or copy it again.")


class BrokenXml(ReadError):
    """`line` and `column` count from 1."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        self.reason, self.line, self.column = reason, line, column
        super().__init__(
            f"The file is not well-formed XML at line {line}, column {column}: {reason}. "
            "It may have been cut off while it was copied; save it again and choose that file."
        )


class WrongEncoding(ReadError):
    """`encoding` is the one that the file claims, known or not."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        super().__init__(
            f"The file says that it is written in {encoding}, but it cannot be read so. Save it again as UTF-8."
        )


class UnsafeXml(ReadError):
    """`what` is the dangerous thing that was met."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"The file has {what}, which a plan never needs and which can be used to attack whoever opens it. "
            "It was not read; save it again from your planning program."
        )


class NoColumns(ReadError):
    """`head` is the top of the table, for whoever can say what its columns hold; `names` are those that it lacks."""

    def __init__(self, head: "Head[Any]", names: str = "the names of tasks") -> None:
        self.head = head
        shown = ", ".join(f"“{heading[:40]}”" for heading in head.headings[:12])
        super().__init__(
            f"No column of the table is headed as {names}"
            + (f"; its headings are {shown}" if shown else "")
            + ". Head that column Name, or say which column holds what."
        )


class NothingToRead(ReadError):
    """`missing` is the thing without which there is no plan."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"The file has no {missing}, so there is nothing to make a plan of.")


class CannotSave(WriteError):
    """`reason` is the operating system's, in a few words."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name} cannot be written: {reason}.")


class UnknownTarget(WriteError):
    """`name` is the one whose ending does not say the format; `endings` are those that do."""

    def __init__(self, name: str, endings: tuple[str, ...]) -> None:
        self.name, self.endings = name, endings
        super().__init__(f"The ending of {name} says no format that is written; take one of {', '.join(endings)}.")


class UnsoundPlan(WriteError):
    """`where` is the place in the plan, `reason` what is wrong there."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(f"The plan cannot be written because of {where}: {reason}.")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.3g} MB"
