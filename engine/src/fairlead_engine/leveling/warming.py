"""Compiled kernels made ready before anybody waits for them."""

from fairlead_engine.cpm.warming import warm_passes
from fairlead_engine.leveling.arranging import arranged
from fairlead_engine.leveling.bounds import lower_bound
from fairlead_engine.leveling.instance import Activity, Instance
from fairlead_engine.leveling.least import Bounds
from fairlead_engine.leveling.program import program_of
from fairlead_engine.leveling.search import Island
from fairlead_engine.leveling.trying import WAYS
from fairlead_engine.leveling.wishes import Wishes
from fairlead_engine.load import warm_load
from fairlead_engine.machine import compiled_machine, mark_warm
from fairlead_engine.plan import Assignment, Plan, Project, ProjectId, Resource, ResourceId, Task, TaskId
from fairlead_engine.units import Instant


def warm() -> None:
    """Compile every kernel, or load it from the cache; from then on all plans of this process run compiled.

    The first time takes some ten seconds and fills the cache on disk, later a fraction of one.
    """
    warm_passes()
    warm_load()
    warm_search()
    warm_plans()
    mark_warm()


def warm_search() -> None:
    """Let a population of a problem of four activities live for two rounds."""
    machine = compiled_machine()
    instance = Instance((1,), tuple(Activity(str(k), 1, (1,), ()) for k in range(4)))
    given = arranged(instance, machine)
    lower_bound(instance, given, machine)
    island = Island.made(instance, given, 0, 0, machine)
    island.live(0)
    island.live(0)


def warm_plans() -> None:
    """Level a plan of two tasks of one person."""
    tasks = tuple(Task(TaskId(name), name, ProjectId("p"), duration=960) for name in ("a", "b"))
    plan = Plan(
        "Warm",
        (Project(ProjectId("p"), "Warm", Instant(0)),),
        tasks,
        resources=(Resource(ResourceId("r"), "Warm"),),
        assignments=tuple(Assignment(task.id, ResourceId("r")) for task in tasks),
    )
    program = program_of(plan, Wishes(splits=True), 0, compiled_machine())
    for way in range(WAYS):
        program.search.change(way)
    program.search.pull_back()
    for _ in range(2):
        program.search.go_on()
    Bounds(program).of(())
