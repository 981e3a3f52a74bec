"""What I was told."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairlead.collaboration.models import Rhythm
from fairlead.collaboration.selectors import notice_page, rhythm_of
from fairlead.collaboration.services import notices_read, rhythm_set
from fairlead.kernel.errors import Refused
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.views.paging import next_address, time_key

LIST = 50


@require_safe
@signed_in
def notices(request: PageRequest) -> HttpResponse:
    """Show what I was told, newest first."""
    rows, key = notice_page(actor=request.actor, after=time_key(request), limit=LIST)
    context = {
        "rows": rows,
        "next": next_address(request, key),
        "has_unread": any(row.read_at is None for row in rows),
        "rhythm": rhythm_of(actor=request.actor),
        "rhythms": Rhythm.choices,
        "has_mail": settings.HAS_MAIL,
    }
    return render(request, "pages/notices.html", context)


@require_POST
@signed_in
def notices_seen(request: PageRequest) -> HttpResponse:
    """Note that I have read all of it."""
    notices_read(actor=request.actor, now=timezone.now())
    return redirect("notices")


@require_POST
@signed_in
def notices_mail(request: PageRequest) -> HttpResponse:
    """Say how often I want by mail what I have not read."""
    try:
        rhythm_set(actor=request.actor, rhythm=request.POST.get("rhythm", ""), now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Saved."))
    return redirect("notices")
