"""The forms of an import of people: which file, and what becomes of its rows."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from fairlead.exchange.people.comparing import Compared, Outcome
from fairlead.exchange.people.preview import PeoplePreview
from fairlead.exchange.services import PeopleChoice
from fairlead.pages.forms.basics import PageForm

MOST_UNDECIDED = 200  # for whom there is a choice on the page
_SOMEBODY_NEW = "new"


class ChoosePeopleFile(PageForm):
    """A table of people."""

    file = forms.FileField(
        label=_("List of people"),
        max_length=10_000,
        allow_empty_file=True,  # the service says what to do about an empty one
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        help_text=_("An Excel workbook (.xlsx) or CSV, one person a row, with headings."),
    )


class ConfirmPeople(PageForm):
    """Who those rows are that the pool may know, and what is to become of what is missing or at fault."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    creates = forms.BooleanField(label=_("Create the teams and skills that are not here yet"), required=False)
    leaves_out = forms.BooleanField(required=False)
    again = forms.BooleanField(label=_("Take this file over once more"), required=False)

    def __init__(self, data: Any = None, *, preview: PeoplePreview) -> None:
        super().__init__(data, initial={"seen": preview.seen})
        found = preview.comparison
        faulty = len(found.of(Outcome.FAULTY))
        label = ngettext(
            "Leave out the row that cannot be taken", "Leave out the %(n)d rows that cannot be taken", faulty
        )
        self.fields["leaves_out"].label = label % {"n": faulty}
        wanted = {
            "creates": bool(found.teams or found.skills),
            "leaves_out": bool(faulty),
            "again": preview.earlier is not None,
        }
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]
        undecided = found.of(Outcome.UNDECIDED)[:MOST_UNDECIDED]
        self._rows = {f"row_{each.said.number}": each for each in undecided}
        for name, each in self._rows.items():
            self.fields[name] = _who(each)

    @property
    def undecided(self) -> list[tuple[Compared, BoundField]]:
        """The rows that are to be decided, each with its choice."""
        return [(each, self[name]) for name, each in self._rows.items()]

    @property
    def told(self) -> list[BoundField]:
        """What is to be said besides."""
        return [self[name] for name in ("creates", "leaves_out", "again") if name in self.fields]

    def choice(self) -> PeopleChoice:
        """Return what was chosen, as the service wants it. Call when valid."""
        said = self.cleaned_data
        people = {each.said.number: said[name] for name, each in self._rows.items()}
        return PeopleChoice(
            people={number: None if who == _SOMEBODY_NEW else int(who) for number, who in people.items()},
            creates=said.get("creates", False),
            leaves_out=said.get("leaves_out", False),
            again=said.get("again", False),
            seen=said["seen"],
        )


def _who(row: Compared) -> forms.ChoiceField:
    likely = [(str(each.pk), f"{each.name} · {each.address}" if each.address else each.name) for each in row.candidates]
    return forms.ChoiceField(
        label=_("Who “%(name)s” is") % {"name": row.said.name},
        choices=[("", _("Choose…")), *likely, (_SOMEBODY_NEW, _("Somebody new"))],
        widget=forms.Select(attrs={"form": "take"}),  # which stands beside the list
    )
