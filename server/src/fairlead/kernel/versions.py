"""Optimistic versions: an edit names the version it saw, and a stale one changes nothing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fairlead.kernel.errors import StaleVersion
from fairlead.kernel.models import Versioned


def check_version(row: Versioned, seen: int, *, kind: str, current: Mapping[str, Any]) -> None:
    """Raise StaleVersion with what `row` says now unless its version is the one that was `seen`."""
    if row.version == seen:
        return
    raise StaleVersion(
        _("Somebody else changed this after you opened it. Nothing of yours was saved yet; compare and choose."),
        kind=kind,
        id=row.pk,
        current=current,
    )
