"""Which format some bytes are in: told by the content, since names lie."""

from enum import Enum

from fairlead_engine.formats.errors import UnknownFormat
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.mpxj.foreign import Foreign, foreign_of, foreign_xml_of
from fairlead_engine.formats.tables import Choice, is_table, is_xlsx
from fairlead_engine.formats.xmlparsing import root_tag

_MSPDI_NAMESPACE = "http://schemas.microsoft.com/project"
_READ = (
    "Microsoft Project XML, Primavera P6 XER, CSV and Excel tables of tasks and plans exported by Fairlead are read, "
    "and with an addition .mpp and many more."
)

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", f"It is no plan. {_READ}"),
    (b"PK\x03\x04", "a zip archive or an Office document other than a workbook", f"Unpack it first. {_READ}"),
    (b"%PDF", "a PDF", f"It holds a picture of a plan. {_READ}"),
)
_ROOTS = {
    "project": "a GanttProject file",
    "NewDataSet": "a ProTrack or data set file",
    "html": "a web page",
}


class Format(Enum):
    """A format that is read; the value is what people call it."""

    MSPDI = "Microsoft Project XML"
    NATIVE = "Fairlead plan"
    XER = "Primavera P6 (XER)"
    CSV = "CSV"
    XLSX = "Excel workbook"


def format_of(content: bytes, limits: Limits, columns: Choice | None = None) -> Format | Foreign:
    """Return the format of `content`: one that is read here, or one that MPXJ reads.

    Raises: UnknownFormat, and BrokenXml, WrongEncoding, UnsafeXml, TooComplex for XML that fails before it is known.
    """
    if (foreign := foreign_of(content)) is not None:
        return foreign
    if is_xlsx(content):
        return Format.XLSX
    for signature, name, advice in _SIGNATURES:
        if content.startswith(signature):
            raise UnknownFormat(name, advice)
    for first, found in ((b"{", Format.NATIVE), (b"ERMHDR", Format.XER)):
        if _starts_with(content, first):
            return found
    if _starts_with(content, b"<"):
        return _format_of_xml(content, limits)
    if is_table(content, columns):
        return Format.CSV
    raise UnknownFormat(None, _READ)


def _format_of_xml(content: bytes, limits: Limits) -> Format | Foreign:
    namespace, tag = root_tag(content, limits)
    if tag == "Project" and (not namespace or namespace.startswith(_MSPDI_NAMESPACE)):
        return Format.MSPDI
    if (foreign := foreign_xml_of(content, tag)) is not None:
        return foreign
    raise UnknownFormat(_ROOTS.get(tag, f"XML of another kind (its outermost element is {tag[:40]})"), _READ)


def _starts_with(content: bytes, first: bytes) -> bool:
    head = content[:1024]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(first)
