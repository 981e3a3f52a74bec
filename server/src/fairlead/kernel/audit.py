"""Writing the audit trail: one row for every consequential change, in the transaction of the change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from fairlead.kernel.models import AuditEntry

_encoder = DjangoJSONEncoder()


@dataclass(frozen=True, slots=True)
class By:
    """Who does something, for which tenant, at what time: what every write is told.

    `in_name_of` is the id of whom they stand in for, None where they act for themselves; `name` tells both.
    """

    scope: int
    actor: int | None
    name: str
    now: datetime
    in_name_of: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to one target; `before` and `after` hold plain values by field."""

    action: str
    target: str
    target_id: int
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    cause: str = ""


def audit_write(changes: Iterable[Change], *, by: By) -> None:
    """Write one audit row for each of `changes`, in one statement."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            scope=by.scope,
            at=by.now,
            actor=by.actor,
            actor_name=by.name[:500],
            in_name_of=by.in_name_of,
            action=change.action,
            target=change.target,
            target_id=change.target_id,
            before=_plain(change.before),
            after=_plain(change.after),
            cause=change.cause[:500],
        )
        for change in changes
    )


def audit_last(*, target: str, target_id: int) -> AuditEntry | None:
    """Return the newest audit row of one target; None where nothing ever happened to it. One query."""
    return AuditEntry.objects.filter(target=target, target_id=target_id).order_by("-at", "-id").first()


def said(row: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """Return the values of `fields` of `row` by name; relations as their ids."""
    return {name: getattr(row, row._meta.get_field(name).attname) for name in fields}  # type: ignore[union-attr]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        if value is None or isinstance(value, bool | int | float | str | list | dict)
        else _encoder.default(value)
        for name, value in values.items()
    }
