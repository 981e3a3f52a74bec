"""The settings of the workspace."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairlead.access.selectors import without_second_step
from fairlead.governance.selectors import workspace_of
from fairlead.governance.services import settings_update
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.settings import SettingsForm
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.resources.selectors import calendars_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def workspace_settings(request: PageRequest) -> HttpResponse:
    """Show and change what the workspace is called and how it reckons, and lead to its other settings."""
    row = workspace_of(actor=request.actor)
    form = SettingsForm.filled(row, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: settings_update(
            actor=request.actor,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        usual = calendars_of(actor=request.actor).filter(is_default=True).first()
        context = {
            "form": form,
            "versions": made.versions,
            "calendar": usual,
            "missing": without_second_step(actor=request.actor, keys=row.second_step) if row.second_step else (),
        }
        return render(request, "pages/settings.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("settings")
