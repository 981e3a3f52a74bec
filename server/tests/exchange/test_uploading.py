"""An upload is kept under a random name, read in the background, and given up without a trace."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from cast import NOW, Cast, Stage
from exchange.conftest import Upload
from exchange.files import house
from fairlead.exchange import tasks
from fairlead.exchange.models import Discard, Import, State
from fairlead.exchange.selectors import import_get, imports_open
from fairlead.exchange.services import import_begin, import_discard, import_read, import_watch, imports_expire
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.kernel.models import AuditEntry


def files_in(folder: Path) -> list[Path]:
    return list(folder.glob("*")) if folder.is_dir() else []


def test_an_upload_is_read_and_waits_for_its_uploader(people: Cast, upload: Upload, folder: Path):
    row = upload(people.owner.actor)
    assert row.state is State.READ
    assert [each.pk for each in imports_open(actor=people.owner.actor)] == [row.pk]
    assert [file.read_bytes() for file in files_in(folder)] == [house()]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\plans\\big house.xml", "big house.xml"),
        ("<script>alert(1)</script>.xml", "script>.xml"),
        ("a\0b\n.xml", "a b .xml"),
        ("x" * 10_000, "x" * 255),
        ("", "Unnamed file"),
    ],
)
def test_the_name_of_a_file_is_never_a_path(people: Cast, upload: Upload, folder: Path, name: str, kept: str):
    row = upload(people.owner.actor, name=name)
    assert row.filename == kept
    (file,) = files_in(folder)
    assert kept not in file.name


def test_who_may_create_projects_in_a_program_may_import_into_it(plan: Stage, people: Cast, upload: Upload):
    assert upload(people.manager.actor, program_id=plan.program.pk).program == plan.program
    assert upload(people.manager.actor).program is None
    for nobody in (people.member, people.worker, people.guest):
        with pytest.raises(Forbidden):
            upload(nobody.actor)
    with pytest.raises(Forbidden):
        upload(people.member.actor, program_id=plan.program.pk)
    with pytest.raises(NotFound):
        upload(people.outsider.actor, program_id=plan.program.pk)
    assert Import.objects.count() == 2


def test_nobody_else_sees_an_upload(plan: Stage, people: Cast, upload: Upload):
    row = upload(people.manager.actor)
    for other in (people.owner, people.member, people.outsider):
        with pytest.raises(NotFound):
            import_get(id=row.pk, actor=other.actor)
        with pytest.raises(NotFound):
            import_discard(actor=other.actor, id=row.pk, now=NOW)


def test_a_file_above_the_limit_leaves_nothing(people: Cast, upload: Upload, folder: Path, settings: Any):
    settings.IMPORT_MAX_BYTES = 2 * 1024 * 1024
    with pytest.raises(Refused, match="larger than the 2 MB"):
        upload(people.owner.actor, b"x" * (2 * 1024 * 1024 + 1))
    assert (files_in(folder), Import.objects.count()) == ([], 0)


def test_a_file_that_lies_about_its_size_is_refused_while_it_is_read(people: Cast, folder: Path, settings: Any):
    class Liar(ContentFile):
        size = 3  # type: ignore[assignment]

    settings.IMPORT_MAX_BYTES = 1000
    with pytest.raises(Refused, match="larger"):
        import_begin(actor=people.owner.actor, file=Liar(b"x" * 2000), name="x", program_id=None, now=NOW)
    assert files_in(folder) == []


def test_an_empty_file_is_refused_at_once(people: Cast, upload: Upload, folder: Path):
    with pytest.raises(Refused, match="empty"):
        upload(people.owner.actor, b"")
    assert files_in(folder) == []


def test_a_discarded_upload_is_gone_at_once(people: Cast, upload: Upload, folder: Path, commits: Any):
    row = upload(people.owner.actor)
    for _ in range(2):
        with commits():
            import_discard(actor=people.owner.actor, id=row.pk, now=NOW)
    assert import_get(id=row.pk, actor=people.owner.actor).state is State.DISCARDED
    assert (files_in(folder), Discard.objects.get().by) == ([], people.owner.person)
    assert AuditEntry.objects.filter(action="import.discard").count() == 1


def test_what_was_left_lying_for_a_week_is_given_up_by_the_next_upload(
    people: Cast, upload: Upload, folder: Path, commits: Any
):
    old = upload(people.owner.actor)
    Import.objects.update(begun_at=NOW - timedelta(days=7))
    assert imports_expire(workspace_id=people.workspace.pk, now=NOW) == 0
    Import.objects.update(begun_at=NOW - timedelta(days=7, seconds=1))
    new = upload(people.owner.actor, house(Title="another"))
    assert import_get(id=old.pk, actor=people.owner.actor).state is State.DISCARDED
    assert [str(file).endswith(new.file.name) for file in files_in(folder)] == [True]


@pytest.fixture
def unread(people: Cast) -> Import:
    """An upload whose reading was asked for, and never begun: nobody runs what waits for the commit."""
    return import_begin(actor=people.owner.actor, file=ContentFile(house()), name="house.xml", program_id=None, now=NOW)


def later(seconds: int) -> Any:
    return NOW + timedelta(seconds=seconds)


def watch(people: Cast, row: Import, seconds: int) -> State:
    return import_watch(actor=people.owner.actor, id=row.pk, now=later(seconds)).state


def test_a_reading_that_stopped_without_a_word_is_asked_for_again(people: Cast, unread: Import, commits: Any):
    Import.objects.update(claimed_at=NOW, attempts=1)  # by a worker that died
    with commits() as waiting:
        assert watch(people, unread, 119) is State.READING
    assert waiting == []
    with commits():
        watch(people, unread, 120)
    assert watch(people, unread, 121) is State.READ


def test_a_file_that_kills_its_workers_is_given_up(people: Cast, unread: Import, folder: Path, commits: Any):
    Import.objects.update(claimed_at=NOW, attempts=3)
    with commits():
        assert watch(people, unread, 120) is State.REFUSED
    row = import_get(id=unread.pk, actor=people.owner.actor)
    assert "stopped 3 times" in row.refusal.message
    assert files_in(folder) == []


def test_reading_twice_changes_nothing(people: Cast, upload: Upload):
    row = upload(people.owner.actor)
    import_read(id=row.pk, now=later(5))
    tasks.file_read.call(row.pk)
    assert import_get(id=row.pk, actor=people.owner.actor).reading.at == row.reading.at


def test_reading_what_is_gone_does_nothing(people: Cast, unread: Import, commits: Any):
    import_read(id=unread.pk + 1, now=NOW)
    with commits():
        import_discard(actor=people.owner.actor, id=unread.pk, now=NOW)
    import_read(id=unread.pk, now=NOW)
    assert import_get(id=unread.pk, actor=people.owner.actor).state is State.DISCARDED


def test_a_fault_of_ours_is_told_and_rises(people: Cast, unread: Import, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fairlead.exchange.services.reading.findings_in", fails)
    with pytest.raises(ZeroDivisionError):
        import_read(id=unread.pk, now=NOW)
    refusal = import_get(id=unread.pk, actor=people.owner.actor).refusal
    assert (refusal.code, "did not foresee" in refusal.message) == ("unforeseen", True)
