"""Reading the pool: who is in it, what they can do, when they work and are away."""

from fairlead.resources.selectors.calendars import (
    calendar_default,
    calendar_get,
    calendar_known,
    calendars_of,
    engine_calendars,
)
from fairlead.resources.selectors.listing import Filters, ResourcePage, ResourceRow, Show, resource_rows
from fairlead.resources.selectors.pool import (
    RESOURCE_SAID,
    availabilities,
    place_of,
    resource_availability,
    resource_get,
    resources_of,
)

__all__ = [
    "RESOURCE_SAID",
    "Filters",
    "ResourcePage",
    "ResourceRow",
    "Show",
    "availabilities",
    "calendar_default",
    "calendar_get",
    "calendar_known",
    "calendars_of",
    "engine_calendars",
    "place_of",
    "resource_availability",
    "resource_get",
    "resource_rows",
    "resources_of",
]
