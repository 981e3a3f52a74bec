"""What health is of: a project, a program or an objective, by its kind and id, and who may say how it stands."""

from dataclasses import dataclass
from enum import StrEnum

from fairlead.access.rules import Action, Actor, Place
from fairlead.programs.selectors import program_get
from fairlead.strategy.selectors import objective_get, objective_place
from fairlead.work.selectors import programs_through_projects, project_get


class SubjectKind(StrEnum):
    """What can stand well or badly."""

    PROJECT = "project"
    PROGRAM = "program"
    OBJECTIVE = "objective"


@dataclass(frozen=True, slots=True)
class Subject:
    """One of them: `action` at `place` is what lets somebody say how it stands."""

    kind: SubjectKind
    id: int
    name: str
    action: Action
    place: Place

    def may_be_judged_by(self, actor: Actor) -> bool:
        """Say whether `actor` may say how it stands."""
        return actor.may(self.action, self.place)


def subject_get(*, kind: SubjectKind, id: int, actor: Actor, lock: bool = False) -> Subject:
    """Return what `actor` may see, locked for change where asked. Two queries at most.

    Raises: NotFound.
    """
    if kind is SubjectKind.PROJECT:
        project = project_get(id=id, actor=actor, lock=lock)
        return Subject(kind, id, project.name, Action.JUDGE_HEALTH, project.place)
    if kind is SubjectKind.PROGRAM:
        program = program_get(id=id, actor=actor, through=programs_through_projects(actor), lock=lock)
        return Subject(kind, id, program.name, Action.JUDGE_HEALTH, Place(program_id=id))
    objective = objective_get(id=id, actor=actor, lock=lock)
    return Subject(kind, id, objective.name, Action.EDIT_STRATEGY, objective_place(objective, actor=actor))
