"""Reading who has left the workspace."""

from django.db.models import QuerySet

from fairlead.access.models import Departure, Person
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors.actors import require


def departures_of(*, actor: Actor) -> QuerySet[Departure]:
    """Return the departures without a return, newest first, with who left and who let them go.

    Raises: NotFound, Forbidden for who does not administer.
    """
    require(actor, Action.ADMINISTER)
    rows = Departure.objects.filter(person__workspace_id=actor.workspace_id, returned_at=None)
    return rows.select_related("person", "by")


def departure_of(person: Person) -> Departure | None:
    """Return when and why `person` left; None for who is here. One query, none for who is here."""
    if person.is_active:
        return None
    return person.departures.filter(returned_at=None).select_related("by").first()


def may_let_go(actor: Actor, person: Person) -> bool:
    """Say whether `actor` may end the membership of `person`: those who administer, and oneself."""
    return person.pk == actor.person_id or actor.may(Action.ADMINISTER)
