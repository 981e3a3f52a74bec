"""Programs."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.api.answers import answer, created
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.facts import FactsOut, HealthOut, facts_json
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, cursor_of, key_of, paged
from fairlead.api.said import ProgramSaid
from fairlead.api.shapes import Changes, Id, In, maybe
from fairlead.api.versions import Version
from fairlead.kernel.audit import said
from fairlead.programs import services
from fairlead.programs.rules import Stage
from fairlead.programs.selectors import SAID
from fairlead.schedule.selectors import ProgramRow, program_row, program_rows
from fairlead.work import services as work

router = Router(tags=["programs"])


class ProgramOut(ProgramSaid):
    """A program with the facts of what of it you may see: its projects and its own activities.

    `activities` is the id of the plan of these, as a task's `project` has it; null where nothing is planned.
    """

    id: Id
    stage: Stage
    managers: list[str]
    project_count: int
    activities: Id | None
    found: FactsOut
    health: HealthOut


class NewProgram(In):
    """`code` is a short name that no other program of the workspace has."""

    name: str
    code: str
    summary: str = ""


class ProgramChanges(Changes):
    """What to change on a program."""

    name: str = maybe()
    code: str = maybe()
    summary: str = maybe()
    vision: str = maybe()
    reason: str = maybe()
    scope: str = maybe()
    target_state: str = maybe()
    parent: Id | None = maybe()


@router.get("/programs", response=Page[ProgramOut])
def programs_list(request: ApiRequest, after: After = None, limit: Limit = 50, search: str = "") -> HttpResponse:
    """List the programs that you may see, by name; `search` keeps those whose name holds it or whose code it is."""
    page = program_rows(
        actor=request.auth, now=wall_clock(), search=search, after=key_of(after, (str, int)), limit=limit
    )
    return paged(request, Page(items=[_shown(row) for row in page.rows], next=cursor_of(page.next)))


@router.post("/programs", response={201: ProgramOut})
def program_create(request: ApiRequest, new: NewProgram, key: Key = None) -> HttpResponse:
    """Create a program; you become its program manager."""

    def effect(now: datetime) -> HttpResponse:
        program = services.program_create(actor=request.auth, **new.model_dump(), now=now)
        return created(_read(request, program.pk), at=f"/api/v1/programs/{program.pk}", version=program.version)

    return once(request, key, effect)


@router.get("/programs/{id}", response=ProgramOut)
def program_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one program."""
    program = _read(request, id)
    return answer(program, version=program.version)


@router.patch("/programs/{id}", response=ProgramOut)
def program_update(request: ApiRequest, id: Id, changes: ProgramChanges, version: Version) -> HttpResponse:
    """Change what a program is called, its charter, or the program that it is in."""
    program = work.program_edit(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return answer(_read(request, id), version=program.version)


def _read(request: ApiRequest, id: int) -> ProgramOut:
    return _shown(program_row(id=id, actor=request.auth, now=wall_clock()))


def _shown(row: ProgramRow) -> ProgramOut:
    return ProgramOut.model_validate(
        {
            **said(row.program, (*SAID, "id", "version", "stage")),
            **facts_json(row.facts, row.health, row.managers),
            "project_count": len(row.projects),
            "activities": row.activities.project.pk if row.activities else None,
        }
    )
