"""Changes to the strategy."""

from fairlead.strategy.services.check_ins import NewCheckIn, check_in_add, check_in_correct
from fairlead.strategy.services.contributions import contributions_replace, scores_replace
from fairlead.strategy.services.criteria import criterion_create, criterion_delete, criterion_update
from fairlead.strategy.services.key_results import (
    NewKeyResult,
    key_result_create,
    key_result_delete,
    key_result_update,
)
from fairlead.strategy.services.objectives import (
    NewObjective,
    delay_curve_set,
    objective_create,
    objective_delete,
    objective_move,
    objective_status_set,
    objective_update,
)
from fairlead.strategy.services.vision import vision_set

__all__ = [
    "NewCheckIn",
    "NewKeyResult",
    "NewObjective",
    "check_in_add",
    "check_in_correct",
    "contributions_replace",
    "criterion_create",
    "criterion_delete",
    "criterion_update",
    "delay_curve_set",
    "key_result_create",
    "key_result_delete",
    "key_result_update",
    "objective_create",
    "objective_delete",
    "objective_move",
    "objective_status_set",
    "objective_update",
    "scores_replace",
    "vision_set",
]
