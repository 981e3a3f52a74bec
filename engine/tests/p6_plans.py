"""Charts scheduled by P6's rules."""

from dataclasses import replace

from charts import at, chart
from fairlead_engine import schedule
from fairlead_engine.options import ScheduleOptions
from fairlead_engine.plan import Calendar, TaskKind, week_of

WEEKEND = Calendar("weekend", "Weekend", week_of((5, 6), (480, 720), (780, 1020)))
EVERY_DAY = Calendar("every_day", "Every day", week_of(range(7), (480, 720), (780, 1020)))
EFFORT = {"kind": TaskKind.LEVEL_OF_EFFORT}


def p6_plan(text, now="Mon 08:00", project=(), **said):
    """Return the plan of a chart by P6's rules; `said` replaces fields of tasks, or options of the scheduler."""
    names = set(ScheduleOptions.__dataclass_fields__)
    options = ScheduleOptions(**{name: value for name, value in said.items() if name in names})
    plan = chart(text, calendars=(WEEKEND, EVERY_DAY), options=options, status_at=at(now), **dict(project))
    tasks = tuple(replace(task, **said.get(task.id, {})) for task in plan.tasks)
    return replace(plan, tasks=tasks)


def p6(text, now="Mon 08:00", project=(), **said):
    """Return the schedule of a chart by P6's rules; see `p6_plan`."""
    return schedule(p6_plan(text, now, project, **said))
