"""The words for why nobody can plan with one of the pool any more."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairlead.resources.models import Resource


def why_gone(resource: Resource, *, on: date) -> str:
    """Return why `resource` is not there on a day or later, with the way out; empty where they are.

    No query where its person was read too.
    """
    words = {"name": resource.name}
    if resource.archived_at is not None:
        return _("%(name)s is archived. Name somebody else, or restore them on their page in People.") % words
    if resource.person is not None and not resource.person.is_active:
        return _("%(name)s has left, and their account is closed. Name somebody else.") % words
    until = resource.available_until_on
    if until is not None and until <= on:
        last = date_format(until - timedelta(days=1), "j M Y")
        return _("The last day of %(name)s is %(day)s. Name somebody else, or change that day on their page.") % {
            **words,
            "day": last,
        }
    return ""
