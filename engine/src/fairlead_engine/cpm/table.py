"""What was found as one table, for NumPy, pandas and whatever takes columns by their names."""

from typing import TYPE_CHECKING

from fairlead_engine.cpm.shapes import DriverKind
from fairlead_engine.errors import EngineError

if TYPE_CHECKING:
    from numpy import generic
    from numpy.typing import NDArray
    from pandas import DataFrame

    from fairlead_engine.cpm.planned import Schedule

    Table = dict[str, NDArray[generic]]

_DATES = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")


class PandasMissing(EngineError):
    """A data frame was asked for where pandas is not installed."""

    def __init__(self) -> None:
        super().__init__("pandas is not installed here: pip install pandas. Without it, `table` has the same columns.")


def table_of(schedule: "Schedule") -> "Table":
    """Return a column per figure in the order of the tasks: texts, dates, working minutes, flags.

    Dates are `datetime64[ms]` of the plan's wall clock, `finish` exclusive; `driver_task` is empty where none drives.
    """
    import numpy  # noqa: PLC0415 - a small plan is scheduled without it

    tasks, found = schedule.plan.tasks, schedule.found
    texts = {
        "id": [task.id for task in tasks],
        "name": [task.name for task in tasks],
        "project": [task.project for task in tasks],
        "driver": [DriverKind(int(kind)).name.lower() for kind in found.numbers("driver_kind")],
        "driver_task": [tasks[int(at)].id if at >= 0 else "" for at in found.numbers("driver_task")],
    }
    columns = {name: numpy.array(values, dtype=object) for name, values in texts.items()}
    dates = {name: getattr(found, name).astype("datetime64[m]").astype("datetime64[ms]") for name in _DATES}
    return {
        **{name: columns.pop(name) for name in ("id", "name", "project")},
        **dates,
        "total_slack": found.total_slack,
        "free_slack": found.free_slack,
        "critical": found.critical,
        **columns,
    }


def frame_of(schedule: "Schedule") -> "DataFrame":
    """Return the same as a data frame of pandas, by the tasks' ids.

    Raises: PandasMissing.
    """
    try:
        from pandas import DataFrame  # noqa: PLC0415 - the engine does not need it
    except ModuleNotFoundError:
        raise PandasMissing from None
    return DataFrame(table_of(schedule)).set_index("id")
