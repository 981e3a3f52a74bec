"""What comes round: what is to be looked after because time went by or something was edited, whoever did it."""

import logging
from collections.abc import Callable
from datetime import datetime

from fairlead.letters.tasks import letters_round
from fairlead.schedule.alignment.telling import owners_round
from fairlead.schedule.health.lateness import lateness_round
from fairlead.staffing.overloads import overloads_round
from fairlead.staffing.telling import overdue_tell

ROUNDS: tuple[Callable[..., object], ...] = (
    lateness_round,
    overdue_tell,
    owners_round,
    letters_round,
    overloads_round,
)
_log = logging.getLogger(__name__)


def rounds_do(*, now: datetime) -> None:
    """Look after each; what fails is logged, and keeps none of the others."""
    for each in ROUNDS:
        try:
            each(now=now)
        except Exception:  # noqa: BLE001 - whatever it is, the others are looked after, and it is told
            _log.exception("%s failed; it comes round again.", each.__name__)
