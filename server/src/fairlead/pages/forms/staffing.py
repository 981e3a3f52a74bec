"""The forms of bookings, requests and offers."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import Refused
from fairlead.pages.forms.basics import DayField, PageForm, VersionedForm
from fairlead.pages.views.paging import wall_clock
from fairlead.resources.models import Resource, Skill
from fairlead.staffing.models import Booking, Wanted
from fairlead.staffing.services import Part

SHARE, HOURS = "share", "hours"
LEVELS = [(level, str(level)) for level in range(1, 6)]
_DAY = timedelta(days=1)


class WantedForm(PageForm):
    """From which day to which, and how much: percents of a person's time, or hours in all."""

    start_on = DayField(label=_("First day"))
    finish_on = DayField(label=_("Last day"))
    amount = forms.DecimalField(label=_("How much"), min_value=Decimal("0.1"), max_value=Decimal(999_999), initial=100)
    measure = forms.ChoiceField(
        label=_("of what"),
        choices=[(SHARE, _("% of their time")), (HOURS, _("hours in all"))],
        initial=SHARE,
    )

    def wanted(self) -> dict[str, Any]:
        """Return days, `units` and `minutes` as the services want them. Call when valid."""
        values, is_share = self.cleaned_data, self.cleaned_data["measure"] == SHARE
        amount: Decimal = values["amount"]
        return {
            "start_on": values["start_on"],
            "finish_on": values["finish_on"] + _DAY,
            "units": (amount / 100).quantize(Decimal("0.01")) if is_share else None,
            "minutes": None if is_share else int(amount * 60),
        }

    def refuse(self, refused: Refused) -> None:
        """Show why a service refused what was filled in: shares and efforts are one field here."""
        fields = {"amount" if name in ("units", "minutes") else name: text for name, text in refused.fields.items()}
        super().refuse(Refused(refused.message, code=refused.code, fields=fields))
        if fields and refused.code not in ("invalid", "refused"):
            self.add_error(None, refused.message)


