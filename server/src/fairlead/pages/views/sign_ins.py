"""How I sign in, and where I am signed in."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fairlead.access.models import User
from fairlead.access.selectors import second_step_missing, sessions_of
from fairlead.access.services import session_end, sessions_end
from fairlead.pages.entry import PageRequest, signed_in


@require_safe
@signed_in
def sign_ins(request: PageRequest) -> HttpResponse:
    """Show my second step and my passkeys, and where I am signed in."""
    user = cast(User, request.user)
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    kept = {kind: [row for row in rows if row.type == kind] for kind in Authenticator.Type.values}
    codes = [row.wrap() for row in kept[Authenticator.Type.RECOVERY_CODES]]
    context = {
        "has_password": user.has_usable_password(),
        "app": next(iter(kept[Authenticator.Type.TOTP]), None),
        "passkeys": [(row, row.wrap().name) for row in kept[Authenticator.Type.WEBAUTHN]],
        "asking": second_step_missing(request.actor, user_id=user.pk),
        "codes_left": len(codes[0].get_unused_codes()) if codes else None,
        "sessions": sessions_of(user, this=request.session.session_key or ""),
    }
    return render(request, "pages/sign_ins.html", context)


@require_POST
@signed_in
def session_close(request: PageRequest, id: int) -> HttpResponse:
    """Sign me out in one browser."""
    session_end(user=cast(User, request.user), id=id, now=timezone.now())
    messages.success(request, _("You are signed out there."))
    return redirect("sign_ins")


@require_POST
@signed_in
def sessions_close(request: PageRequest) -> HttpResponse:
    """Sign me out everywhere but here."""
    n = sessions_end(user=cast(User, request.user), but=request.session.session_key or "", now=timezone.now())
    said = ngettext("You are signed out in %(n)d other browser.", "You are signed out in %(n)d other browsers.", n)
    messages.success(request, said % {"n": n})
    return redirect("sign_ins")
