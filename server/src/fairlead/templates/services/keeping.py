"""What keeping a template of any kind takes: what it is called, and taking it away."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.strategy.services.checks import line, text_faults
from fairlead.templates.models import Blueprint, Kept

_LIMITS = {"name": 200, "about": 5_000}


def name_faults(values: Mapping[str, str], *, beside: QuerySet[Kept]) -> dict[str, str]:
    """Return what is wrong with `name` and `about` of a new template, `beside` others of its kind. One query."""
    wrong = text_faults(values, _LIMITS, needed=("name",))
    if wrong or not beside.filter(name=values["name"]).exists():
        return wrong
    return {"name": _("Another template has this name")}


def template_drop(template: Blueprint, noun: str, *, whoever_may: Action, actor: Actor, now: datetime) -> None:
    """Take a template away, for who made it and `whoever_may` begin from it; the audit calls it by its `noun`.

    Raises: Forbidden.
    """
    if template.by_id != actor.person_id:
        require(actor, whoever_may)
    change = Change(f"{noun}.remove", noun, template.pk, before={"name": template.name, "about": template.about})
    template.delete()
    audit_write([change], by=by(actor, now))


def named(name: str, about: str) -> dict[str, str]:
    """Return what a template is called, and when to use it, as they are kept."""
    return {"name": line(name), "about": about.strip()}
