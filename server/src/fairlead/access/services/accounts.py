"""What happens to an account, written down in every workspace that it is in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fairlead.access.models import Person, User
from fairlead.kernel.audit import By, Change, audit_write


def account_note(user: User, action: str, *, facts: Mapping[str, Any] | None = None, now: datetime) -> None:
    """Write into the audit trail of each workspace of `user` what they did to their account, or that they signed in.

    One query, and one for each workspace.
    """
    change = Change(action, "account", user.pk, after=dict(facts or {}))
    for person in Person.objects.filter(user=user, is_active=True).order_by("pk"):
        by = By(scope=person.workspace_id, actor=person.pk, name=person.name, now=now)
        audit_write([change], by=by)
