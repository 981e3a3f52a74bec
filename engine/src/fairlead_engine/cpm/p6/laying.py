"""The passes over what remains, made a whole again with what has happened and what takes its dates from others."""

from dataclasses import dataclass

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.p6.actual_kernels import Around, Shown, lay_over, span_wbs
from fairlead_engine.cpm.p6.float_paths import FloatPaths, float_paths_of
from fairlead_engine.cpm.p6.free_kernels import find_free
from fairlead_engine.cpm.p6.path_kernels import find_longest_path, join_efforts, mark_critical
from fairlead_engine.cpm.p6.said import P6
from fairlead_engine.cpm.p6.spanning_kernels import span_efforts, span_late_efforts
from fairlead_engine.cpm.passes import Passes
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network import Arranged
from fairlead_engine.worktime import Tables


@dataclass(frozen=True, slots=True)
class Whole:
    """Dates by rank with what has happened in them, those of projects, and paths of least slack where asked for."""

    start: Ints
    finish: Ints
    project_start: Ints
    project_finish: Ints
    paths: FloatPaths | None


def laid_over(
    given: Arranged, rest: Arranged, is_alap: Ints, p6: P6, passes: Passes, tables: Tables, machine: Machine
) -> Whole:
    """Return the dates of P6's projects, of which `passes` are those of what remains, `rest`, and are completed.

    What comes of what, in this order: free slack and what takes it up; the longest path; levels of effort; summaries
    and projects, with what has happened; WBS summaries. `given` has all links, also those that do not drive.
    """
    dates, causes, spans = passes.dates, passes.causes, passes.spans
    machine.kernel(find_free)(rest.network, rest.said, p6.projects, is_alap, tables, dates, causes, spans)
    is_on_path = _longest_path(rest, p6, passes, tables, machine)
    spans_others = machine.total(p6.tasks.spanning) > 0
    if spans_others:
        late = dates._replace(start=dates.late_start, finish=dates.late_finish)
        machine.kernel(span_efforts)(given.network, p6.tasks, tables, dates, causes, spans)
        machine.kernel(span_late_efforts)(given.network, p6.tasks, tables, dates, late, spans.late)
        if is_on_path is not None:
            machine.kernel(join_efforts)(given.network, p6.tasks, tables, dates, is_on_path)
    shown, around = Shown(dates.start.copy(), dates.finish.copy()), _around(len(spans.start), machine)
    rolled = (rest.network, given.said, p6.tasks, given.projects, p6.projects, tables, dates, causes, shown, around)
    machine.kernel(lay_over)(*rolled)
    if spans_others:
        machine.kernel(span_wbs)(*rolled)
    if is_on_path is not None:
        machine.kernel(mark_critical)(rest.network, p6.projects, dates, is_on_path)
    first, last = _of_projects(p6, passes, around, machine)
    paths = float_paths_of(rest, p6, passes, tables, machine)
    return Whole(shown.start, shown.finish, first, last, paths)


def _longest_path(rest: Arranged, p6: P6, passes: Passes, tables: Tables, machine: Machine) -> Ints | None:
    if not machine.total(p6.projects.longest_path):
        return None
    (is_on_path,) = machine.indexes((len(rest.rank), 0))
    machine.kernel(find_longest_path)(rest.network, p6.projects, tables, passes.dates, passes.spans, is_on_path)
    return is_on_path


def _around(projects: int, machine: Machine) -> Around:
    return Around._make(machine.instants(*((projects, FAR if place % 2 == 0 else -FAR) for place in range(6))))


def _of_projects(p6: P6, passes: Passes, around: Around, machine: Machine) -> tuple[Ints, Ints]:
    """Return where projects begin and end: P6's with what has happened in them, where anything is in them."""
    first, last = list(passes.spans.first), list(passes.spans.last)
    for j, is_p6 in enumerate(p6.projects.is_p6):
        if is_p6 and around.first[j] != FAR:
            first[j], last[j] = around.first[j], around.last[j]
    return machine.as_instants(first), machine.as_instants(last)
