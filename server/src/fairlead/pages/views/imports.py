"""The import wizard: choose a file, watch it being read, check what is in it, take it over."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from fairlead.exchange.columns import Subject
from fairlead.exchange.models import Import, State
from fairlead.exchange.reading import reads_foreign, too_large
from fairlead.exchange.selectors import import_get, import_preview, imports_open, may_import
from fairlead.exchange.services import columns_choose, import_begin, import_confirm, import_discard, import_watch
from fairlead.kernel.errors import Forbidden
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.columns import ChooseColumns
from fairlead.pages.forms.imports import MOST_PEOPLE, ChooseFile, ConfirmImport
from fairlead.pages.previews import columns_taken, date_rows, report, same, spans
from fairlead.pages.uploads import Quota, quota_of
from fairlead.pages.views.people_imports import people_shown
from fairlead.pages.views.saving import Unsaved, saved


@csrf_exempt  # only until the quota stands: a form is read where its token is looked for
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_new(request: PageRequest) -> HttpResponse:
    """Choose a plan file, for the program that the address names where it names one."""
    quota = quota_of(request)
    return _choose(request, quota)


@csrf_protect
def _choose(request: PageRequest, quota: Quota) -> HttpResponse:
    if not may_import(request.actor):
        raise Forbidden(_("Your roles do not allow you to create a project, so there is nowhere to import to."))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ChooseFile(*sent, initial={"program": request.GET.get("program", "")}, actor=request.actor)
    if quota.is_over:
        form.errors["file"] = form.error_class([too_large().message])
        return _chooser(request, form, 413)
    made = saved(form, lambda: _begin(request, form))
    if isinstance(made, Unsaved):
        return _chooser(request, form, made.status)
    return redirect("import", made.pk)


@require_safe
@signed_in
def import_show(request: PageRequest, id: int) -> HttpResponse:
    """Show how far an upload is: being read, to be checked, refused, or over."""
    row = import_watch(actor=request.actor, id=id, now=timezone.now())
    return _shown(request, row)


@require_safe
@signed_in
def import_progress(request: PageRequest, id: int) -> HttpResponse:
    """Say whether a file is still being read; the page is loaded anew when it is not."""
    row = import_watch(actor=request.actor, id=id, now=timezone.now())
    if row.state is not State.READING:
        return HttpResponseClientRefresh()
    return render(request, "pages/import/progress.html", {"import": row})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_columns(request: PageRequest, id: int) -> HttpResponse:
    """Say what the columns of a table hold; it is read once more."""
    row = import_get(id=id, actor=request.actor)
    table = row.table
    if table is None or row.state not in (State.READ, State.ASKING):
        return redirect("import", id)
    form = ChooseColumns(request.POST if request.method == "POST" else None, head=table, subject=Subject(row.subject))
    made = saved(
        form,
        lambda: columns_choose(actor=request.actor, id=id, columns=form.columns(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        return _asked(request, row, form, made.status)
    return redirect("import", id)


@require_POST
@signed_in
def import_take(request: PageRequest, id: int) -> HttpResponse:
    """Make a project of what was checked."""
    row = import_get(id=id, actor=request.actor)
    if row.state is not State.READ or row.subject != Subject.PLAN:
        return redirect("import", id)
    form = ConfirmImport(request.POST, actor=request.actor, preview=import_preview(row, actor=request.actor))
    made = saved(
        form,
        lambda: import_confirm(actor=request.actor, id=id, choice=form.choice(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        return _shown(request, row, form, made.status)
    count = row.reading.findings["counts"]["tasks"]
    messages.success(
        request,
        ngettext(
            "“%(file)s” is a project now, with %(n)d task.", "“%(file)s” is a project now, with %(n)d tasks.", count
        )
        % {"file": row.filename, "n": count},
    )
    several = row.reading.findings["counts"]["projects"] > 1
    return redirect("program_roadmap", made.program_id) if several else redirect("project_plan", made.pk)


@require_POST
@signed_in
def import_drop(request: PageRequest, id: int) -> HttpResponse:
    """Give an upload up."""
    row = import_get(id=id, actor=request.actor)
    import_discard(actor=request.actor, id=id, now=timezone.now())
    messages.success(request, _("The upload was discarded and its file deleted. Nothing was imported."))
    return redirect("people_import" if row.subject == Subject.PEOPLE else "import_new")


def _begin(request: PageRequest, form: ChooseFile) -> Import:
    file = form.cleaned_data["file"]
    return import_begin(
        actor=request.actor,
        file=file,
        name=file.name or "",
        program_id=form.cleaned_data["program"],
        now=timezone.now(),
    )


def _chooser(request: PageRequest, form: ChooseFile, status: int) -> HttpResponse:
    context = {
        "form": form,
        "waiting": imports_open(actor=request.actor),
        "limit": settings.IMPORT_MAX_BYTES,
        "too_large": too_large().message,
        "reads_foreign": reads_foreign(),
    }
    return render(request, "pages/import/choose.html", context, status=status)


def _asked(request: PageRequest, row: Import, form: ChooseColumns, status: int = 200) -> HttpResponse:
    return render(request, "pages/import/asking.html", {"import": row, "form": form}, status=status)


def _shown(request: PageRequest, row: Import, form: ConfirmImport | None = None, status: int = 200) -> HttpResponse:
    if row.state is State.ASKING and (table := row.table):
        return _asked(request, row, ChooseColumns(head=table, subject=Subject(row.subject)))
    if row.subject == Subject.PEOPLE and row.state in (State.READ, State.CONFIRMED):
        return people_shown(request, row)
    context = {"import": row, "again": _again(row)}
    if row.state is State.READ:
        preview = import_preview(row, actor=request.actor)
        first = preview.findings.projects[0]
        initial = {"program": row.program_id or "", "name": first.name, "code": preview.codes[0]}
        form = form or ConfirmImport(initial=initial, actor=request.actor, preview=preview)
        people = [(match, form[name]) for name, match in form.people.items()]
        more = max(0, len(preview.people) - MOST_PEOPLE)
        context |= {"preview": preview, "form": form, "people": people, "more_people": more}
        found = spans(preview)
        context |= {"spans": found, "begins": found[0].start, "ends": max(each.finish for each in found)}
        context |= {
            "columns": columns_taken(preview),
            "report": report(preview.findings.lines),
            "dates": date_rows(preview),
            "same": same(preview),
        }
    return render(request, f"pages/import/{row.state.value}.html", context, status=status)


def _again(row: Import) -> str:
    """Return what the address of a new upload says, so that it goes where this one was to go."""
    return f"?program={row.program_id}" if row.program_id else ""
