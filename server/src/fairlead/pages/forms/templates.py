"""The forms of templates: making one, and a project from one."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.pages.forms.basics import DayField, PageForm, end_of
from fairlead.pages.forms.projects import program_names
from fairlead.resources.models import Resource
from fairlead.templates.selectors import RoleRow
from fairlead.templates.services import NewStart

LONGEST = timedelta(days=365 * 20)


class TemplateForm(PageForm):
    """What a template is called, and when to use it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    about = forms.CharField(
        label=_("When to use it"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For whoever looks for the right one."),
    )


class BeginForm(PageForm):
    """What a project needs beside its template, and who fills its roles."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as PAY."))
    program = forms.TypedChoiceField(label=_("Program"), required=False, coerce=int, empty_value=None)
    start_on = DayField(label=_("Start"), help_text=_("All days of the template count from it."))
    finish_by = DayField(label=_("Promised finish"), required=False, help_text=_("Health is judged against it."))

    def __init__(self, *args: Any, actor: Actor, roles: tuple[RoleRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programs = [
            (id, name) for id, name in program_names(actor) if actor.may(Action.CREATE_PROJECT, Place(program_id=id))
        ]
        alone = [("", _("In no program"))] if actor.may(Action.CREATE_PROJECT) else []
        cast(forms.TypedChoiceField, self.fields["program"]).choices = [*alone, *programs]
        pool = Resource.objects.filter(workspace_id=actor.workspace_id, archived_at=None, kind=Resource.Kind.PERSON)
        people = [(row.pk, row.name) for row in pool]
        for role in roles:
            self.fields[f"role_{role.id}"] = forms.TypedChoiceField(
                label=role.name,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("Stays a role, until somebody fills it")), *people],
            )

    def new(self) -> NewStart:
        """Return what is to be begun. Call when valid."""
        values = self.cleaned_data
        fills = {name.removeprefix("role_"): values[name] for name in self.fields if name.startswith("role_")}
        return NewStart(
            values["name"], values["code"], values["start_on"], values["program"], end_of(values["finish_by"]), fills
        )
