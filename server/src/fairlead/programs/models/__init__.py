from fairlead.programs.models.alignment import ProgramContribution, ProgramScore
from fairlead.programs.models.benefits import Benefit, BenefitPoint, Measurement
from fairlead.programs.models.delivery import Gate, GateCriterion, GateDecision, StageChange, Tranche
from fairlead.programs.models.program import Program, ProgramQuerySet

__all__ = [
    "Benefit",
    "BenefitPoint",
    "Gate",
    "GateCriterion",
    "GateDecision",
    "Measurement",
    "Program",
    "ProgramContribution",
    "ProgramQuerySet",
    "ProgramScore",
    "StageChange",
    "Tranche",
]
