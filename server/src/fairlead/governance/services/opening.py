"""Opening a workspace: its first owner, its settings, and working times, so that work can be planned at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fairlead.access.models import Person, User, Workspace
from fairlead.access.selectors import actor_of
from fairlead.access.services import account_create, workspace_create
from fairlead.governance.services.settings import settings_update
from fairlead.kernel.errors import Refused
from fairlead.resources.services import NewCalendar, calendar_create

_OFFICE = [[8 * 60, 12 * 60], [13 * 60, 17 * 60]]
_SLUG_LENGTH = 40


@dataclass(frozen=True, slots=True)
class FirstOwner:
    """Who owns a new workspace; `name` and `password` are of an account to be made, where the address has none."""

    email: str
    name: str = ""
    password: str = ""


@transaction.atomic
def workspace_open(*, name: str, owner: FirstOwner, settings: Mapping[str, str], now: datetime) -> Workspace:
    """Create a workspace with its owner, its `settings` by name, and a calendar of 40 hours a week.

    Public holidays are those of the country in `settings`, none without.
    Raises: Refused for a name or settings that cannot be, and for an account that cannot be made.
    """
    name = name.strip()[:200]
    if not name:
        raise Refused(_("Say what the workspace is called."), fields={"workspace": _("Missing")})
    user = User.objects.filter(email__iexact=owner.email.strip()).first()
    if user is None:
        user = account_create(email=owner.email, name=owner.name, password=owner.password)
    workspace = workspace_create(name=name, slug=_slug(name), owner=user, now=now)
    actor = actor_of(Person.objects.select_related("workspace").get(workspace=workspace, user=user))
    workspace = settings_update(actor=actor, version=workspace.version, changes=settings, now=now)
    week = [_OFFICE] * 5 + [[], []]
    calendar = NewCalendar(_("Office hours"), week, country=workspace.country)
    calendar_create(actor=actor, new=calendar, now=now)
    return workspace


def _slug(name: str) -> str:
    """Return a short name of it that no workspace has."""
    base = slugify(name)[:_SLUG_LENGTH].strip("-") or "workspace"
    taken = set(Workspace.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
