"""Making an account; and what happens to one, written down in every workspace that it is in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fairlead.access.models import Person, User
from fairlead.kernel.audit import By, Change, audit_write
from fairlead.kernel.errors import Refused


def account_create(*, email: str, name: str, password: str) -> User:
    """Make the account of an address that has none.

    Raises: Refused for what is no address, no name, a weak password.
    """
    if not name.strip():
        raise Refused(_("Say what people call you."), fields={"name": _("Missing")})
    user = User(email=email.strip().lower(), name=name.strip()[:200])
    _checked("email", lambda: user.clean_fields(exclude=["password"]))
    _checked("password", lambda: validate_password(password, user))
    user.set_password(password)
    user.save(force_insert=True)
    return user


def _checked(field: str, check: Callable[[], object]) -> None:
    try:
        check()
    except ValidationError as wrong:
        words = " ".join(wrong.messages)
        raise Refused(words, fields={field: words}) from None


def account_note(user: User, action: str, *, facts: Mapping[str, Any] | None = None, now: datetime) -> None:
    """Write into the audit trail of each workspace of `user` what they did to their account, or that they signed in.

    One query, and one for each workspace.
    """
    change = Change(action, "account", user.pk, after=dict(facts or {}))
    for person in Person.objects.filter(user=user, is_active=True).order_by("pk"):
        by = By(scope=person.workspace_id, actor=person.pk, name=person.name, now=now)
        audit_write([change], by=by)
