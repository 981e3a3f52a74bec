"""Who is on a task: their share of time and work, and what follows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.task_people import JoinForm, people_forms
from fairlead.schedule.services import people_edit
from fairlead.work.selectors import assignments_of, task_get


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def task_people(request: PageRequest, id: int) -> HttpResponse:
    """Change who is on a task, and how much; its duration, or their work, follows by its type."""
    task = task_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROJECT, task.project.place)
    data = request.POST if request.method == "POST" else None
    forms = people_forms(task, list(assignments_of(task)), data)
    join = JoinForm(data, initial={"version": task.version}, actor=request.actor)
    status, refusal = 200, ""
    if data is not None:
        status = 422
        if all([join.is_valid(), *(form.is_valid() for form in forms)]):
            said = [each for each in (form.said() for form in forms) if each is not None]
            try:
                people_edit(
                    actor=request.actor,
                    task_id=id,
                    version=join.cleaned_data["version"],
                    people=[*said, *join.said()],
                    now=timezone.now(),
                )
            except Refused as refused:
                refusal = refused.message
            except StaleVersion as stale:
                refusal, status = stale.message, 409
                join.data = {**join.data.dict(), "version": str(task.version)}  # type: ignore[attr-defined]
            else:
                messages.success(request, _("Saved. What depends on it has moved along."))
                return redirect("task", id)
    context = {"task": task, "project": task.project, "forms": forms, "join": join, "refusal": refusal}
    return render(request, "pages/task_people.html", context, status=status)
