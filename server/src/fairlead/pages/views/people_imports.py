"""Import people: choose a table, see what it would do to the pool, take it over."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.exchange.columns import Subject
from fairlead.exchange.models import Import, State
from fairlead.exchange.people.comparing import Outcome
from fairlead.exchange.people.preview import people_preview
from fairlead.exchange.reading import too_large
from fairlead.exchange.selectors import import_get, imports_open
from fairlead.exchange.services import import_begin, people_confirm
from fairlead.exchange.words import PERSON_COLUMN_WORDS
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.people_imports import ChoosePeopleFile, ConfirmPeople
from fairlead.pages.previews import report
from fairlead.pages.uploads import Quota, quota_of
from fairlead.pages.views.saving import Unsaved, saved
from fairlead_engine.formats.roster import PersonColumn

MOST_SHOWN = 200  # of each outcome


@csrf_exempt  # only until the quota stands: a form is read where its token is looked for
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def people_import(request: PageRequest) -> HttpResponse:
    """Choose a table of people."""
    quota = quota_of(request)
    return _choose(request, quota)


@csrf_protect
def _choose(request: PageRequest, quota: Quota) -> HttpResponse:
    require(request.actor, Action.EDIT_POOL)
    form = ChoosePeopleFile(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    if quota.is_over:
        form.errors["file"] = form.error_class([too_large(Subject.PEOPLE).message])
        return _chooser(request, form, 413)
    made = saved(form, lambda: _begin(request, form))
    if isinstance(made, Unsaved):
        return _chooser(request, form, made.status)
    return redirect("import", made.pk)


@require_POST
@signed_in
def people_take(request: PageRequest, id: int) -> HttpResponse:
    """Take the people into the pool."""
    row = import_get(id=id, actor=request.actor)
    if row.state is not State.READ or row.subject != Subject.PEOPLE:
        return redirect("import", id)
    form = ConfirmPeople(request.POST, preview=people_preview(row, actor=request.actor))
    made = saved(
        form,
        lambda: people_confirm(actor=request.actor, id=id, choice=form.choice(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        return people_shown(request, row, form, made.status)
    messages.success(request, _("The people of “%(file)s” are in the pool.") % {"file": row.filename})
    return redirect("import", id)


def people_shown(
    request: PageRequest, row: Import, form: ConfirmPeople | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of a table of people that was read, or is in the pool already."""
    if row.state is State.CONFIRMED:
        context = {"import": row, "outcome": row.confirmation.outcome}
        return render(request, "pages/import/people_confirmed.html", context, status=status)
    preview = people_preview(row, actor=request.actor)
    found = preview.comparison
    shown = {outcome.value: found.of(outcome)[:MOST_SHOWN] for outcome in Outcome}
    context = {
        "import": row,
        "preview": preview,
        "form": form or ConfirmPeople(preview=preview),
        "counts": found.counts,
        "all": len(found.rows),
        **{f"rows_{name}": rows for name, rows in shown.items()},
        "most": MOST_SHOWN,
        "report": report(list(preview.lines)),
        "columns": _columns(row),
    }
    return render(request, "pages/import/people_read.html", context, status=status)


def _columns(row: Import) -> list[tuple[str, str]]:
    taken = row.table.taken if row.table else {}
    return [
        (heading, "" if column is None else str(PERSON_COLUMN_WORDS[PersonColumn(column)]))
        for heading, column in taken.items()
    ]


def _begin(request: PageRequest, form: ChoosePeopleFile) -> Import:
    file = form.cleaned_data["file"]
    return import_begin(
        actor=request.actor,
        file=file,
        name=file.name or "",
        program_id=None,
        subject=Subject.PEOPLE,
        now=timezone.now(),
    )


def _chooser(request: PageRequest, form: ChoosePeopleFile, status: int) -> HttpResponse:
    waiting = [each for each in imports_open(actor=request.actor) if each.subject == Subject.PEOPLE]
    context = {
        "form": form,
        "waiting": waiting,
        "limit": settings.IMPORT_MAX_BYTES,
        "too_large": too_large(Subject.PEOPLE).message,
    }
    return render(request, "pages/import/choose_people.html", context, status=status)
