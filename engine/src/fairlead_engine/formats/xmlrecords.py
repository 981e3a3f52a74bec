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
        parser = _parser(builder)
        for start, stop in pairwise([*range(0, len(self.content), _CHUNK), len(self.content)]):
            _feed(parser, self.content, start, stop)
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

    parser = _parser(_Builder(limits, Record()))
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
    """What expat calls: keeps the open elements and hands a record over as soon as it is closed."""

    def __init__(self, limits: Limits, root: Record, depth: int = 2, *, keeps_attributes: bool = False) -> None:
        self.limits = limits
        self.found: list[tuple[str, str, Record]] = []
        self.text: list[str] = []
        self._open: list[Record | None] = []
        self._tags: list[str] = []
        self._local: dict[str, str] = {}
        self._root = root
        self._most = limits.max_elements
        self._count = 0
        self._record_start = 0
        self._depth = depth
        self._keeps_attributes = keeps_attributes

    def start(self, name: str, attributes: dict[str, str]) -> None:
        opened = self._open
        self._count += 1
        if self._count > self._most:
            raise TooComplex("elements", self._most)
        if attributes and sum(len(key) + len(value) for key, value in attributes.items()) > self.limits.max_attributes:
            raise TooComplex("characters in attributes", self.limits.max_attributes)
        depth = len(opened)
        if depth == 0:
            opened.append(self._root)
        else:
            if opened[-1] is None:
                opened[-1] = Record()
            opened.append(_attributed(attributes) if self._keeps_attributes and attributes else None)
            if depth <= self._depth:
                self._record_start = self._count
            elif depth >= self.limits.max_depth:
                raise TooComplex("levels of elements within each other", self.limits.max_depth)
        self._tags.append(self._local.get(name) or self._learn(name))
        self.text.clear()

    def end(self, _name: str) -> None:
        record = self._open.pop()
        tag = self._tags.pop()
        depth = len(self._open)
        text = "".join(self.text) if record is None or self._keeps_attributes else ""
        if len(text) > self.limits.max_text:
            raise TooComplex("characters in one text", self.limits.max_text)
        self.text.clear()
        if record is None:
            if depth == self._depth:
                record = Record({"": text})
            else:
                self._put(depth, tag, text.strip())
                return
        elif text:
            record.fields[""] = text
        if depth == self._depth:
            self.found.append((self._tags[-1], tag, record))
        elif depth > self._depth and (parent := self._open[-1]):
            parent.groups.setdefault(tag, []).append(record)
            if self._count - self._record_start > self.limits.max_record_elements:
                raise TooComplex("elements in one record", self.limits.max_record_elements)

    def _put(self, depth: int, tag: str, text: str) -> None:
        """Keep the text of an element without children with its parent."""
        if depth and text and (parent := self._open[-1]):
            parent.fields[tag] = text

    def _learn(self, name: str) -> str:
        if name.startswith(_XINCLUDE):
            raise UnsafeXml("an instruction to include other files")
        if len(self._local) > _MOST_TAGS:
            raise TooComplex("different kinds of elements", _MOST_TAGS)
        return self._local.setdefault(name, name.rpartition(" ")[2])


def _attributed(attributes: dict[str, str]) -> Record:
    return Record({f"@{name.rpartition(' ')[2]}": value for name, value in attributes.items()})


def _feed(parser: expat.XMLParserType, content: bytes, start: int, stop: int) -> None:
    try:
        parser.Parse(content[start:stop], stop == len(content))
    except expat.ExpatError as error:
        raise _refusal(error, content) from None
    except (LookupError, ValueError):
        raise WrongEncoding(_declared_encoding(content)) from None


def _parser(builder: _Builder) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
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
