"""Reading who must sign in with a second step, and has none yet."""

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.models import Grant, Person
from fairlead.access.rules import Actor
from fairlead.access.selectors.roles import roles_of
from fairlead.access.words import role_words
from fairlead.kernel.errors import Forbidden

_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def second_step_missing(actor: Actor, *, user_id: int) -> list[str]:
    """Return the names of the actor's roles that ask for a second step where their account has none.

    No query where none of their roles asks; one where the account has one; else two.
    """
    asking = actor.asked_second_step
    if not asking or Authenticator.objects.filter(user_id=user_id, type__in=_STEPS).exists():
        return []
    return [role_words(role) for role in roles_of(actor=actor).filter(key__in=asking)]


def require_second_step(actor: Actor, *, user_id: int) -> None:
    """Raise where a role of the actor asks for a second step, and their account has none.

    Raises: Forbidden.
    """
    missing = second_step_missing(actor, user_id=user_id)
    if missing:
        raise Forbidden(
            _(
                "Your role (%(role)s) asks for a second step, and you have none yet. Sign in in a browser and add a "
                "passkey or the codes of an app; from then on this works."
            )
            % {"role": ", ".join(missing)}
        )


def without_second_step(*, actor: Actor, keys: Collection[str]) -> QuerySet[Person]:
    """Return who of the actor's workspace signs in, is in a role with one of `keys`, and has no second step yet."""
    steps = Authenticator.objects.filter(user=OuterRef("user"), type__in=_STEPS)
    held = Grant.objects.filter(person=OuterRef("pk"), role__in=list(keys))
    people = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True, user__isnull=False)
    return people.filter(Exists(held), ~Exists(steps)).order_by("name", "pk")
