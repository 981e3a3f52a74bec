"""The form of a project."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.kernel.audit import said
from fairlead.pages.forms.basics import DayField, PageForm, VersionedForm, end_of, last_day, start_of
from fairlead.programs.models import Program, Tranche
from fairlead.resources.selectors import calendar_default, calendars_of
from fairlead.work.models import Project
from fairlead.work.selectors import PROJECT_SAID, programs_through_projects


def program_names(actor: Actor) -> list[tuple[int, str]]:
    """Return the programs that `actor` may see, by name. Two queries at most."""
    programs = Program.objects.visible_to(actor, through=programs_through_projects(actor))
    return list(programs.values_list("pk", "name"))


class ProjectForm(PageForm):
    """What a project is for, where it belongs and when it begins."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as PAY."))
    program = forms.TypedChoiceField(label=_("Program"), required=False, coerce=int, empty_value=None)
    calendar = forms.TypedChoiceField(label=_("Working times"), coerce=int)
    goal = forms.CharField(
        label=_("Goal"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is true when it is done."),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        choices=Project.Priority.choices,
        initial=Project.Priority.NORMAL,
        help_text=_("Where people are short, leveling lets higher ones go first."),
    )
    start_at = DayField(label=_("Start"), help_text=_("Tasks that nothing holds begin on this day."))
    finish_by_at = DayField(label=_("Promised finish"), required=False, help_text=_("Health is judged against it."))
    from_finish = forms.BooleanField(
        label=_("Plan backward from the promised finish"),
        required=False,
        help_text=_("Tasks are placed as late as it allows, instead of as early as the start does."),
    )

    def __init__(self, *args: Any, actor: Actor, present: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programs = [
            (id, name)
            for id, name in program_names(actor)
            if (present and id == present.program_id) or actor.may(Action.CREATE_PROJECT, Place(program_id=id))
        ]
        alone = actor.may(Action.CREATE_PROJECT) or (present and present.program_id is None)
        program = cast(forms.TypedChoiceField, self.fields["program"])
        calendar = cast(forms.TypedChoiceField, self.fields["calendar"])
        program.choices = [("", _("In no program")), *programs] if alone else programs
        calendar.initial = calendar_default(actor=actor).pk
        calendar.choices = [(each.pk, each.name) for each in calendars_of(actor=actor)]

    def said(self) -> dict[str, Any]:
        """Return everything filled in, as the service wants it. Call when valid."""
        return self._as_said(self.cleaned_data)

    def _as_said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        moments: dict[str, Callable[[date], Any]] = {"start_at": start_of, "finish_by_at": end_of}
        return {name: moments[name](value) if name in moments else value for name, value in values.items()}


class EditProject(VersionedForm, ProjectForm):
    """The same of a project that exists, with the tranche of its program that its outputs belong to."""

    tranche = forms.TypedChoiceField(
        label=_("Tranche"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("What it brings belongs to this step of its program."),
    )

    def __init__(self, *args: Any, present: Project, **kwargs: Any) -> None:
        super().__init__(*args, present=present, **kwargs)
        tranches = Tranche.objects.filter(program=present.program_id).values_list("pk", "name")
        cast(forms.TypedChoiceField, self.fields["tranche"]).choices = [("", _("None")), *tranches]

    @classmethod
    def filled(cls, project: Project, actor: Actor, data: object = None) -> "EditProject":
        """Return the form as `project` is now, with what somebody sent."""
        values = said(project, (*PROJECT_SAID, "version"))
        return cls(data, initial=cls.from_said(values), actor=actor, present=project)

    def changes(self) -> dict[str, Any]:
        """Return what was changed, as the service wants it. Call when valid."""
        return self._as_said(super().changes())

    @staticmethod
    def from_said(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the form's fields for what is said of a project."""
        start = said["start_at"]
        moment = datetime.fromisoformat(start) if isinstance(start, str) else start
        return {**said, "start_at": moment.date(), "finish_by_at": last_day(said["finish_by_at"])}
