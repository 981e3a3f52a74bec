"""Whether a schedule keeps to links, releases and capacities: read from the file anew, without the engine's code."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """What the file says; activities in its order."""

    capacities: list[int]
    durations: list[int]
    needs: list[list[int]]
    followers: list[list[int]]
    projects: list[int]
    releases: list[int]


def problem_of(path: Path) -> Problem:
    """Read a Patterson file, or an .rcmp, whose followers have colons."""
    text = path.read_text()
    is_several = ":" in text
    words = iter(text.split())
    first, resources = int(next(words)), int(next(words))
    problem = Problem([int(next(words)) for _ in range(resources)], [], [], [], [], [])
    names: dict[str, int] = {}
    following: list[list[str]] = []
    for project in range(first if is_several else 1):
        count = int(next(words)) if is_several else first
        problem.releases.append(int(next(words)) if is_several else 0)
        for _ in range(resources if is_several else 0):
            next(words)  # whether the project uses the resource
        for number in range(1, count + 1):
            names[f"{project + 1}:{number}" if is_several else str(number)] = len(problem.durations)
            problem.durations.append(int(next(words)))
            problem.needs.append([int(next(words)) for _ in range(resources)])
            following.append([next(words) for _ in range(int(next(words)))])
            problem.projects.append(project)
    problem.followers.extend([names[word] for word in row] for row in following)
    return problem


def faults(problem: Problem, starts: list[int]) -> list[str]:
    """Return a sentence for each release, link and moment of a resource that the schedule breaks."""
    found = []
    if len(starts) != len(problem.durations):
        return [f"{len(starts)} starts for {len(problem.durations)} activities"]
    loads = [[0] * (max(starts) + max(problem.durations) + 1) for _ in problem.capacities]
    for i, start in enumerate(starts):
        finish = start + problem.durations[i]
        if start < problem.releases[problem.projects[i]]:
            found.append(f"activity {i} starts at {start}, before its project")
        found += [f"activity {j} starts before {i} ends" for j in problem.followers[i] if starts[j] < finish]
        for load, need in zip(loads, problem.needs[i], strict=True):
            for time in range(start, finish):
                load[time] += need
    for number, (load, capacity) in enumerate(zip(loads, problem.capacities, strict=True)):
        found += [
            f"resource {number} has {capacity} at {at}, not {amount}"
            for at, amount in enumerate(load)
            if amount > capacity
        ]
    return found


def makespan(problem: Problem, starts: list[int]) -> int:
    """Return the last finish."""
    return max(start + duration for start, duration in zip(starts, problem.durations, strict=True))


def average_delay(problem: Problem, starts: list[int]) -> float:
    """Return the mean, over projects, of finish less release less the project's own critical path (APD)."""
    ends = [0] * len(problem.releases)
    lengths = _lengths(problem)
    for i, project in enumerate(problem.projects):
        ends[project] = max(ends[project], starts[i] + problem.durations[i])
    return sum(e - r - n for e, r, n in zip(ends, problem.releases, lengths, strict=True)) / len(ends)


def least_end(problem: Problem) -> tuple[int, str]:
    """Return a time before which no schedule ends, counted from the first release, and the sum that proves it.

    A project takes at least its longest path of links; a resource is through with all work no sooner than it is with
    nothing but that to do.
    """
    first = min(problem.releases)
    ends = [
        (release - first + length, f"project {number} arrives at {release - first}, and its links alone take {length}")
        for number, (release, length) in enumerate(zip(problem.releases, _lengths(problem), strict=True), start=1)
    ]
    rows = list(zip(problem.durations, problem.needs, strict=True))
    for k, capacity in enumerate(problem.capacities):
        work = sum(duration * needs[k] for duration, needs in rows)
        if work:
            ends.append((-(-work // capacity), f"resource {k + 1} has {capacity}, and work of {work} to do"))
    return max(ends)


def _lengths(problem: Problem) -> list[int]:
    """Return the longest path of each project, alone and without resources."""
    waits = [0] * len(problem.durations)
    for row in problem.followers:
        for j in row:
            waits[j] += 1
    ready = [i for i, count in enumerate(waits) if count == 0]
    starts, longest = [0] * len(waits), [0] * len(problem.releases)
    for i in ready:
        finish = starts[i] + problem.durations[i]
        longest[problem.projects[i]] = max(longest[problem.projects[i]], finish)
        for j in problem.followers[i]:
            starts[j] = max(starts[j], finish) if problem.projects[j] == problem.projects[i] else starts[j]
            waits[j] -= 1
            if waits[j] == 0:
                ready.append(j)
    return longest
