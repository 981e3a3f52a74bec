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
from fairlead.collaboration.models import Rhythm
from fairlead.collaboration.selectors import notice_page, rhythm_of, unread_count
from fairlead.collaboration.services import notices_read, rhythm_set

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


class MailWish(In):
    """How often you want by mail what you have not read: `at_once` within minutes, `daily` in the morning, `never`."""

    rhythm: Rhythm


class MailWishOut(Out):
    """How often you get by mail what you have not read."""

    rhythm: Rhythm


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


@router.get("/notices/mail", response=MailWishOut)
def notices_mail_read(request: ApiRequest) -> HttpResponse:
    """Show how often you get by mail what you have not read."""
    return answer(MailWishOut(rhythm=rhythm_of(actor=request.auth)))


@router.put("/notices/mail", response=MailWishOut)
def notices_mail_set(request: ApiRequest, wish: MailWish) -> HttpResponse:
    """Say how often you want by mail what you have not read."""
    return answer(MailWishOut(rhythm=rhythm_set(actor=request.auth, rhythm=wish.rhythm, now=timezone.now())))
