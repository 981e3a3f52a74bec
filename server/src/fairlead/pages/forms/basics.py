"""What all forms share: plan days, refusals shown at their fields, and saves that come too late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import get_default_renderer
from django.utils.translation import gettext_lazy as _

from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.pages.words import day_words, finish_day

_KNOWN = _("A date between 1970 and 2149")


class DayField(forms.DateField):
    """A day, picked by the browser's own calendar: one of those that plans know."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [
        MinValueValidator(date(1970, 1, 1), _KNOWN),
        MaxValueValidator(date(2149, 12, 31), _KNOWN),
    ]


class MinuteField(forms.TimeField):
    """A time of day, as the minutes since midnight."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def clean(self, value: Any) -> Any:
        at = super().clean(value)
        return None if at is None else at.hour * 60 + at.minute


class PageForm(forms.Form):
    """A form whose service may refuse: the reasons stand at the fields, the message above them."""

    template_name = "pages/parts/fields.html"
    required_css_class = "required"
    use_required_attribute = True

    def refuse(self, refused: Refused) -> None:
        """Show why a service refused what was filled in: at the fields at fault, or above where this form has none."""
        named = [(self._field_of(name), reason) for name, reason in refused.fields.items()]
        if not any(field for field, _reason in named):
            self.add_error(None, refused.message)
            return
        for field, reason in named:
            self.add_error(field, reason)

    def _field_of(self, name: str) -> str | None:
        names = [name, f"{name}_at", name.removesuffix("_at"), *(["last_on"] if name == "finish_on" else [])]
        return next((each for each in names if each in self.fields), None)


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of one thing: `rows` are label, theirs, yours where they differ; `version` is the present one."""

    who: str
    rows: tuple[tuple[str, str, str], ...]
    version: int


class VersionedForm(PageForm):
    """A form that edits a row which others may change meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        """Return what was changed, as the service wants it. Call when valid."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}

    def versions(self, stale: StaleVersion, *, who: str = "") -> Versions:
        """Return both versions side by side, and let the form save over theirs if it is sent again."""
        theirs, yours = self.from_said(stale.current), self.cleaned_data
        sent = {
            name: field.widget.value_from_datadict(self.data, self.files, name) for name, field in self.fields.items()
        }
        self.data = {**sent, "version": str(stale.current["version"])}
        rows = [
            (str(field.label), self.shown(name, theirs.get(name)), self.shown(name, yours.get(name)))
            for name, field in self.fields.items()
            if name != "version" and (theirs.get(name) or None) != (yours.get(name) or None)
        ]
        return Versions(who, tuple(rows), int(stale.current["version"]))

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of a row."""
        return dict(said)

    def shown(self, name: str, value: Any) -> str:
        """Return a value of a field for reading."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            names = {str(key): str(text) for key, text in field.widget.choices}
            values = value if isinstance(value, list) else ["" if value is None else value]
            return ", ".join(names.get(str(each), "") for each in values)
        if isinstance(value, date):
            return day_words(value)
        return "" if value is None else str(value)


def day_after(day: date) -> date:
    """Return the day after `day`; of the last day that there is, that day, which services refuse."""
    return day if day == date.max else day + timedelta(days=1)


def start_of(day: date) -> datetime:
    """Return the plan time at which `day` begins."""
    return datetime.combine(day, time())


def end_of(day: date | None) -> datetime | None:
    """Return the plan time at which `day` is over; None for none."""
    return None if day is None else start_of(day) + timedelta(days=1)


def last_day(finish: datetime | str | None) -> date | None:
    """Return the last day before `finish`, as people say it."""
    moment = datetime.fromisoformat(finish) if isinstance(finish, str) else finish
    return None if moment is None else finish_day(moment)


class RowForms(forms.BaseFormSet[forms.Form]):
    """Rows of small forms in one form: those that are there, and some empty ones for more."""

    extra = 3
    min_num = 0
    max_num = 60
    absolute_max = 70
    can_order = can_delete = can_delete_extra = False
    validate_min = False
    validate_max = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.renderer = get_default_renderer()
        super().__init__(*args, **kwargs)
