"""A search among orders of tasks: a change, a new pass, and what is no worse is kept."""

from dataclasses import dataclass

from fairlead_engine.leveling.delaying_kernels import Scene, delay
from fairlead_engine.leveling.diary_kernels import copy_diaries
from fairlead_engine.leveling.pulling_kernels import pull
from fairlead_engine.leveling.random_kernels import below
from fairlead_engine.leveling.scoring_kernels import rate
from fairlead_engine.leveling.trying_kernels import (
    Given,
    Kept,
    Room,
    allow,
    ask_back,
    change_splits,
    go_after,
    go_by,
    keep,
    shake,
    shift_person,
    shift_project,
    stagger_projects,
    swap,
)
from fairlead_engine.leveling.turn_kernels import take_turns
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.units import MINUTES_PER_DAY

_STEPS = 12_000  # tasks that are placed between one answer and the next, roughly
_MOST = 8  # tries between them
EVERY, AS_GIVEN = 1, -1  # which tasks a pass may split
WAYS = 5  # of change, the last of them where tasks may be split
_WORSE = 500  # a schedule goes on from which the best is at most this part of itself away
_PULLS = 3  # of each beginning, at most, one after another
# Projects that differ most go first by so many days for each place between them: by target, then by work.
BEGINNINGS = tuple((order, days) for order in range(2) for days in (5, 10, 20))


@dataclass(slots=True)
class Search:
    """The schedule that is changed, the best one so far, and room for a pass.

    `places` has, one after the other, the places of projects in each order of `BEGINNINGS`. The kernels are called one
    by one: each that calls others takes as long to compile as all of them.
    """

    scene: Scene
    given: Given
    room: Room
    now: Kept
    best: Kept
    places: tuple[Ints, ...]
    machine: Machine
    begun: int = 0

    def begin(self) -> None:
        """Make the first schedule, by priority and late start; then with tasks split where that wins delay."""
        self._go_by(self.scene.dates.late_start)
        self._pass()
        for kept in (self.now, self.best):
            self._keep(kept)
        if self.splits:
            self._allow(EVERY)
            self._pass()
            self._consider()
            self._withdraw_splits()

    @property
    def splits(self) -> bool:
        """Whether any task may be split."""
        return bool(self.room.pauses.most[0]) and any(self.room.pauses.least)

    def _withdraw_splits(self) -> None:
        """Let tasks that are split be whole, one after another, where nothing gets worse by it."""
        split = [t for t, number in enumerate(self.best.pauses) if number and self.room.pauses.least[t]]
        for t in split[: self._tries]:
            self._allow(AS_GIVEN, self.best)
            self.room.pauses.allowed[t] = 0
            self._pass()
            self._consider()

    @property
    def _tries(self) -> int:
        """How many passes there are between one answer and the next."""
        return min(_MOST, max(1, _STEPS // max(1, len(self.given.rank))))

    def go_on(self) -> None:
        """Try some other beginnings, then changes; each is pulled back and forth while that makes it better."""
        for _ in range(self._tries):
            if self.begun <= len(BEGINNINGS):
                self._begin_anew()
                continue
            self.change(self._chance(WAYS if self.splits else WAYS - 1))
            self._pass()
            self._consider()
            self.pull_back()
            self._pass()
            while self._consider():
                self.pull_back()
                self._pass()

    def _begin_anew(self) -> None:
        """Pull the first schedule back and forth, later those in which projects are staggered."""
        if self.begun:
            order, days = BEGINNINGS[self.begun - 1]
            self._allow(AS_GIVEN, self.best)
            self._go_by(self.scene.dates.late_start)
            stagger = self.machine.kernel(stagger_projects)
            stagger(self.places[order], self.scene.network.project, days * MINUTES_PER_DAY, self.room.key)
            self._pass()
            self._consider()
        for _ in range(_PULLS):
            self.pull_back()
            self._pass()
            self._consider()
        self.begun += 1

    def _consider(self) -> bool:
        """Go on from the pass just made where it is hardly worse than the best; tell whether it is better than that.

        Record-to-record travel of Dueck, "New optimization heuristics" (1993).
        """
        scores, best = (tuple(map(int, each)) for each in (self.room.scores, self.best.scores))
        if scores[:2] <= (best[0], best[1] + best[1] // _WORSE):
            self._keep(self.now)
        if scores < best:
            self._keep(self.best)
        return scores < best

    def _pass(self) -> None:
        """Place all tasks, those of the least keys first, and rate the outcome."""
        scene, given, room, kernel = self.scene, self.given, self.room, self.machine.kernel
        kernel(take_turns)(given.turns, room.key, room.queue)
        kernel(copy_diaries)(given.blank, room.diaries)
        visits, number = room.queue.visits, int(room.queue.visited[0])
        kernel(delay)(visits, number, scene, given.limits, given.modes, room.pauses, room.diaries, room.waits)
        found = scene.network, scene.dates.start, scene.spans, room.waits.stuck, room.pauses
        kernel(rate)(given.goal, *found, room.scores)

    def pull_back(self) -> None:
        """Let tasks go by a pass from the end, in which who can wait does: forward-backward improvement."""
        scene, given, room, kernel = self.scene, self.given, self.room, self.machine.kernel
        kernel(ask_back)(scene.dates, scene.spans, scene.network, given.goal, room)
        kernel(take_turns)(given.turns_back, room.back, room.queue)
        kernel(copy_diaries)(given.blank, room.diaries)
        visits, number = room.queue.visits, int(room.queue.visited[0])
        kernel(pull)(visits, number, scene, given.around, given.limits, given.modes, room.waits.mode, room)
        self._go_by(room.start)

    def change(self, way: int) -> None:
        """Let tasks go as in `now`, but for a change in one of several ways, by number."""
        given, room, now, kernel = self.given, self.room, self.now, self.machine.kernel
        network, may = self.scene.network, given.limits.may
        self._go_by(now.start)
        self._allow(AS_GIVEN, now)
        if self.splits:
            kernel(go_after)(now, given.rank, room)
        if way == 0:
            kernel(swap)(now, may, given.rank, given.group, room)
        elif way == 1:
            kernel(shake)(now, may, network.task, room)
        elif way == 2:
            kernel(shift_project)(network.project, room)
        elif way == WAYS - 1:
            kernel(change_splits)(now, room)
        else:
            kernel(shift_person)(now, given.modes, self.scene.dates.late_start, may, given.rank, room)

    def _go_by(self, start: Ints) -> None:
        self.machine.kernel(go_by)(start, self.given.group, self.scene.network.flags, self.room.key)

    def _allow(self, may: int, given: Kept | None = None) -> None:
        """Say what the next passes may split: every task that can be, or those that might be in `given`."""
        if self.room.pauses.most[0]:
            self.machine.kernel(allow)(may, (given or self.now).allowed, self.room.pauses)

    def _keep(self, kept: Kept) -> None:
        scene = self.scene
        arrays = scene.network, scene.said.leveling_delay, scene.dates, scene.causes, scene.spans
        self.machine.kernel(keep)(*arrays, self.room, kept)

    def _chance(self, ways: int) -> int:
        return int(self.machine.kernel(below)(self.room.random, ways))
