"""Notices: what you were told."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.paging import After, Limit, Page, cursor_of, key_of, paged
from fairlead.api.shapes import Id, In, Out
from fairlead.collaboration.selectors import notice_page, unread_count
from fairlead.collaboration.services import notices_read

router = Router(tags=["notices"])


class NoticeOut(Out):
    """Something happened, or waits for you: a `kind` such as `request.asked`, on `target` with `target_id`."""

    id: Id
    kind: str
    target: str
    target_id: Id
    by_name: str
    facts: dict[str, Any]
    at: datetime
    read_at: datetime | None


class ToRead(In):
    """Which notices you have read; without `ids` all of them."""

    ids: Annotated[list[Id], Field(max_length=200)] | None = None


class Unread(Out):
    """How many notices you have not read."""

    unread: int


@router.get("/notices", response=Page[NoticeOut])
def notices_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List what you were told, newest first."""
    key = key_of(after, (datetime, int))
    at = None if key is None else (key[0], key[1])
    rows, last = notice_page(actor=request.auth, after=at, limit=limit)
    return paged(request, Page(items=[NoticeOut.model_validate(row) for row in rows], next=cursor_of(last)))


@router.post("/notices/read", response=Unread)
def notices_mark(request: ApiRequest, read: ToRead) -> HttpResponse:
    """Say which notices you have read, and get how many are left."""
    notices_read(actor=request.auth, ids=read.ids, now=timezone.now())
    return answer(Unread(unread=unread_count(actor=request.auth)))
