"""Projects and programs as they may be begun again. Pure."""

from fairlead.templates.rules.programs import (
    Crossing,
    Expectation,
    Gain,
    Piece,
    ProgramContent,
    Step,
    Yield,
    days_of,
    program_begun,
)
from fairlead.templates.rules.projects import (
    Aim,
    Barrier,
    Brief,
    Content,
    Duty,
    Part,
    begun,
    day_of,
    generalized,
    role_names,
    roles_of,
)

__all__ = [
    "Aim",
    "Barrier",
    "Brief",
    "Content",
    "Crossing",
    "Duty",
    "Expectation",
    "Gain",
    "Part",
    "Piece",
    "ProgramContent",
    "Step",
    "Yield",
    "begun",
    "day_of",
    "days_of",
    "generalized",
    "program_begun",
    "role_names",
    "roles_of",
]
