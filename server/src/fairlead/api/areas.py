"""Which area of the API an address belongs to, by the noun that it begins with: what tokens are limited by."""

from django.utils.translation import gettext as _

from fairlead.access.rules import Area
from fairlead.kernel.errors import NotFound

AREAS = {
    **dict.fromkeys(("strategy", "objectives", "key-results", "check-ins", "criteria"), Area.STRATEGY),
    **dict.fromkeys(("programs", "tranches", "gates", "benefits", "measurements", "outputs"), Area.PROGRAMS),
    "program-templates": Area.PROGRAMS,
    **dict.fromkeys(("projects", "tasks", "links", "plans", "scenarios", "phases"), Area.PROJECTS),
    **dict.fromkeys(("proposals", "lessons", "templates", "imports"), Area.PROJECTS),
    **dict.fromkeys(("resources", "teams", "skills", "time-off", "calendars", "load"), Area.PEOPLE),
    **dict.fromkeys(("bookings", "requests", "alerts"), Area.PEOPLE),
    **dict.fromkeys(("workspace", "people", "roles", "grants", "invitations", "departures"), Area.WORKSPACE),
    **dict.fromkeys(("delegations", "decisions", "tolerances", "raci", "deliverables"), Area.WORKSPACE),
    **dict.fromkeys(("tokens", "notices"), Area.YOU),
}
# Who somebody is, and that the server is well, any token may ask.
EVERYWHERE = frozenset({"me", "health"})


def area_of(path: str) -> Area | None:
    """Return the area of an address such as `/api/v1/tasks/4`; None for what every token may read.

    Raises: NotFound for a noun that there is not; a test holds that all which there are have an area.
    """
    noun = path.split("/")[3]
    if noun in EVERYWHERE:
        return None
    if noun not in AREAS:
        raise NotFound(_("There is nothing at this address."))
    return AREAS[noun]
