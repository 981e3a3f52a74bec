"""CP-SAT, through PyJobShop, on the same problem files and with its own reading of them."""

from pathlib import Path
from time import perf_counter

from pyjobshop import Model

from feasibility import problem_of


def pyjobshop_on(file: Path, seconds: float, workers: int = 2) -> tuple[list[int], int, float]:
    """Return starts (none where nothing was found), the bound, and no time of a first schedule, which it does not tell.

    Building the model counts as part of the time, as for everyone.
    """
    began = perf_counter()
    problem = problem_of(file)
    model = Model()
    resources = [model.add_renewable(capacity) for capacity in problem.capacities]
    tasks = [model.add_task(earliest_start=problem.releases[project]) for project in problem.projects]
    for task, duration, needs in zip(tasks, problem.durations, problem.needs, strict=True):
        model.add_mode(task, resources, duration, needs)
    for task, followers in zip(tasks, problem.followers, strict=True):
        for follower in followers:
            model.add_end_before_start(task, tasks[follower])
    left = max(0.1, seconds - (perf_counter() - began))
    result = model.solve(time_limit=left, display=False, num_workers=workers)
    starts = [task.start for task in result.best.tasks] if result.best.tasks else []
    return starts, int(result.lower_bound), float("nan")
