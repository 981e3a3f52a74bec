"""XML to records, one after the other: hardened, streaming, and nothing of it specific to one format.

A file from a stranger may try to make the reader fetch, expand or hold more than it should. So there
is no document type, hence no entities and nothing external, and no XInclude; depth,
elements, texts and attributes are counted while they arrive. expat is driven directly: a document
type can be refused where it starts, and no tree of the whole file is ever built.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from xml.parsers import expat

from fairlead_engine.formats.errors import BrokenXml, EmptyFile, TooComplex, UnsafeXml, WrongEncoding
from fairlead_engine.formats.limits import Limits

_CHUNK = 1 << 16
_MOST_TAGS = 10_000
_XINCLUDE = "http://www.w3.org/2001/XInclude"


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
        parser = _parser(builder, None)
        for start, stop in pairwise([*range(0, len(self.content), _CHUNK), len(self.content)]):
            _feed(parser, self.content, start, stop)
            builder.check_count()
            if stop - max(parser.CurrentByteIndex, 0) > self.limits.max_text + _CHUNK:
                raise TooComplex("characters in one piece of XML", self.limits.max_text)
            yield from builder.found
            builder.found.clear()


def root_tag(content: bytes, limits: Limits) -> tuple[str, str]:
    """Return the namespace and the tag of a document's root element.

    Raises: BrokenXml, WrongEncoding, UnsafeXml, TooComplex, EmptyFile.
    """
    found: list[str] = []

    def note(name: str, _attributes: dict[str, str]) -> None:
        if not found:
            found.append(name)

    parser = _parser(_Builder(limits, Record()), " ")
    parser.StartElementHandler = note
    parser.EndElementHandler = None
    for start in range(0, len(content), _CHUNK):
        _feed(parser, content, start, min(start + _CHUNK, len(content)))
        if found:
            namespace, _, tag = found[0].rpartition(" ")
            return namespace, tag
        if start > limits.max_text:
            raise TooComplex("characters before the first element", limits.max_text)
    raise EmptyFile


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

    def check_count(self) -> None:
        """Raise TooComplex where there are more elements than the limit."""
        if self.count > self.limits.max_elements:
            raise TooComplex("elements", self.limits.max_elements)

    def _begin(self, record: Record) -> None:
        """Open the pending element, which has a child or attributes, as a record."""
        depth = len(self._open)
        if depth >= max(self.limits.max_depth - 1, self._depth):
            raise TooComplex("levels of elements within each other", self.limits.max_depth)
        if depth <= self._depth:
            self._record_start = self.count
            self.check_count()
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
        if sum(map(len, attributes)) + sum(map(len, attributes.values())) > self.limits.max_attributes:
            raise TooComplex("characters in attributes", self.limits.max_attributes)
        if _XINCLUDE in attributes.values():
            raise UnsafeXml("an instruction to include other files")
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


def _feed(parser: expat.XMLParserType, content: bytes, start: int, stop: int) -> None:
    try:
        parser.Parse(content[start:stop], stop == len(content))
    except expat.ExpatError as error:
        raise _refusal(error, content) from None
    except (LookupError, ValueError):
        raise WrongEncoding(_declared_encoding(content)) from None


def _parser(builder: _Builder, namespace_separator: str | None) -> expat.XMLParserType:
    """Return a parser; without a separator, which is a quarter faster, names come with their prefixes."""
    parser = expat.ParserCreate(namespace_separator=namespace_separator)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_entity
    parser.ExternalEntityRefHandler = _refuse_entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def _refuse_doctype(*_ignored: object) -> None:
    raise UnsafeXml("a document type declaration")


def _refuse_entity(*_ignored: object) -> int:
    raise UnsafeXml("entities of its own")


def _refusal(error: expat.ExpatError, content: bytes) -> BrokenXml | WrongEncoding | UnsafeXml | EmptyFile:
    codes = expat.errors.codes
    reason = expat.errors.messages.get(error.code, "unknown error")
    if error.code == codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
        return UnsafeXml("entities of its own")
    if error.code in {
        codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
        codes[expat.errors.XML_ERROR_INCORRECT_ENCODING],
    } or (error.code == codes[expat.errors.XML_ERROR_INVALID_TOKEN] and not _is_decodable(content)):
        return WrongEncoding(_declared_encoding(content))
    if error.code == codes[expat.errors.XML_ERROR_NO_ELEMENTS] and not content.strip():
        return EmptyFile()
    return BrokenXml(reason, error.lineno, error.offset + 1)


def _declared_encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    head = content[:200].decode("ascii", "replace")
    before, _, after = head.partition("encoding=")
    if not before.lstrip("\ufffd").startswith("<?xml") or len(after) < 2:
        return "UTF-8"
    return after[1:].partition(after[0])[0][:40]


def _is_decodable(content: bytes) -> bool:
    try:
        content.decode(_declared_encoding(content))
    except (ValueError, LookupError):
        return False
    return True
