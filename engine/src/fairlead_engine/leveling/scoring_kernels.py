"""What a leveled plan is worth."""

from typing import NamedTuple

from fairlead_engine.cpm.shapes import Spans
from fairlead_engine.leveling.piece_kernels import Pauses
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import IS_SUMMARY, Network

BY_DELAY, BY_MAKESPAN, BY_CHANGES = 0, 1, 2
WHOLE = 1_000  # parts in which the weight of a project is counted
SPLIT = 60  # minutes of delay that a pause has to win; else the task stays whole
SCORES = 3


class Goal(NamedTuple):
    """Of what there should be least."""

    objective: Ints  # (1)
    weight: Ints  # (projects) in parts of WHOLE
    target: Ints  # (projects) the finish past which a project is late
    present: Ints  # (n) by rank, where tasks start now
    begin: Ints  # (1) where the first project begins
    edge: Ints  # (1) the instant by which all must be over: calendars are known no further


def rate(goal: Goal, network: Network, start: Ints, spans: Spans, stuck: Ints, pauses: Pauses, scores: Ints) -> None:
    """Fill `scores`, of which the first that differs decides: tasks without their people, the objective, and more."""
    scores[0], delay, last, changes, total, splits = 0, 0, 0, 0, 0, 0
    for t in range(len(stuck)):
        scores[0] += stuck[t]
        splits += pauses.number[t] if pauses.least[t] > 0 else 0
    for j in range(len(goal.weight)):
        delay += goal.weight[j] * max(0, spans.last[j] - goal.target[j])
        last = max(last, spans.last[j])
    for r in range(len(goal.present)):
        if not network.flags[r] & IS_SUMMARY:
            total += start[r]
            t = network.task[r]
            if start[r] != goal.present[r] or (pauses.least[t] > 0 and pauses.number[t] > 0):
                changes += 1
    if last >= goal.edge[0]:
        scores[0] += len(goal.present)
    if goal.objective[0] == BY_CHANGES:
        scores[1], scores[2] = changes, delay
    else:
        until = last - goal.begin[0] + SPLIT * splits
        scores[1], scores[2] = until if goal.objective[0] == BY_MAKESPAN else delay + WHOLE * SPLIT * splits, total
