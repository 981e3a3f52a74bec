"""Reading the charter of a project and its phases."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, ScopeKind
from fairlead.access.selectors import decides_at
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.work.models import UNDECIDED, Phase, Project, SuccessCriterion, Task
from fairlead.work.selectors import project_get, visible_through

CHARTER_SAID = ("goal", "scope", "out_of_scope")
PHASE_SAID = ("project", "name", "task", "start_on", "finish_on", "gate")


def success_of(project: Project) -> QuerySet[SuccessCriterion]:
    """Return by what `project` is judged a success, in order, with who judged. One query."""
    return SuccessCriterion.objects.filter(project=project).select_related("judged_by")


def charter_said(project: Project) -> dict[str, Any]:
    """Return what people said of the aim of `project`, with its success criteria and version. One query."""
    return {
        "version": project.version,
        **said(project, CHARTER_SAID),
        "criteria": [success_said(each) for each in success_of(project)],
    }


def success_said(criterion: SuccessCriterion) -> dict[str, Any]:
    """Return a success criterion as people said and judged it."""
    return {"id": criterion.pk, **said(criterion, ("text", "measure", "is_met", "evidence"))}


def phases_of(project_ids: Collection[int]) -> QuerySet[Phase]:
    """Return the phases of projects with their tasks, and gates with criteria and decisions. Three queries at most."""
    phases = Phase.objects.filter(project__in=project_ids).select_related("task", "gate")
    return phases.prefetch_related("gate__criteria__met_by", "gate__decisions__by")


def phase_get(*, id: int, actor: Actor, lock: bool = False) -> Phase:
    """Return a phase with its project and gate, both phase and project locked for change where asked. Three queries.

    Raises: NotFound.
    """
    phase = Phase.objects.filter(pk=id, project__workspace_id=actor.workspace_id).first()
    if phase is None:
        raise NotFound(_("There is no such phase, or you may not see it."))
    phase.project = project_get(id=phase.project_id, actor=actor, lock=lock)
    if lock:
        phase.refresh_from_db(from_queryset=Phase.objects.select_for_update())
    return phase


def phase_of_gate(*, id: int, actor: Actor) -> Phase | None:
    """Return the phase that the gate with this id ends, if `actor` may see its project; None for others. One query.

    The gates of programs are of none.
    """
    phases = Phase.objects.filter(gate_id=id, project__workspace_id=actor.workspace_id)
    return phases.filter(visible_through("project", actor)).select_related("project__program").first()


def phase_gates_waiting(*, actor: Actor, until: date, limit: int = 20) -> list[tuple[Phase, bool]]:
    """Return the phases whose open gate is due by `until` and is for `actor` to decide (True) or to prepare (False).

    By due day, with the gate, its criteria, and the project. Three queries.
    """
    decides = decides_at(actor, Action.DECIDE_PROJECT_GATE, scope=ScopeKind.PROGRAM, path="project__program_id")
    decides |= Q(project_id__in=actor.projects_where(Action.DECIDE_PROJECT_GATE))
    prepares = Q(project_id__in=actor.projects_where(Action.EDIT_PROJECT))
    due = UNDECIDED & Q(gate__due_on__lte=until)
    found = Phase.objects.filter(due, decides | prepares, project__workspace_id=actor.workspace_id)
    shown = found.annotate(is_mine=Case(When(decides, then=1), default=0, output_field=IntegerField()))
    shown = shown.select_related("project__program", "gate").prefetch_related("gate__criteria")
    return [(phase, bool(phase.is_mine)) for phase in shown.order_by("gate__due_on", "pk")[:limit]]


def phase_said(phase: Phase) -> dict[str, Any]:
    """Return what people said of `phase` by field, with its id and version."""
    return {"id": phase.pk, "version": phase.version, **said(phase, PHASE_SAID)}


def summaries_free(project: Project, *, but: Phase | None = None) -> list[tuple[int, str]]:
    """Return the tasks that have others below them and are of no other phase, by outline. One query."""
    taken = Phase.objects.filter(task__project=project).exclude(pk__in=[but.pk] if but else [])
    tasks = Task.objects.filter(project=project, children__isnull=False).exclude(pk__in=taken.values("task"))
    return list(tasks.order_by("position", "pk").distinct().values_list("pk", "name"))
