"""Work that is asked of a role: whoever has its skills can do it, and leveling chooses who."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fairlead_engine.leveling.load import is_role, parts_of, working_tasks
from fairlead_engine.leveling.proposal import NobodyCan
from fairlead_engine.network import PROJECTS, Columns, worked_calendars
from fairlead_engine.network.worked import hours_of_tasks
from fairlead_engine.plan import Plan, Resource, ResourceId, ResourceKind, TaskId

MOST_WAYS = 12  # in which one task may be done: each is tried whenever the task is placed

Team = tuple[ResourceId, ...]  # one person for each role of a task


@dataclass(frozen=True, slots=True)
class Roles:
    """What tasks ask of roles, and by whom it can be done; only tasks that ask, and that somebody can do.

    `asked` has role and parts, `teams` the ways, `calendars` the place in the columns of the calendar of each way.
    `widest` is the calendar of a task on which it is worked whenever any of those who can do it works.
    """

    asked: dict[TaskId, tuple[tuple[ResourceId, int], ...]]
    teams: dict[TaskId, tuple[Team, ...]]
    calendars: dict[TaskId, tuple[int, ...]]
    widest: dict[TaskId, int]
    nobody: tuple[NobodyCan, ...]


def roles_of(plan: Plan, columns: Columns) -> tuple[Roles, Columns]:
    """Return what is asked of roles, and the columns with the calendars of all ways.

    Who has more than is asked comes later, so that experts stay free; for several roles of a task the ways name
    different people.
    """
    roles = {each.id: each for each in plan.resources if is_role(each)}
    if not roles:
        return Roles({}, {}, {}, {}, ()), columns
    able = {id: _able(role, plan.resources) for id, role in roles.items()}
    nobody: list[NobodyCan] = []
    asked: dict[TaskId, list[tuple[ResourceId, int]]] = {}
    working, named = working_tasks(plan), _named(plan)
    for each in plan.assignments:
        if each.resource not in roles or each.task not in working or each.units <= 0:
            continue
        if not able[each.resource]:
            nobody.append(NobodyCan(each.task, each.resource, roles[each.resource].skills))
        asked.setdefault(each.task, []).append((each.resource, parts_of(each.units)))
    teams = {
        task: tuple(_teams([able[role] for role, _ in rows], named.get(task, set()))) for task, rows in asked.items()
    }
    teams = {task: of_task for task, of_task in teams.items() if of_task}
    calendars, widest, columns = _calendars(plan, columns, named, teams)
    kept = {task: tuple(asked[task]) for task in teams}
    return Roles(kept, teams, calendars, widest, tuple(nobody)), columns


def _able(role: Resource, resources: Sequence[Resource]) -> tuple[ResourceId, ...]:
    """Return who can fill `role`, those with the least to spare first."""
    found = []
    for place, each in enumerate(resources):
        if each.kind is not ResourceKind.WORK or each.is_generic:
            continue
        level = {skill.name: skill.level for skill in each.skills}
        spare = [level.get(skill.name, 0) - skill.level for skill in role.skills]
        if min(spare) >= 0:
            found.append((sum(spare), len(each.skills), place, each.id))
    return tuple(id for *_, id in sorted(found))


def _named(plan: Plan) -> dict[TaskId, set[ResourceId]]:
    """Return who works on each task by name."""
    people = {each.id for each in plan.resources if each.kind is ResourceKind.WORK and not is_role(each)}
    named: dict[TaskId, set[ResourceId]] = {}
    for each in plan.assignments:
        if each.resource in people:
            named.setdefault(each.task, set()).add(each.resource)
    return named


def _teams(able: Sequence[Team], named: set[ResourceId]) -> Iterator[Team]:
    """Yield ways to fill all roles of a task by different people who are not on it yet; none where that cannot be."""
    known = set[Team]()
    for first in range(min(MOST_WAYS, max(map(len, able)))):
        team: list[ResourceId] = []
        for people in able:
            turned = (people[(first + k) % len(people)] for k in range(len(people)))
            chosen = next((each for each in turned if each not in team and each not in named), None)
            if chosen is not None:
                team.append(chosen)
        if len(team) == len(able) and tuple(team) not in known:
            known.add(tuple(team))
            yield tuple(team)


def _calendars(
    plan: Plan,
    columns: Columns,
    named: Mapping[TaskId, set[ResourceId]],
    teams: Mapping[TaskId, Sequence[Team]],
) -> tuple[dict[TaskId, tuple[int, ...]], dict[TaskId, int], Columns]:
    """Return the calendar of each way, the widest of each task, and the columns with all of them."""
    places: dict[str, int] = {calendar.id: place for place, calendar in enumerate(plan.calendars)}
    own = [PROJECTS if task.calendar is None else places[task.calendar] for task in plan.tasks]
    hours = hours_of_tasks(plan, own, places)
    of_person = {each.id: PROJECTS if each.calendar is None else places[each.calendar] for each in plan.resources}
    n, all_hours = len(plan.tasks), dict(hours)
    for t, task in enumerate(plan.tasks):
        if task.id not in teams or t not in hours:
            continue
        others = [of_person[id] for id in sorted(named.get(task.id, ()))]
        for number, team in enumerate(teams[task.id]):
            people = [*others, *(of_person[id] for id in team)]
            all_hours[n + t * (MOST_WAYS + 1) + number] = replace(hours[t], people=people)
        everybody = [*others, *(of_person[id] for team in teams[task.id] for id in team)]
        all_hours[n + t * (MOST_WAYS + 1) + MOST_WAYS] = replace(hours[t], people=everybody)
    worked, calendars = worked_calendars(all_hours, plan.calendars)
    found: dict[TaskId, tuple[int, ...]] = {}
    widest: dict[TaskId, int] = {}
    for t, task in enumerate(plan.tasks):
        if task.id in teams:
            key = n + t * (MOST_WAYS + 1)
            usual = worked.get(t, own[t])
            found[task.id] = tuple(worked.get(key + number, usual) for number in range(len(teams[task.id])))
            widest[task.id] = worked.get(key + MOST_WAYS, usual)
    return found, widest, replace(columns, calendar=[worked.get(t, own[t]) for t in range(n)], calendars=calendars)
