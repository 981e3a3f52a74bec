"""The form that asks what the columns of a table hold."""

from enum import StrEnum
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from fairlead.exchange.columns import Subject, TableHead, wrong
from fairlead.exchange.words import COLUMN_WORDS, PERSON_COLUMN_WORDS
from fairlead.kernel.errors import Refused
from fairlead.pages.forms.basics import PageForm
from fairlead_engine.formats import Column

_GROUPS = (
    (
        _("Most plans have"),
        (
            Column.NAME,
            Column.START,
            Column.FINISH,
            Column.DURATION,
            Column.PREDECESSORS,
            Column.RESOURCES,
            Column.PERCENT,
            Column.NOTES,
        ),
    ),
    (
        _("Order and outline"),
        (Column.ID, Column.UNIQUE_ID, Column.CODE, Column.LEVEL, Column.WBS, Column.PARENT, Column.PROJECT),
    ),
    (
        _("Kind of task and constraints"),
        (
            Column.MILESTONE,
            Column.MODE,
            Column.ACTIVE,
            Column.PRIORITY,
            Column.CONSTRAINT,
            Column.CONSTRAINT_DATE,
            Column.DEADLINE,
        ),
    ),
    (
        _("Work and what was done"),
        (Column.WORK, Column.ACTUAL_START, Column.ACTUAL_FINISH, Column.PROJECT_START),
    ),
    (
        _("Dates to compare with"),
        (Column.LATE_START, Column.LATE_FINISH, Column.TOTAL_SLACK, Column.CRITICAL),
    ),
)  # every Column once


class ChooseColumns(PageForm):
    """One choice for each heading of a table, set to what it is taken for."""

    def __init__(self, *args: Any, head: TableHead, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._subject = subject
        self.headings = {f"column_{place}": heading for place, heading in enumerate(head.taken)}
        self._samples = _samples(head)
        for name, heading in self.headings.items():
            self.fields[name] = _field(heading, head.taken[heading], _CHOICES[subject])

    @property
    def rows(self) -> list[tuple[str, str, BoundField]]:
        """Each heading with what stands below it, and its choice."""
        return [(heading, self._samples[heading], self[name]) for name, heading in self.headings.items()]

    def columns(self) -> dict[str, StrEnum | None]:
        """Return what was chosen, as the service wants it. Call when valid."""
        said = self.cleaned_data
        column = self._subject.column
        return {heading: column(said[name] or None) for name, heading in self.headings.items()}

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self._tell(wrong(self.columns(), self._subject))
        return self.cleaned_data

    def refuse(self, refused: Refused) -> None:
        self._tell(refused.fields or {"": refused.message})

    def _tell(self, found: Any) -> None:
        names = {heading: name for name, heading in self.headings.items()}
        for heading, message in found.items():
            self.add_error(names.get(heading), message)


_CHOICES: dict[Subject, list[Any]] = {
    Subject.PLAN: [
        ("", _("Nothing of the plan")),
        *((group, [(each.value, COLUMN_WORDS[each]) for each in columns]) for group, columns in _GROUPS),
    ],
    Subject.PEOPLE: [
        ("", _("Nothing of the people")),
        *((column.value, words) for column, words in PERSON_COLUMN_WORDS.items()),
    ],
}


def _field(heading: str, taken: StrEnum | None, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What “%(heading)s” holds") % {"heading": heading},
        choices=choices,
        required=False,
        initial=taken.value if taken else "",
    )


def _samples(head: TableHead) -> dict[str, str]:
    """Return the first few different texts below each heading, parted by dots."""
    found: dict[str, str] = {}
    for place, heading in enumerate(head.headings):
        texts = dict.fromkeys(row[place].strip() for row in head.rows if row[place].strip())
        found.setdefault(heading, " · ".join(list(texts)[:3]))
    return found
