"""Health in words: states, and each finding as a clause."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fairlead.schedule.health.findings import Concern, Finding, State

STATE_WORDS: dict[State, str | Promise] = {
    State.ON_TRACK: gettext_lazy("On track"),
    State.AT_RISK: gettext_lazy("At risk"),
    State.OFF_TRACK: gettext_lazy("Off track"),
    State.DONE: gettext_lazy("Done"),
}


def finding_words(finding: Finding) -> str:
    """Return a finding as a short clause, such as “3 tasks are overdue”."""
    return CLAUSES[finding.concern](finding.count) % {"n": finding.count}


def _little_slack(n: int) -> str:
    if not n:
        return _("no day to spare before the promised finish")
    return ngettext(
        "only %(n)d day to spare before the promised finish", "only %(n)d days to spare before the promised finish", n
    )


CLAUSES: dict[Concern, Callable[[int], str]] = {
    Concern.FINISHES_LATE: lambda n: ngettext(
        "finishes %(n)d day after its promise", "finishes %(n)d days after its promise", n
    ),
    Concern.UNMET_CONSTRAINTS: lambda n: ngettext(
        "%(n)d task cannot keep its dates", "%(n)d tasks cannot keep their dates", n
    ),
    Concern.LITTLE_SLACK: _little_slack,
    Concern.MILESTONES_MISSED: lambda n: ngettext("%(n)d milestone is missed", "%(n)d milestones are missed", n),
    Concern.MISSED_DEADLINES: lambda n: ngettext(
        "%(n)d task misses its deadline", "%(n)d tasks miss their deadlines", n
    ),
    Concern.OVERDUE: lambda n: ngettext("%(n)d task is overdue", "%(n)d tasks are overdue", n),
    Concern.BLOCKED: lambda n: ngettext("%(n)d task is blocked", "%(n)d tasks are blocked", n),
    Concern.OVERLOADED: lambda n: ngettext(
        "%(n)d person has far more work than time", "%(n)d people have far more work than time", n
    ),
    Concern.NOT_PLANNED: lambda _n: _("no tasks yet"),
    Concern.PROJECTS_OFF_TRACK: lambda n: ngettext("%(n)d project off track", "%(n)d projects off track", n),
    Concern.PROJECTS_AT_RISK: lambda n: ngettext("%(n)d project at risk", "%(n)d projects at risk", n),
    Concern.ACTIVITIES_BEHIND: lambda _n: _("its own activities are behind"),
    Concern.GATES_OVERDUE: lambda n: ngettext("%(n)d gate is overdue", "%(n)d gates are overdue", n),
    Concern.BENEFITS_OFF: lambda n: ngettext(
        "%(n)d benefit is behind what was expected", "%(n)d benefits are behind what was expected", n
    ),
    Concern.BENEFITS_UNMEASURED: lambda n: ngettext(
        "%(n)d benefit was not measured in time", "%(n)d benefits were not measured in time", n
    ),
    Concern.MISSED: lambda _n: _("the period ended at %(n)d %% of the way"),
    Concern.FALLS_SHORT: lambda _n: _("heads for %(n)d %% of the way, even the hopeful end misses the target"),
    Concern.MAY_FALL_SHORT: lambda _n: _("heads for %(n)d %% of the way, though the target is within reach"),
    Concern.BEHIND: lambda _n: _("%(n)d points behind a steady pace"),
    Concern.DOUBTED: lambda _n: _("who checks in is only %(n)d %% confident"),
    Concern.STALE: lambda n: ngettext("no check-in for %(n)d day", "no check-in for %(n)d days", n),
    Concern.NO_CHECK_IN: lambda n: ngettext(
        "no check-in yet, %(n)d day into the period", "no check-in yet, %(n)d days into the period", n
    ),
    Concern.RESULTS_OFF: lambda n: ngettext("%(n)d key result off track", "%(n)d key results off track", n),
    Concern.RESULTS_AT_RISK: lambda n: ngettext("%(n)d key result at risk", "%(n)d key results at risk", n),
    Concern.CHILDREN_OFF: lambda n: ngettext("%(n)d objective below off track", "%(n)d objectives below off track", n),
    Concern.CHILDREN_AT_RISK: lambda n: ngettext("%(n)d objective below at risk", "%(n)d objectives below at risk", n),
    Concern.WORK_OFF: lambda n: ngettext(
        "%(n)d project that serves it is off track", "%(n)d projects that serve it are off track", n
    ),
    Concern.WORK_AT_RISK: lambda n: ngettext(
        "%(n)d project that serves it is at risk", "%(n)d projects that serve it are at risk", n
    ),
    Concern.UNSERVED: lambda _n: _("nobody serves it"),
    Concern.NOT_MEASURED: lambda _n: _("nothing measures it"),
}
