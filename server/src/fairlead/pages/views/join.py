"""Coming in by the link of an invitation: with a new account, or with the one that its address has."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairlead.access.models import Invitation, Person, User
from fairlead.access.selectors import invitation_opened
from fairlead.access.services import invitation_accept, invitation_sign_up
from fairlead.access.words import role_words
from fairlead.kernel.errors import NotFound, Refused
from fairlead.pages.forms.joining import JoinForm
from fairlead.pages.views.saving import Unsaved, saved

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Let in who opens a link that works: somebody new by a password, who has the account by signing in."""
    now = timezone.now()
    try:
        row = invitation_opened(secret, now=now)
        if isinstance(request.user, User):
            return _as_account(request, row, secret, request.user)
        if User.objects.filter(email__iexact=row.email).exists():
            return _show(request, row, "sign_in")
        return _as_somebody_new(request, row, secret)
    except (NotFound, Refused) as error:
        status = 404 if isinstance(error, NotFound) else 410
        return render(request, "pages/join_over.html", {"message": error.message}, status=status)


def _as_account(request: HttpRequest, row: Invitation, secret: str, user: User) -> HttpResponse:
    if user.email.lower() != row.email:
        return _show(request, row, "other_account", status=403)
    if request.method != "POST":
        return _show(request, row, "accept")
    return _in(request, invitation_accept(secret=secret, user=user, now=timezone.now()))


def _as_somebody_new(request: HttpRequest, row: Invitation, secret: str) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None)
    made = saved(form, lambda: invitation_sign_up(secret=secret, now=timezone.now(), **form.cleaned_data))
    if isinstance(made, Unsaved):
        return _show(request, row, "sign_up", form=form, status=made.status)
    login(request, made.user, backend=_BACKEND)
    return _in(request, made)


def _in(request: HttpRequest, person: Person) -> HttpResponse:
    request.session["workspace_id"] = person.workspace_id
    return redirect("home")


def _show(
    request: HttpRequest, row: Invitation, state: str, *, form: JoinForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"row": row, "role": role_words(row.definition), "state": state, "form": form}
    return render(request, "pages/join.html", context, status=status)
