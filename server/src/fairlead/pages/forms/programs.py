"""The form of a program."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.kernel.audit import said
from fairlead.pages.forms.basics import PageForm, VersionedForm
from fairlead.programs.models import Program
from fairlead.programs.selectors import SAID, programs_of


def _lines() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


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
    """The same of a program that exists, with its charter and the program that it is in."""

    vision = forms.CharField(
        label=_("Vision"), required=False, max_length=20_000, widget=_lines(), help_text=_("What it will be like.")
    )
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=20_000, widget=_lines(), help_text=_("What happens without it.")
    )
    scope = forms.CharField(
        label=_("Scope"), required=False, max_length=20_000, widget=_lines(), help_text=_("What is in, what is not.")
    )
    target_state = forms.CharField(
        label=_("Target state"),
        required=False,
        max_length=20_000,
        widget=_lines(),
        help_text=_("How the organization works once the program is over."),
    )
    parent = forms.TypedChoiceField(label=_("Within the program"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, program: Program, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = programs_of(actor=actor).exclude(pk=program.pk)
        mine = [each for each in others if actor.may(Action.EDIT_PROGRAM, Place(program_id=each.pk))]
        if program.parent is not None and program.parent not in mine:
            mine.append(program.parent)
        choices = [("", _("None: it stands alone")), *((each.pk, each.name) for each in mine)]
        cast(forms.TypedChoiceField, self.fields["parent"]).choices = choices

    @classmethod
    def filled(cls, program: Program, actor: Actor, data: object = None) -> "EditProgram":
        """Return the form as `program` is now, with what somebody sent."""
        return cls(data, initial=said(program, (*SAID, "version")), program=program, actor=actor)
