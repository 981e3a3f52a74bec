"""Reading the pool: who is in it, and how much of them there is."""

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor, Place
from fairlead.kernel.errors import NotFound
from fairlead.resources.models import Availability, Resource, ResourceQuerySet
from fairlead.resources.rules import Period, availability_of

RESOURCE_SAID = (
    "kind",
    "name",
    "title",
    "email",
    "team",
    "person",
    "calendar",
    "max_units",
    "available_from_on",
    "available_until_on",
)


def resources_of(*, actor: Actor) -> ResourceQuerySet:
    """Return whom the actor may see of the workspace's pool by name, with teams."""
    return Resource.objects.visible_to(actor).select_related("team", "person")


def resource_get(*, id: int, actor: Actor, lock: bool = False) -> Resource:
    """Return one of the pool whom the actor may see, locked for change where asked. One query.

    Raises: NotFound.
    """
    rows = resources_of(actor=actor)
    resource = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=id).first()
    if resource is None:
        raise NotFound(_("There is nobody like this in the pool, or you may not see them."))
    return resource


def place_of(resource: Resource, *, actor: Actor) -> Place:
    """Return where in the pool `resource` is, as seen by `actor`: their team, and whether it is they themselves."""
    is_own = resource.person_id is not None and resource.person_id == actor.person_id
    return Place(team_id=resource.team_id, is_own=is_own)


def availabilities(workspace_id: int) -> dict[int, tuple[Period, ...]]:
    """Return how many units there are of each resource of a workspace at all times, by key. Two queries."""
    said: dict[int, list[Period]] = {}
    for row in Availability.objects.filter(resource__workspace_id=workspace_id):
        said.setdefault(row.resource_id, []).append(Period(row.start_on, row.finish_on, row.units))
    fields = ("pk", "max_units", "available_from_on", "available_until_on")
    return {
        id: availability_of(said.get(id, ()), usual=usual, from_on=first, until_on=until)
        for id, usual, first, until in Resource.objects.filter(workspace_id=workspace_id).values_list(*fields)
    }


def resource_availability(resource: Resource) -> tuple[Period, ...]:
    """Return how many units there are of `resource` at all times. One query."""
    said = [Period(row.start_on, row.finish_on, row.units) for row in resource.availabilities.all()]
    first, until = resource.available_from_on, resource.available_until_on
    return availability_of(said, usual=resource.max_units, from_on=first, until_on=until)
