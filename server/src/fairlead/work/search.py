"""Finding by name: objectives, programs, projects, proposals, benefits, tasks, people, lessons."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from fairlead.access.rules import Action, Actor
from fairlead.programs.models import Benefit, Program
from fairlead.resources.models import Resource
from fairlead.strategy.models import Objective
from fairlead.strategy.selectors import objectives_of
from fairlead.work.models import Lesson, LessonTag, Project, Proposal, Task
from fairlead.work.selectors import programs_through_projects, visible_through

SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """Something with a name; `of` says where it belongs, empty where it stands alone."""

    id: int
    name: str
    of: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of each kind, by name."""

    objectives: tuple[Hit, ...] = ()
    programs: tuple[Hit, ...] = ()
    projects: tuple[Hit, ...] = ()
    proposals: tuple[Hit, ...] = ()
    benefits: tuple[Hit, ...] = ()
    tasks: tuple[Hit, ...] = ()
    people: tuple[Hit, ...] = ()
    lessons: tuple[Hit, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, kind) for kind in self.__slots__)


def found_by_name(*, actor: Actor, words: str, limit: int = 8) -> Hits:
    """Return what `actor` may see whose name contains `words`, at most `limit` of each kind. Nine queries at most.

    Programs and projects are found by their code too, lessons by their tags. Words shorter than SHORTEST find nothing.
    """
    text = " ".join(words.split())
    if len(text) < SHORTEST:
        return Hits()
    like, named = Q(name__icontains=text), Q(name__icontains=text) | Q(code__iexact=text)
    through = programs_through_projects(actor)
    objectives = objectives_of(actor=actor) if actor.may(Action.VIEW_STRATEGY) else Objective.objects.none()
    programs = Program.objects.visible_to(actor, through=through).filter(named)
    projects = Project.objects.visible_to(actor).filter(named)
    tasks = Task.objects.filter(
        visible_through("project", actor), project__workspace_id=actor.workspace_id, name__icontains=text
    )
    lessons = Lesson.objects.visible_to(actor).filter(Q(name__icontains=text) | _tagged(text))
    return Hits(
        objectives=_hits(objectives.filter(like), "parent__name", limit),
        programs=_hits(programs, "code", limit),
        projects=_hits(projects, "program__name", limit),
        proposals=_hits(Proposal.objects.visible_to(actor).filter(like), "program__name", limit),
        benefits=_hits(Benefit.objects.visible_to(actor, through=through).filter(like), "program__name", limit),
        tasks=_hits(tasks, "project__name", limit),
        people=_hits(Resource.objects.visible_to(actor).in_use().filter(like), "title", limit),
        lessons=_hits(lessons, "project__name", limit),
    )


def _hits(found: QuerySet[Any], of: str, limit: int) -> tuple[Hit, ...]:
    rows = found.order_by("name", "pk").values_list("pk", "name", of)[:limit]
    return tuple(Hit(id, name, belongs or "") for id, name, belongs in rows)


def _tagged(text: str) -> Q:
    return Q(pk__in=LessonTag.objects.filter(name__icontains=text.casefold()).order_by().values("lesson"))
