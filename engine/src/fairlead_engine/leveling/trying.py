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
    ask_back,
    go_by,
    keep,
    shake,
    shift_person,
    shift_project,
    swap,
)
from fairlead_engine.leveling.turn_kernels import take_turns
from fairlead_engine.machine import Ints, Machine

_STEPS = 12_000  # tasks that are placed between one answer and the next, roughly
_MOST = 8  # tries between them
WAYS = 4  # of change


@dataclass(frozen=True, slots=True)
class Search:
    """The schedule that is changed, the best one so far, and room for a pass.

    The kernels are called one by one: each that calls others takes as long to compile as all of them.
    """

    scene: Scene
    given: Given
    room: Room
    now: Kept
    best: Kept
    machine: Machine

    def begin(self) -> None:
        """Make the first schedule, by priority and late start."""
        self._go_by(self.scene.dates.late_start)
        self._pass()
        for kept in (self.now, self.best):
            self._keep(kept)

    def go_on(self) -> None:
        """Try some changes."""
        for _ in range(min(_MOST, max(1, _STEPS // max(1, len(self.given.rank))))):
            self.change(self._chance(WAYS))
            self._pass()
            if self._chance(2):
                self.pull_back()
                self._pass()
            scores = list(self.room.scores)
            if scores <= list(self.now.scores):
                self._keep(self.now)
            if scores < list(self.best.scores):
                self._keep(self.best)

    def _pass(self) -> None:
        """Place all tasks, those of the least keys first, and rate the outcome."""
        scene, given, room, kernel = self.scene, self.given, self.room, self.machine.kernel
        kernel(take_turns)(given.turns, room.key, room.queue)
        kernel(copy_diaries)(given.blank, room.diaries)
        visits, number = room.queue.visits, int(room.queue.visited[0])
        kernel(delay)(visits, number, scene, given.limits, given.modes, room.diaries, room.waits)
        kernel(rate)(given.goal, scene.network, scene.dates.start, scene.spans, room.waits.stuck, room.scores)

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
        if way == 0:
            kernel(swap)(now, may, given.rank, given.group, room)
        elif way == 1:
            kernel(shake)(now, may, network.task, room)
        elif way == 2:
            kernel(shift_project)(network.project, room)
        else:
            kernel(shift_person)(now, given.modes, self.scene.dates.late_start, may, given.rank, room)

    def _go_by(self, start: Ints) -> None:
        self.machine.kernel(go_by)(start, self.given.group, self.scene.network.flags, self.room.key)

    def _keep(self, kept: Kept) -> None:
        scene = self.scene
        arrays = scene.network, scene.said.leveling_delay, scene.dates, scene.causes, scene.spans
        self.machine.kernel(keep)(*arrays, self.room, kept)

    def _chance(self, ways: int) -> int:
        return int(self.machine.kernel(below)(self.room.random, ways))
