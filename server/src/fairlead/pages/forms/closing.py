"""The forms of closing a project, reopening it, and of lessons."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import PageForm, RowForms, VersionedForm
from fairlead.work.lessons import lesson_said
from fairlead.work.models import Lesson, Project, SuccessCriterion
from fairlead.work.phases import success_of
from fairlead.work.services import Judgment


class CloseForm(PageForm):
    """What a project came to, and who carries on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(
        label=_("What it came to"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is there now that was not, what was left out, and why."),
    )
    handover = forms.CharField(
        label=_("Who carries on"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who runs what it brought, and who measures what it was for."),
    )


class JudgeForm(forms.Form):
    """Whether a success criterion is met, and what shows it."""

    id = forms.IntegerField(widget=forms.HiddenInput)
    is_met = forms.TypedChoiceField(
        label=_("It is"),
        required=False,
        choices=[("", _("not judged yet")), ("yes", _("met")), ("no", _("not met"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    evidence = forms.CharField(label=_("What shows it"), required=False, max_length=1000)
    criterion: SuccessCriterion


class JudgeForms(RowForms):
    """The success criteria of a project, each to be judged."""

    form = JudgeForm
    extra = 0
    max_num = 30

    @classmethod
    def of(cls, project: Project, data: object = None) -> "JudgeForms":
        """Return the rows as `project` has them now, with what somebody sent."""
        rows = list(success_of(project))
        words = {None: "", True: "yes", False: "no"}
        initial = [{"id": each.pk, "is_met": words[each.is_met], "evidence": each.evidence} for each in rows]
        forms_ = cls(data, initial=initial, prefix="judge")
        for form, row in zip(forms_.forms, rows, strict=False):
            cast(JudgeForm, form).criterion = row
        return forms_

    def said(self) -> list[Judgment]:
        """Return how the criteria are judged. Call when valid."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("id")]
        return [Judgment(each["id"], each["is_met"], each["evidence"]) for each in filled]


class ReopenForm(PageForm):
    """Why a closed project is opened again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class LessonForm(PageForm):
    """What happened, what to do next time, and what it is about."""

    name = forms.CharField(label=_("In a few words"), max_length=200)
    happened = forms.CharField(label=_("What happened"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))
    advice = forms.CharField(
        label=_("What to do next time"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    tags = forms.CharField(
        label=_("About"),
        required=False,
        max_length=420,
        help_text=_("Words with commas between, such as: payments, bank. It is shown where they are spoken of again."),
    )

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the service wants it. Call when valid."""
        values = dict(self.cleaned_data)
        values.pop("version", None)
        return {**values, "tags": values["tags"].split(",")}


class EditLesson(VersionedForm, LessonForm):
    """The same of a lesson that exists."""

    @classmethod
    def filled(cls, lesson: Lesson, data: object = None) -> "EditLesson":
        """Return the form as `lesson` is now, with what somebody sent."""
        return cls(data, initial=cls.from_said(lesson_said(lesson)))  # type: ignore[arg-type]

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        return {**said, "tags": ", ".join(said["tags"])}
