"""Plans from files and back: bytes in, a plan and a report of what was not taken out; and the same the other way.

`read` tells the format by the content, `write` by the ending of a name. Every reader keeps the same promise: it
returns a plan together with a line for everything that it left out or changed, or raises a `ReadError`; it never
writes, fetches or runs anything; only MPXJ is run, in a process of its own, on formats that nothing else reads. Every
writer returns a report of what its format cannot say.
"""

from fairlead_engine.errors import ReadError, WriteError
from fairlead_engine.formats.detection import Format
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.native import write_native
from fairlead_engine.formats.reading import ReadResult, read
from fairlead_engine.formats.report import ReadReport, ReportLine, Severity
from fairlead_engine.formats.tables import Column, Head
from fairlead_engine.formats.writing import WriteResult, write

__all__ = [
    "Column",
    "Format",
    "Head",
    "Limits",
    "ReadError",
    "ReadReport",
    "ReadResult",
    "ReportLine",
    "Severity",
    "WriteError",
    "WriteResult",
    "read",
    "write",
    "write_native",
]
