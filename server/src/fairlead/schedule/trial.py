"""Trying an edit without saying it: a loaded plan with other values for one task."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np

from fairlead.schedule.loader import Loaded
from fairlead_engine.network import NONE
from fairlead_engine.units import instant_of


def said_tried(loaded: Loaded, task_id: int, values: Mapping[str, Any]) -> Loaded:
    """Return `loaded` with the said `values`, by field, of one of its tasks; the original is left as it is."""
    place = loaded.index_of(task_id)
    said = dict(loaded.said)
    if {"percent_complete", "duration_minutes"} & set(values):
        values = {**values, "done_minutes": None, "remaining_minutes": None}
    for field, value in values.items():
        name = f"{field}_id" if field == "calendar" else field
        if name in said:
            said[name] = np.array(said[name])
            said[name][place] = _integer(value)
    return replace(loaded, said=said)


def _integer(value: Any) -> int:
    if value is None:
        return int(NONE)
    return int(instant_of(value)) if isinstance(value, datetime) else int(value)
