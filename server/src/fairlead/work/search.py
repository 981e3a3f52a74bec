"""Finding programs, projects, tasks and lessons by name."""

from dataclasses import dataclass

from django.db.models import Q

from fairlead.access.rules import Actor
from fairlead.programs.models import Program
from fairlead.work.models import Lesson, LessonTag, Project, Task
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

    programs: tuple[Hit, ...] = ()
    projects: tuple[Hit, ...] = ()
    tasks: tuple[Hit, ...] = ()
    lessons: tuple[Hit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.programs or self.projects or self.tasks or self.lessons)


def found_by_name(*, actor: Actor, words: str, limit: int = 8) -> Hits:
    """Return what `actor` may see whose name contains `words`, at most `limit` of each kind. Five queries at most.

    Programs and projects are found by their code too, lessons by their tags. Words shorter than SHORTEST find nothing.
    """
    text = " ".join(words.split())
    if len(text) < SHORTEST:
        return Hits()
    named = Q(name__icontains=text) | Q(code__iexact=text)
    programs = Program.objects.visible_to(actor, through=programs_through_projects(actor)).filter(named)
    projects = Project.objects.visible_to(actor).filter(named)
    tasks = Task.objects.filter(
        visible_through("project", actor), project__workspace_id=actor.workspace_id, name__icontains=text
    )
    lessons = Lesson.objects.visible_to(actor).filter(Q(name__icontains=text) | _tagged(text))
    return Hits(
        programs=tuple(Hit(*row) for row in programs.order_by("name", "pk").values_list("pk", "name", "code")[:limit]),
        projects=tuple(
            Hit(id, name, of or "")
            for id, name, of in projects.order_by("name", "pk").values_list("pk", "name", "program__name")[:limit]
        ),
        tasks=tuple(
            Hit(*row) for row in tasks.order_by("name", "pk").values_list("pk", "name", "project__name")[:limit]
        ),
        lessons=tuple(Hit(*row) for row in lessons.values_list("pk", "name", "project__name")[:limit]),
    )


def _tagged(text: str) -> Q:
    return Q(pk__in=LessonTag.objects.filter(name__icontains=text.casefold()).order_by().values("lesson"))
