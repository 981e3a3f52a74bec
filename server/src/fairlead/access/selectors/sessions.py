"""Reading where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.models import User

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser in which somebody is signed in; `address` is what it came from last, empty where that is unknown."""

    id: int
    device: str
    address: str
    since: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(user: User, *, this: str) -> list[SignedIn]:
    """Return where `user` is signed in, the one with the key `this` first, then the last seen. Two queries."""
    rows = list(UserSession.objects.filter(user=user))
    keys = [row.session_key for row in rows]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    found = [_row(row, this) for row in rows if row.session_key in alive]
    return sorted(found, key=lambda row: (row.is_this, row.seen_at), reverse=True)


def device_words(agent: str) -> str:
    """Return the browser and system that a browser says it is, such as “Firefox on Linux”."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or agent[:60] or _("Something that does not say what it is")


def _row(row: UserSession, this: str) -> SignedIn:
    return SignedIn(
        id=row.pk,
        device=device_words(row.user_agent),
        address="" if row.ip == NOWHERE else row.ip,
        since=row.created_at,
        seen_at=row.last_seen_at,
        is_this=row.session_key == this,
    )


NOWHERE = "0.0.0.0"  # noqa: S104 - no address to listen on: what is kept where a request came from none
