"""A plan after its passes, kept so that an edit need not pass it in full."""

from dataclasses import dataclass

from fairlead_engine.cpm.again_ahead_kernels import forward_again
from fairlead_engine.cpm.again_back_kernels import backward_again
from fairlead_engine.cpm.asking_kernels import ask_link, ask_project, ask_task, take_changed
from fairlead_engine.cpm.codes import ALAP
from fairlead_engine.cpm.edits import Change, Edit
from fairlead_engine.cpm.marks_kernels import BLOCK, Marks
from fairlead_engine.cpm.scheduling import DATE_COLUMNS, PassedPlan, edges_of
from fairlead_engine.machine import Ints
from fairlead_engine.network.around_kernels import Around, look_around
from fairlead_engine.network.columns import LINK_COLUMNS, NONE, PROJECT_COLUMNS, Columns
from fairlead_engine.network.owning import EDITABLE


@dataclass(frozen=True, slots=True)
class Kept:
    """What the passes left, what lies around each task, and room to mark what is to be visited again."""

    plan: PassedPlan
    around: Around
    marks: Marks
    edges: Ints  # (2) dates outside these may have been cut off
    tasks: Ints  # (n) room for the changed ones
    has_pauses: bool  # within durations

    def is_local(self, change: Change) -> bool:
        """Tell whether the network and its tables serve after `change` too."""
        if not isinstance(change, Edit) or change.column not in EDITABLE:
            return False
        if change.column in ("duration", "percent"):
            return not self.has_pauses
        if change.column == "constraint":
            return change.value != ALAP
        if change.column == "calendar" and change.value is not None and change.value >= 0:
            return self.plan.rules[int(change.value)].has_work
        if change.column in (*DATE_COLUMNS, "project_start") and change.value not in (None, NONE):
            return self.edges[0] < change.value < self.edges[1]
        return True

    def pass_again(self, changes: tuple[Change, ...]) -> tuple[list[int], bool]:
        """Visit what local `changes`, already written, can touch.

        Return the tasks of which something has changed, ascending, and whether a date may have been cut off.
        """
        for change in changes:
            if isinstance(change, Edit):
                self._ask(change)
        plan, kernel = self.plan, self.plan.machine.kernel
        given, passes = plan.given, plan.passes
        left = (passes.dates, passes.causes, passes.bounds, passes.spans)
        said = (given.network, given.said, given.projects, plan.tables)
        kernel(forward_again)(*said, *left, self.around, self.marks)
        kernel(backward_again)(*said, *left, self.around, self.marks)
        count = kernel(take_changed)(given.network, passes.dates, self.edges, self.marks, self.tasks)
        return plan.machine.ordered(self.tasks, abs(count)), count < 0

    def _ask(self, change: Edit) -> None:
        given, kernel, row = self.plan.given, self.plan.machine.kernel, change.row
        network = given.network
        if change.column in LINK_COLUMNS:
            r = given.rank[given.links.successor[row]]
            kernel(ask_link)(row, r, given.links, network, self.around, self.marks)
        elif change.column in PROJECT_COLUMNS:
            self.plan.passes.spans.start[row] = given.projects.start[row]
            kernel(ask_project)(row, network, self.around, self.marks)
        else:
            r = given.rank[row]
            kernel(ask_task)(r, given.said, given.links, given.projects, network, self.around, self.marks)


def can_be_kept(plan: PassedPlan, columns: Columns) -> bool:
    """Tell whether one pass forward and one back, from each project's own finish, sufficed for `plan` of `columns`.

    Uncompleted work that waits for a status date is found before the passes, from more than one column.
    """
    projects = plan.given.projects
    is_own = not any(projects.opens_critical) and not any(projects.slack_to_last)
    is_bound = any(at != NONE for at in projects.must_finish_at)
    is_rescheduled = columns.project_reschedules is not None and any(columns.project_reschedules)
    return plan.whole is None and plan.passes.is_single and is_own and not (is_bound or is_rescheduled)


def kept(plan: PassedPlan, *, has_pauses: bool) -> Kept:
    """Return `plan`, which can be kept, with room to visit parts of it again.

    `has_pauses`: the durations of its network are not those said, but hold pauses within tasks.
    """
    network, machine = plan.given.network, plan.machine
    n, m, visits = len(network.task), len(network.link), len(network.visits)
    around = Around(*machine.indexes((n + 2, 0), (m, None), (m, None), (n + 2, 0), (n, None), (n, None), (n, None)))
    machine.kernel(look_around)(network, around)
    blocks = (visits >> BLOCK) + 1
    sizes = (visits, blocks, visits, blocks, n, n, 1, len(plan.passes.spans.start))
    marks = Marks(*machine.indexes(*((size, 0) for size in sizes)))
    edges, tasks = machine.as_instants(edges_of(plan.tables)), machine.indexes((n, None))[0]
    return Kept(plan, around, marks, edges, tasks, has_pauses)
