"""Which format some bytes are in: told by the content, since names lie."""

from enum import Enum

from fairlead_engine.formats.errors import UnknownFormat
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.xmlrecords import root_tag

_MSPDI_NAMESPACE = "http://schemas.microsoft.com/project"
_AS_XML = "Open it in Microsoft Project and save it as XML, then choose that file."
_READ = "Microsoft Project XML, Primavera P6 XER and plans exported by Fairlead are read."

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Microsoft Project .mpp file or an old Office document", _AS_XML),
    (b"PK\x03\x04", "a zip archive or an Office document", f"Unpack it first. {_READ}"),
    (b"%PDF", "a PDF", f"It holds a picture of a plan. {_READ}"),
    (b"MPX,", "a Microsoft Project MPX file", _AS_XML),
)
_ROOTS = {
    "APIBusinessObjects": "a Primavera P6 XML file",
    "project": "a GanttProject file",
    "NewDataSet": "a ProTrack or data set file",
    "html": "a web page",
}


class Format(Enum):
    """A format that is read; the value is what people call it."""

    MSPDI = "Microsoft Project XML"
    NATIVE = "Fairlead plan"
    XER = "Primavera P6 (XER)"


def format_of(content: bytes, limits: Limits) -> Format:
    """Return the format of `content`.

    Raises: UnknownFormat, and BrokenXml, WrongEncoding, UnsafeXml, TooComplex for XML that fails before it is known.
    """
    for signature, name, advice in _SIGNATURES:
        if content.startswith(signature):
            raise UnknownFormat(name, advice)
    if _starts_with(content, b"{"):
        return Format.NATIVE
    if _starts_with(content, b"ERMHDR"):
        return Format.XER
    if not _starts_with(content, b"<"):
        raise UnknownFormat(None, _READ)
    namespace, tag = root_tag(content, limits)
    if tag == "Project" and (not namespace or namespace.startswith(_MSPDI_NAMESPACE)):
        return Format.MSPDI
    raise UnknownFormat(_ROOTS.get(tag, f"XML of another kind (its outermost element is {tag[:40]})"), _READ)


def _starts_with(content: bytes, first: bytes) -> bool:
    head = content[:1024]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(first)