def wanted_initial(row: Wanted | Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of WantedForm's fields for what is said in `row`."""
    said = row if isinstance(row, Mapping) else {name: getattr(row, name) for name in _SAID}
    units, minutes = said["units"], said["minutes"]
    amount = Decimal(str(units)) * 100 if units is not None else Decimal(minutes or 0) / 60
    return {
        "start_on": _day(said["start_on"]),
        "finish_on": _day(said["finish_on"]) - _DAY,
        "amount": amount.quantize(Decimal("0.1")).normalize() if amount % 1 else Decimal(int(amount)),
        "measure": SHARE if units is not None else HOURS,
    }


class AskForm(WantedForm):
    """Whom a project needs, when, how much, why and by when it wants an answer."""

    resource = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    role = forms.TypedChoiceField(label=_("or role"), required=False, coerce=int, empty_value=None)
    skill = forms.TypedChoiceField(label=_("Skill"), required=False, coerce=int, empty_value=None)
    level = forms.TypedChoiceField(label=_("at least level"), required=False, coerce=int, choices=LEVELS, initial=3)
    second_skill = forms.TypedChoiceField(label=_("Another skill"), required=False, coerce=int, empty_value=None)
    second_level = forms.TypedChoiceField(
        label=_("at least its level"), required=False, coerce=int, choices=LEVELS, initial=3
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it is for, and what happens without."),
    )
    answer_by_on = DayField(label=_("Answer by"))

    field_order = (
        *("resource", "role", "skill", "level", "second_skill", "second_level"),
        *("start_on", "finish_on", "amount", "measure", "reason", "answer_by_on"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, roles = pool_choices(actor)
        skills = skill_choices(actor)
        for name, choices in (("resource", people), ("role", roles), ("skill", skills), ("second_skill", skills)):
            cast(forms.TypedChoiceField, self.fields[name]).choices = choices

    def said(self) -> dict[str, Any]:
        """Return what is asked for, as the service wants it. Call when valid."""
        values = self.cleaned_data
        pairs = ((values["skill"], values["level"]), (values["second_skill"], values["second_level"]))
        kept = {name: values[name] for name in ("resource", "role", "reason", "answer_by_on")}
        return {**kept, **self.wanted(), "skills": tuple((skill, level or 1) for skill, level in pairs if skill)}

    def refuse(self, refused: Refused) -> None:
        """Show why the service refused: skills are fields of their own here."""
        fields = {"skill" if name == "skills" else name: text for name, text in refused.fields.items()}
        super().refuse(Refused(refused.message, code=refused.code, fields=fields))


class PartForm(WantedForm):
    """Somebody offered, from when to when, how much."""

    resource = forms.TypedChoiceField(label=_("Who"), coerce=int)

    field_order = ("resource", "start_on", "finish_on", "amount", "measure")

    def __init__(self, *args: Any, people: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedChoiceField, self.fields["resource"]).choices = people

    def part(self) -> Part:
        """Return the part, as the service wants it. Call when valid."""
        return Part(resource=self.cleaned_data["resource"], **self.wanted())


class AnswerForm(PageForm):
    """Words to go with an offer, and by when an answer to it is wanted."""

    message = forms.CharField(
        label=_("Message"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    answer_by_on = DayField(label=_("Answer by"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class BookingForm(WantedForm):
    """Who is booked, or which role or skill is needed until somebody is named."""

    resource = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    role = forms.TypedChoiceField(label=_("Role"), required=False, coerce=int, empty_value=None)
    skill = forms.TypedChoiceField(label=_("Skill"), required=False, coerce=int, empty_value=None)
    level = forms.TypedChoiceField(
        label=_("at least level"), required=False, coerce=int, empty_value=None, choices=[("", "–"), *LEVELS]
    )
    is_firm = forms.BooleanField(
        label=_("Firm"), required=False, help_text=_("A promise. Firm bookings never exceed what somebody has.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    field_order = (
        *("resource", "role", "skill", "level", "start_on", "finish_on"),
        *("amount", "measure", "is_firm", "note"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, roles = pool_choices(actor)
        for name, choices in (("resource", people), ("role", roles), ("skill", skill_choices(actor))):
            cast(forms.TypedChoiceField, self.fields[name]).choices = choices

    def said(self) -> dict[str, Any]:
        """Return the booking, as the service wants it. Call when valid."""
        kept = {name: self.cleaned_data[name] for name in ("resource", "role", "skill", "level", "is_firm", "note")}
        return {**kept, **self.wanted()}


class EditBooking(VersionedForm, BookingForm):
    """The same of a booking that exists."""

    @classmethod
    def filled(cls, booking: Booking, said: Mapping[str, Any], actor: Actor, data: object = None) -> "EditBooking":
        """Return the form as `booking` is now, with what somebody sent."""
        form = cls(data, initial=cls.from_said(said), actor=actor)
        if booking.resource is not None:
            _keep(form.fields["resource"], booking.resource.pk, booking.resource.name)
        return form

    def changes(self) -> dict[str, Any]:
        """Return what was changed, as the service wants it. Call when valid."""
        said, changed = self.said(), set(self.changed_data)
        if changed & {"amount", "measure"}:
            changed |= {"units", "minutes"}
        return {name: value for name, value in said.items() if name in changed}

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of a booking."""
        return {**said, **wanted_initial(said)}


def pool_choices(actor: Actor) -> tuple[list[tuple[Any, str]], list[tuple[Any, str]]]:
    """Return who can be named, people and equipment here, and the roles, of what `actor` may see. One query."""
    here = Resource.objects.visible_to(actor).here_on(wall_clock().date())
    rows = here.order_by("name", "pk").values_list("pk", "name", "title", "kind")
    people: list[tuple[Any, str]] = [("", "–")]
    roles: list[tuple[Any, str]] = [("", "–")]
    for id, name, title, kind in rows:
        if kind == Resource.Kind.ROLE:
            roles.append((id, name))
        elif kind in (Resource.Kind.PERSON, Resource.Kind.EQUIPMENT):
            people.append((id, f"{name} · {title}" if title else name))
    return people, roles


def skill_choices(actor: Actor) -> list[tuple[Any, str]]:
    """Return the skills of the workspace. One query."""
    return [("", "–"), *Skill.objects.filter(workspace_id=actor.workspace_id).values_list("pk", "name")]


def _keep(field: Any, key: int, name: str) -> None:
    choices: Iterable[tuple[Any, str]] = field.choices
    if key not in {each for each, _name in choices}:
        field.choices = [*choices, (key, name)]


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


_SAID = ("start_on", "finish_on", "units", "minutes")
