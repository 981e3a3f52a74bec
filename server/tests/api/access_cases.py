"""Who gets what of the operations on people's coming and going, and on their own tokens."""

from typing import Any

from api.cases import OWN, Case
from cast import NOW, Cast, Stage
from fairlead.access.services import NewToken, person_leave, token_create


def _worker(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"id": people.worker.person.pk}


def _left(people: Cast, plan: Stage) -> dict[str, Any]:
    """Wes has left."""
    person_leave(actor=people.owner.actor, id=people.worker.person.pk, now=NOW)
    return _worker(people, plan)


def _token(people: Cast, _plan: Stage) -> dict[str, Any]:
    token, _secret = token_create(actor=people.owner.actor, new=NewToken("mine", 1), now=NOW)
    return {"id": token.pk}


ACCESS = {
    # The outsider runs a workspace of their own.
    "departures_list": Case((200, 403, 403, 200, 401)),
    "charges_read": Case((200, 403, 403, 404, 401), names=_worker),
    "person_left": Case((200, 403, 403, 404, 401), lambda people, plan: {}, _worker),
    "person_returned": Case((200, 403, 403, 404, 401), names=_left),
    "tokens_list": Case(OWN),
    "token_made": Case((201, 201, 201, 201, 401), lambda people, plan: {"name": "script"}),
    "token_revoked": Case((204, 404, 404, 404, 401), names=_token),
}
