"""Where the rows are that a finding counts: a figure that can be opened."""

from enum import StrEnum

from fairlead.schedule.attention import Show
from fairlead.schedule.health.findings import Concern, State


class Figure(StrEnum):
    """A number of a project, program or objective that opens to the rows it is made of."""

    PROGRESS = "progress"  # of work: percents of tasks or projects, weighed by it
    FINISH = "finish"  # the latest of tasks or projects
    REACHED = "reached"  # of an objective: percents of key results and objectives below, weighed by what is said
    TASKS_LATE = "tasks_late"
    TASKS_BLOCKED = "tasks_blocked"
    TASKS_DEADLINE = "tasks_deadline"
    TASKS_CONSTRAINT = "tasks_constraint"
    MILESTONES_MISSED = "milestones_missed"
    PEOPLE_OVERLOADED = "people_overloaded"
    PROJECTS_OFF = "projects_off"
    PROJECTS_AT_RISK = "projects_at_risk"
    ACTIVITIES_BEHIND = "activities_behind"
    GATES_OVERDUE = "gates_overdue"
    BENEFITS_OFF = "benefits_off"
    BENEFITS_UNMEASURED = "benefits_unmeasured"
    RESULTS_OFF = "results_off"
    RESULTS_AT_RISK = "results_at_risk"
    CHILDREN_OFF = "children_off"
    CHILDREN_AT_RISK = "children_at_risk"


# Of key results the figure is the key result itself; what is not there has no rows.
FIGURES: dict[Concern, Figure | None] = {
    Concern.FINISHES_LATE: Figure.FINISH,
    Concern.UNMET_CONSTRAINTS: Figure.TASKS_CONSTRAINT,
    Concern.LITTLE_SLACK: Figure.FINISH,
    Concern.MILESTONES_MISSED: Figure.MILESTONES_MISSED,
    Concern.MISSED_DEADLINES: Figure.TASKS_DEADLINE,
    Concern.OVERDUE: Figure.TASKS_LATE,
    Concern.BLOCKED: Figure.TASKS_BLOCKED,
    Concern.OVERLOADED: Figure.PEOPLE_OVERLOADED,
    Concern.NOT_PLANNED: None,
    Concern.PROJECTS_OFF_TRACK: Figure.PROJECTS_OFF,
    Concern.PROJECTS_AT_RISK: Figure.PROJECTS_AT_RISK,
    Concern.ACTIVITIES_BEHIND: Figure.ACTIVITIES_BEHIND,
    Concern.GATES_OVERDUE: Figure.GATES_OVERDUE,
    Concern.BENEFITS_OFF: Figure.BENEFITS_OFF,
    Concern.BENEFITS_UNMEASURED: Figure.BENEFITS_UNMEASURED,
    **dict.fromkeys(
        (
            *(Concern.MISSED, Concern.FALLS_SHORT, Concern.MAY_FALL_SHORT, Concern.BEHIND),
            *(Concern.DOUBTED, Concern.STALE, Concern.NO_CHECK_IN, Concern.UNSERVED, Concern.NOT_MEASURED),
        )
    ),
    Concern.RESULTS_OFF: Figure.RESULTS_OFF,
    Concern.RESULTS_AT_RISK: Figure.RESULTS_AT_RISK,
    Concern.CHILDREN_OFF: Figure.CHILDREN_OFF,
    Concern.CHILDREN_AT_RISK: Figure.CHILDREN_AT_RISK,
    Concern.WORK_OFF: Figure.PROJECTS_OFF,
    Concern.WORK_AT_RISK: Figure.PROJECTS_AT_RISK,
}
SHOWS: dict[Figure, Show] = {
    Figure.TASKS_LATE: Show.LATE,
    Figure.TASKS_BLOCKED: Show.BLOCKED,
    Figure.TASKS_DEADLINE: Show.DEADLINE,
    Figure.TASKS_CONSTRAINT: Show.CONSTRAINT,
    Figure.MILESTONES_MISSED: Show.MISSED,
}
BEHIND = frozenset({State.OFF_TRACK, State.AT_RISK})
STATES: dict[Figure, State] = {
    Figure.PROJECTS_OFF: State.OFF_TRACK,
    Figure.PROJECTS_AT_RISK: State.AT_RISK,
    Figure.RESULTS_OFF: State.OFF_TRACK,
    Figure.RESULTS_AT_RISK: State.AT_RISK,
    Figure.CHILDREN_OFF: State.OFF_TRACK,
    Figure.CHILDREN_AT_RISK: State.AT_RISK,
}
