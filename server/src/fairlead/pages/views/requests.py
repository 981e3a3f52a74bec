"""Requests for people: the inbox, asking, and the page on which both sides come to terms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.collaboration.services import notices_read_about
from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.staffing import AnswerForm, AskForm, PartForm, pool_choices, wanted_initial
from fairlead.pages.views.paging import next_address, time_key
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.staffing import services
from fairlead.staffing.models import Offer, Request
from fairlead.staffing.selectors import (
    Which,
    asks_of,
    effects_of,
    mine_of,
    offers_of,
    request_get,
    request_page,
    rivals_of,
    to_answer_count,
)
from fairlead.work.models import Project
from fairlead.work.selectors import activities_get, project_get

LIST = 50
MOST_PARTS = 3
USUAL_DAYS = 3  # in which an answer is wanted, unless said otherwise
SHOWS = {
    Which.ANSWER: gettext_lazy("To answer"),
    Which.WAITING: gettext_lazy("Waiting for others"),
    Which.DECIDED: gettext_lazy("Decided"),
    Which.OPEN: gettext_lazy("All open"),
}


@require_safe
@signed_in
def requests(request: PageRequest) -> HttpResponse:
    """Show the requests that wait for me, those I wait for, and what was decided."""
    asked = request.GET.get("show", "")
    which = Which(asked) if asked in SHOWS else Which.ANSWER
    rows, key = request_page(actor=request.actor, which=which, after=time_key(request), limit=LIST)
    context = {
        "tab": "requests",
        "rows": rows,
        "which": which,
        "shows": SHOWS.items(),
        "to_answer": to_answer_count(actor=request.actor),
        "next": next_address(request, key),
        "now": timezone.now(),
    }
    return render(request, "pages/staffing/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def request_new(request: PageRequest, id: int) -> HttpResponse:
    """Ask for somebody for a project."""
    return _ask(request, project_get(id=id, actor=request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def activities_ask(request: PageRequest, id: int) -> HttpResponse:
    """Ask for somebody for the activities of a program."""
    return _ask(request, activities_get(program_id=id, actor=request.actor))


def _ask(request: PageRequest, project: Project) -> HttpResponse:
    require(request.actor, Action.EDIT_PROJECT, project.place)
    today = timezone.localdate()
    initial = {"start_on": today, "answer_by_on": today + timedelta(days=USUAL_DAYS)}
    form = AskForm(request.POST if request.method == "POST" else None, initial=initial, actor=request.actor)
    made = saved(
        form,
        lambda: services.request_ask(
            actor=request.actor, new=services.NewRequest(project=project.pk, **form.said()), now=timezone.now()
        ),
    )
    if isinstance(made, Unsaved):
        return render(request, "pages/staffing/ask.html", {"form": form, "project": project}, status=made.status)
    messages.success(request, _("The request is on its way. You are told when there is an answer."))
    return redirect("request", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def request_show(request: PageRequest, id: int) -> HttpResponse:
    """Show a request with its offers; what is sent is an offer, or a commitment of just what was asked for."""
    if request.method != "POST":
        notices_read_about(actor=request.actor, target="request", target_id=id, now=timezone.now())
        return _shown(request, id)
    row = request_get(id=id, actor=request.actor)
    answer, parts = AnswerForm(request.POST), _part_forms(request, row, ())
    filled = [form for number, form in enumerate(parts) if number == 0 or form.data.get(f"{form.prefix}-resource")]
    if not all([answer.is_valid(), *(form.is_valid() for form in filled)]):
        return _shown(request, id, answer=answer, parts=parts, status=422)
    does = _commit if request.POST.get("do") == "commit" else _offer
    return _done(request, id, lambda: does(request, id, answer, [form.part() for form in filled]), answer, parts)


@require_POST
@signed_in
def request_accept(request: PageRequest, id: int) -> HttpResponse:
    """Accept the offer that stands."""
    return _done(
        request,
        id,
        lambda: services.offer_accept(actor=request.actor, id=id, version=_version(request), now=timezone.now()),
    )


@require_POST
@signed_in
def request_decline(request: PageRequest, id: int) -> HttpResponse:
    """Say no, and why."""
    reason = request.POST.get("reason", "")
    return _done(
        request,
        id,
        lambda: services.request_decline(
            actor=request.actor, id=id, version=_version(request), reason=reason, now=timezone.now()
        ),
    )


@require_POST
@signed_in
def request_withdraw(request: PageRequest, id: int) -> HttpResponse:
    """Take a request back."""
    reason = request.POST.get("reason", "")
    return _done(
        request,
        id,
        lambda: services.request_withdraw(
            actor=request.actor, id=id, version=_version(request), reason=reason, now=timezone.now()
        ),
    )


def _offer(request: PageRequest, id: int, answer: AnswerForm, parts: Sequence[services.Part]) -> object:
    return services.offer_make(
        actor=request.actor,
        id=id,
        version=answer.cleaned_data["version"],
        parts=parts,
        answer_by_on=answer.cleaned_data["answer_by_on"],
        message=answer.cleaned_data["message"],
        now=timezone.now(),
    )


def _commit(request: PageRequest, id: int, answer: AnswerForm, parts: Sequence[services.Part]) -> object:
    return services.request_commit(
        actor=request.actor,
        id=id,
        version=answer.cleaned_data["version"],
        parts=parts,
        message=answer.cleaned_data["message"],
        now=timezone.now(),
    )


def _done(
    request: PageRequest,
    id: int,
    do: Callable[[], object],
    answer: AnswerForm | None = None,
    parts: Sequence[PartForm] = (),
) -> HttpResponse:
    """Go to the request as it is after `do`; a refusal, or that somebody was faster, stands on its page."""
    try:
        do()
    except Refused as refused:
        return _shown(request, id, answer=answer, parts=parts, refusal=refused.message, status=422)
    except StaleVersion as stale:
        return _shown(request, id, answer=answer, parts=parts, refusal=stale.message, status=409)
    return redirect("request", id)


@dataclass(frozen=True, slots=True)
class _Forms:
    answer: AnswerForm
    parts: Sequence[PartForm]


def _shown(
    request: PageRequest,
    id: int,
    *,
    answer: AnswerForm | None = None,
    parts: Sequence[PartForm] = (),
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    row = request_get(id=id, actor=request.actor)
    mine, offers = mine_of(row, actor=request.actor), list(offers_of(row))
    last = offers[-1] if offers else None
    is_open, takes_part = bool(row.waits_for), mine.decides or mine.asks
    forms = _forms(request, row, offers, answer, parts) if is_open and takes_part else None
    context: dict[str, Any] = {
        "asked": row,
        "mine": mine,
        "is_turn": mine.is_turn(row),
        "offers": offers,
        "last": last,
        "may_accept": last is not None and last.by_id != request.actor.person_id and mine.is_turn(row),
        "may_decline": is_open and mine.decides,
        "may_withdraw": is_open and mine.asks,
        "forms": forms,
        "is_own_offer": last is not None and last.by_id == request.actor.person_id,
        "effects": effects_of(asks_of(row, offers), project=row.project, actor=request.actor) if is_open else [],
        "rivals": rivals_of(row, actor=request.actor) if is_open else [],
        "decision": getattr(row, "decision", None),
        "refusal": refusal,
        "now": timezone.now(),
    }
    return render(request, "pages/staffing/request.html", context, status=status)


def _forms(
    request: PageRequest, row: Request, offers: Sequence[Offer], answer: AnswerForm | None, parts: Sequence[PartForm]
) -> _Forms:
    """Return the forms of an offer: as sent, or filled with what stands; always with the version now shown."""
    wanted_on = timezone.localdate() + timedelta(days=USUAL_DAYS)
    if answer is None:
        answer = AnswerForm(initial={"version": row.version, "answer_by_on": wanted_on})
    else:
        answer.data = {**answer.data.dict(), "version": str(row.version)}  # type: ignore[attr-defined]
    return _Forms(answer, parts or _part_forms(request, row, offers))


def _part_forms(request: PageRequest, row: Request, offers: Sequence[Offer]) -> list[PartForm]:
    people = pool_choices(request.actor)[0]
    given = offers[-1].parts.all() if offers else [row]
    initial = [{**wanted_initial(each), "resource": each.resource_id} for each in given][:MOST_PARTS]
    initial += [{**wanted_initial(row), "resource": None}] * (MOST_PARTS - len(initial))
    data = request.POST if request.method == "POST" and "0-start_on" in request.POST else None
    return [
        PartForm(data, prefix=str(number), initial=values, people=people, use_required_attribute=number == 0)
        for number, values in enumerate(initial)
    ]


def _version(request: PageRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
