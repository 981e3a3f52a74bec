"""What a plan says that a format has no place for, told field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields

from fairlead_engine.formats.report import Kind, Notes, Severity
from fairlead_engine.plan import Assignment, Calendar, Link, Plan, Project, Resource, Task

Record = Project | Task | Link | Resource | Assignment

_WORDS: dict[type, tuple[str, dict[str, str]]] = {
    Project: (
        "project",
        {
            "from_finish": "Whether a project is scheduled from its finish is",
            "finish": "Finishes that projects are scheduled from are",
            "status_at": "Status dates are",
            "honors_constraints": "Whether constraints count more than links is",
            "reschedules_uncompleted": "Whether uncompleted work is rescheduled is",
            "critical_limit": "The slack below which tasks are critical is",
            "minutes_per_day": "How many minutes make a day is",
            "minutes_per_week": "How many minutes make a week is",
            "days_per_month": "How many days make a month is",
            "calendar": "Calendars of projects are",
            "start": "Starts of projects are",
            "name": "Names of projects are",
            "code": "Codes of projects are",
            "must_finish_at": "Dates by which projects must finish are",
            "options": "Options of P6's scheduler are",
            "has_multiple_paths": "Whether several critical paths are looked for is",
            "is_activities": "Which project is what its program does itself is",
        },
    ),
    Task: (
        "task",
        {
            "duration": "Durations are",
            "is_elapsed": "Whether durations are elapsed is",
            "is_estimated": "Whether durations are estimates is",
            "is_milestone": "Whether tasks with a duration are milestones is",
            "is_manual": "Whether tasks are scheduled manually is",
            "is_active": "Whether tasks are active is",
            "calendar": "Calendars of tasks are",
            "ignores_resource_calendars": "Whether tasks ignore resource calendars is",
            "deadline": "Deadlines are",
            "manual_start": "Starts of manually scheduled tasks are",
            "manual_finish": "Finishes of manually scheduled tasks are",
            "stop_at": "Dates at which tasks were stopped are",
            "resume_at": "Dates at which tasks resume are",
            "leveling_delay": "Leveling delays are",
            "splits": "Pauses within tasks are",
            "priority": "Priorities are",
            "wbs": "WBS codes are",
            "notes": "Notes of tasks are",
            "type": "Types of tasks, such as fixed work, are",
            "is_effort_driven": "Whether tasks are effort-driven is",
            "kind": "Kinds of activities, such as level of effort, are",
            "code": "Codes of tasks are",
            "second_constraint": "Secondary constraints are",
            "second_constraint_at": "Dates of secondary constraints are",
            "remaining": "Remaining durations that percent complete does not say are",
            "expected_finish": "Expected finishes are",
            "outside_start": "Starts that other projects ask for are",
            "outside_finish": "Finishes that other projects ask for are",
        },
    ),
    Link: ("link", {"lag_kind": "What lags count is"}),
    Resource: (
        "resource",
        {
            "kind": "Kinds of resources are",
            "calendar": "Calendars of resources are",
            "max_units": "Maximum units of resources are",
            "email": "E-mail addresses are",
            "group": "Groups of resources are",
            "is_generic": "Whether resources are generic is",
            "skills": "Skills of resources are",
            "availability": "Periods of availability of resources are",
        },
    ),
    Assignment: ("assignment", {"work": "Work of assignments is", "delay": "Delays of assignments are"}),
    Calendar: ("calendar", {"week": "Calendars and their working times are"}),
}
KINDS = {
    (record, name): Kind(f"{word}_{name}_not_written", Severity.LOST, f"{words} not written.")
    for record, (word, all_words) in _WORDS.items()
    for name, words in all_words.items()
}


def names(text: str) -> frozenset[str]:
    """Return the names of fields in a text."""
    return frozenset(text.split())


def note_unheld(plan: Plan, held: Mapping[type, frozenset[str]], notes: Notes) -> None:
    """Count each field that is not at its default and not among those `held` of its kind of record."""
    for records in (plan.projects, plan.tasks, plan.links, plan.resources, plan.assignments):
        _note(records, held, notes)
    if plan.calendars and Calendar not in held:
        notes.add(KINDS[Calendar, "week"], plan.calendars[0].name, count=len(plan.calendars))


def _note(records: Iterable[Record], held: Mapping[type, frozenset[str]], notes: Notes) -> None:
    watched: dict[str, object] | None = None
    for record in records:
        kind = type(record)
        if watched is None:
            told = {name for record_type, name in KINDS if record_type is kind} - held.get(kind, frozenset())
            watched = {each.name: each.default for each in fields(record) if each.name in told}
        for name, default in watched.items():
            value = getattr(record, name)
            if value != default or (default is MISSING and value):
                notes.add(KINDS[kind, name], str(getattr(record, "name", "")))
