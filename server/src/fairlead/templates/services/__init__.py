"""Making templates of projects and programs, and beginning from them."""

from fairlead.templates.services.programs import (
    NewProgramStart,
    program_template_make,
    program_template_remove,
    program_template_start,
)
from fairlead.templates.services.projects import NewStart, template_make, template_remove, template_start

__all__ = [
    "NewProgramStart",
    "NewStart",
    "program_template_make",
    "program_template_remove",
    "program_template_start",
    "template_make",
    "template_remove",
    "template_start",
]
