"""The forms of an import: which file, and what becomes of it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Action, Actor
from fairlead.exchange.selectors import PersonMatch, Preview, programs_open
from fairlead.exchange.services import Choice
from fairlead.pages.forms.basics import PageForm
from fairlead.programs.models import Program

MOST_PEOPLE = 50  # for whom there is a choice; the others are taken as suggested
MOST_POOL = 200  # of the pool that a choice offers beside likely ones
_ACCEPT = ".xml,.mpp,.mpt,.mpx,.xer,.xlsx,.csv,.tsv,.txt,.json,.gan,.pod,.pp,.prx,.stx,.zip"


class ChooseFile(PageForm):
    """A plan file, and the program that it is meant for."""

    file = forms.FileField(
        label=_("Plan file"),
        max_length=10_000,
        allow_empty_file=True,  # the service says what to do about an empty one
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=_(
            "Microsoft Project XML, Primavera P6 XER, a table of tasks (Excel, CSV), or a plan exported by Fairlead."
        ),
    )
    program = forms.TypedChoiceField(label=_("Program"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_programs(self, actor, programs_open(actor=actor))


class ConfirmImport(PageForm):
    """What the project is called, where it goes, and who of the file is who in the pool."""

    program = forms.TypedChoiceField(label=_("Program"), required=False, coerce=int, empty_value=None)
    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as PAY."))
    as_copy = forms.BooleanField(label=_("Import it once more, as a copy"), required=False)

    def __init__(self, *args: Any, actor: Actor, preview: Preview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_programs(self, actor, preview.programs)
        if len(preview.findings.projects) > 1:
            del self.fields["name"], self.fields["code"]
        if preview.earlier is None:
            del self.fields["as_copy"]
        self.people = {f"person_{place}": match for place, match in enumerate(preview.people[:MOST_PEOPLE])}
        for name, match in self.people.items():
            self.fields[name] = _person_field(match, preview)

    def choice(self) -> Choice:
        """Return what was chosen, as the service wants it. Call when valid."""
        said = self.cleaned_data
        return Choice(
            program_id=said["program"],
            name=said.get("name", ""),
            code=said.get("code", ""),
            people={match.found.id: said[name] for name, match in self.people.items()},
            as_copy=said.get("as_copy", False),
        )


def _offer_programs(form: forms.Form, actor: Actor, programs: list[Program]) -> None:
    field = cast(forms.TypedChoiceField, form.fields["program"])
    alone = [("", _("In no program"))] if actor.may(Action.CREATE_PROJECT) else []
    field.choices = [*alone, *((program.pk, program.name) for program in programs)]


def _person_field(match: PersonMatch, preview: Preview) -> forms.TypedChoiceField:
    likely = [(each.pk, each.name) for each in match.candidates]
    others = [(each.pk, each.name) for each in preview.pool if each not in match.candidates]
    choices: list[Any] = [("", _("New in the pool"))]
    choices += [(_("Likely"), likely)] if likely else []
    choices += [(_("In the pool"), others)] if others and len(preview.pool) <= MOST_POOL else []
    return forms.TypedChoiceField(
        label=_("Who “%(name)s” is") % {"name": match.found.name},
        choices=choices,
        widget=forms.Select(attrs={"form": "take"}),  # which stands beside the list
        required=False,
        coerce=int,
        empty_value=None,
        initial=match.chosen.pk if match.chosen else "",
    )
