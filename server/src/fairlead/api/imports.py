"""Imports: a plan file is uploaded, read, looked at, and made a project."""

from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Router, UploadedFile
from pydantic import Json, WithJsonSchema

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.shapes import Id, In, Instant, Out
from fairlead.exchange.findings import Findings
from fairlead.exchange.models import Import, State
from fairlead.exchange.selectors import Preview, import_get, import_preview, imports_of
from fairlead.exchange.services import (
    Choice,
    columns_choose,
    import_begin,
    import_confirm,
    import_discard,
    import_watch,
)
from fairlead_engine.formats import Column

router = Router(tags=["imports"])

_COLUMNS = 'What columns of a table hold, by heading, as JSON: {"Was": "Name", "Kosten": null}.'


# Told in place: the description knows one shape of a name only, and `State` is also a health's.
ImportState = Annotated[State, WithJsonSchema({"type": "string", "enum": [state.value for state in State]})]


class ImportOut(Out):
    """An upload of yours and what became of it; `message` says why a file was refused, or asks of columns."""

    id: Id
    filename: str
    size: int
    begun_at: Instant
    state: ImportState
    message: str
    program: Id | None
    project: Id | None


class PersonFound(Out):
    """Somebody of the file, with who in the pool it may be; without `chosen` somebody new."""

    id: str
    name: str
    candidates: list[Id]
    chosen: Id | None


class PreviewOut(Out):
    """What confirming would make; `earlier` is the project that the same file became before."""

    findings: Findings
    people: list[PersonFound]
    new_people: int
    new_calendars: int
    codes: list[str]
    earlier: Id | None


class HeadOut(Out):
    """The top of a table: its headings, what each is taken for (null: nothing), and the first rows below them."""

    headings: list[str]
    columns: list[Column | None]
    rows: list[list[str]]


class ImportDetail(ImportOut):
    """An upload with its preview, once it was read and until it is confirmed or discarded; of a table also the top."""

    head: HeadOut | None
    preview: PreviewOut | None


class ColumnsIn(In):
    """What columns of a table hold, by heading; null is nothing. Headings that are not named stay as they are."""

    columns: dict[str, Column | None]


class ChoiceIn(In):
    """What you decide: where the project goes, what it is called, who of the pool the file's people are.

    `people` says by id of the file who of the pool it is, null for somebody new; others are taken as suggested.
    """

    program: Id | None = None
    name: str = ""
    code: str = ""
    people: dict[str, Id | None] = {}
    as_copy: bool = False


@router.get("/imports", response=Page[ImportOut])
def imports_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List your uploads, oldest first."""
    rows = imports_of(actor=request.auth)
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_shown)


@router.post("/imports", response={201: ImportOut})
def import_upload(
    request: ApiRequest,
    file: Annotated[UploadedFile, File(..., description="A plan in any format that is read.")],
    program: Annotated[Id | None, Form(None, description="Where its project is meant to go.")] = None,
    columns: Annotated[Json[dict[str, Column | None]] | None, Form(None, description=_COLUMNS)] = None,
) -> HttpResponse:
    """Upload a plan file; it is read in the background and becomes a project when you confirm it."""
    row = import_begin(
        actor=request.auth,
        file=file,
        name=file.name or "",
        program_id=program,
        now=timezone.now(),
        columns=columns,
    )
    return created(_shown(row), at=f"/api/v1/imports/{row.pk}")


@router.get("/imports/{id}", response=ImportDetail)
def import_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one upload, with its preview once the file was read."""
    return answer(_detail(request, import_watch(actor=request.auth, id=id, now=timezone.now())))


@router.post("/imports/{id}/columns", response=ImportDetail)
def import_columns(request: ApiRequest, id: Id, body: ColumnsIn) -> HttpResponse:
    """Say what the columns of a table hold; it is read once more where that changes anything."""
    columns_choose(actor=request.auth, id=id, columns=body.columns, now=timezone.now())
    return answer(_detail(request, import_get(id=id, actor=request.auth)))


@router.post("/imports/{id}/confirm", response=ImportDetail)
def import_confirmed(request: ApiRequest, id: Id, choice: ChoiceIn) -> HttpResponse:
    """Make a project of an upload that was read; once, however often you ask."""
    chosen = Choice(choice.program, choice.name, choice.code, choice.people, choice.as_copy)
    import_confirm(actor=request.auth, id=id, choice=chosen, now=timezone.now())
    return answer(_detail(request, import_get(id=id, actor=request.auth)))


@router.delete("/imports/{id}", response={204: None})
def import_discarded(request: ApiRequest, id: Id) -> HttpResponse:
    """Give an upload up and delete its file."""
    import_discard(actor=request.auth, id=id, now=timezone.now())
    return nothing()


def _shown(row: Import) -> ImportOut:
    return ImportOut(
        id=row.pk,
        filename=row.filename,
        size=row.size,
        begun_at=row.begun_at,
        state=row.state,
        message=_message(row),
        program=row.program_id,
        project=row.confirmation.project_id if row.state is State.CONFIRMED else None,
    )


def _message(row: Import) -> str:
    match row.state:
        case State.REFUSED:
            return row.refusal.message
        case State.ASKING:
            return row.question.message
        case _:
            return ""


def _detail(request: ApiRequest, row: Import) -> ImportDetail:
    preview = import_preview(row, actor=request.auth) if row.state is State.READ else None
    return ImportDetail(
        **_shown(row).model_dump(),
        head=HeadOut.model_validate(table) if (table := row.table) else None,
        preview=None if preview is None else _preview(preview),
    )


def _preview(preview: Preview) -> PreviewOut:
    people = [
        PersonFound(
            id=match.found.id,
            name=match.found.name,
            candidates=[resource.pk for resource in match.candidates],
            chosen=match.chosen.pk if match.chosen else None,
        )
        for match in preview.people
    ]
    return PreviewOut(
        findings=preview.findings,
        people=people,
        new_people=preview.new_people,
        new_calendars=preview.new_calendars,
        codes=preview.codes,
        earlier=preview.earlier.project_id if preview.earlier else None,
    )
