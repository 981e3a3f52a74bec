"""The forms of a proposal: what it says, its scores, and what its project needs."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Action, Actor
from fairlead.kernel.audit import said
from fairlead.pages.forms.basics import DayField, PageForm, VersionedForm, end_of, start_of
from fairlead.pages.forms.projects import program_names
from fairlead.resources.selectors import calendar_default, calendars_of
from fairlead.strategy.models import Criterion
from fairlead.strategy.selectors import objectives_of
from fairlead.work.intake import PROPOSAL_SAID
from fairlead.work.models import Proposal

_MONEY: dict[str, Any] = {"max_digits": 15, "decimal_places": 2, "min_value": 0, "required": False}


class ProposalForm(PageForm):
    """The business case of a project."""

    name = forms.CharField(label=_("Name"), max_length=200)
    reason = forms.CharField(
        label=_("Why"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is better with it, for whom, and what happens without it."),
    )
    goal = forms.CharField(
        label=_("Goal"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is true when it is done."),
    )
    program = forms.TypedChoiceField(
        label=_("For the program"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Whoever manages it decides."),
    )
    wanted_on = DayField(label=_("Wanted by"), required=False)
    value = forms.DecimalField(label=_("Expected value"), **_MONEY)
    cost = forms.DecimalField(label=_("Cost, as a guess"), **_MONEY)
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3, help_text=_("Such as EUR."))
    objective = forms.TypedChoiceField(
        label=_("Objective that it serves"), required=False, coerce=int, empty_value=None
    )
    share = forms.DecimalField(
        label=_("With this share of its work, in %"),
        max_digits=4,
        decimal_places=1,
        min_value=Decimal("0.1"),
        max_value=100,
        initial=100,
    )

    def __init__(self, *args: Any, actor: Actor, present: Proposal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        program = cast(forms.TypedChoiceField, self.fields["program"])
        program.choices = [("", _("No program")), *program_names(actor)]
        if not actor.may(Action.VIEW_STRATEGY):
            del self.fields["objective"], self.fields["share"]
            return
        objectives = [(each.pk, each.name) for each in objectives_of(actor=actor)]
        cast(forms.TypedChoiceField, self.fields["objective"]).choices = [("", _("None yet")), *objectives]

    def said(self) -> dict[str, Any]:
        """Return everything filled in, as the service wants it. Call when valid."""
        return _as_said(self.cleaned_data)


class EditProposal(VersionedForm, ProposalForm):
    """The same of a proposal that exists."""

    @classmethod
    def filled(cls, proposal: Proposal, actor: Actor, data: object = None) -> "EditProposal":
        """Return the form as `proposal` is now, with what somebody sent."""
        values = said(proposal, (*PROPOSAL_SAID, "version"))
        return cls(data, initial=cls.from_said(values), actor=actor)

    def changes(self) -> dict[str, Any]:
        """Return what was changed, as the service wants it. Call when valid."""
        return _as_said(super().changes())

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of a proposal."""
        return {**said, "share": Decimal(said["share"]) * 100}


class ScoresForm(forms.Form):
    """A score from 0 to 5, or none, by each criterion."""

    template_name = "pages/parts/fields.html"

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in criteria:
            self.fields[f"criterion_{each.pk}"] = forms.TypedChoiceField(
                label=each.name,
                help_text=each.about,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("Not scored")), *((score, str(score)) for score in range(6))],
            )

    def scores(self) -> dict[int, int | None]:
        """Return the scores by the id of the criterion. Call when valid."""
        return {int(name.removeprefix("criterion_")): score for name, score in self.cleaned_data.items()}


class StartForm(PageForm):
    """What a project needs beside what its proposal says."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as PAY."))
    calendar = forms.TypedChoiceField(label=_("Working times"), coerce=int)
    start_at = DayField(label=_("Start"), help_text=_("Tasks that nothing holds begin on this day."))
    finish_by_at = DayField(label=_("Promised finish"), required=False, help_text=_("Health is judged against it."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calendar = cast(forms.TypedChoiceField, self.fields["calendar"])
        calendar.initial = calendar_default(actor=actor).pk
        calendar.choices = [(each.pk, each.name) for each in calendars_of(actor=actor)]

    def said(self) -> dict[str, Any]:
        """Return everything filled in but the version, as the service wants it. Call when valid."""
        values = self.cleaned_data
        return {
            "code": values["code"],
            "calendar_id": values["calendar"],
            "start_at": start_of(values["start_at"]),
            "finish_by_at": end_of(values["finish_by_at"]),
        }


def _as_said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value / 100 if name == "share" else value for name, value in values.items()}
