"""The forms of templates: making one, and a project from one."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor, Place
from fairlead.pages.forms.basics import DayField, PageForm, end_of
from fairlead.pages.forms.projects import program_names
from fairlead.resources.models import Resource
from fairlead.templates.selectors import ObjectiveStanding, Preview, ProgramPreview, RoleRow, ServedRow
from fairlead.templates.services import NewProgramStart, NewStart


def _person_field(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


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


class BeginningForm(PageForm):
    """What is begun from a template serves those of its objectives that stay ticked; one that has ended is not."""

    def offer(self, rows: Iterable[ServedRow]) -> None:
        """Offer the objectives of `rows` that are still there."""
        self.offered = frozenset(row.objective for row in rows)
        there = [row for row in rows if row.standing is not ObjectiveStanding.GONE]
        if there:
            self.fields["serves"] = forms.TypedMultipleChoiceField(
                label=_("Objectives it serves"),
                required=False,
                coerce=int,
                choices=[(row.objective, row.name) for row in there],
                initial=[row.objective for row in there if row.standing is ObjectiveStanding.OPEN],
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def left_out(self) -> frozenset[int]:
        """The objectives of the template that are not to be served. Call when valid."""
        return self.offered - frozenset(self.cleaned_data.get("serves", ()))


class BeginForm(BeginningForm):
    """What a project needs beside its template, what it serves, and who fills its roles."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as PAY."))
    program = forms.TypedChoiceField(label=_("Program"), required=False, coerce=int, empty_value=None)
    start_on = DayField(label=_("Start"), help_text=_("All days of the template count from it."))
    finish_by = DayField(label=_("Promised finish"), required=False, help_text=_("Health is judged against it."))

    def __init__(self, *args: Any, actor: Actor, preview: Preview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programs = [
            (id, name) for id, name in program_names(actor) if actor.may(Action.CREATE_PROJECT, Place(program_id=id))
        ]
        alone = [("", _("In no program"))] if actor.may(Action.CREATE_PROJECT) else []
        cast(forms.TypedChoiceField, self.fields["program"]).choices = [*alone, *programs]
        self.offer(preview.serves)
        self.fields |= _role_fields(preview.roles, actor)

    def new(self) -> NewStart:
        """Return what is to be begun. Call when valid."""
        values = self.cleaned_data
        return NewStart(
            values["name"],
            values["code"],
            values["start_on"],
            program_id=values["program"],
            finish_by_at=end_of(values["finish_by"]),
            fills=_by_id(values, "role_"),
            left_out=self.left_out,
        )


class BeginProgramForm(BeginningForm):
    """What a program needs beside its template: what it serves, who leads it and its projects, who fills its roles."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as PAY."))
    start_on = DayField(label=_("Start"), help_text=_("All days of the template count from it."))
    manager = forms.TypedChoiceField(label=_("Program manager"), coerce=int)
    sponsor = _person_field(_("Sponsor"))

    def __init__(self, *args: Any, actor: Actor, preview: ProgramPreview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True).order_by("name", "pk")
        people = list(found.values_list("pk", "name"))
        leads = {f"lead_{each.id}": _person_field(each.name) for each in preview.projects}
        self.fields |= leads
        for name in ("sponsor", *leads):
            cast(forms.TypedChoiceField, self.fields[name]).choices = [("", _("Nobody yet")), *people]
        cast(forms.TypedChoiceField, self.fields["manager"]).choices = people
        self.offer(preview.serves)
        self.fields |= _role_fields(preview.roles, actor)

    @property
    def basics(self) -> list[forms.BoundField]:
        """The fields of the program itself."""
        return [field for field in self.visible_fields() if not field.name.startswith(("lead_", "role_"))]

    @property
    def leads(self) -> list[forms.BoundField]:
        """The fields of who manages which project."""
        return self._named("lead_")

    @property
    def fills(self) -> list[forms.BoundField]:
        """The fields of who fills which role."""
        return self._named("role_")

    def _named(self, kind: str) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith(kind)]

    def new(self) -> NewProgramStart:
        """Return what is to be begun. Call when valid."""
        values = self.cleaned_data
        said = {name: values[name] for name in ("name", "code", "start_on", "sponsor", "manager")}
        leads, fills = _by_id(values, "lead_"), _by_id(values, "role_")
        return NewProgramStart(**said, leads=leads, fills=fills, left_out=self.left_out)


def _role_fields(roles: Iterable[RoleRow], actor: Actor) -> dict[str, forms.Field]:
    """Return a field for each role of a template, to choose who of the pool fills it. One query."""
    pool = Resource.objects.filter(workspace_id=actor.workspace_id, archived_at=None, kind=Resource.Kind.PERSON)
    people = [("", _("Stays a role, until somebody fills it")), *pool.values_list("pk", "name")]
    return {
        f"role_{role.id}": forms.TypedChoiceField(
            label=role.name, required=False, coerce=int, empty_value=None, choices=people
        )
        for role in roles
    }


def _by_id(values: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {name.removeprefix(kind): value for name, value in values.items() if name.startswith(kind)}
