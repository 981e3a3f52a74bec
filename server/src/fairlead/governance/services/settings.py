"""What a workspace is called and how it reckons."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.access.models import Workspace
from fairlead.access.rules import Action, Actor, Role
from fairlead.access.selectors import by, require, roles_of, without_second_step
from fairlead.governance.selectors.settings import SETTINGS, money_of, settings_said
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Forbidden, Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.currencies import CURRENCIES
from fairlead.resources.public_holidays import countries


@transaction.atomic
def settings_update(*, actor: Actor, version: int, changes: Mapping[str, Any], now: datetime) -> Workspace:
    """Change settings of the actor's workspace, by field name.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be, for another currency while money is
    said in the present one, as amounts are never converted, and for a second step that the actor has not themselves.
    """
    require(actor, Action.ADMINISTER)
    row = Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    check_version(row, version, kind="workspace", current=settings_said(row))
    values = {name: _clean(name, value) for name, value in changes.items() if name in SETTINGS}
    if values.get("second_step", row.second_step) != row.second_step:
        _check_second_step(actor, row, values["second_step"])
    plain = {name: value for name, value in values.items() if name != "second_step"}
    wrong = {name: words for name, value in plain.items() for words in [_fault(name, value)] if words}
    if not wrong and values.get("currency", row.currency) != row.currency and row.currency:
        wrong = _money_faults(row)
    if wrong:
        raise Refused(_("The settings were not saved."), code="invalid", fields=wrong)
    before = said(row, values)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])
    audit_write([Change("workspace.update", "workspace", row.pk, before=before, after=values)], by=by(actor, now))
    return row


def _check_second_step(actor: Actor, row: Workspace, keys: list[str]) -> None:
    """Raise unless the actor may ask a second step of the roles with `keys`: nobody shuts the door behind themselves.

    Raises: Forbidden, Refused.
    """
    owner = Role.OWNER.value
    if (owner in keys) != (owner in row.second_step) and owner not in actor.workspace_roles:
        raise Forbidden(_("Only an owner says whether owners sign in with a second step."))
    unknown = set(keys) - set(roles_of(actor=actor).values_list("key", flat=True))
    mine = set(keys) & {held.role for held in actor.held if held.giver is None}
    fault = ""
    if unknown:
        fault = _("There is no role %(keys)s here") % {"keys": ", ".join(sorted(unknown))}
    elif without_second_step(actor=actor, keys=mine).filter(pk=actor.person_id).exists():
        fault = _("You are in such a role, and have no second step yet. Add one first, under How I sign in")
    if fault:
        raise Refused(_("The settings were not saved."), code="invalid", fields={"second_step": fault})


def _clean(name: str, value: Any) -> Any:
    if name == "second_step":
        return sorted(set(value))
    text = " ".join(value.split()) if isinstance(value, str) else value
    return text.upper() if name in ("currency", "country") and isinstance(text, str) else text


def _fault(name: str, value: Any) -> str:
    """Return what is wrong with a value; nothing where it can be."""
    match name:
        case "name":
            return "" if 0 < len(value) <= 200 else _("Give it a name of at most 200 characters")
        case "time_zone":
            return "" if not value or value in available_timezones() else _("A time zone such as Europe/Berlin")
        case "currency":
            return "" if not value or value in CURRENCIES else _("The three letters of a currency, such as EUR")
        case "country":
            return "" if not value or value in countries() else _("A country of the list")
        case "week_start":
            return "" if 0 <= value <= 6 else _("A day of the week, 0 for Monday")
        case _:
            return "" if 1 <= value <= 12 else _("A month, from 1 to 12")


def _money_faults(row: Workspace) -> dict[str, str]:
    count = money_of(row)
    if not count:
        return {}
    words = ngettext(
        "%(n)d amount is said in %(currency)s, and amounts are not converted. Say it in the other currency first, or "
        "take it away; rates are on the people's pages, values on objectives, benefits and proposals.",
        "%(n)d amounts are said in %(currency)s, and amounts are not converted. Say them in the other currency first, "
        "or take them away; rates are on the people's pages, values on objectives, benefits and proposals.",
        count,
    )
    return {"currency": words % {"n": count, "currency": row.currency}}
