"""Reading the strategy: the vision, objectives, key results with their check-ins, criteria of fit."""

from fairlead.strategy.selectors.criteria import CRITERION_SAID, criteria_of, criterion_get, criterion_said
from fairlead.strategy.selectors.key_results import (
    CHECK_IN_DAYS,
    CHECK_IN_SAID,
    KEY_RESULT_SAID,
    check_in_due_on,
    check_in_get,
    check_ins_due,
    check_ins_due_in,
    check_ins_of,
    key_result_get,
    key_result_said,
    key_results_of,
)
from fairlead.strategy.selectors.objectives import (
    OBJECTIVE_SAID,
    delay_cost_of,
    objective_get,
    objective_place,
    objective_said,
    objective_tree,
    objectives_known,
    objectives_of,
    parents_of,
    status_changes_of,
)
from fairlead.strategy.selectors.vision import vision_of, vision_said

__all__ = [
    "CHECK_IN_DAYS",
    "CHECK_IN_SAID",
    "CRITERION_SAID",
    "KEY_RESULT_SAID",
    "OBJECTIVE_SAID",
    "check_in_due_on",
    "check_in_get",
    "check_ins_due",
    "check_ins_due_in",
    "check_ins_of",
    "criteria_of",
    "criterion_get",
    "criterion_said",
    "delay_cost_of",
    "key_result_get",
    "key_result_said",
    "key_results_of",
    "objective_get",
    "objective_place",
    "objective_said",
    "objective_tree",
    "objectives_known",
    "objectives_of",
    "parents_of",
    "status_changes_of",
    "vision_of",
    "vision_said",
]
