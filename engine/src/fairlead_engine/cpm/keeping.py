"""A plan after its passes, kept so that an edit need not pass it in full."""

from dataclasses import dataclass, replace

from fairlead_engine.cpm.again_ahead_kernels import forward_again
from fairlead_engine.cpm.again_back_kernels import backward_again
from fairlead_engine.cpm.asking_kernels import ask_ends, ask_link, ask_project, ask_task, take_changed
from fairlead_engine.cpm.codes import ALAP
from fairlead_engine.cpm.edits import Change, Edit, LinkAdded, LinkRemoved
from fairlead_engine.cpm.marks_kernels import BLOCK, Marks
from fairlead_engine.cpm.order_kernels import Region, put_before
from fairlead_engine.cpm.scheduling import DATE_COLUMNS, PassedPlan, edges_of
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network.around_kernels import Around, look_around
from fairlead_engine.network.columns import LINK_COLUMNS, NONE, PROJECT_COLUMNS, Columns
from fairlead_engine.network.kernels import Network, Said, SaidLinks
from fairlead_engine.network.owning import EDITABLE
from fairlead_engine.network.relink_kernels import place_of_link, put_link_in, renumber_causes, take_link_out
from fairlead_engine.plan import LagKind
from fairlead_engine.worktime.kernels import work_at


@dataclass(frozen=True, slots=True)
class Kept:
    """What the passes left, what lies around each task, and room to mark what is to be visited again."""

    plan: PassedPlan
    around: Around
    marks: Marks
    region: Region
    edges: Ints  # (2) dates outside these may have been cut off
    tasks: Ints  # (n) room for the changed ones
    has_pauses: bool  # within durations
    links_in_place: bool  # the network has all links that were said, as they were said
    removed: list[int]  # links taken out since the last pass, each by the number that it had then
    slacks: dict[int, tuple[int, int]]  # by rank, as counted before the calendar of a task became another

    def ask(self, change: Change, links: SaidLinks) -> bool:
        """Mark what has to be visited again after `change`, which is written; `links` have room for more.

        Return False where the network and its tables no longer serve.
        """
        match change:
            case Edit():
                if self._is_local(change):
                    self._ask(change, links)
                    return True
                return False
            case LinkAdded():
                return self.links_in_place and self._put_in(change, links)
            case LinkRemoved(link):
                if self.links_in_place:
                    self._take_out(link)
                return self.links_in_place

    def pass_again(self) -> tuple[list[int], bool]:
        """Visit what the changes that were asked about can touch.

        Return the tasks of which something has changed, ascending, and whether a date may have been cut off.
        """
        plan, kernel = self.plan, self.plan.machine.kernel
        given, passes = plan.given, plan.passes
        for link in self.removed:
            for numbers in (passes.causes.link, passes.bounds.floor_link, passes.bounds.finish_link):
                kernel(renumber_causes)(numbers, link)
        self.removed.clear()
        left = (passes.dates, passes.causes, passes.bounds, passes.spans)
        said = (given.network, given.said, given.projects, plan.tables)
        kernel(forward_again)(*said, *left, self.around, self.marks)
        kernel(backward_again)(*said, *left, self.around, self.marks)
        count = kernel(take_changed)(given.network, passes.dates, self.edges, self.marks, self.tasks)
        tasks = plan.machine.ordered(self.tasks, abs(count))
        counted_anew = {int(given.network.task[r]) for r, slacks in self.slacks.items() if self._slacks(r) != slacks}
        self.slacks.clear()
        return sorted(counted_anew.union(tasks)) if counted_anew else tasks, count < 0

    def _is_local(self, change: Edit) -> bool:
        if change.column not in EDITABLE:
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

    def _ask(self, change: Edit, links: SaidLinks) -> None:
        given, kernel, row = self.plan.given, self.plan.machine.kernel, change.row
        if not self.links_in_place:
            links = links._replace(lag_kind=given.links.lag_kind)
        network = given.network
        if change.column in LINK_COLUMNS:
            r = given.rank[links.successor[row]]
            kernel(ask_link)(row, r, links, network, self.around, self.marks)
        elif change.column in PROJECT_COLUMNS:
            self.plan.passes.spans.start[row] = given.projects.start[row]
            kernel(ask_project)(row, network, self.around, self.marks)
        else:
            r = given.rank[row]
            if change.column == "calendar":
                self.slacks.setdefault(int(r), self._slacks(int(r)))
            kernel(ask_task)(r, given.said, links, given.projects, network, self.around, self.marks)

    def _slacks(self, r: int) -> tuple[int, int]:
        """Return start and finish slack of task `r` on its calendar, which may differ where no date does."""
        dates, c = self.plan.passes.dates, int(self.plan.given.network.calendar[r])
        late_start, late_finish = int(dates.late_start[r]), int(dates.late_finish[r])
        start, finish = work_at(late_start, c, self.plan.tables), work_at(late_finish, c, self.plan.tables)
        return int(start - dates.start_work[r]), int(finish - dates.finish_work[r])

    def _put_in(self, change: LinkAdded, links: SaidLinks) -> bool:
        """Enter a link in its place; return False where there is no room, or for a circle, which a full pass names."""
        given, kernel = self.plan.given, self.plan.machine.kernel
        network, n = given.network, len(given.network.task)
        i = network.link_from[n]  # all links that were said are in the network
        if i == len(network.link) or not _is_entered_as_said(change, given.said):
            return False
        q, r = given.rank[change.predecessor], given.rank[change.successor]
        if kernel(put_before)(q, r, network, self.around, self.marks, self.region) < 0:
            return False
        kernel(put_link_in)(i, q, r, links, network, self.around)
        kernel(ask_ends)(q, r, self.around, self.marks)
        return True

    def _take_out(self, link: int) -> None:
        network, kernel = self.plan.given.network, self.plan.machine.kernel
        at = kernel(place_of_link)(link, network)
        q, r = network.origin[at], self.around.target[at]
        kernel(take_link_out)(at, network, self.around)
        kernel(ask_ends)(q, r, self.around, self.marks)
        self.removed.append(link)


