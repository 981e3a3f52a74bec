"""The form of a program."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import PageForm, VersionedForm
from fairlead.programs.models import Program


class NewProgram(PageForm):
    """What a program is called and why it exists."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as GROW."))
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What will be better once it is done, in two or three sentences."),
    )


class EditProgram(VersionedForm, NewProgram):
    """The same of a program that exists."""

    @classmethod
    def filled(cls, program: Program, data: object = None) -> "EditProgram":
        """Return the form as `program` is now, with what somebody sent."""
        said = {"name": program.name, "code": program.code, "summary": program.summary, "version": program.version}
        return cls(data, initial=said)  # type: ignore[arg-type]
