"""Work that was to be done by the status date and was not."""

from fairlead_engine.machine import Machine
from fairlead_engine.network.columns import NONE, Columns
from fairlead_engine.network.kernels import Said
from fairlead_engine.plan import ConstraintKind


def with_uncompleted_work(said: Said, columns: Columns, machine: Machine) -> Said:
    """Return `said` with the status date for which uncompleted work waits, in projects that reschedule it.

    Work under way waits with what remains of it; work not begun waits whole, unless a constraint gives it a date.
    P6's rules have their own: the data date.
    """
    asked, is_p6, statuses = (
        [default] * columns.projects if given is None else [int(value) for value in given]
        for given, default in (
            (columns.project_reschedules, 0),
            (columns.project_is_p6, 0),
            (columns.project_status_at, NONE),
        )
    )
    until = [at if asked[j] and not is_p6[j] else NONE for j, at in enumerate(statuses)]
    waits = [until[j] if _is_waiting(t, said) else NONE for t, j in enumerate(said.project)]
    return said._replace(waits_until=machine.as_instants(waits))


def _is_waiting(t: int, said: Said) -> bool:
    if said.is_manual[t]:
        return False
    if said.actual_start[t] != NONE:
        return said.actual_finish[t] == NONE and said.percent[t] < 100
    return said.constraint[t] <= ConstraintKind.ALAP
