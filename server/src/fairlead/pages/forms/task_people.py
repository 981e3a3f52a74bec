"""The form of who is on a task: their share and work, one more of the pool."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Actor
from fairlead.pages.forms.basics import PageForm
from fairlead.pages.forms.staffing import pool_choices
from fairlead.work.effort import work_of
from fairlead.work.models import Assignment, Task
from fairlead.work.services import PersonSaid

_MOST = Decimal(10_000)


class PersonOnForm(PageForm):
    """The share of somebody's time, or their hours of work; the one that is changed decides."""

    units = forms.DecimalField(label=_("% of their time"), min_value=Decimal(1), max_value=_MOST)
    hours = forms.DecimalField(label=_("Hours of work"), min_value=Decimal(0), max_value=Decimal(200_000))
    leaves = forms.BooleanField(label=_("No longer on it"), required=False)

    def __init__(self, data: Any, *, assignment: Assignment, duration: int) -> None:
        initial = {
            "units": _plain(assignment.units * 100),
            "hours": _plain(Decimal(work_of(assignment, duration)) / 60),
        }
        super().__init__(data, initial=initial, prefix=str(assignment.resource_id))
        self.resource = assignment.resource

    def said(self) -> PersonSaid | None:
        """Return what is said of the person; None where they leave. Call when valid."""
        if self.cleaned_data["leaves"]:
            return None
        units, hours = self.cleaned_data["units"], self.cleaned_data["hours"]
        return PersonSaid(
            self.resource.pk,
            (units / 100).quantize(Decimal("0.01")) if "units" in self.changed_data else None,
            int(hours * 60) if "hours" in self.changed_data else None,
        )


class JoinForm(PageForm):
    """Somebody more, and the version of the task that was seen."""

    resource = forms.TypedChoiceField(label=_("Somebody more"), required=False, coerce=int, empty_value=None)
    units = forms.DecimalField(label=_("% of their time"), min_value=Decimal(1), max_value=_MOST, initial=100)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedChoiceField, self.fields["resource"]).choices = pool_choices(actor)[0]

    def said(self) -> list[PersonSaid]:
        """Return the one who joins, if anybody does. Call when valid."""
        who, units = self.cleaned_data["resource"], self.cleaned_data["units"]
        return [] if who is None else [PersonSaid(who, (units / 100).quantize(Decimal("0.01")))]


def people_forms(task: Task, on_it: Sequence[Assignment], data: Any) -> list[PersonOnForm]:
    """Return a form for each of `on_it`, filled with what was sent."""
    return [PersonOnForm(data, assignment=each, duration=task.duration_minutes) for each in on_it]


def _plain(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == int(value) else value.quantize(Decimal("0.1"))
