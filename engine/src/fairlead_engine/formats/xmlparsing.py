"""XML parsed as it comes, hardened: no document type, hence no entities and nothing external, and no XInclude.

A file from a stranger may try to make the reader fetch, expand or hold more than it should. expat is driven directly:
a document type can be refused where it starts, and no tree of the whole file is ever built. Depth, elements, texts and
attributes are counted by the handlers while they arrive.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Protocol
from xml.parsers import expat

from fairlead_engine.formats.errors import BrokenXml, EmptyFile, TooComplex, UnsafeXml, WrongEncoding
from fairlead_engine.formats.limits import Limits

_CHUNK = 1 << 16
_XINCLUDE = "http://www.w3.org/2001/XInclude"


class Handlers(Protocol):
    """What is called while a document is parsed; `text` takes the pieces of a text, `count` is that of elements."""

    text: list[str]
    count: int

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take its end."""


def parsed(content: bytes, handlers: Handlers, limits: Limits) -> Iterator[None]:
    """Parse a document, and yield after each piece of it, so that what was found can be taken at once.

    Raises: BrokenXml, WrongEncoding, UnsafeXml, TooComplex, EmptyFile.
    """
    parser = _parser(handlers, None)
    for start, stop in pairwise([*range(0, len(content), _CHUNK), len(content)]):
        _feed(parser, content, start, stop)
        check_count(handlers.count, limits)
        if stop - max(parser.CurrentByteIndex, 0) > limits.max_text + _CHUNK:
            raise TooComplex("characters in one piece of XML", limits.max_text)
        yield


def check_count(count: int, limits: Limits) -> None:
    """Raise TooComplex where there are more elements than the limit."""
    if count > limits.max_elements:
        raise TooComplex("elements", limits.max_elements)


def check_attributes(attributes: dict[str, str], limits: Limits) -> None:
    """Raise where the attributes of an element are too long, or include other files."""
    if sum(map(len, attributes)) + sum(map(len, attributes.values())) > limits.max_attributes:
        raise TooComplex("characters in attributes", limits.max_attributes)
    if _XINCLUDE in attributes.values():
        raise UnsafeXml("an instruction to include other files")


def root_tag(content: bytes, limits: Limits) -> tuple[str, str]:
    """Return the namespace and the tag of a document's root element.

    Raises: BrokenXml, WrongEncoding, UnsafeXml, TooComplex, EmptyFile.
    """
    root = _Root()
    parser = _parser(root, " ")
    for start in range(0, len(content), _CHUNK):
        _feed(parser, content, start, min(start + _CHUNK, len(content)))
        if root.name:
            namespace, _, tag = root.name.rpartition(" ")
            return namespace, tag
        if start > limits.max_text:
            raise TooComplex("characters before the first element", limits.max_text)
    raise EmptyFile


class _Root:
    """Takes the name of the first element."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.count = 0
        self.name = ""

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.name = self.name or name

    def end(self, name: str) -> None:
        """Take nothing."""


def _feed(parser: expat.XMLParserType, content: bytes, start: int, stop: int) -> None:
    try:
        parser.Parse(content[start:stop], stop == len(content))
    except expat.ExpatError as error:
        raise _refusal(error, content) from None
    except (LookupError, ValueError):
        raise WrongEncoding(_declared_encoding(content)) from None


def _parser(handlers: Handlers, namespace_separator: str | None) -> expat.XMLParserType:
    """Return a parser; without a separator, which is a quarter faster, names come with their prefixes."""
    parser = expat.ParserCreate(namespace_separator=namespace_separator)
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.text.append
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
