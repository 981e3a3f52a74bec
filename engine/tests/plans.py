"""Plans drawn at random, for laws that hold for all of them."""

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from charts import at
from fairlead_engine.plan import Calendar, ConstraintKind, LagKind, Link, LinkKind, Plan, Project, Split, Task, week_of

CALENDARS = (
    Calendar("days", "Days", week_of(range(5), (480, 720), (780, 1020))),
    Calendar("nights", "Nights", week_of(range(7), (0, 240), (1200, 1440))),
    Calendar("weekend", "Weekend", week_of((5, 6), (540, 900))),
)
BOUNDS = [kind for kind in ConstraintKind if kind != ConstraintKind.ALAP]
# Strategies are made once, here: making one for every draw takes longer than scheduling what is drawn.
LAGS = st.sampled_from((0, 0, 0, 60, 480, -60, -480, 50, -50))
SPLITS = st.lists(
    st.tuples(st.sampled_from((60, 240, 480, 600)), st.sampled_from((30, 480))),
    max_size=2,
    unique_by=lambda each: each[0],
)
PLACES = st.integers(0, 99)
TASKS = st.tuples(
    PLACES,  # in the order of links
    st.none() | PLACES,  # the parent, if any
    st.sampled_from((0, 60, 240, 480, 530, 960, 1440)),
    st.sampled_from((False, False, False, False, False, True)),
    st.sampled_from((None, None, None, "nights", "weekend")),
    SPLITS,
)
CONSTRAINTS = st.tuples(
    st.none() | st.tuples(st.sampled_from(BOUNDS), st.integers(0, 24 * 14)),
    st.sampled_from((False, False, False, False, True)),
)
LINKS = st.lists(
    st.tuples(
        PLACES,
        PLACES,
        st.sampled_from((LinkKind.FS, LinkKind.FS, *LinkKind)),
        LAGS,
        st.sampled_from(LagKind),
    ),
    max_size=18,
)
BASES = st.sampled_from(("days", "days", None))


@cache
def _lists(strategy, most):
    return st.lists(strategy, min_size=1, max_size=most)


@st.composite
def plans(draw, *, has_summaries=True, has_constraints=False, has_calendars=True, most=9):
    """Return a plan without cycles; tasks are linked forward in an order that is not the outline's.

    Without calendars all its time, lags too, is counted on the project's.
    """
    said = draw(_lists(TASKS, most))
    tasks = [_task(place, each, has_summaries, has_calendars) for place, each in enumerate(said)]
    if has_constraints:
        bounds = draw(_lists(CONSTRAINTS, most))
        tasks[: len(bounds)] = [_bound(*both) for both in zip(tasks, bounds, strict=False)]
    order = sorted(range(len(tasks)), key=lambda place: said[place][0])
    kinds = tuple(LagKind) if has_calendars else (LagKind.WORKING, LagKind.PERCENT)
    found = (_link([tasks[place] for place in order], each) for each in draw(LINKS)[: 2 * len(tasks)])
    links = tuple(link for link in found if link is not None and link.lag_kind in kinds)
    project = Project("p", "Random", at("Wed 10:00"), draw(BASES))
    return Plan("Random", (project,), tuple(tasks), links, CALENDARS)


def _task(place, said, has_summaries, has_calendars):
    _, above, duration, is_elapsed, calendar, splits = said
    has_parent = has_summaries and place > 0 and above is not None
    return Task(
        id=f"t{place}",
        name=f"t{place}",
        project="p",
        parent=f"t{above % place}" if has_parent else None,
        duration=duration,
        is_elapsed=has_calendars and is_elapsed,
        calendar=calendar if has_calendars else None,
        splits=tuple(Split(*each) for each in splits),
    )


def _bound(task, said):
    constraint, has_deadline = said
    kind, hours = constraint or (ConstraintKind.ASAP, None)
    return replace(
        task,
        constraint=kind,
        constraint_at=None if hours is None else at("Mon 00:00") + 60 * hours,
        deadline=at("Mon2 17:00") if has_deadline else None,
    )


def _link(tasks, said):
    one, other, kind, lag, lag_kind = said
    before, after = sorted((one % len(tasks), other % len(tasks)))
    return None if before == after else Link(tasks[before].id, tasks[after].id, kind, lag, lag_kind)
