"""Any plan at all, for laws that hold for all of them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from fairlead_engine.options import (
    CriticalRule,
    FloatPaths,
    LagCalendar,
    OutsideLinks,
    ProgressRule,
    ScheduleOptions,
    SlackRule,
)
from fairlead_engine.plan import (
    Assignment,
    Availability,
    Calendar,
    CalendarException,
    ConstraintKind,
    FiledDates,
    LagKind,
    Link,
    LinkKind,
    Plan,
    Project,
    Resource,
    ResourceKind,
    Shift,
    Skill,
    Split,
    Task,
    TaskKind,
    TaskType,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MINUTES = st.integers(0, 500_000)
INSTANTS = st.integers(-900_000_000, 4_000_000_000)  # the years 258 to 9575
MAYBE = st.none() | INSTANTS
SHARES = st.floats(0, 1000)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def some(strategy, most=4):
    return st.lists(strategy, max_size=most).map(tuple)


def ids(draw, prefix, most):
    return tuple(f"{prefix}{number}" for number in range(draw(st.integers(0, most))))


@st.composite
def shifts(draw):
    edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
    return tuple(Shift(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def exceptions(draw):
    start = draw(DAYS)
    finish = start + timedelta(days=draw(st.integers(1, 30)))
    return CalendarException(start, finish, draw(shifts()), draw(TEXT))


@st.composite
def splits(draw):
    return Split(draw(MINUTES), draw(MINUTES))


@st.composite
def plans(draw):
    calendars = ids(draw, "c", 3)
    projects = ("p0", *ids(draw, "q", 2))
    tasks = ids(draw, "t", 6)
    resources = ids(draw, "r", 3)
    any_calendar = st.sampled_from((None, *calendars))
    homes = {task: draw(st.sampled_from(projects)) for task in tasks}
    pairs = [(before, after) for before in tasks for after in tasks if before != after]
    works = [(task, resource) for task in tasks for resource in resources]
    return Plan(
        name=draw(TEXT),
        projects=tuple(
            Project(
                id,
                draw(TEXT),
                draw(INSTANTS),
                draw(any_calendar),
                draw(MAYBE),
                draw(st.booleans()),
                draw(MAYBE),
                draw(st.booleans()),
                draw(st.booleans()),
                draw(MINUTES),
                draw(st.integers(1, 1440)),
                draw(st.integers(1, 10080)),
                draw(st.integers(1, 31)),
                draw(TEXT),
                draw(MAYBE),
                draw(st.none() | _options(tasks)),
                draw(st.booleans()),
            )
            for id in projects
        ),
        tasks=tuple(
            draw(_tasks(id, homes[id], [other for other in tasks[:place] if homes[other] == homes[id]], any_calendar))
            for place, id in enumerate(tasks)
        ),
        links=tuple(
            Link(*pair, draw(st.sampled_from(LinkKind)), draw(INSTANTS) % 1000 - 500, draw(st.sampled_from(LagKind)))
            for pair in draw(some(st.sampled_from(pairs)))
            if pairs
        )
        if pairs
        else (),
        calendars=tuple(
            Calendar(
                id,
                draw(TEXT),
                tuple(draw(st.none() | shifts()) for _ in range(7)),
                draw(some(exceptions(), 2)),
                draw(st.sampled_from((None, *calendars[:place]))),
            )
            for place, id in enumerate(calendars)
        ),
        resources=tuple(
            Resource(
                id,
                draw(TEXT),
                draw(st.sampled_from(ResourceKind)),
                draw(any_calendar),
                draw(SHARES),
                draw(TEXT),
                draw(TEXT),
                draw(st.booleans()),
                draw(some(st.builds(Skill, TEXT, st.integers(1, 5)), 2)),
                draw(some(st.builds(Availability, SHARES, MAYBE, MAYBE), 2)),
            )
            for id in resources
        ),
        assignments=tuple(
            Assignment(*work, draw(SHARES), draw(st.none() | MINUTES), draw(MINUTES))
            for work in (draw(some(st.sampled_from(works))) if works else ())
        ),
        filed={
            id: FiledDates(
                *(draw(MAYBE) for _ in range(6)),
                *(draw(st.none() | st.integers(-1000, 1000)) for _ in range(2)),
                draw(st.none() | st.booleans()),
            )
            for id in tasks
            if draw(st.booleans())
        },
    )


def _tasks(id, project, above, any_calendar):
    flag = st.booleans()
    return st.builds(
        Task,
        id=st.just(id),
        name=TEXT,
        project=st.just(project),
        parent=st.sampled_from((None, *above)),
        duration=MINUTES,
        is_elapsed=flag,
        is_estimated=flag,
        is_milestone=flag,
        is_manual=flag,
        is_active=flag,
        calendar=any_calendar,
        ignores_resource_calendars=flag,
        constraint=st.sampled_from(ConstraintKind),
        constraint_at=MAYBE,
        deadline=MAYBE,
        manual_start=MAYBE,
        manual_finish=MAYBE,
        actual_start=MAYBE,
        actual_finish=MAYBE,
        percent_complete=st.floats(0, 100),
        stop_at=MAYBE,
        resume_at=MAYBE,
        leveling_delay=MINUTES,
        splits=some(splits(), 2),
        priority=st.integers(0, 1000),
        wbs=TEXT,
        notes=TEXT,
        type=st.none() | st.sampled_from(TaskType),
        is_effort_driven=flag,
        kind=st.sampled_from(TaskKind),
        code=TEXT,
        second_constraint=st.sampled_from(ConstraintKind),
        second_constraint_at=MAYBE,
        remaining=st.none() | MINUTES,
        expected_finish=MAYBE,
        outside_start=MAYBE,
        outside_finish=MAYBE,
    )


def _options(tasks):
    flag = st.booleans()
    end = st.sampled_from((None, *tasks))
    return st.builds(
        ScheduleOptions,
        st.sampled_from(ProgressRule),
        st.sampled_from(LagCalendar),
        st.sampled_from(SlackRule),
        st.sampled_from(CriticalRule),
        st.sampled_from(OutsideLinks),
        flag,
        flag,
        flag,
        flag,
        st.none() | st.builds(FloatPaths, st.integers(1, 99), flag, end),
    )
