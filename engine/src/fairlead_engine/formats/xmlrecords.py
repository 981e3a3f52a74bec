"""XML to records, one after the other: streaming, and nothing of it specific to one format."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.xmlparsing import check_attributes, check_count, parsed

_MOST_TAGS = 10_000


@dataclass(slots=True)
class Record:
    """An element with children: texts of those without children, and the others as records, by tag."""

    fields: dict[str, str] = field(default_factory=dict)
    groups: dict[str, list["Record"]] = field(default_factory=dict)


@dataclass(slots=True)
class XmlFile:
    """A document read by `records`; `root` fills while they are taken and is whole after the last.

    Records stand `depth` levels below the root. Attributes are left out, or kept as fields that begin with `@`; the
    text of an element that has some is then its field without a name.
    """

    content: bytes
    limits: Limits
    root: Record = field(default_factory=Record)
    depth: int = 2
    keeps_attributes: bool = False

    def records(self) -> Iterator[tuple[str, str, Record]]:
        """Yield (tag of the parent, tag, record) for every element that is one, in document order.

        Tags come without namespace. Texts of the root's own children without children are in
        `root.fields`; where a tag repeats, its last text counts.
        Raises: BrokenXml, WrongEncoding, UnsafeXml, TooComplex, EmptyFile.
        """
        builder = _Builder(self.limits, self.root, self.depth, keeps_attributes=self.keeps_attributes)
        for _ in parsed(self.content, builder, self.limits):
            yield from builder.found
            builder.found.clear()


class _Builder:
    """What expat calls: keeps the open elements and hands a record over as soon as it is closed.

    Most elements have no children. An element is therefore only remembered by its tag while it is `pending`, until
    either its end makes it a field or the start of a child makes it a record.
    """

    __slots__ = (
        *("limits", "found", "text", "count", "_pending", "_fields", "_is_above", "_open", "_tags", "_local"),
        *("_attributes", "_root", "_depth", "_keeps_attributes", "_record_start"),
    )

    def __init__(self, limits: Limits, root: Record, depth: int = 2, *, keeps_attributes: bool = False) -> None:
        self.limits = limits
        self.found: list[tuple[str, str, Record]] = []
        self.text: list[str] = []
        self.count = 0
        self._pending = ""
        self._fields: dict[str, str] = {}  # of the innermost record
        self._is_above = False  # whether the children of the innermost open element are records to hand over
        self._open: list[Record] = []
        self._tags: list[str] = []
        self._local: dict[str, str] = {}
        self._attributes: dict[str, str] = {}
        self._root = root
        self._depth = depth
        self._keeps_attributes = keeps_attributes
        self._record_start = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._pending:
            self._begin(Record())
        self.count += 1
        self._pending = self._local.get(name) or self._learn(name)
        if attributes:
            self._attribute(attributes)
        if self.text:
            self.text.clear()

    def end(self, _name: str) -> None:
        if self._pending:
            text = "".join(self.text)
            if len(text) > self.limits.max_text:
                raise TooComplex("characters in one text", self.limits.max_text)
            if self._is_above:
                self.found.append((self._tags[-1], self._pending, Record({"": text})))
            elif text := text.strip():
                self._fields[self._pending] = text
            self._pending = ""
        else:
            self._end()
        if self.text:
            self.text.clear()

    def _begin(self, record: Record) -> None:
        """Open the pending element, which has a child or attributes, as a record."""
        depth = len(self._open)
        if depth >= max(self.limits.max_depth - 1, self._depth):
            raise TooComplex("levels of elements within each other", self.limits.max_depth)
        if depth <= self._depth:
            self._record_start = self.count
            check_count(self.count, self.limits)
        self._open.append(record if depth else self._root)
        self._tags.append(self._pending)
        self._pending = ""
        self._fields = self._open[-1].fields
        self._is_above = depth + 1 == self._depth

    def _end(self) -> None:
        """Close the innermost record: hand it over, or put it in the one around it."""
        record, tag = self._open.pop(), self._tags.pop()
        if self._keeps_attributes and (text := "".join(self.text)):
            record.fields[""] = text
        depth = len(self._open)
        self._is_above = depth == self._depth
        self._fields = self._open[-1].fields if depth else {}
        if depth == self._depth:
            self.found.append((self._tags[-1], tag, record))
        elif depth > self._depth:
            self._open[-1].groups.setdefault(tag, []).append(record)
            if self.count - self._record_start > self.limits.max_record_elements:
                raise TooComplex("elements in one record", self.limits.max_record_elements)

    def _attribute(self, attributes: dict[str, str]) -> None:
        """Open the pending element with its attributes, where they are kept."""
        check_attributes(attributes, self.limits)
        if self._keeps_attributes:
            known = self._attributes
            self._begin(Record({known.get(name) or self._mark(name): value for name, value in attributes.items()}))

    def _mark(self, name: str) -> str:
        self._check_names(self._attributes)
        return self._attributes.setdefault(name, f"@{name.rpartition(':')[2]}")

    def _learn(self, name: str) -> str:
        self._check_names(self._local)
        return self._local.setdefault(name, name.rpartition(":")[2] or name)

    def _check_names(self, known: dict[str, str]) -> None:
        if len(known) > _MOST_TAGS:
            raise TooComplex("different kinds of elements", _MOST_TAGS)
