"""Which task stands below which: by levels, by parents, by the dots of a WBS code, or by indentation."""

import re
from collections.abc import Callable, Sequence

from fairlead_engine.formats.tables import kinds
from fairlead_engine.formats.tables.cells import text_of
from fairlead_engine.formats.tables.columns import Column
from fairlead_engine.formats.tables.entries import Entry

_DEEPEST = 1_000
_FIRST_NUMBER = re.compile(r"-?\d+")

Parents = list[int | None]


def parents_of(entries: Sequence[Entry], lookup: Callable[[str], int | None]) -> Parents:
    """Return the place of each entry's summary task among `entries`, None for those at the top.

    `lookup` returns the place that a text stands for.
    """
    if any(entry.has(Column.LEVEL) for entry in entries):
        return _by_levels(entries, [_level(entry) for entry in entries])
    if any(entry.has(Column.PARENT) for entry in entries):
        return _by_parents(entries, lookup)
    by_code = _by_codes(entries)
    if by_code is not None:
        return by_code
    return _by_levels(entries, _indents(entries))


def _level(entry: Entry) -> int | None:
    """Return the number in a level such as 2 or *Level 2*."""
    found = _FIRST_NUMBER.search(entry.text(Column.LEVEL)[:40])
    return min(int(found.group()[:6]), _DEEPEST) if found else None


def _indents(entries: Sequence[Entry]) -> list[int | None]:
    """Return how far each name is indented, by blanks before it or by how its file shows it."""
    found: list[int | None] = []
    for entry in entries:
        name = text_of(entry.cell(Column.NAME))
        blanks = name[: len(name) - len(name.lstrip())]
        found.append(len(blanks.replace("\t", "    ")) + entry.row.level)
    return found


def _by_levels(entries: Sequence[Entry], levels: list[int | None]) -> Parents:
    """Return parents by levels: below the last entry of the same project with a lesser one."""
    parents: Parents = []
    above: dict[str, list[tuple[int, int]]] = {}
    for place, (entry, said) in enumerate(zip(entries, levels, strict=True)):
        stack = above.setdefault(entry.text(Column.PROJECT), [])
        level = said if said is not None else stack[-1][0] if stack else 1
        while stack and stack[-1][0] >= level:
            stack.pop()
        parents.append(stack[-1][1] if stack else None)
        stack.append((level, place))
    return parents


def _by_parents(entries: Sequence[Entry], lookup: Callable[[str], int | None]) -> Parents:
    """Return parents by name or number; what leads nowhere or in a circle goes to the top."""
    parents: Parents = [None] * len(entries)
    for place, entry in enumerate(entries):
        text = entry.text(Column.PARENT)
        if not text or text == "0":
            continue
        above = lookup(text)
        if above is None or entries[above].text(Column.PROJECT) != entry.text(Column.PROJECT):
            entry.table.reading.notes.add(kinds.NO_PARENT, entry.subject)
        else:
            parents[place] = above
    return _opened(entries, parents)


def _opened(entries: Sequence[Entry], parents: Parents) -> Parents:
    """Return parents that lead in no circle."""
    settled: set[int] = set()
    for place in range(len(parents)):
        way: list[int] = []
        on_way: set[int] = set()
        step: int | None = place
        while step is not None and step not in settled and step not in on_way:
            way.append(step)
            on_way.add(step)
            step = parents[step]
        if step is not None and step in on_way:
            entries[step].table.reading.notes.add(kinds.NO_PARENT, entries[step].subject)
            parents[step] = None
        settled.update(way)
    return parents


def _by_codes(entries: Sequence[Entry]) -> Parents | None:
    """Return parents by codes such as 1.2.3, or None where codes do not name the tasks one by one."""
    codes = [(entry.text(Column.PROJECT), entry.text(Column.WBS).rstrip(".")) for entry in entries]
    places = {code: place for place, code in enumerate(codes) if code[1]}
    if len(places) < sum(bool(code) for _, code in codes):
        return None
    parents: Parents = []
    for project, code in codes:
        above: int | None = None
        shorter = code
        while above is None and "." in shorter:
            shorter = shorter.rpartition(".")[0]
            above = places.get((project, shorter))
        parents.append(above)
    return parents if any(parent is not None for parent in parents) else None
