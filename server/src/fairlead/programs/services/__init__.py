"""Changes to programs: what they are for, how they are delivered, what they bring."""

from fairlead.programs.services.alignment import program_contribute, program_score
from fairlead.programs.services.benefits import NewBenefit, benefit_create, benefit_delete, benefit_update
from fairlead.programs.services.delivery import (
    NewTranche,
    stage_enter,
    tranche_create,
    tranche_delete,
    tranche_update,
)
from fairlead.programs.services.gates import (
    Criterion,
    NewGate,
    gate_create,
    gate_decide,
    gate_delete,
    gate_update,
    gate_write,
)
from fairlead.programs.services.measurements import NewMeasurement, measurement_add, measurement_correct
from fairlead.programs.services.programs import program_create, program_update

__all__ = [
    "Criterion",
    "NewBenefit",
    "NewGate",
    "NewMeasurement",
    "NewTranche",
    "benefit_create",
    "benefit_delete",
    "benefit_update",
    "gate_create",
    "gate_decide",
    "gate_delete",
    "gate_update",
    "gate_write",
    "measurement_add",
    "measurement_correct",
    "program_contribute",
    "program_create",
    "program_score",
    "program_update",
    "stage_enter",
    "tranche_create",
    "tranche_delete",
    "tranche_update",
]
