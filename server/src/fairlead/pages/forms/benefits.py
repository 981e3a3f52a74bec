"""The forms of benefits, their measurements and the outputs that they depend on."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor
from fairlead.pages.forms.basics import DayField, PageForm, RowForms, VersionedForm
from fairlead.programs.models import Benefit
from fairlead.programs.selectors import benefit_said
from fairlead.programs.services import NewBenefit, NewMeasurement
from fairlead.strategy.selectors import objectives_of
from fairlead.work.models import Project, Task

_RHYTHMS = [(7, _("every week")), (30, _("every month")), (90, _("every quarter")), (365, _("every year"))]
MOST_MILESTONES = 500


class BenefitForm(PageForm):
    """What will be better, by how much, by when, and who answers for it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    about = forms.CharField(
        label=_("What will be better, and for whom"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_disbenefit = forms.BooleanField(
        label=_("A disbenefit: something gets worse, and that is accepted"), required=False
    )
    owner = forms.TypedChoiceField(
        label=_("Owner"), required=False, coerce=int, empty_value=None, help_text=_("Measures it.")
    )
    objective = forms.TypedChoiceField(label=_("Serves the objective"), required=False, coerce=int, empty_value=None)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=20, help_text=_("Such as %, days, k€."))
    baseline = forms.DecimalField(label=_("Baseline"), max_digits=17, decimal_places=4)
    baseline_on = DayField(label=_("Baseline on"))
    target = forms.DecimalField(label=_("Target"), max_digits=17, decimal_places=4)
    target_on = DayField(label=_("Target by"))
    measure_every_days = forms.TypedChoiceField(label=_("Measured"), coerce=int, choices=_RHYTHMS, initial=90)
    measure_until_on = DayField(label=_("Measured until"), help_text=_("Also after the program has closed."))
    yearly_value = forms.DecimalField(
        label=_("Worth a year, once it is there"), required=False, max_digits=15, decimal_places=2, min_value=0
    )
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3, help_text=_("Such as EUR."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True)
        objectives = objectives_of(actor=actor) if actor.may(Action.VIEW_STRATEGY) else []
        self._choices("owner", [(each.pk, each.name) for each in people])
        self._choices("objective", [(each.pk, each.name) for each in objectives])
        rhythm = cast(forms.TypedChoiceField, self.fields["measure_every_days"])
        chosen = self.initial.get("measure_every_days", 90)
        if chosen not in dict(_RHYTHMS):
            rhythm.choices = [*_RHYTHMS, (chosen, _("every %(n)d days") % {"n": chosen})]

    def new(self, points: list[tuple[date, Decimal]]) -> NewBenefit:
        """Return the benefit to be written down. Call when valid."""
        return NewBenefit(**self.cleaned_data, points=points)

    def _choices(self, name: str, choices: list[tuple[int, str]]) -> None:
        nothing = ("", _("Nobody") if name == "owner" else _("None"))
        cast(forms.TypedChoiceField, self.fields[name]).choices = [nothing, *choices]


class EditBenefit(VersionedForm, BenefitForm):
    """The same of a benefit that exists."""

    @classmethod
    def filled(cls, benefit: Benefit, actor: Actor, data: object = None) -> "EditBenefit":
        """Return the form as `benefit` is now, with what somebody sent."""
        return cls(data, initial=cls.from_said(benefit_said(benefit)), actor=actor)

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        numbers = ("baseline", "target", "yearly_value")
        shown = {name: _plain(said[name]) for name in numbers}
        return {**said, **shown}


class PointForm(forms.Form):
    """What is expected of a benefit on a day on the way."""

    on = DayField(label=_("Day"), required=False)
    value = forms.DecimalField(label=_("Expected by then"), required=False, max_digits=17, decimal_places=4)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if (values.get("on") is None) != (values.get("value") is None) and not self.errors:
            self.add_error("value", _("A day and a value, or neither"))
        return values


class PointForms(RowForms):
    """What is expected on the way as rows, with some empty ones for more."""

    form = PointForm

    @classmethod
    def of(cls, benefit: Benefit | None, data: object = None) -> "PointForms":
        """Return the rows as `benefit` has them now, with what somebody sent."""
        points = benefit.points.all() if benefit else []
        initial = [{"on": each.on, "value": _plain(each.value)} for each in points]
        return cls(data, initial=initial, prefix="points")

    def said(self) -> list[tuple[date, Decimal]]:
        """Return the days with what is expected. Call when valid."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("on") is not None]
        return [(each["on"], each["value"]) for each in filled]


class MeasurementForm(PageForm):
    """What a benefit was on a day."""

    on = DayField(label=_("Day"))
    value = forms.DecimalField(label=_("Value"), max_digits=17, decimal_places=4)
    comment = forms.CharField(label=_("Comment"), required=False, max_length=2_000)

    def new(self) -> NewMeasurement:
        """Return what was measured. Call when valid."""
        return NewMeasurement(**self.cleaned_data)


class OutputForm(PageForm):
    """What a benefit depends on, and which project or milestone brings it forth, or which of the activities."""

    name = forms.CharField(label=_("Output"), max_length=500, help_text=_("What is there then, such as “the shop”."))
    source = forms.ChoiceField(label=_("There once this is done"))

    def __init__(self, *args: Any, benefit: Benefit, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Project.plans.visible_to(actor).filter(program=benefit.program_id).select_related("program")
        mine = [each for each in rows if actor.may(Action.EDIT_PROJECT, each.place)]
        marks: dict[int, list[tuple[str, str]]] = {
            each.pk: [] if each.is_activities else [(f"{each.pk}.", str(_("The whole project")))] for each in mine
        }
        offered = Q(is_milestone=True) | Q(project__kind=Project.Kind.ACTIVITIES)
        tasks = Task.objects.filter(offered, project__in=mine).order_by("project", "position")
        for id, project_id, name in tasks.values_list("pk", "project_id", "name")[:MOST_MILESTONES]:
            marks[project_id].append((f"{project_id}.{id}", name))
        choices = [(each.title, marks[each.pk]) for each in mine if marks[each.pk]]
        cast(forms.ChoiceField, self.fields["source"]).choices = choices

    def said(self) -> dict[str, Any]:
        """Return the output's name, project and task, as the service wants them. Call when valid."""
        project, _dot, task = self.cleaned_data["source"].partition(".")
        name = self.cleaned_data["name"]
        return {"name": name, "project_id": int(project), "task_id": int(task) if task else None}


def _plain(value: Any) -> Decimal | None:
    """Return a number without zeros at its end."""
    if value is None:
        return None
    number = Decimal(value).normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
