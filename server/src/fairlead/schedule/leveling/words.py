"""What stands in the way of a proposal, and what cannot be met, in words; names only where they may be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.access.rules import Actor
from fairlead.resources.models import Resource
from fairlead.schedule.leveling.basis import Changed, Difference
from fairlead.schedule.leveling.findings import Findings, UnmetFound
from fairlead.schedule.why import when
from fairlead.work.models import Project, Task
from fairlead.work.selectors import visible_through
from fairlead_engine.units import moment_of

MOST = 50
Names = Mapping[int, str]
_OF_PEOPLE = (Changed.CAPACITY, Changed.ABSENT)


@dataclass(frozen=True, slots=True)
class Told:
    """A line about a task, or a person where `task` is None: whose it is, and what there is to say."""

    task: int | None
    name: str
    text: str


def differences_told(differences: Sequence[Difference], *, actor: Actor) -> list[Told]:
    """Return what changed since a proposal was made, at most MOST lines. Two queries."""
    near = differences[:MOST]
    names = _names([each.id for each in near if each.kind not in _OF_PEOPLE], actor)
    pool = Resource.objects.filter(pk__in=[each.id for each in near if each.kind in _OF_PEOPLE])
    people = dict(pool.values_list("pk", "name"))
    return [
        Told(None, people.get(each.id, _("somebody")), _text(each))
        if each.kind in _OF_PEOPLE
        else Told(each.id if each.id in names else None, _name(each, names), _text(each))
        for each in near
    ]


def unmet_told(findings: Findings, *, actor: Actor) -> list[Told]:
    """Return what cannot be met, and who stays overloaded by what. Three queries."""
    tasks = {each.task for each in findings.unmet if each.task}
    names = _names(tasks | {id for each in findings.overloads for id in each.tasks}, actor)
    wanted = {each.person for each in findings.unmet if each.person} | {each.person for each in findings.overloads}
    people = dict(Resource.objects.filter(pk__in=wanted).values_list("pk", "name"))
    projects = dict(
        Project.plans.visible_to(actor)
        .filter(pk__in=[each.project for each in findings.unmet if each.project])
        .values_list("pk", "name")
    )
    lines = [_unmet(each, names, people, projects) for each in findings.unmet]
    for left in findings.overloads:
        hidden = sum(id not in names for id in left.tasks)
        parts = [f"“{names[id]}”" for id in left.tasks if id in names]
        if hidden:
            words = ngettext("%(n)d task you may not see", "%(n)d tasks you may not see", hidden)
            parts.append(words % {"n": hidden})
        text = _("stays overloaded from %(start)s to %(finish)s by %(tasks)s, which may not be moved.")
        begin, end = when(moment_of(left.start)), when(moment_of(left.finish))
        lines.append(
            Told(None, people.get(left.person, ""), text % {"start": begin, "finish": end, "tasks": ", ".join(parts)})
        )
    return lines


def _unmet(each: UnmetFound, names: Names, people: Names, projects: Names) -> Told:
    if each.project is not None and each.at is not None and each.earliest is not None:
        text = _("cannot finish by %(promise)s: its tasks take until %(earliest)s, though nobody waits for anybody.")
        promise, earliest = when(moment_of(each.at)), when(moment_of(each.earliest))
        return Told(None, projects.get(each.project, ""), text % {"promise": promise, "earliest": earliest})
    who = people.get(each.person or 0, _("somebody"))
    if each.kind == "TooMuch":
        text = _("asks for %(units)d %% of %(who)s, of whom there is never more than %(most)d %%.")
        text %= {"units": round(each.units * 100), "who": who, "most": round(each.max_units * 100)}
    elif each.kind == "Gone" and each.at is not None:
        text = _("asks for %(who)s, of whom there is not that much from %(since)s on.")
        text %= {"who": who, "since": when(moment_of(each.at))}
    else:
        text = _("asks for %(who)s, but nobody has the skills.") % {"who": who}
    task = each.task if each.task in names else None
    return Told(task, names.get(each.task or 0, _("A task you may not see")), text)


def _names(ids: Iterable[int], actor: Actor) -> dict[int, str]:
    tasks = Task.objects.filter(pk__in=list(ids), project__workspace_id=actor.workspace_id)
    return dict(tasks.filter(visible_through("project", actor)).values_list("pk", "name"))


def _name(difference: Difference, names: dict[int, str]) -> str:
    if difference.kind is Changed.GONE:
        return _("A task")
    return names.get(difference.id, _("A task you may not see"))


def _text(each: Difference) -> str:
    if each.kind is Changed.MOVED and each.start is not None and each.finish is not None:
        start, finish = when(moment_of(each.start)), when(moment_of(each.finish))
        return _("now runs from %(start)s to %(finish)s") % {"start": start, "finish": finish}
    return {
        Changed.GONE: _("was deleted, or needs nobody any more"),
        Changed.NEW: _("is new and needs people"),
        Changed.BEGUN: _("has begun"),
        Changed.DELAYED: _("has another leveling delay, or other pauses, by now"),
        Changed.PEOPLE: _("is worked on by others, or with other shares"),
        Changed.CAPACITY: _("offers another share of their time now"),
        Changed.ABSENT: _("was to fill a role, and is not there any more or has not its skills"),
        Changed.OTHERWISE: _("would not be on the dates that the proposal shows"),
    }.get(each.kind, "")
