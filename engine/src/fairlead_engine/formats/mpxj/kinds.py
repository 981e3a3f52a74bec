"""What a report can say beside what it says of the format that a plan was handed on in."""

from fairlead_engine.formats.report import Kind, Severity

BY_MSPDI = Kind(
    "read_by_mpxj",
    Severity.NOTE,
    "MPXJ read the file and handed it on as Microsoft Project XML; what that cannot say was not seen.",
)
BY_XER = Kind(
    "read_by_mpxj_as_xer",
    Severity.NOTE,
    "MPXJ read the file and handed it on as a Primavera P6 export (XER); what that cannot say was not seen.",
)
OTHER_PROJECTS = Kind("other_projects", Severity.LOST, "Of several projects in the file only the first is taken.")
IGNORED = Kind("skipped_by_mpxj", Severity.LOST, "Parts that MPXJ could not make sense of are left out.")

ALL = (IGNORED, OTHER_PROJECTS, BY_MSPDI, BY_XER)
