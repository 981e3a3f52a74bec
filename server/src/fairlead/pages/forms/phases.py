"""The forms of a project's charter and its phases."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import DayField, PageForm, RowForms, VersionedForm, day_after
from fairlead.work.models import Phase, Project
from fairlead.work.phases import charter_said, phase_said, success_of, summaries_free
from fairlead.work.services import NewPhase, Success

_LONG: dict[str, Any] = {"required": False, "max_length": 20_000}


class CharterForm(VersionedForm):
    """What is true when a project is done, what belongs to it and what does not."""

    goal = forms.CharField(
        label=_("Goal"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is true when it is done."),
        **_LONG,
    )
    scope = forms.CharField(label=_("In scope"), widget=forms.Textarea(attrs={"rows": 3}), **_LONG)
    out_of_scope = forms.CharField(
        label=_("Out of scope"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What people might expect of it, and will not get."),
        **_LONG,
    )

    @classmethod
    def filled(cls, project: Project, data: object = None) -> "CharterForm":
        """Return the form as the charter of `project` is now, with what somebody sent."""
        return cls(data, initial=charter_said(project))  # type: ignore[arg-type]


class SuccessForm(forms.Form):
    """One thing by which a project is judged a success."""

    text = forms.CharField(label=_("It is a success if"), required=False, max_length=500)
    measure = forms.CharField(label=_("Measured by"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("measure") and not values.get("text") and "text" not in self.errors:
            self.add_error("text", _("Say what is to be so, or empty the row"))
        return values


class SuccessForms(RowForms):
    """The success criteria of a project as rows, with some empty ones for more."""

    form = SuccessForm
    max_num = 30

    @classmethod
    def of(cls, project: Project, data: object = None) -> "SuccessForms":
        """Return the rows as `project` has them now, with what somebody sent."""
        rows = [{"text": each.text, "measure": each.measure} for each in success_of(project)]
        return cls(data, initial=rows, prefix="success")

    def said(self) -> list[Success]:
        """Return the criteria. Call when valid."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return [Success(each["text"], each["measure"]) for each in filled]


class PhaseForm(PageForm):
    """What a phase is called, and when it is: as long as the tasks below a summary task, or on days of its own."""

    name = forms.CharField(label=_("Name"), max_length=200)
    task = forms.TypedChoiceField(
        label=_("Its tasks"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("The phase lasts as long as the tasks below this one."),
    )
    start_on = DayField(label=_("From"), required=False, help_text=_("Only for a phase without tasks."))
    last_on = DayField(label=_("To"), required=False, help_text=_("Its last day."))

    def __init__(self, *args: Any, project: Project, phase: Phase | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        task = cast(forms.TypedChoiceField, self.fields["task"])
        task.choices = [("", _("Days of its own")), *summaries_free(project, but=phase)]

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the service wants it. Call when valid."""
        values = dict(self.cleaned_data)
        values.pop("version", None)
        last = values.pop("last_on")
        return {**values, "finish_on": None if last is None else day_after(last)}

    def new(self) -> NewPhase:
        """Return the phase to be added. Call when valid."""
        return NewPhase(**self.said())


class EditPhase(VersionedForm, PhaseForm):
    """The same of a phase that exists."""

    @classmethod
    def filled(cls, phase: Phase, data: object = None) -> "EditPhase":
        """Return the form as `phase` is now, with what somebody sent."""
        return cls(data, initial=cls.from_said(phase_said(phase)), project=phase.project, phase=phase)

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        finish = said["finish_on"]
        last = None if finish is None else date.fromisoformat(str(finish)) - timedelta(days=1)
        return {**said, "last_on": last}
