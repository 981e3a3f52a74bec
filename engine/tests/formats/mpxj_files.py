"""Small files of formats that MPXJ reads, and whether it can be run here."""

import pytest

from fairlead_engine.formats import ReadError
from fairlead_engine.formats.mpxj import foreign_of, parts_for

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(2048, b"\0")

MPX = "\r\n".join(
    (
        "MPX,Microsoft Project for Windows,4.0,ANSI",
        '10,$,0,2,",",.',
        "11,2,0,1,8,40,10.00,15.00,1,0",
        "12,1,0,480,/,:,am,pm,0,0",
        "20,Standard,0,1,1,1,1,1,0",
        *(f"25,{day},08:00,12:00,13:00,17:00,," for day in range(2, 7)),
        "30,House,,,Standard,03/02/26,,0",
        "60,ID,Unique ID,Name,Duration,Outline Level,Predecessors",
        "61,90,98,1,40,3,70",
        "0,Nothing smaller than 512 bytes is looked at; these are the words that make this file large enough",
        "70,1,1,Dig,2d,1,",
        "70,2,2,Pour,3d,1,1",
        "70,3,3,Umzäunung,1d,1,2FS+1d",
    )
).encode("cp1252")


def _missing() -> str:
    try:
        parts_for(foreign_of(MPX))
    except ReadError as error:
        return str(error)
    return ""


needs_mpxj = pytest.mark.skipif(bool(_missing()), reason=_missing() or "nothing is missing")
