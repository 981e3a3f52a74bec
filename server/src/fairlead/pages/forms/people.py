"""The forms of a person: who they are, when they work, time off, skills, availability and rates."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor, Place
from fairlead.kernel.audit import said
from fairlead.pages.forms.basics import DayField, MinuteField, PageForm, VersionedForm, day_after
from fairlead.pages.forms.times import DAYS, WeekForm
from fairlead.resources.models import Resource, Skill, TimeOffKind
from fairlead.resources.selectors import RESOURCE_SAID, calendars_of, teams_of
from fairlead.resources.services import NewResource, NewTimeOff

_DAY = timedelta(days=1)
_HUNDRED = Decimal(100)
HOURS = "hours"
MIDNIGHT = 24 * 60
PARTS = [
    ("", _("The whole day")),
    ("morning", _("The morning")),
    ("afternoon", _("The afternoon")),
    (HOURS, _("Some hours")),
]
_PART_MINUTES: dict[str, tuple[int | None, int | None]] = {
    "": (None, None),
    "morning": (0, 720),
    "afternoon": (720, MIDNIGHT),
}


class PersonForm(PageForm):
    """Who somebody is, and how much of them there is; days are said inclusively."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Resource.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Such as Senior designer."))
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    person = forms.TypedChoiceField(
        label=_("Account"), required=False, coerce=int, empty_value=None, help_text=_("Who they are when they sign in.")
    )
    max_units = forms.DecimalField(
        label=_("Units"),
        min_value=0,
        max_value=100_000,
        decimal_places=0,
        help_text=_("In percent: 100 is one whole person, or piece; 300 are three electricians."),
    )
    available_from_on = DayField(label=_("First day"), required=False, help_text=_("Empty: has always been here."))
    available_until_on = DayField(label=_("Last day"), required=False, help_text=_("Of somebody who leaves or left."))

    def __init__(self, *args: Any, actor: Actor, present: Resource | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [(each.pk, each.name) for each in teams_of(actor=actor) if _may(actor, each.pk)]
        person = cast(forms.TypedChoiceField, self.fields["person"])
        team = cast(forms.TypedChoiceField, self.fields["team"])
        team.choices = [*([("", _("In no team"))] if _may(actor, None) else []), *teams]
        free = Person.objects.filter(workspace_id=actor.workspace_id).exclude(
            pk__in=Resource.objects.filter(person__isnull=False)
            .exclude(pk=present.pk if present else 0)
            .values("person_id")
        )
        person.choices = [("", _("None")), *((each.pk, each.name) for each in free)]
        self.fields["max_units"].initial = 100

    def said(self) -> NewResource:
        """Return everything filled in, as the service wants it. Call when valid."""
        return NewResource(**_as_said(self.cleaned_data))


class EditPerson(VersionedForm, PersonForm):
    """The same of somebody who is in the pool."""

    @classmethod
    def filled(cls, resource: Resource, actor: Actor, data: object = None) -> "EditPerson":
        """Return the form as `resource` is now, with what somebody sent."""
        values = said(resource, (*RESOURCE_SAID, "version"))
        return cls(data, initial=cls.from_said(values), actor=actor, present=resource)

    def changes(self) -> dict[str, Any]:
        """Return what was changed, as the service wants it. Call when valid."""
        return _as_said(super().changes())

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of a resource."""
        until = said["available_until_on"]
        last = until - _DAY if until else None
        return {**said, "max_units": round(Decimal(said["max_units"]) * 100), "available_until_on": last}


class HoursForm(WeekForm):
    """When somebody works: as a calendar does, but for some days."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.TypedChoiceField(label=_("Works as"), coerce=int)
    field_order = ["version", "base", *DAYS]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base = cast(forms.TypedChoiceField, self.fields["base"])
        base.choices = [(each.pk, each.name) for each in calendars_of(actor=actor)]


class TimeOffForm(PageForm):
    """Days off, first and last; of each all, or a part."""

    start_on = DayField(label=_("First day"))
    finish_on = DayField(label=_("Last day"))
    part = forms.ChoiceField(
        label=_("Of each day"),
        choices=PARTS,
        required=False,
        help_text=_("Morning is until noon, afternoon from noon on."),
    )
    from_minute = MinuteField(label=_("From"), required=False, help_text=_("For some hours only."))
    until_minute = MinuteField(label=_("Until"), required=False)
    kind = forms.ChoiceField(label=_("Why"), choices=TimeOffKind.choices)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def said(self) -> NewTimeOff:
        """Return the days off, as the service wants them. Call when valid."""
        values = self.cleaned_data
        start, finish = _PART_MINUTES.get(values["part"], (values["from_minute"], values["until_minute"] or MIDNIGHT))
        return NewTimeOff(
            values["start_on"], day_after(values["finish_on"]), start, finish, values["kind"], values["note"]
        )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("part") == HOURS and not self.errors:
            missing = [name for name in ("from_minute", "until_minute") if values[name] is None]
            for name in missing:
                self.add_error(name, _("Say from when until when"))
        return values


class SkillForm(PageForm):
    """A skill with a level."""

    skill = forms.TypedChoiceField(label=_("Skill"), coerce=int)
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "–"), *((n, n) for n in range(1, 6))],
    )

    def __init__(self, *args: Any, skills: list[Skill], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedChoiceField, self.fields["skill"]).choices = [(each.pk, each.name) for each in skills]


class AvailabilityForm(PageForm):
    """A period in which there are other units of somebody than usual; the last day may stay open."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    start_on = DayField(label=_("First day"))
    finish_on = DayField(label=_("Last day"), required=False)
    units = forms.DecimalField(label=_("Units, in percent"), min_value=0, max_value=100_000, decimal_places=0)

    @property
    def share(self) -> Decimal:
        return Decimal(self.cleaned_data["units"]) / _HUNDRED

    @property
    def until(self) -> date | None:
        last = self.cleaned_data["finish_on"]
        return day_after(last) if last else None


class RateForm(PageForm):
    """What an hour costs and is billed at, from a day on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    from_on = DayField(label=_("From"))
    currency = forms.CharField(label=_("Currency"), max_length=3, initial="EUR")
    hour_cost = forms.DecimalField(label=_("Cost of an hour"), min_value=0, decimal_places=2, required=False)
    hour_bill = forms.DecimalField(label=_("Billed for an hour"), min_value=0, decimal_places=2, required=False)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


def _may(actor: Actor, team_id: int | None) -> bool:
    return actor.may(Action.EDIT_POOL, Place(team_id=team_id))


def _as_said(values: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(values)
    if "max_units" in said:
        said["max_units"] = Decimal(said["max_units"]) / _HUNDRED
    if said.get("available_until_on"):
        said["available_until_on"] = day_after(said["available_until_on"])
    return said
