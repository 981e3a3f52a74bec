"""A plan from what the command line names."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fairlead_engine.errors import EngineError

if TYPE_CHECKING:
    from fairlead_engine.formats import Column, ReadResult

_STDIN = "-"


class UnknownColumn(EngineError):
    """`said` is what --column was given, `known` are the things that a column can hold."""

    def __init__(self, said: str, known: tuple[str, ...]) -> None:
        self.said, self.known = said, known
        super().__init__(f"--column takes HEADING=WHAT, not “{said}”. WHAT is nothing or one of: {', '.join(known)}.")


class NotHeaded(EngineError):
    """`said` is no heading of the table; `headings` are."""

    def __init__(self, said: str, headings: tuple[str, ...]) -> None:
        self.said, self.headings = said, headings
        super().__init__(f"No column is headed “{said}”. The table has: {', '.join(headings)}.")


class NoTable(EngineError):
    """`file_format` has no columns to be told about."""

    def __init__(self, file_format: str) -> None:
        self.file_format = file_format
        super().__init__(f"--column is for tables, but this is a file of another kind: {file_format}.")


def plan_asked(asked: Namespace, content: bytes | None = None) -> "ReadResult":
    """Return the plan that a command is asked about, read from a file or from standard input, unless it was already.

    Raises: ReadError, UnknownColumn, NoTable, NotHeaded.
    """
    from fairlead_engine.formats import read

    columns = _columns(asked.column)
    source = source_of(asked.file) if content is None else content
    result = read(source, name=stem_of(asked.file), columns=columns or None)
    if columns and result.head is None:
        raise NoTable(result.report.format)
    for said in columns:
        if result.head is not None and said not in result.head.headings:
            raise NotHeaded(said, result.head.headings)
    return result


def source_of(file: str) -> str | bytes:
    """Return the name of a file, or what standard input holds, up to just past what is read at most."""
    from fairlead_engine.formats.limits import DEFAULT

    return file if file != _STDIN else sys.stdin.buffer.read(DEFAULT.max_bytes + 1)


def stem_of(file: str) -> str | None:
    """Return what to call a plan that does not name itself; None where it came from standard input."""
    return None if file == _STDIN else Path(file).stem


def name_of(file: str) -> str:
    """Return what to call the file that was asked about."""
    return "standard input" if file == _STDIN else file


def _columns(said: Sequence[str]) -> "dict[str, Column | None]":
    return dict(map(_column, said))


def _column(said: str) -> "tuple[str, Column | None]":
    from fairlead_engine.formats import Column
    from fairlead_engine.formats.tables.columns import column_of

    heading, equals, what = said.rpartition("=")
    column, _ = column_of(what)
    if not equals or not heading.strip() or (what.strip() and column is None):
        raise UnknownColumn(said, tuple(each.value for each in Column))
    return heading.strip(), column
