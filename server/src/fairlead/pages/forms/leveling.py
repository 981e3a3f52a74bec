"""The form of the leveling studio: what to level, to which end, who goes first, for how long."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import DayField, PageForm, start_of
from fairlead.schedule.leveling.wishes import Asked
from fairlead.work.models import Project
from fairlead_engine.leveling import Objective

_OBJECTIVES = [
    (Objective.DELAY.value, _("Least weighted delay of projects")),
    (Objective.MAKESPAN.value, _("Earliest finish of the last project")),
    (Objective.CHANGES.value, _("Fewest changes to the present plan")),
]
_SECONDS = [(seconds, _("%(n)d seconds") % {"n": seconds}) for seconds in (3, 10, 30, 60, 120)]
_TURNS = [
    ("priority", _("Projects of higher priority")),
    ("least", _("Whichever task can wait least")),
    ("order", _("Projects in the order below")),
]


class LevelPeople(PageForm):
    """How a program, or a project that is in none, is to be leveled; each project has a weight and may stay."""

    objective = forms.ChoiceField(label=_("Aim"), choices=_OBJECTIVES, initial=Objective.DELAY.value)
    turns = forms.ChoiceField(label=_("Who goes first"), choices=_TURNS, initial="priority")
    frozen_until = DayField(
        label=_("Frozen until"), required=False, help_text=_("What starts before this day stays where it is.")
    )
    seconds = forms.TypedChoiceField(label=_("Look for better plans for"), choices=_SECONDS, coerce=int, initial=10)
    within_slack = forms.BooleanField(
        label=_("Within slack only: no project may finish later"), required=False, initial=False
    )
    splits = forms.BooleanField(
        label=_("Tasks may be interrupted"),
        required=False,
        initial=False,
        help_text=_("A task pauses while its people do what is more urgent, where that wins delay."),
    )
    fills_roles = forms.BooleanField(
        label=_("Also choose people for roles"),
        required=False,
        initial=False,
        help_text=_("Whoever has the skills and the time takes the place of a role on its tasks."),
    )

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projects = self._in_order(projects)
        for project in projects:
            self.fields[f"weight_{project.pk}"] = forms.FloatField(
                label=_("A day of delay counts"), min_value=0, max_value=100, initial=1, required=False
            )
            self.fields[f"moves_{project.pk}"] = forms.BooleanField(label=_("May move"), required=False, initial=True)

    def rows(self) -> list[tuple[Project, Any, Any]]:
        """Return each project, in the order that was chosen, with its fields for weight and moving."""
        return [(each, self[f"weight_{each.pk}"], self[f"moves_{each.pk}"]) for each in self.projects]

    def plain_fields(self) -> list[Any]:
        """Return the fields that are no project's."""
        return [
            self[name]
            for name in ("objective", "turns", "frozen_until", "seconds", "within_slack", "splits", "fills_roles")
        ]

    def asked(self) -> Asked:
        """Return what was asked for, as the service wants it. Call when valid."""
        said = self.cleaned_data
        day: date | None = said["frozen_until"]
        return Asked(
            objective=Objective(said["objective"]),
            within_slack=said["within_slack"],
            fills_roles=said["fills_roles"],
            splits=said["splits"],
            still=frozenset(each.pk for each in self.projects if not said[f"moves_{each.pk}"]),
            frozen_until=start_of(day) if day else None,
            priorities=self._priorities(said["turns"]),
            weights={
                each.pk: weight
                for each in self.projects
                if (weight := said[f"weight_{each.pk}"]) is not None and weight != 1
            },
            seconds=float(said["seconds"]),
        )

    def _priorities(self, turns: str) -> dict[int, int] | None:
        """Return by what projects go first: None for what is said of them."""
        if turns == "priority":
            return None
        count = len(self.projects)
        return {each.pk: count - place for place, each in enumerate(self.projects)} if turns == "order" else {}

    def _in_order(self, projects: Sequence[Project]) -> list[Project]:
        """Return `projects` as the page last had them, else by priority; those that it did not name come last."""
        named = list(self.data.getlist("order")) if hasattr(self.data, "getlist") else []
        places = {key: place for place, key in enumerate(named)}
        return sorted(projects, key=lambda each: (places.get(str(each.pk), len(places)), -each.priority))
