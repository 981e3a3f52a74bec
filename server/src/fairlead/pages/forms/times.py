"""A week of working times in a form: a line of text for each weekday."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS

from fairlead.pages.forms.basics import PageForm
from fairlead.pages.times import NoTimes, day_read, day_shown

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class HoursField(forms.CharField):
    """The working times of a day, such as 9:00–13:00, 14:00–18:00; a dash is a free day, nothing as usual."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=200, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return day_read(super().clean(value))
        except NoTimes as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else day_shown(value)


class WeekForm(PageForm):
    """Seven days; where `usual` is given, it is shown where nothing is typed."""

    monday = HoursField(label=WEEKDAYS[0])
    tuesday = HoursField(label=WEEKDAYS[1])
    wednesday = HoursField(label=WEEKDAYS[2])
    thursday = HoursField(label=WEEKDAYS[3])
    friday = HoursField(label=WEEKDAYS[4])
    saturday = HoursField(label=WEEKDAYS[5])
    sunday = HoursField(label=WEEKDAYS[6])

    def __init__(self, *args: Any, usual: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, shifts in zip(DAYS, usual, strict=False):
            self.fields[name].widget.attrs["placeholder"] = day_shown([(each.start, each.finish) for each in shifts])

    @property
    def week(self) -> list[list[list[int]] | None]:
        """The week that was filled in, Monday first. Call when valid."""
        return [self.cleaned_data[name] for name in DAYS]
