"""Reading imports: one's own uploads, and all that a preview shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.exchange.calendars import fingerprints, of_one
from fairlead.exchange.columns import TableHead
from fairlead.exchange.findings import Findings, FoundResource
from fairlead.exchange.models import Confirmation, Import
from fairlead.exchange.rules import Entry, Match, code_for, matches
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import Program
from fairlead.resources.models import Resource
from fairlead.resources.selectors import engine_calendars_shared
from fairlead.work.models import Project


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A resource of the file, with whom of the pool it may be; `chosen` None is a new one."""

    found: FoundResource
    candidates: list[Resource]
    chosen: Resource | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What somebody sees before they confirm an import.

    `earlier` is the confirmation of the same file that is a project they may see. Names and codes are
    suggestions, one for each project of the file. `head` is the top of a table.
    """

    findings: Findings
    programs: list[Program]
    may_stand_alone: bool
    people: list[PersonMatch]
    pool: list[Resource]
    new_people: int
    new_calendars: int
    codes: list[str]
    earlier: Confirmation | None
    head: TableHead | None


def import_get(*, id: int, actor: Actor, lock: bool = False) -> Import:
    """Return an upload of the actor's own, with its state. One query, two where it is locked.

    Raises: NotFound.
    """
    mine = Import.objects.visible_to(actor).filter(pk=id)
    if lock:
        mine.select_for_update().first()
    row = mine.with_state().select_related("program").first()
    if row is None:
        raise NotFound(_("There is no such import, or it is not yours."))
    return row


def imports_of(*, actor: Actor) -> QuerySet[Import]:
    """Return all the actor's uploads with their states. One query."""
    return Import.objects.visible_to(actor).with_state()


def imports_open(*, actor: Actor, limit: int = 20) -> list[Import]:
    """Return the actor's uploads that wait for them, newest first. One query."""
    return list(Import.objects.visible_to(actor).filter(discard=None, confirmation=None).with_state()[:limit])


def may_import(actor: Actor) -> bool:
    """Say whether there is any place where `actor` may create a project."""
    return actor.may(Action.CREATE_PROJECT) or any(
        actor.may(Action.CREATE_PROJECT, Place(program_id=id)) for id in actor.program_ids
    )


def programs_open(*, actor: Actor) -> list[Program]:
    """Return the programs in which `actor` may create a project, by name. One query."""
    visible = Program.objects.visible_to(actor)
    return [each for each in visible if actor.may(Action.CREATE_PROJECT, Place(program_id=each.pk))]


def import_preview(row: Import, *, actor: Actor) -> Preview:
    """Return all there is to see of a file that was read. A fixed number of queries."""
    findings = Findings.of_json(row.reading.findings)
    pool = list(Resource.objects.filter(workspace_id=actor.workspace_id).select_related("person"))
    by_id = {str(each.pk): each for each in pool}
    found = people_matched(findings.resources, pool)
    people = [
        PersonMatch(
            each,
            [by_id[id] for id in found[each.id].candidates],
            by_id.get(found[each.id].chosen or ""),
        )
        for each in findings.resources
    ]
    new_people = [match.found for match in people if match.chosen is None]
    return Preview(
        findings=findings,
        programs=programs_open(actor=actor),
        may_stand_alone=actor.may(Action.CREATE_PROJECT),
        people=people,
        pool=pool,
        new_people=len(new_people),
        new_calendars=_new_calendars(findings, new_people, actor.workspace_id),
        codes=codes_for([project.code or project.name for project in findings.projects], actor.workspace_id),
        earlier=earlier_confirmation(row, actor=actor),
        head=row.table,
    )


def earlier_confirmation(row: Import, *, actor: Actor) -> Confirmation | None:
    """Return the latest confirmation of the same file whose project `actor` may see; None without one. One query.

    A table of which something else is said is another file.
    """
    return (
        Confirmation.objects.filter(of__workspace_id=row.workspace_id, of__digest=row.digest, of__columns=row.columns)
        .filter(project__in=Project.plans.visible_to(actor))
        .exclude(of=row)
        .select_related("project", "by")
        .order_by("-at", "-pk")
        .first()
    )


def people_matched(found: list[FoundResource], pool: list[Resource]) -> Mapping[str, Match]:
    """Return who in `pool` each resource of a file may be; ids of the pool are texts."""
    return matches(
        [Entry(each.id, each.name, each.kind, each.email) for each in found],
        [Entry(str(each.pk), each.name, each.kind, each.address) for each in pool],
    )


def codes_for(names: list[str], workspace_id: int) -> list[str]:
    """Return a free project code for each of `names`, or codes that a file has. One query."""
    taken = set(Project.objects.filter(workspace_id=workspace_id).values_list("code", flat=True))
    codes: list[str] = []
    for name in names:
        codes.append(code_for(name, taken | set(codes)))
    return codes


def _new_calendars(findings: Findings, new_people: list[FoundResource], workspace_id: int) -> int:
    """Return how many calendars of the file the workspace has not. Four queries."""
    known = set(fingerprints(engine_calendars_shared(workspace_id)).values())
    by_id = {each.id: each for each in findings.calendars}
    needed = {each.id for each in findings.calendars if each.is_needed}
    own = of_one(
        ((each.id, each.name, each.calendar) for each in new_people if each.calendar not in needed),
        names={each.id: each.name for each in findings.calendars},
        bases={each.id: each.base for each in findings.calendars},
    )
    needed |= {each.calendar for each in new_people if each.calendar and each.id not in own}
    needed |= {base for calendar in own.values() if (base := by_id[calendar].base)}
    for id in list(needed):
        base = by_id[id].base
        while base is not None and base not in needed:
            needed.add(base)
            base = by_id[base].base
    return len({by_id[id].fingerprint for id in needed} - known)
