"""Imports: a file is uploaded, read, looked at, and made a project, or people of the pool."""

from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Router, UploadedFile
from pydantic import Field, Json, WithJsonSchema

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.shapes import Id, In, Instant, Out
from fairlead.exchange.columns import Subject
from fairlead.exchange.findings import Findings, Line
from fairlead.exchange.models import Import, State
from fairlead.exchange.people.comparing import Outcome
from fairlead.exchange.people.preview import PeoplePreview, people_preview
from fairlead.exchange.selectors import Preview, import_get, import_preview, imports_of
from fairlead.exchange.services import (
    Choice,
    PeopleChoice,
    columns_choose,
    import_begin,
    import_confirm,
    import_discard,
    import_watch,
    people_confirm,
)
from fairlead_engine.formats import Column
from fairlead_engine.formats.roster import PersonColumn

router = Router(tags=["imports"])

AnyColumn = Column | PersonColumn  # of a table of tasks, or of people

_COLUMNS = 'What columns of a table hold, by heading, as JSON: {"Was": "Name", "Kosten": null}.'


# Told in place: the description knows one shape of a name only, and `State` is also a health's.
ImportState = Annotated[State, WithJsonSchema({"type": "string", "enum": [state.value for state in State]})]


class ImportOut(Out):
    """An upload of yours and what became of it; `message` says why a file was refused, or asks of columns."""

    id: Id
    subject: Subject
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


class DifferenceOut(Out):
    """A thing that taking a row changes, in words; `before` is empty of somebody new."""

    label: str
    before: str
    after: str


class RowOut(Out):
    """A row of a table of people: what becomes of it, who of the pool it is (null: somebody new) or may be, and why."""

    row: int
    name: str
    email: str
    outcome: Outcome
    resource: Id | None
    candidates: list[Id]
    differences: list[DifferenceOut]
    faults: list[str]


class PeoplePreviewOut(Out):
    """What taking the people would do; `teams` and `skills` are not here yet, `seen` stands for all of it.

    `earlier` is the import that took the same file before.
    """

    rows: list[RowOut]
    counts: dict[str, int]
    teams: list[str]
    skills: list[str]
    lines: list[Line]
    drops_rates: bool
    seen: str
    earlier: Id | None


class HeadOut(Out):
    """The top of a table: its headings, what each is taken for (null: nothing), and the first rows below them."""

    headings: list[str]
    columns: list[AnyColumn | None]
    rows: list[list[str]]


class ImportDetail(ImportOut):
    """An upload with its preview, once it was read and until it is confirmed or discarded; of a table also the top.

    `preview` is of a plan, `people` of a table of people, and `outcome` how many of those were new, changed, the same,
    and left out when they were taken.
    """

    head: HeadOut | None
    preview: PreviewOut | None
    people: PeoplePreviewOut | None
    outcome: dict[str, int] | None


class ColumnsIn(In):
    """What columns of a table hold, by heading; null is nothing. Headings that are not named stay as they are."""

    columns: dict[str, AnyColumn | None]


class PeopleChoiceIn(In):
    """What you decide: who of the pool rows are, by their number, null for somebody new; others as in the preview.

    `creates` makes teams and skills that are not here yet, `leaves_out` takes the others where rows cannot be taken,
    `again` a file that was taken before; `seen`, where you give it, must be that of the preview.
    """

    people: dict[Annotated[int, Field(ge=1, lt=2**31)], Id | None] = {}
    creates: bool = False
    leaves_out: bool = False
    again: bool = False
    seen: str = ""


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
    file: Annotated[UploadedFile, File(..., description="A plan in any format that is read, or a table of people.")],
    subject: Annotated[Subject, Form(Subject.PLAN, description="Whether it is a plan, or people.")] = Subject.PLAN,
    program: Annotated[Id | None, Form(None, description="Where its project is meant to go.")] = None,
    columns: Annotated[Json[dict[str, AnyColumn | None]] | None, Form(None, description=_COLUMNS)] = None,
) -> HttpResponse:
    """Upload a file; it is read in the background and becomes a project, or people of the pool, when you confirm it."""
    row = import_begin(
        actor=request.auth,
        file=file,
        name=file.name or "",
        program_id=program,
        subject=subject,
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


@router.post("/imports/{id}/people", response=ImportDetail)
def import_people(request: ApiRequest, id: Id, choice: PeopleChoiceIn) -> HttpResponse:
    """Take the people of a table that was read into the pool; once, however often you ask."""
    chosen = PeopleChoice(choice.people, choice.creates, choice.leaves_out, choice.again, choice.seen)
    people_confirm(actor=request.auth, id=id, choice=chosen, now=timezone.now())
    return answer(_detail(request, import_get(id=id, actor=request.auth)))


@router.delete("/imports/{id}", response={204: None})
def import_discarded(request: ApiRequest, id: Id) -> HttpResponse:
    """Give an upload up and delete its file."""
    import_discard(actor=request.auth, id=id, now=timezone.now())
    return nothing()


def _shown(row: Import) -> ImportOut:
    return ImportOut(
        id=row.pk,
        subject=Subject(row.subject),
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
    is_read, is_plan = row.state is State.READ, row.subject == Subject.PLAN
    preview = import_preview(row, actor=request.auth) if is_read and is_plan else None
    people = people_preview(row, actor=request.auth) if is_read and not is_plan else None
    return ImportDetail(
        **_shown(row).model_dump(),
        head=HeadOut.model_validate(table) if (table := row.table) else None,
        preview=None if preview is None else _preview(preview),
        people=None if people is None else _people(people),
        outcome=row.confirmation.outcome if row.state is State.CONFIRMED else None,
    )


def _people(preview: PeoplePreview) -> PeoplePreviewOut:
    rows = [
        RowOut(
            row=each.said.number,
            name=each.said.name,
            email=each.said.email,
            outcome=each.outcome,
            resource=each.match.pk if each.match else None,
            candidates=[resource.pk for resource in each.candidates],
            differences=[DifferenceOut(label=at.label, before=at.before, after=at.after) for at in each.differences],
            faults=list(each.faults),
        )
        for each in preview.comparison.rows
    ]
    return PeoplePreviewOut(
        rows=rows,
        counts=preview.comparison.counts,
        teams=preview.comparison.teams,
        skills=preview.comparison.skills,
        lines=list(preview.lines),
        drops_rates=preview.drops_rates,
        seen=preview.seen,
        earlier=preview.earlier.of_id if preview.earlier else None,
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
