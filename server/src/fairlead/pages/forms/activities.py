"""The form of what a program does itself, as a whole."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Actor
from fairlead.kernel.audit import said
from fairlead.pages.forms.basics import DayField, VersionedForm, start_of
from fairlead.resources.selectors import calendars_of
from fairlead.schedule.services import ActivitiesEdit
from fairlead.work.models import Project


class ActivitiesForm(VersionedForm):
    """When a program's activities begin, and the working times they keep."""

    start_at = DayField(label=_("Start"), help_text=_("Activities that nothing holds begin on this day."))
    calendar = forms.TypedChoiceField(label=_("Working times"), coerce=int)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.pk, each.name) for each in calendars_of(actor=actor)]
        cast(forms.TypedChoiceField, self.fields["calendar"]).choices = choices

    @classmethod
    def filled(cls, own: Project, actor: Actor, data: object = None) -> "ActivitiesForm":
        """Return the form as the activities are now, with what somebody sent."""
        return cls(data, initial=cls.from_said(said(own, ("start_at", "calendar", "version"))), actor=actor)

    def edit(self) -> ActivitiesEdit:
        """Return what was changed, as the service wants it. Call when valid."""
        changes = self.changes()
        if "start_at" in changes:
            changes["start_at"] = start_of(changes["start_at"])
        return cast(ActivitiesEdit, changes)

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of a plan."""
        start = said["start_at"]
        moment = datetime.fromisoformat(start) if isinstance(start, str) else start
        return {**said, "start_at": moment.date()}
