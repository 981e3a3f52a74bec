"""Plans drawn at random, for laws that hold for all of them."""

from hypothesis import strategies as st

from charts import at
from fairlead_engine.plan import Calendar, ConstraintKind, LagKind, Link, LinkKind, Plan, Project, Split, Task, week_of

CALENDARS = (
    Calendar("days", "Days", week_of(range(5), (480, 720), (780, 1020))),
    Calendar("nights", "Nights", week_of(range(7), (0, 240), (1200, 1440))),
    Calendar("weekend", "Weekend", week_of((5, 6), (540, 900))),
)
DURATIONS = st.sampled_from((0, 60, 240, 480, 530, 960, 1440))
LAGS = st.sampled_from((0, 0, 0, 60, 480, -60, -480, 50, -50))


@st.composite
def plans(draw, *, has_summaries=True, has_constraints=False, has_calendars=True, most=9):
    """Return a plan without cycles; tasks are linked forward in an order that is not the outline's.

    Without calendars all its time, lags too, is counted on the project's.
    """
    count = draw(st.integers(1, most))
    tasks = tuple(_task(draw, place, has_summaries, has_constraints, has_calendars) for place in range(count))
    order = draw(st.permutations(range(count)))
    links = draw(st.lists(_link(tasks, order, has_calendars), max_size=2 * count)) if count > 1 else []
    project = Project("p", "Random", at("Wed 10:00"), draw(st.sampled_from(("days", "days", None))))
    return Plan("Random", (project,), tasks, tuple(links), CALENDARS)


def _task(draw, place, has_summaries, has_constraints, has_calendars):
    above = st.integers(0, place - 1) if has_summaries and place else st.none()
    parent = draw(st.one_of(st.none(), above))
    constraint, constraint_at = ConstraintKind.ASAP, None
    if has_constraints and draw(st.booleans()):
        constraint = draw(st.sampled_from([kind for kind in ConstraintKind if kind != ConstraintKind.ALAP]))
        constraint_at = at("Mon 00:00") + 60 * draw(st.integers(0, 24 * 14))
    return Task(
        id=f"t{place}",
        name=f"t{place}",
        project="p",
        parent=None if parent is None else f"t{parent}",
        duration=draw(DURATIONS),
        is_elapsed=has_calendars and draw(st.integers(0, 5)) == 0,
        calendar=draw(st.sampled_from((None, None, None, "nights", "weekend"))) if has_calendars else None,
        splits=_splits(draw),
        constraint=constraint,
        constraint_at=constraint_at,
        deadline=at("Mon2 17:00") if has_constraints and draw(st.integers(0, 4)) == 0 else None,
    )


def _splits(draw):
    places = draw(st.lists(st.sampled_from((60, 240, 480, 600)), max_size=2, unique=True))
    return tuple(Split(after, draw(st.sampled_from((30, 480)))) for after in places)


@st.composite
def _link(draw, tasks, order, has_calendars):
    one, other = sorted(draw(st.lists(st.sampled_from(range(len(tasks))), min_size=2, max_size=2, unique=True)))
    before, after = tasks[order[one]], tasks[order[other]]
    kind = draw(st.sampled_from((LinkKind.FS, LinkKind.FS, *LinkKind)))
    lag_kinds = tuple(LagKind) if has_calendars else (LagKind.WORKING, LagKind.PERCENT)
    return Link(before.id, after.id, kind, draw(LAGS), draw(st.sampled_from(lag_kinds)))
