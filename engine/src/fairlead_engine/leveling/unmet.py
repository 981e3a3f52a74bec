"""What cannot be met whatever moves."""

from collections.abc import Iterator, Sequence

from fairlead_engine.leveling.load import Gap, gaps_of, most_of, parts_of
from fairlead_engine.leveling.program import Program
from fairlead_engine.leveling.proposal import Gone, TooLate
from fairlead_engine.plan import Resource
from fairlead_engine.units import Instant


def gone_of(program: Program, finishes: Sequence[int]) -> Iterator[Gone]:
    """Yield tasks that ask for more than there is of somebody for good, from before they are over."""
    places = {task.id: t for t, task in enumerate(program.wanted.plan.tasks)}
    for resource in program.wanted.plan.resources:
        for task, parts in program.wanted.demands.get(resource.id, []):
            since = _gone_since(resource, parts)
            if since is not None and finishes[places[task]] > since:
                yield Gone(task, resource.id, since)


def _gone_since(resource: Resource, parts: int) -> Instant | None:
    """Return from when on there are never again as many parts of a resource."""
    left, since = parts_of(most_of(resource)) - parts, None
    following: Instant | None = None
    gaps: list[Gap] = [gap for gap in gaps_of(resource) if gap[2] > left]
    for start, finish, _missing in reversed(gaps):
        if finish != following:
            break
        since = following = start
    return since


def too_late_of(program: Program) -> Iterator[TooLate]:
    """Yield projects that take longer than they must, by links and calendars alone."""
    for project, end in zip(program.wanted.plan.projects, program.alone, strict=True):
        if project.must_finish_at is not None and end > project.must_finish_at:
            yield TooLate(project.id, project.must_finish_at, Instant(end))
