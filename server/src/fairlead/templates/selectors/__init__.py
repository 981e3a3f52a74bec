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

__all__ = [
    "GainRow",
    "GateRow",
    "PartRow",
    "PieceRow",
    "Preview",
    "ProgramPreview",
    "RoleRow",
    "StepRow",
    "content_of",
    "preview_of",
    "program_content_of",
    "program_preview_of",
    "program_template_get",
    "program_templates_of",
    "role_rows",
    "same_in_pool",
    "template_get",
    "templates_of",
]
