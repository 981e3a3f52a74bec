"""Which of the formats that only MPXJ reads some bytes are in: told by the content, since names lie."""

from dataclasses import dataclass
from pathlib import Path

from fairlead_engine.formats.mpxj.archive import is_database, unpacked

_FROM_PROJECT = "open it in Microsoft Project, save it as XML and choose that file."
_FROM_P6 = "export it from P6 as XER and choose that file."
_FROM_ANY = "save it as Microsoft Project XML in the program it comes from and choose that file."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SELF_EXTRACTING = b"MZ"
_OFFICE = ("WordDocument", "Workbook", "Book", "PowerPoint Document", "VisioDocument")
SHORTEST = 512  # bytes of a file that MPXJ would look at; it looks no further to tell the format


@dataclass(frozen=True, slots=True)
class Foreign:
    """A format that MPXJ reads: what people call it, and what else they can do with such a file."""

    name: str
    advice: str = _FROM_ANY
    is_archive: bool = False

    def placed(self, content: bytes, folder: Path, most: int) -> Path:
        """Write the file, or what an archive holds up to `most` bytes, to `folder` and return where it is.

        Raises: ReadError.
        """
        place = folder / "source"
        if self.is_archive:
            place.mkdir()
            unpacked(content, place, most)
        else:
            place.write_bytes(content)
        return place


_MPP = Foreign("a Microsoft Project .mpp file", _FROM_PROJECT)
_MPX = Foreign("a Microsoft Project MPX file", _FROM_PROJECT)
_P6_XML = Foreign("a Primavera P6 XML file", _FROM_P6)
_P3 = Foreign("a Primavera P3 or SureTrak file")
_ZIPPED_P3 = Foreign("a zipped Primavera P3 or SureTrak project", is_archive=True)
_DATABASE = Foreign("a project database of Microsoft Project, P6, Powerproject or Merlin")
_ASTA = Foreign("an Asta Powerproject file")
_PHOENIX = Foreign("a Phoenix file")
_COMMANDER = Foreign("a Project Commander file")

# The first is clear also of a file too short to be read; the others would be found in too much.
_SIGNATURES = (
    (b"MPX", _MPX),
    (b"\xac\xed\x00\x05", Foreign("a ProjectLibre .pod file")),
    (b"\x00\x00000000", _ASTA),
    (b"\x00\x01\x00\x00Standard Jet DB", _DATABASE),
    (b"SQLite format", _DATABASE),
    (b"PPX!!!!", _PHOENIX),
    (b"\x1c\x00\x00\x00", Foreign("a FastTrack file")),
    (b"\xb6\x17", Foreign("a Synchro file")),
    (b"VOLM", Foreign("an SDEF file")),
    (b"**** Schedule Grid", Foreign("a Sage schedule grid")),
    (b"\x00\x80\x01\x00", _COMMANDER),
    (b"\x02\x80\x01\x00", _COMMANDER),
)
_ROOTS = (
    ("APIBusinessObjects", b"", _P6_XML),
    ("BusinessObjects", b"", _P6_XML),
    ("project", b"mrproject-version", Foreign("a Planner file")),
    ("project", b"webLink", Foreign("a GanttProject file")),
    ("project", b"update_mode", _PHOENIX),
    ("project", b'application="Phoenix', _PHOENIX),
    ("Document", b'Application="CDProject"', Foreign("a ConceptDraw PROJECT file")),
    ("Document", b"DocGuid=", Foreign("an Edraw Project file")),
    ("Gantt", b"Version=", Foreign("a Gantt Designer file")),
)


def foreign_of(content: bytes) -> Foreign | None:
    """Return the format of `content` that is no XML; None where it is none of MPXJ's."""
    if content.startswith(_OLE):
        return None if _is_office(content) else _MPP
    if content.startswith(_ZIP):
        return _ZIPPED_P3 if is_database(content) else None
    if content.startswith(_SELF_EXTRACTING):
        is_p3 = content[1312:1346] == b"!Self-Extracting Primavera Project" or content[32768:32772] == b"PRX3"
        return _P3 if is_p3 else None
    if b"dWBSTAB" in content[:SHORTEST]:
        return Foreign("a TurboProject file")
    signatures = _SIGNATURES if len(content) >= SHORTEST else _SIGNATURES[:1]
    return next((foreign for signature, foreign in signatures if content.startswith(signature)), None)


def foreign_xml_of(content: bytes, tag: str) -> Foreign | None:
    """Return the format of XML whose outermost element is `tag`; None where it is none of MPXJ's."""
    head = content[:SHORTEST]
    return next((foreign for outermost, mark, foreign in _ROOTS if outermost == tag and mark in head), None)


def _is_office(content: bytes) -> bool:
    """Whether an OLE document names a part that a text, a workbook or slides have, and no project does."""
    return any(name.encode("utf-16-le") + b"\0\0" in content for name in _OFFICE)
