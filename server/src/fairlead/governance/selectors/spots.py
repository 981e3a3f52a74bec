"""The workspace, programs, projects and teams as things that roles can be in, by their names."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from fairlead.access.models import Workspace
from fairlead.access.rules import Actor, Place, ScopeKind, Spot
from fairlead.kernel.errors import Refused
from fairlead.programs.models import Program
from fairlead.programs.selectors import program_get
from fairlead.resources.models import Team
from fairlead.resources.selectors import team_get
from fairlead.work.models import Project
from fairlead.work.selectors import programs_through_projects, project_get

SpotKey = tuple[ScopeKind, int]


def spot_get(*, scope: ScopeKind, id: int | None, actor: Actor) -> Spot:
    """Return the thing of kind `scope` that `actor` may see; their workspace whatever its `id`. Two queries at most.

    Raises: NotFound.
    """
    match scope:
        case ScopeKind.WORKSPACE:
            name = Workspace.objects.values_list("name", flat=True).get(pk=actor.workspace_id)
            return Spot(scope, actor.workspace_id, name, Place())
        case ScopeKind.PROGRAM:
            program = program_get(id=id or 0, actor=actor, through=programs_through_projects(actor))
            return Spot(scope, program.pk, program.name, Place(program_id=program.pk))
        case ScopeKind.PROJECT:
            project = project_get(id=id or 0, actor=actor)
            return Spot(scope, project.pk, project.name, project.place)
        case ScopeKind.TEAM:
            team = team_get(id=id or 0, actor=actor)
            return Spot(scope, team.pk, team.name, Place(team_id=team.pk))


def spot_known(text: str, *, actor: Actor) -> Spot:
    """Return the program or project with the code `text`, the team with that name, or for nothing the workspace.

    Three queries at most.
    Raises: Refused where there is none that `actor` may see.
    """
    text = text.partition("·")[0].strip()
    if not text:
        return spot_get(scope=ScopeKind.WORKSPACE, id=None, actor=actor)
    program = Program.objects.visible_to(actor).filter(code__iexact=text).first()
    if program is not None:
        return Spot(ScopeKind.PROGRAM, program.pk, program.name, Place(program_id=program.pk))
    project = Project.objects.visible_to(actor).filter(code__iexact=text).first()
    if project is not None:
        return Spot(ScopeKind.PROJECT, project.pk, project.name, project.place)
    team = Team.objects.filter(workspace_id=actor.workspace_id, name__iexact=text).first() if actor.sees_pool else None
    if team is not None:
        return Spot(ScopeKind.TEAM, team.pk, team.name, Place(team_id=team.pk))
    raise Refused(
        _("Nothing was given."), fields={"where": _("No program or project has this code, and no team this name")}
    )


def spots_named(keys: Iterable[SpotKey], *, actor: Actor) -> Mapping[SpotKey, Spot]:
    """Return the things with these kinds and ids that `actor` may see. Four queries at most."""
    wanted: dict[ScopeKind, set[int]] = {kind: set() for kind in ScopeKind}
    for scope, id in keys:
        wanted[scope].add(id)
    found: dict[SpotKey, Spot] = {}
    if actor.workspace_id in wanted[ScopeKind.WORKSPACE]:
        spot = spot_get(scope=ScopeKind.WORKSPACE, id=None, actor=actor)
        found[spot.scope, spot.id] = spot
    programs = Program.objects.visible_to(actor).filter(pk__in=wanted[ScopeKind.PROGRAM])
    for id, name in programs.values_list("pk", "name"):
        found[ScopeKind.PROGRAM, id] = Spot(ScopeKind.PROGRAM, id, name, Place(program_id=id))
    projects = Project.objects.visible_to(actor).filter(pk__in=wanted[ScopeKind.PROJECT])
    for id, name, program_id, closed_at in projects.values_list("pk", "name", "program_id", "closed_at"):
        place = Place(program_id=program_id, project_id=id, is_closed=closed_at is not None)
        found[ScopeKind.PROJECT, id] = Spot(ScopeKind.PROJECT, id, name, place)
    teams = Team.objects.filter(workspace_id=actor.workspace_id, pk__in=wanted[ScopeKind.TEAM])
    for id, name in teams.values_list("pk", "name"):
        found[ScopeKind.TEAM, id] = Spot(ScopeKind.TEAM, id, name, Place(team_id=id))
    return found
