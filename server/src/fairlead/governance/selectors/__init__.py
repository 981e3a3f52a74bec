"""Reading who has which role where, who decides what, and who is responsible for what."""

from fairlead.governance.selectors.authority import Ground, Personal, personal_of
from fairlead.governance.selectors.charges import Charge, ChargeKind, charges_of
from fairlead.governance.selectors.deciding import Board, board_of
from fairlead.governance.selectors.holders import HeldRole, Holder, grant_get, held_of, holders
from fairlead.governance.selectors.raci import Matrix, deliverable_get, deliverable_said, matrix_of
from fairlead.governance.selectors.settings import SETTINGS, money_of, settings_said, workspace_of
from fairlead.governance.selectors.spots import spot_get, spot_known, spots_named

__all__ = [
    "SETTINGS",
    "Board",
    "Charge",
    "ChargeKind",
    "Ground",
    "HeldRole",
    "Holder",
    "Matrix",
    "Personal",
    "board_of",
    "charges_of",
    "deliverable_get",
    "deliverable_said",
    "grant_get",
    "held_of",
    "holders",
    "matrix_of",
    "money_of",
    "personal_of",
    "settings_said",
    "spot_get",
    "spot_known",
    "spots_named",
    "workspace_of",
]
