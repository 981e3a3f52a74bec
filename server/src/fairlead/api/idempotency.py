"""Creating once: a request repeated with its Idempotency-Key gets the first answer and has no second effect."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header

from fairlead.api.auth import ApiRequest
from fairlead.api.errors import KeyReused
from fairlead.api.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
_HEADERS = ("ETag", "Location")

Key = Annotated[
    str | None,
    Header(
        None,
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Text of your own for this one creation; a repeat within a day gets the same answer.",
    ),
]


def once(request: ApiRequest, key: str | None, effect: Callable[[datetime], HttpResponse]) -> HttpResponse:
    """Return the answer of `effect`, called with the time, or what it was when the same request came before.

    Of two at a time one waits for the other; an effect that fails keeps nothing, so it may be tried again.
    Raises: KeyReused where the key came with another body, and whatever `effect` raises.
    """
    now = timezone.now()
    if key is None:
        return effect(now)
    with transaction.atomic():
        _forget(before=now - KEPT_FOR)
        kept, is_first = KeptAnswer.objects.get_or_create(
            person_id=request.auth.person_id,
            operation=f"{request.method} {request.path}",
            key=key,
            defaults={"digest": _digest(request), "at": now},
        )
        if not is_first:
            return _again(kept, _digest(request))
        response = effect(now)
        kept.status, kept.body = response.status_code, response.content.decode()
        kept.headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
        kept.save(update_fields=["status", "body", "headers"])
        return response


def _forget(*, before: datetime) -> None:
    """Delete what was kept long enough, but wait for nobody who is at it, too."""
    old = KeptAnswer.objects.select_for_update(skip_locked=True).filter(at__lt=before)
    KeptAnswer.objects.filter(pk__in=old.values("pk")).delete()


def _again(kept: KeptAnswer, digest: str) -> HttpResponse:
    if kept.digest != digest:
        raise KeyReused(_("This Idempotency-Key came before with another body. Use a new key for a new request."))
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(kept.body, status=kept.status, content_type="application/json", headers=headers)


def _digest(request: ApiRequest) -> str:
    return hashlib.sha256(request.body).hexdigest()
