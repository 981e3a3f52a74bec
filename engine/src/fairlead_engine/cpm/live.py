"""A schedule that is kept while what was said is edited: after an edit only what it can touch is visited again."""

from collections.abc import Sequence

from fairlead_engine.cpm.asking_kernels import note_differing
from fairlead_engine.cpm.edits import Change, EditedColumns, LinkRemoved
from fairlead_engine.cpm.found import Found
from fairlead_engine.cpm.keeping import Kept, can_be_kept, kept
from fairlead_engine.cpm.scheduling import passed_plan
from fairlead_engine.errors import PlanError
from fairlead_engine.machine import Machine, machine_for
from fairlead_engine.network import Columns
from fairlead_engine.network.owning import owned_columns


class LiveSchedule:
    """Columns that are edited, and the dates, slacks and drivers of their tasks, always those of a full pass.

    An edit visits the tasks that it can touch: in plans by Microsoft Project's rules that begin as soon as they can,
    for edits of numbers in `network.owning.EDITABLE`, and for links added and removed where no task is inactive and no
    lag is a share of elapsed time. Others pass in full.
    Raises: as `schedule_columns`.
    """

    def __init__(self, columns: Columns, machine: Machine | None = None) -> None:
        self._machine = machine or machine_for(columns.tasks + columns.links)
        self._said = EditedColumns(owned_columns(columns, self._machine), self._machine)
        self._pass_all()

    @property
    def columns(self) -> Columns:
        """What is said now; to be read only."""
        return self._said.columns

    @property
    def found(self) -> Found:
        """What is found now; a later edit does not change what was handed out."""
        if self._kept is None:
            return self._found
        found = self._kept.plan.found()
        found.keep()
        return found

    def edit(self, *changes: Change) -> list[int]:
        """Carry out all changes, or none, and return the tasks of which something found is another now, ascending.

        Raises: UnknownPlace, ColumnBroken, AbsurdNumber, CycleFound, OutlineBroken, NoWorkingTime, BeyondHorizon;
        then everything is as before.
        """
        written = 0
        is_local = self._kept is not None
        try:
            for change in changes:
                self._said.write(change)
                written += 1
                is_local = is_local and self._kept is not None and self._kept.ask(change, self._said.links)
            tasks = self._found_again(changes, is_local=is_local)
        except PlanError:
            self._said.take_back()
            if written:
                self._pass_all()
            raise
        self._said.keep()
        return tasks

    def _pass_all(self) -> None:
        self._kept: Kept | None = None
        plan = passed_plan(self.columns, self._machine)
        if can_be_kept(plan, self.columns):
            self._kept = kept(plan, self.columns, len(self._said.links.lag))
        else:
            self._found = plan.found()

    def _found_again(self, changes: tuple[Change, ...], *, is_local: bool) -> list[int]:
        if self._kept is None or not is_local:
            return self._pass_all_and_compare(changes)
        tasks, is_cut_off = self._kept.pass_again()
        return sorted({*tasks, *self._pass_all_and_compare(())}) if is_cut_off else tasks

    def _pass_all_and_compare(self, changes: tuple[Change, ...]) -> list[int]:
        """Pass in full, and return the tasks of which a figure differs from what was found last."""
        was = self.found
        self._pass_all()
        now = self.found
        (is_changed,) = self._machine.indexes((self.columns.tasks, 0))
        for name in now.names:
            before, after = self._machine.as_instants(was.numbers(name)), self._machine.as_instants(now.numbers(name))
            if name == "driver_link":
                before = self._machine.as_instants(_without_removed(before, changes))
            self._machine.kernel(note_differing)(before, after, is_changed)
        return self._machine.places(is_changed)


def _without_removed(links: Sequence[int], changes: tuple[Change, ...]) -> Sequence[int]:
    """Return links by the places that they have after `changes`; -2 for those that were removed."""
    removed = [change.link for change in changes if isinstance(change, LinkRemoved)]
    places = [int(link) for link in links] if removed else links
    for gone in removed:
        places = [-2 if link == gone else link - 1 if link > gone else link for link in places]
    return places