def can_be_kept(plan: PassedPlan, columns: Columns) -> bool:
    """Tell whether one pass forward and one back, from each project's own finish, sufficed for `plan` of `columns`.

    Uncompleted work that waits for a status date is found before the passes, from more than one column.
    """
    projects = plan.given.projects
    is_own = not any(projects.opens_critical) and not any(projects.slack_to_last)
    is_bound = any(at != NONE for at in projects.must_finish_at)
    is_rescheduled = columns.project_reschedules is not None and any(columns.project_reschedules)
    return plan.whole is None and plan.passes.is_single and is_own and not (is_bound or is_rescheduled)


def kept(plan: PassedPlan, columns: Columns, room: int) -> Kept:
    """Return `plan` of `columns`, which can be kept, with room to visit parts of it again and for `room` links."""
    machine = plan.machine
    network = _with_room(plan.given.network, room, machine)
    n, visits = len(network.task), len(network.visits)
    around = Around(
        *machine.indexes((n + 2, 0), (room, None), (room, None), (n + 2, 0), *((n, None) for _ in range(3)))
    )
    machine.kernel(look_around)(network, around)
    blocks = (visits >> BLOCK) + 1
    sizes = (visits, blocks, visits, blocks, n, n, 1, len(plan.passes.spans.start))
    marks = Marks(*machine.indexes(*((size, 0) for size in sizes)))
    return Kept(
        plan=replace(plan, given=replace(plan.given, network=network)),
        around=around,
        marks=marks,
        region=Region(*machine.indexes((visits, 0), *((visits, None) for _ in range(4)))),
        edges=machine.as_instants(edges_of(plan.tables)),
        tasks=machine.indexes((n, None))[0],
        has_pauses=columns.splits > 0,
        links_in_place=_has_all_links(plan, columns),
        removed=[],
        slacks={},
    )


def _with_room(network: Network, room: int, machine: Machine) -> Network:
    """Return `network` with room for as many links as `room`."""
    count = len(network.link)
    origin, code, link = machine.indexes(*((room, None) for _ in range(3)))
    (lag,) = machine.instants((room, None))
    for wide, narrow in zip((origin, code, lag, link), network[network._fields.index("origin") :], strict=False):
        wide[:count] = narrow
    return network._replace(origin=origin, code=code, lag=lag, link=link)


def _is_entered_as_said(link: LinkAdded, said: Said) -> bool:
    """Tell whether `link` leads from an active task, and its lag is no share of elapsed time."""
    q = link.predecessor
    return bool(said.is_active[q]) and not (link.lag_kind == LagKind.PERCENT and said.is_elapsed[q])


def _has_all_links(plan: PassedPlan, columns: Columns) -> bool:
    """Tell whether each link is in the network as it was said: none from an inactive task, no share of elapsed time."""
    is_whole = int(plan.given.network.link_from[len(plan.given.network.task)]) == columns.links
    kinds, said = plan.given.links.lag_kind, columns.lag_kind
    return is_whole and (kinds is said or (said is not None and list(kinds) == list(said)))
