"""What a section of the home page is: whom it is for, what it reads, which template shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fairlead.access.rules import Action, Actor


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and when: `now` on the wall clock, `at` the instant, `since` the instant after which all is news."""

    actor: Actor
    now: datetime
    at: datetime
    since: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def managed_programs(self) -> frozenset[int]:
        """The programs that the actor manages."""
        return self.actor.programs_where(Action.EDIT_PROGRAM)

    @property
    def followed_programs(self) -> frozenset[int]:
        """The programs in which the actor has a role that manages nothing: sponsors, stakeholders."""
        return self.actor.program_ids - self.managed_programs

    @property
    def managed_projects(self) -> frozenset[int]:
        """The projects that the actor manages themselves."""
        return self.actor.projects_where(Action.EDIT_PROJECT)

    @property
    def followed_projects(self) -> frozenset[int]:
        """The projects in which the actor has a role that manages nothing: the team, stakeholders."""
        return self.actor.project_ids - self.managed_projects

    @property
    def leads(self) -> bool:
        """Whether decisions wait for the actor day by day, so that none is worth telling."""
        return bool(self.actor.program_ids) or self.runs_workspace

    @property
    def runs_workspace(self) -> bool:
        return self.actor.may(Action.ADMINISTER)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the home page, shown by `pages/home/<key>.html`.

    `shows` says without a query whether it is for somebody; `read` returns what the template needs, None for nothing to
    show. `is_aside` puts it into the narrow column.
    """

    key: str
    shows: Callable[[Sight], bool]
    read: Callable[[Sight], Mapping[str, Any] | None]
    is_aside: bool = False

    @property
    def template(self) -> str:
        return f"pages/home/{self.key}.html"


def nothing_needed(_sight: Sight) -> Mapping[str, Any]:
    """Return what a section needs that reads nothing by itself."""
    return {}
