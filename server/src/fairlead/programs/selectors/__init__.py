"""Reading programs: what they are for, how they are delivered, what they bring."""

from fairlead.programs.selectors.alignment import contributions_of, contributions_said, scores_of
from fairlead.programs.selectors.benefits import (
    BENEFIT_SAID,
    BenefitRow,
    benefit_get,
    benefit_place,
    benefit_row,
    benefit_rows,
    benefit_said,
    benefits_due,
    benefits_seen,
    measurement_get,
)
from fairlead.programs.selectors.delivery import (
    Delivery,
    GateWaiting,
    delivery_of,
    gate_get,
    gate_said,
    gates_next,
    gates_waiting,
    stage_changes,
    tranche_get,
    tranche_said,
)
from fairlead.programs.selectors.programs import SAID, ancestors_of, program_get, programs_of
from fairlead.programs.selectors.standing import BenefitStand, benefit_stands

__all__ = [
    "BENEFIT_SAID",
    "SAID",
    "BenefitRow",
    "BenefitStand",
    "Delivery",
    "GateWaiting",
    "ancestors_of",
    "benefit_get",
    "benefit_place",
    "benefit_row",
    "benefit_rows",
    "benefit_said",
    "benefit_stands",
    "benefits_due",
    "benefits_seen",
    "contributions_of",
    "contributions_said",
    "delivery_of",
    "gate_get",
    "gate_said",
    "gates_next",
    "gates_waiting",
    "measurement_get",
    "program_get",
    "programs_of",
    "scores_of",
    "stage_changes",
    "tranche_get",
    "tranche_said",
]
