"""Reading templates, what they are made of, and what would be begun from them."""

from fairlead.templates.selectors.contents import content_of, program_content_of
from fairlead.templates.selectors.programs import (
    GainRow,
    GateRow,
    PieceRow,
    ProgramPreview,
    StepRow,
    program_preview_of,
    program_template_get,
    program_templates_of,
)
from fairlead.templates.selectors.projects import (
    PartRow,
    Preview,
    RoleRow,
    preview_of,
    role_rows,
    same_in_pool,
    template_get,
    templates_of,
)
from fairlead.templates.selectors.serving import ObjectiveStanding, ServedBy, ServedRow, served_rows

__all__ = [
    "GainRow",
    "GateRow",
    "ObjectiveStanding",
    "PartRow",
    "PieceRow",
    "Preview",
    "ProgramPreview",
    "RoleRow",
    "ServedBy",
    "ServedRow",
    "StepRow",
    "content_of",
    "preview_of",
    "program_content_of",
    "program_preview_of",
    "program_template_get",
    "program_templates_of",
    "role_rows",
    "same_in_pool",
    "served_rows",
    "template_get",
    "templates_of",
]
