"""The forms of stages, tranches and gates."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import DayField, PageForm, RowForms, VersionedForm
from fairlead.programs.models import Gate, Program, Tranche
from fairlead.programs.rules import STAGES, GateOutcome
from fairlead.programs.selectors import gate_said, tranche_said
from fairlead.programs.services import Criterion, NewGate
from fairlead.programs.words import OUTCOME_WORDS, STAGE_WORDS


class StageForm(VersionedForm):
    """The stage that a program enters, and why."""

    stage = forms.ChoiceField(label=_("Enters the stage"))
    note = forms.CharField(label=_("Why now"), required=False, max_length=1000)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.value, STAGE_WORDS[each]) for each in STAGES if each != program.stage]
        cast(forms.ChoiceField, self.fields["stage"]).choices = choices


class TrancheForm(PageForm):
    """A part of the delivery, and what the organization can do after it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    start_on = DayField(label=_("From"))
    last_on = DayField(label=_("To"), help_text=_("Its last day."))
    capability = forms.CharField(
        label=_("Step change"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the organization can do afterwards that it could not do before."),
    )

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the service wants it. Call when valid."""
        values = dict(self.cleaned_data)
        values.pop("version", None)
        values["finish_on"] = values.pop("last_on") + timedelta(days=1)
        return values


class EditTranche(VersionedForm, TrancheForm):
    """The same of a tranche that exists."""

    @classmethod
    def filled(cls, tranche: Tranche, data: object = None) -> "EditTranche":
        """Return the form as `tranche` is now, with what somebody sent."""
        return cls(data, initial=cls.from_said(tranche_said(tranche)))  # type: ignore[arg-type]

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        finish = date.fromisoformat(str(said["finish_on"]))
        return {**said, "last_on": finish - timedelta(days=1)}


class GateForm(PageForm):
    """What a gate is called, when it is due, and what stands behind it; of a project, whose phase it ends, no more."""

    name = forms.CharField(label=_("Name"), max_length=200)
    due_on = DayField(label=_("Decided by"))
    opens = forms.ChoiceField(
        label=_("Opens the stage"),
        required=False,
        help_text=_("The program enters it when this gate is passed, and not before."),
    )
    tranche = forms.TypedChoiceField(label=_("Ends the tranche"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, program: Program | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if program is None:
            del self.fields["opens"], self.fields["tranche"]
            return
        opens, tranche = (cast(forms.ChoiceField, self.fields[name]) for name in ("opens", "tranche"))
        opens.choices = [("", _("None")), *((each.value, STAGE_WORDS[each]) for each in STAGES[1:])]
        tranche.choices = [("", _("None")), *((each.pk, each.name) for each in program.tranches.all())]

    def new(self, criteria: list[Criterion]) -> NewGate:
        """Return the gate to be set up. Call when valid."""
        return NewGate(**self.cleaned_data, criteria=criteria)


class EditGate(VersionedForm, GateForm):
    """The same of a gate that exists."""

    @classmethod
    def filled(cls, gate: Gate, data: object = None) -> "EditGate":
        """Return the form as `gate` is now, with what somebody sent."""
        return cls(data, initial=gate_said(gate), program=gate.program)


class CriterionForm(forms.Form):
    """One thing that must be so at a gate."""

    is_met = forms.BooleanField(label=_("Met"), required=False)
    text = forms.CharField(label=_("Criterion"), required=False, max_length=500)
    evidence = forms.CharField(label=_("Evidence"), required=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if (values.get("evidence") or values.get("is_met")) and not values.get("text") and "text" not in self.errors:
            self.add_error("text", _("Say what must be so, or empty the row"))
        return values


class CriteriaForms(RowForms):
    """The criteria of a gate as rows, with some empty ones for more."""

    form = CriterionForm
    max_num = 50

    @classmethod
    def of(cls, gate: Gate | None, data: object = None) -> "CriteriaForms":
        """Return the rows as `gate` has them now, with what somebody sent."""
        initial = gate_said(gate)["criteria"] if gate else []
        return cls(data, initial=initial, prefix="criteria")

    def said(self) -> list[Criterion]:
        """Return the criteria. Call when valid."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return [Criterion(each["text"], each["evidence"], each["is_met"]) for each in filled]


class DecisionForm(PageForm):
    """What is decided at a gate, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(each.value, OUTCOME_WORDS[each]) for each in GateOutcome],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Why, or under which conditions"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
