"""What I was told."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairlead.collaboration.selectors import notice_page
from fairlead.collaboration.services import notices_read
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.views.paging import next_address, time_key

LIST = 50


@require_safe
@signed_in
def notices(request: PageRequest) -> HttpResponse:
    """Show what I was told, newest first."""
    rows, key = notice_page(actor=request.actor, after=time_key(request), limit=LIST)
    context = {"rows": rows, "next": next_address(request, key), "has_unread": any(row.read_at is None for row in rows)}
    return render(request, "pages/notices.html", context)


@require_POST
@signed_in
def notices_seen(request: PageRequest) -> HttpResponse:
    """Note that I have read all of it."""
    notices_read(actor=request.actor, now=timezone.now())
    return redirect("notices")
