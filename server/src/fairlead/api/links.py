"""Links: which task waits for which."""

from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.outcomes import Edited, added, edited
from fairlead.api.said import LinkSaid
from fairlead.api.shapes import Changes, Id, In, LagType, LinkType, Minutes, maybe
from fairlead.api.versions import Version
from fairlead.kernel.audit import said
from fairlead.schedule import services
from fairlead.work.models import Link
from fairlead.work.selectors import link_get, link_said
from fairlead.work.services import NewLink as LinkToCreate

router = Router(tags=["links"])


class NewLink(In):
    """`successor` waits: `lag_minutes` later than the ends that `kind` names, sooner where negative."""

    predecessor: Id
    successor: Id
    kind: Annotated[LinkType, Field(validate_default=True)] = "FS"  # type: ignore[assignment]
    lag_minutes: Minutes = 0
    lag_kind: Annotated[LagType, Field(validate_default=True)] = "working"  # type: ignore[assignment]


class LinkChanges(Changes):
    """What to change on a link; its ends stay."""

    SAID = {"lag_minutes": "lag"}

    kind: LinkType = maybe()
    lag_minutes: Minutes = maybe()
    lag_kind: LagType = maybe()


@router.post("/links", response={201: Edited})
def link_create(request: ApiRequest, new: NewLink, key: Key = None) -> HttpResponse:
    """Link two tasks of one project, or of one program; the answer tells all that moved."""
    link = LinkToCreate(new.predecessor, new.successor, new.kind, new.lag_minutes, new.lag_kind)
    return once(
        request,
        key,
        lambda now: added(services.link_add(actor=request.auth, new=link, now=now), at="/api/v1/links"),
    )


@router.get("/links/{id}", response=LinkSaid)
def link_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one link."""
    link = link_get(id=id, actor=request.auth)
    return answer(link_shown(link), version=link.version)


@router.patch("/links/{id}", response=Edited)
def link_update(request: ApiRequest, id: Id, changes: LinkChanges, version: Version) -> HttpResponse:
    """Change the kind or lag of a link; the answer tells all that moved."""
    now_said = said(link_get(id=id, actor=request.auth), ("kind", "lag", "lag_kind"))
    fields = {**now_said, **changes.sent()}
    return edited(services.link_edit(actor=request.auth, link_id=id, version=version, **fields, now=timezone.now()))


@router.delete("/links/{id}", response=Edited)
def link_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Remove a link; the answer tells all that moved."""
    return edited(services.link_remove(actor=request.auth, link_id=id, version=version, now=timezone.now()))


def link_shown(link: Link) -> LinkSaid:
    """Return a link as the API tells it."""
    return LinkSaid.model_validate(link_said(link))
