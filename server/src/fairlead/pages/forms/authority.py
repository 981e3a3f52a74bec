"""The forms of roles, who is in them, stand-ins and tolerances."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import DefinedRole, Person
from fairlead.access.rules import Actor, Measure, ScopeKind, Spot, authority_of, may_give, may_give_somewhere
from fairlead.access.selectors import RoleRow, role_rows
from fairlead.access.services import MOST_AMOUNT, NewDelegation, NewRole
from fairlead.access.words import DECISIONS, SCOPE_WORDS, role_words
from fairlead.governance.selectors import HeldRole
from fairlead.pages.forms.basics import DayField, PageForm, VersionedForm

_NOT_YOURS = _("Nobody gives more than they may themselves, and this role is more. Choose another, or ask who may.")
_NOT_OWN = _("You can let others do only what you may do yourself. Choose among your own roles.")
_UNITS = {Measure.DAYS: _("days at most")}


class RoleForm(PageForm):
    """A role: what it is called, what for, where it can be given; what it allows is asked line by line."""

    name = forms.CharField(label=_("Name"), max_length=60)
    summary = forms.CharField(label=_("What for"), max_length=300, required=False)
    scopes = forms.MultipleChoiceField(
        label=_("Can be given in"),
        choices=[(scope.value, words) for scope, words in SCOPE_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for action in DECISIONS:
            self.fields[f"may_{action.value}"] = forms.BooleanField(label=str(DECISIONS[action].words), required=False)
            if action.measure is not None:
                self.fields[f"most_{action.value}"] = forms.IntegerField(
                    label=_UNITS[action.measure], min_value=0, max_value=MOST_AMOUNT, required=False
                )

    def lines(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Return the boxes of what it allows with their limits, by topic."""
        found: dict[str, list[tuple[Any, Any]]] = {}
        for action, decision in DECISIONS.items():
            most = self[f"most_{action.value}"] if action.measure is not None else None
            found.setdefault(decision.topic.value, []).append((self[f"may_{action.value}"], most))
        return list(found.items())

    @property
    def allows(self) -> dict[str, int | None]:
        """What was ticked, with its limits. Call when valid."""
        return {
            action.value: self.cleaned_data.get(f"most_{action.value}")
            for action in DECISIONS
            if self.cleaned_data[f"may_{action.value}"]
        }

    @property
    def scopes_said(self) -> tuple[ScopeKind, ...]:
        """Where it can be given. Call when valid."""
        return tuple(ScopeKind(each) for each in self.cleaned_data["scopes"])

    def said(self) -> NewRole:
        """Return everything filled in, as the service wants it. Call when valid."""
        values = self.cleaned_data
        return NewRole(values["name"], values["summary"], self.scopes_said, self.allows)


class EditRole(VersionedForm, RoleForm):
    """The same of a role that exists."""

    @classmethod
    def filled(cls, role: DefinedRole, data: Any = None) -> "EditRole":
        """Return the form as `role` is now, with what somebody sent."""
        values = {
            "key": role.key,
            "name": role_words(role),
            "summary": role.summary,
            "scopes": role.scopes,
            "authority": role.authority,
            "version": role.version,
        }
        form = cls(data, initial=cls.from_said(values))
        if not role.is_custom:
            form.fields["name"].disabled = form.fields["scopes"].disabled = True
        return form

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of a role."""
        authority = authority_of(said["key"], said["authority"])
        boxes: dict[str, Any] = {f"may_{action.value}": action in authority for action in DECISIONS}
        boxes |= {f"most_{action.value}": limit for action, limit in authority.items() if action.measure is not None}
        return {**said, **boxes}


class GiveForm(PageForm):
    """A role to give to somebody: which, and where by its code."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=int, error_messages={"invalid_choice": _NOT_YOURS})
    where = forms.CharField(
        label=_("Where"),
        required=False,
        help_text=_("The code of a program or project; nothing for the workspace."),
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [
            (row.role.pk, role_words(row.role))
            for row in role_rows(actor=actor)
            if may_give_somewhere(actor, row.role.key, row.authority, row.role.scopes)
        ]
        cast(forms.TypedChoiceField, self.fields["role"]).choices = [("", _("Choose a role")), *roles]


class InviteForm(GiveForm):
    """Which address to invite into which role, where."""

    email = forms.EmailField(label=_("E-mail address"))
    field_order = ["email"]


class PlaceGiveForm(PageForm):
    """A role to give at one thing: to whom, and which of those that can be given there."""

    person = forms.TypedChoiceField(label=_("Who"), coerce=int)
    role = forms.TypedChoiceField(label=_("Becomes"), coerce=int, error_messages={"invalid_choice": _NOT_YOURS})

    def __init__(self, *args: Any, actor: Actor, spot: Spot, rows: list[RoleRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True)
        cast(forms.TypedChoiceField, self.fields["person"]).choices = [
            ("", _("Choose a person")),
            *((each.pk, each.name) for each in people.order_by("name", "pk")),
        ]
        cast(forms.TypedChoiceField, self.fields["role"]).choices = [
            (row.role.pk, role_words(row.role))
            for row in rows
            if spot.scope.value in row.role.scopes and may_give(actor, row.role.key, row.authority, spot)
        ]

    @property
    def has_roles(self) -> bool:
        """Whether there is a role that the actor may give here."""
        return bool(cast(forms.TypedChoiceField, self.fields["role"]).choices)


class StandInForm(PageForm):
    """Who acts for me, from which day to which, in which of my roles."""

    deputy = forms.TypedChoiceField(label=_("Who acts for you"), coerce=int)
    start_on = DayField(label=_("From"))
    finish_on = DayField(label=_("Until"), help_text=_("The last day; it ends by itself."))
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)
    grants = forms.TypedMultipleChoiceField(
        label=_("In which of your roles"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _NOT_OWN},
        help_text=_("None ticked: in all of them. Running the workspace cannot be handed on."),
    )

    def __init__(self, *args: Any, actor: Actor, roles: tuple[HeldRole, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True, user__isnull=False)
        cast(forms.TypedChoiceField, self.fields["deputy"]).choices = [
            ("", _("Choose a person")),
            *((each.pk, each.name) for each in people.exclude(pk=actor.person_id).order_by("name", "pk")),
        ]
        cast(forms.TypedMultipleChoiceField, self.fields["grants"]).choices = [
            (each.grant.pk, f"{each.words} · {each.spot.name}") for each in roles
        ]

    def said(self) -> NewDelegation:
        """Return what was filled in, as the service wants it. Call when valid."""
        values = self.cleaned_data
        return NewDelegation(
            deputy_id=values["deputy"],
            starts_at=_midnight(values["start_on"]),
            ends_at=_midnight(values["finish_on"] + timedelta(days=1)),
            grants=values["grants"] or None,
            reason=values["reason"],
        )

    def refuse(self, refused: Any) -> None:
        """Show why the service refused, at the fields of this form."""
        names = {"starts_at": "start_on", "ends_at": "finish_on"}
        refused.fields = {names.get(name, name): reason for name, reason in refused.fields.items()}
        super().refuse(refused)


class ToleranceForm(PageForm):
    """How far a program or project may deviate in one kind."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    amount = forms.IntegerField(required=False, min_value=0)
    words = forms.CharField(required=False, max_length=300)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
