"""Roles, stand-ins, leaving and coming back, told to those it is about; RACI matrices and their export."""

from fairlead.governance.services.departures import person_leave, person_return
from fairlead.governance.services.exporting import MatrixFile, MatrixFormat, matrix_file
from fairlead.governance.services.raci import (
    deliverable_add,
    deliverable_remove,
    deliverable_update,
    matrix_prefill,
    responsibility_set,
)
from fairlead.governance.services.roles import role_change, role_end, role_give, roles_give, stand_in_end, stand_in_make
from fairlead.governance.services.settings import settings_update

__all__ = [
    "MatrixFile",
    "MatrixFormat",
    "deliverable_add",
    "deliverable_remove",
    "deliverable_update",
    "matrix_file",
    "matrix_prefill",
    "person_leave",
    "person_return",
    "responsibility_set",
    "role_change",
    "role_end",
    "role_give",
    "roles_give",
    "settings_update",
    "stand_in_end",
    "stand_in_make",
]
