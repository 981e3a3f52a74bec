"""The forms of teams, skills and calendars."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor
from fairlead.kernel.audit import said
from fairlead.pages.forms.basics import DayField, PageForm, VersionedForm
from fairlead.pages.forms.times import DAYS, HoursField, WeekForm
from fairlead.resources.models import Calendar, Team
from fairlead.resources.public_holidays import countries, subdivisions
from fairlead.resources.selectors import CALENDAR_SAID, calendars_of, team_said
from fairlead.resources.services import NewCalendar, NewException


class TeamForm(PageForm):
    """What a team is called and who leads it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    lead = forms.TypedChoiceField(
        label=_("Led by"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Edits the people of this team: their skills, hours and time off."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True)
        lead = cast(forms.TypedChoiceField, self.fields["lead"])
        lead.choices = [("", _("Nobody")), *((each.pk, each.name) for each in people)]
        if not actor.may(Action.EDIT_POOL):
            del self.fields["lead"]


class EditTeam(VersionedForm, TeamForm):
    """The same of a team that exists."""

    @classmethod
    def filled(cls, team: Team, actor: Actor, data: object = None) -> "EditTeam":
        """Return the form as `team` is now, with what somebody sent."""
        return cls(data, initial=team_said(team), actor=actor)


class SkillNameForm(PageForm):
    """What a skill is called."""

    name = forms.CharField(label=_("New skill"), max_length=200)


class CalendarForm(WeekForm):
    """The working times that people share, and whose public holidays hold."""

    name = forms.CharField(label=_("Name"), max_length=200)
    base = forms.TypedChoiceField(label=_("Derives from"), required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(label=_("Public holidays of"), required=False)
    subdivision = forms.ChoiceField(label=_("State or region"), required=False)
    field_order = ["version", "name", "base", "country", "subdivision", *DAYS]

    def __init__(self, *args: Any, actor: Actor, present: Calendar | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = calendars_of(actor=actor).exclude(pk=present.pk if present else 0)
        base = cast(forms.TypedChoiceField, self.fields["base"])
        base.choices = [("", _("None")), *((each.pk, each.name) for each in others)]
        country, subdivision = (cast(forms.ChoiceField, self.fields[name]) for name in ("country", "subdivision"))
        country.choices = [("", _("No country")), *countries().items()]
        country.widget.attrs |= {
            "hx-get": reverse("calendar_subdivisions"),
            "hx-target": "#id_subdivision",
            "hx-swap": "outerHTML",
        }
        chosen = self.data.get("country") if self.is_bound else self.initial.get("country")
        subdivision.choices = [("", _("All of the country")), *subdivisions(chosen or "").items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("base") is None:
            free: list[list[int]] = []
            cleaned |= {name: free for name in DAYS if name in cleaned and cleaned[name] is None}
        return cleaned

    def said(self) -> NewCalendar:
        """Return everything filled in, as the service wants it. Call when valid."""
        values = self.cleaned_data
        return NewCalendar(values["name"], self.week, values["base"], values["country"], values["subdivision"])


class EditCalendar(CalendarForm, VersionedForm):
    """The same of a calendar that exists."""

    is_default = forms.BooleanField(label=_("Projects work on it unless told otherwise"), required=False)
    field_order = [*CalendarForm.field_order, "is_default"]

    @classmethod
    def filled(cls, calendar: Calendar, actor: Actor, data: Any = None) -> "EditCalendar":
        """Return the form as `calendar` is now, with what somebody sent."""
        values = said(calendar, (*CALENDAR_SAID, "version"))
        return cls(data, initial=cls.from_said(values), actor=actor, present=calendar)

    def changes(self) -> dict[str, Any]:
        """Return what was filled in, as the service wants it. Call when valid."""
        names = ("name", "base", "country", "subdivision", "is_default")
        return {**{name: self.cleaned_data[name] for name in names}, "week": self.week}

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of a calendar."""
        return {**said, **dict(zip(DAYS, said["week"], strict=True))}


class ExceptionForm(PageForm):
    """Days with other hours, first and last; without hours nobody works on them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("What"), max_length=200)
    start_on = DayField(label=_("First day"))
    finish_on = DayField(label=_("Last day"))
    hours = HoursField(label=_("Hours"), help_text=_("Nothing where nobody works."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, finish = cleaned.get("start_on"), cleaned.get("finish_on")
        if start and finish and finish < start:
            self.add_error("finish_on", _("Not before the first day"))
        return cleaned

    def said(self) -> NewException:
        """Return the days, as the service wants them. Call when valid."""
        values = self.cleaned_data
        return NewException(
            values["start_on"], values["finish_on"] + timedelta(days=1), values["name"], values["hours"] or []
        )
