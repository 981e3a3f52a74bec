"""Keeping promises: firm bookings of a resource never add up to more than it has, whoever books at the same time.

Who writes a booking holds the row of its resource until the transaction ends; on SQLite every writing transaction
already is alone. So of two who promise the same time, the second reads what the first one wrote.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import Refused
from fairlead.resources.models import Resource
from fairlead.staffing.capacity import Hours
from fairlead.staffing.models import Booking
from fairlead.staffing.rules import Excess, Promise, first_excess
from fairlead.staffing.words import period_words
from fairlead.work.models import Project


def check_promises(bookings: Sequence[Booking], *, actor: Actor) -> None:
    """Raise Refused unless `bookings`, new or changed and not saved yet, can all be kept beside what is promised.

    Eleven queries at most. The refusal says who has promised that time to which project.
    """
    named = [each for each in bookings if each.resource_id is not None]
    if not named:
        return
    pool = _locked({each.resource_id for each in named if each.resource_id})
    hours = Hours(actor.workspace_id)
    for each in named:
        each.resource = pool[each.resource_id or 0]
        if hours.capacity(each.resource, each.start_on, each.finish_on) == 0:
            raise Refused(
                _("%(name)s has no working time then.") % {"name": each.resource.name},
                code="no_working_time",
                fields={"start_on": _("No working time")},
            )
    firm = [each for each in named if each.is_firm]
    others = _others(firm)
    for resource in pool.values():
        _check_resource(resource, [each for each in firm if each.resource_id == resource.pk], others, hours, actor)


def _locked(ids: set[int]) -> dict[int, Resource]:
    """Return the resources, held against others who book them; in one order, so that two never wait for each other."""
    return {row.pk: row for row in Resource.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")}


def _others(firm: Sequence[Booking]) -> list[Booking]:
    if not firm:
        return []
    beside = Booking.objects.filter(is_firm=True, resource_id__in={each.resource_id for each in firm})
    beside = beside.within(min(each.start_on for each in firm), max(each.finish_on for each in firm))
    beside = beside.exclude(pk__in=[each.pk for each in firm if each.pk])
    return list(beside.select_related("resource", "project", "booked_by").order_by("start_on", "pk"))


def _check_resource(
    resource: Resource, firm: Sequence[Booking], others: Sequence[Booking], hours: Hours, actor: Actor
) -> None:
    by_key = {each.pk: each for each in others if each.resource_id == resource.pk}
    new = [Promise(-place, each.start_on, each.finish_on, hours.share(each)) for place, each in enumerate(firm, 1)]
    excess = first_excess(new, [hours.promise(each) for each in by_key.values()], hours.available(resource))
    if excess is None:
        return
    holding = [by_key[key] for key in excess.keys if key in by_key]
    raise Refused(_words(resource, excess, holding, actor), code="overbooked", fields={"resource": _("Not free then")})


def _words(resource: Resource, excess: Excess, holding: Sequence[Booking], actor: Actor) -> str:
    said = _("%(name)s would be promised to %(share).0f %% on %(period)s, and has %(limit).0f %%.") % {
        "name": resource.name,
        "share": excess.share * 100,
        "period": period_words(excess.start_on, excess.finish_on),
        "limit": excess.limit * 100,
    }
    seen = set(Project.plans.visible_to(actor).filter(pk__in=[each.project_id for each in holding]).values_list("pk"))
    return " ".join([said, *(_holder(each, is_seen=(each.project_id,) in seen) for each in holding)])


def _holder(booking: Booking, *, is_seen: bool) -> str:
    return _("%(who)s has promised that time to %(project)s.") % {
        "who": booking.booked_by.name if booking.booked_by else _("Somebody"),
        "project": f"“{booking.project.name}”" if is_seen else _("another project"),
    }
