"""The forms of the strategy: vision, objectives, key results, check-ins, criteria."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor
from fairlead.pages.forms.basics import DayField, PageForm, VersionedForm
from fairlead.strategy.models import Criterion, KeyResult, Objective, Vision
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.selectors import criterion_said, key_result_said, objective_said, vision_said
from fairlead.strategy.services import NewCheckIn, NewKeyResult, NewObjective

_ONE_DAY = timedelta(days=1)
_NUMBER: dict[str, Any] = {"max_digits": 18, "decimal_places": 4}
_MONEY: dict[str, Any] = {"max_digits": 16, "decimal_places": 2, "min_value": 0, "required": False}
DIRECTIONS = (
    (Direction.UP.value, _("Up to the target")),
    (Direction.DOWN.value, _("Down to the target")),
    (Direction.HOLD.value, _("Hold near the target")),
)


class VisionForm(VersionedForm):
    """What the workspace wants to be."""

    statement = forms.CharField(
        label=_("Vision"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where you want to be in some years, in a sentence or two that anybody here could repeat."),
    )

    @classmethod
    def filled(cls, vision: Vision, data: Any = None) -> "VisionForm":
        """Return the form as the vision is now, with what somebody sent."""
        return cls(data, initial=vision_said(vision))


class ObjectiveForm(PageForm):
    """An objective; its last day is shown as people say it, and weight and owner only to those who set them."""

    name = forms.CharField(label=_("Objective"), max_length=200, help_text=_("What is to be reached, in a few words."))
    statement = forms.CharField(
        label=_("Why"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.TypedChoiceField(
        label=_("Owner"), required=False, coerce=int, empty_value=None, help_text=_("Checks in, and edits it.")
    )
    start_on = DayField(label=_("From"))
    finish_on = DayField(label=_("Until"))
    weight = forms.IntegerField(
        label=_("Weight"), min_value=1, max_value=100, initial=1, help_text=_("How much it counts beside its siblings.")
    )
    value = forms.DecimalField(label=_("Worth in all"), **_MONEY)
    delay_week_cost = forms.DecimalField(
        label=_("Cost of a week's delay"), help_text=_("What is lost with each week that it comes later."), **_MONEY
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("Such as EUR"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not actor.may(Action.EDIT_STRATEGY):
            for name in ("owner", "weight"):
                self.fields.pop(name)
            return
        people = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True)
        owner = cast(forms.TypedChoiceField, self.fields["owner"])
        owner.choices = [("", _("Nobody")), *((each.pk, each.name) for each in people)]

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return `values` of the fields as the services know them."""
        found = dict(values)
        if found.get("finish_on"):
            found["finish_on"] += _ONE_DAY
        return found

    def new(self, parent: int | None) -> NewObjective:
        """Return the objective that was filled in. Call when valid."""
        return NewObjective(parent=parent, **self.said(self.cleaned_data))


class EditObjective(VersionedForm, ObjectiveForm):
    """The same of an objective that exists."""

    @classmethod
    def filled(cls, objective: Objective, actor: Actor, data: Any = None) -> "EditObjective":
        """Return the form as `objective` is now, with what somebody sent."""
        return cls(data, initial=cls.from_said(objective_said(objective)), actor=actor)

    def changes(self) -> dict[str, Any]:
        """Return what was changed, as the service wants it. Call when valid."""
        return self.said(super().changes())

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of an objective."""
        return {**said, "finish_on": said["finish_on"] - _ONE_DAY}


class KeyResultForm(PageForm):
    """A key result."""

    name = forms.CharField(label=_("Key result"), max_length=200, help_text=_("What is measured."))
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False, help_text=_("Such as days, k€ or %"))
    direction = forms.ChoiceField(label=_("Goes"), choices=DIRECTIONS)
    baseline = forms.DecimalField(label=_("Baseline"), **_NUMBER)
    target = forms.DecimalField(label=_("Target"), **_NUMBER)
    tolerance = forms.DecimalField(
        label=_("Tolerance"),
        required=False,
        help_text=_("Only to hold: how far from the target is still good."),
        **_NUMBER,
    )
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100, initial=1)

    def new(self) -> NewKeyResult:
        """Return the key result that was filled in. Call when valid."""
        return NewKeyResult(**{**self.cleaned_data, "direction": Direction(self.cleaned_data["direction"])})


class EditKeyResult(VersionedForm, KeyResultForm):
    """The same of a key result that exists."""

    @classmethod
    def filled(cls, result: KeyResult, data: Any = None) -> "EditKeyResult":
        """Return the form as `result` is now, with what somebody sent."""
        said = key_result_said(result)
        plain = {name: value.normalize() for name, value in said.items() if isinstance(value, Decimal)}
        return cls(data, initial={**said, **{name: f"{value:f}" for name, value in plain.items()}})


class CheckInForm(PageForm):
    """What was read on a day, in one line."""

    on = DayField(label=_("Day"))
    value = forms.DecimalField(label=_("Value"), **_NUMBER)
    confidence = forms.IntegerField(label=_("Confidence, %"), required=False, min_value=0, max_value=100, help_text="")
    comment = forms.CharField(label=_("Comment"), max_length=2000, required=False)

    def __init__(self, data: Any = None, *, today: date, id: int = 0, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"id_{id}_%s", **kwargs)
        self.fields["on"].initial = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        self.fields["value"].widget.attrs["step"] = "any"

    def new(self) -> NewCheckIn:
        """Return the check-in that was filled in. Call when valid."""
        values = self.cleaned_data
        sure = None if values["confidence"] is None else Decimal(values["confidence"]) / 100
        return NewCheckIn(values["on"], values["value"], sure, values["comment"])


class CriterionForm(PageForm):
    """A criterion of fit."""

    name = forms.CharField(label=_("Criterion"), max_length=100)
    about = forms.CharField(label=_("What a high score means"), max_length=500, required=False)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100, initial=1)


class EditCriterion(VersionedForm, CriterionForm):
    """The same of a criterion that exists."""

    @classmethod
    def filled(cls, criterion: Criterion, data: Any = None) -> "EditCriterion":
        """Return the form as `criterion` is now, with what somebody sent."""
        return cls(data, initial=criterion_said(criterion))
