"""Invitations into roles; they are accepted on the page that their link opens."""

from enum import StrEnum

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from fairlead.access.models import Invitation
from fairlead.access.rules import ScopeKind
from fairlead.access.selectors import invitation_get, invitations_of, role_get
from fairlead.access.services import (
    NewInvitation,
    invitation_make,
    invitation_renew,
    invitation_revoke,
    invitation_send,
)
from fairlead.access.words import role_words
from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.shapes import Id, In, Instant, Out
from fairlead.governance.selectors import spot_get

router = Router(tags=["authority"])


class InvitationState(StrEnum):
    """What has become of an invitation."""

    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class InvitationIn(In):
    """Which address to invite into which role, where; `scope_id` is left out for the workspace."""

    email: str
    role: Id
    scope: ScopeKind
    scope_id: Id | None = None


class InvitationOut(Out):
    """An address that is invited; `person` is who came in by it."""

    id: Id
    email: str
    role: Id
    role_name: str
    scope: ScopeKind
    scope_id: Id
    place: str
    invited_by: str
    sent_at: Instant
    expires_at: Instant
    state: InvitationState
    person: Id | None


class InvitationSent(InvitationOut):
    """The same as it is sent; `link` is told, this once, where no mail server took it, for you to pass on."""

    link: str | None


@router.get("/invitations", response=Page[InvitationOut])
def invitations_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the invitations that you sent, or all where you administer, oldest first."""
    rows = invitations_of(actor=request.auth)
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_shown)


@router.post("/invitations", response={201: InvitationSent})
def invitation_create(request: ApiRequest, new: InvitationIn) -> HttpResponse:
    """Invite an address into a role, and mail it a link that works once."""
    spot = spot_get(scope=new.scope, id=new.scope_id, actor=request.auth)
    said = NewInvitation(new.email, role_get(id=new.role, actor=request.auth), spot)
    row, secret = invitation_make(actor=request.auth, new=said, now=timezone.now())
    return created(_sent(request, row, secret), at=f"/api/v1/invitations/{row.pk}")


@router.get("/invitations/{id}", response=InvitationOut)
def invitation_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show an invitation."""
    return answer(_shown(invitation_get(id=id, actor=request.auth)))


@router.post("/invitations/{id}/send", response=InvitationSent)
def invitation_again(request: ApiRequest, id: Id) -> HttpResponse:
    """Send an invitation again, with a new link; the one before it works no more."""
    found = invitation_get(id=id, actor=request.auth)
    spot = spot_get(scope=ScopeKind(found.scope), id=found.scope_id, actor=request.auth)
    row, secret = invitation_renew(actor=request.auth, id=id, spot=spot, now=timezone.now())
    return answer(_sent(request, row, secret))


@router.delete("/invitations/{id}", response={204: None})
def invitation_delete(request: ApiRequest, id: Id) -> HttpResponse:
    """Take an invitation back; it stays on record."""
    invitation_revoke(actor=request.auth, id=id, now=timezone.now())
    return nothing()


def _sent(request: ApiRequest, row: Invitation, secret: str) -> InvitationSent:
    link = request.build_absolute_uri(reverse("join", args=[secret]))
    told = None if invitation_send(row, link=link) else link
    return InvitationSent(**_shown(row).model_dump(), link=told)


def _shown(row: Invitation) -> InvitationOut:
    return InvitationOut(
        id=row.pk,
        email=row.email,
        role=row.definition_id,
        role_name=role_words(row.definition),
        scope=ScopeKind(row.scope),
        scope_id=row.scope_id,
        place=row.place,
        invited_by=row.invited_by.name,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        state=_state(row),
        person=row.accepted_by_id,
    )


def _state(row: Invitation) -> InvitationState:
    if row.accepted_at is not None:
        return InvitationState.ACCEPTED
    if row.revoked_at is not None:
        return InvitationState.REVOKED
    return InvitationState.EXPIRED if row.expires_at <= timezone.now() else InvitationState.OPEN
