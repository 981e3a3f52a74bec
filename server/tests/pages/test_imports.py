"""The pages of an import, tried by everybody who might come by."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import NOW, Cast, Player, Stage, stage
from exchange.files import OWN, assignment, csv, house, mspdi, resource, task
from fairlead.exchange.models import Import, State
from fairlead.schedule.models import Recalculation
from fairlead.schedule.planning import exported
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Project
from fairlead_engine.formats import write_native
from signing import signed_in
from standing import Staging

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="module")
def staging() -> Staging:
    return stage


@pytest.fixture
def enter() -> Enter:
    def client(player: Player) -> Client:
        return signed_in(player.user)

    return client


@pytest.fixture
def send(enter: Enter, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """A function that sends a file as somebody and returns the answer."""

    def sent(player: Player, content: bytes | None = None, name: str = "house.xml", program: Any = "") -> Any:
        file = SimpleUploadedFile(name, house() if content is None else content)
        with django_capture_on_commit_callbacks(execute=True):
            return enter(player).post(reverse("import_new"), {"file": file, "program": program})

    return sent


def text(answer: Any) -> str:
    return str(answer.content.decode())


def latest() -> Import:
    return Import.objects.with_state().latest("pk")


def test_the_whole_way_of_a_program_manager(plan: Stage, people: Cast, enter: Enter, send: Callable[..., Any]):
    maya = enter(people.manager)
    chooser = maya.get(reverse("import_new"), {"program": plan.program.pk})
    assert f'<option value="{plan.program.pk}" selected>Relaunch</option>' in text(chooser)
    assert "In no program" not in text(chooser)

    answer = send(people.manager, program=plan.program.pk)
    row = latest()
    assert (answer.status_code, answer.url) == (302, reverse("import", args=[row.pk]))
    preview = text(maya.get(answer.url))
    assert "1 summary · 1 milestone · 2 links" in preview
    assert "Here it starts as its link from “Dig” says." in preview
    assert "1 day earlier" in preview

    took = maya.post(
        reverse("import_take", args=[row.pk]),
        {"program": plan.program.pk, "name": "Our house", "code": "OUR", "person_0": "", "person_1": ""},
    )
    project = Project.objects.get(code="OUR")
    assert took.url == reverse("project_plan", args=[project.pk])
    assert project.tasks.filter(assignments__resource__name="Wes worker").exists()  # new, as was chosen
    assert "It is the project “Our house” now" in text(maya.get(answer.url))
    again = maya.post(reverse("import_take", args=[row.pk]), {"program": plan.program.pk})
    assert (again.url, Project.objects.filter(name="Our house").count()) == (answer.url, 1)


def test_each_of_five_people_gets_what_is_theirs(plan: Stage, people: Cast, enter: Enter, send: Callable[..., Any]):
    send(people.manager)
    row = latest()
    gets = [reverse(name, args=[row.pk]) for name in ("import", "import_progress", "import_columns")]
    posts = [reverse(name, args=[row.pk]) for name in ("import_columns", "import_take", "import_drop")]
    for player, at_start in (
        (people.owner, 200),
        (people.member, 403),
        (people.guest, 403),
        (people.outsider, 200),  # who may import into a workspace of their own
    ):
        client = enter(player)
        assert client.get(reverse("import_new")).status_code == at_start
        assert {client.get(address).status_code for address in gets} == {404}
        assert {client.post(address).status_code for address in posts} == {404}
    assert send(people.member).status_code == 403
    assert send(people.outsider, program=plan.program.pk).status_code == 422
    for address in (reverse("import_new"), *gets):
        assert Client().get(address).status_code == 302
    assert latest().state is State.READ


def test_a_form_from_elsewhere_is_refused(people: Cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.owner.user)
    file = SimpleUploadedFile("house.xml", house())
    assert strict.post(reverse("import_new"), {"file": file, "program": ""}).status_code == 403
    assert not Import.objects.exists()


@pytest.mark.parametrize("size", [2 * 1024 * 1024, 60 * 1024 * 1024])
def test_a_file_above_the_limit_is_refused_with_words(
    people: Cast, send: Callable[..., Any], settings: Any, tmp_path: Any, size: int
):
    settings.IMPORT_MAX_BYTES = 50 * 1024 * 1024 if size > 50 * 1024 * 1024 else 1024 * 1024
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    answer = send(people.owner, b" " * size)
    assert answer.status_code == 413
    assert f"larger than the {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB" in text(answer)
    assert list(tmp_path.glob("*.upload*")) == []
    assert not Import.objects.exists()


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (None, "This field is required")])
def test_what_is_no_file_is_told_at_its_field(people: Cast, enter: Enter, content: bytes | None, words: str):
    sent = {} if content is None else {"file": SimpleUploadedFile("a.xml", content)}
    answer = enter(people.owner).post(reverse("import_new"), {**sent, "program": ""})
    assert (answer.status_code, words in text(answer)) == (422, True)


def test_a_file_that_is_none_says_what_to_do(people: Cast, enter: Enter, send: Callable[..., Any]):
    answer = send(people.owner, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, name="plan.mpp")
    page = text(enter(people.owner).get(answer.url))
    assert "save it as XML" in page
    assert reverse("import_new") in page


def test_a_table_with_headings_of_its_own_asks_and_goes_on(
    plan: Stage, people: Cast, enter: Enter, send: Callable[..., Any], django_capture_on_commit_callbacks: Any
):
    answer = send(people.manager, OWN, name="plan.csv", program=plan.program.pk)
    maya, row = enter(people.manager), latest()
    asked = text(maya.get(answer.url))
    assert "Say what its columns hold." in asked
    assert "mind the pipes" in asked
    columns = reverse("import_columns", args=[row.pk])
    twice = {"column_0": "Name", "column_1": "Name", "column_2": "", "column_3": ""}
    wrong = maya.post(columns, twice)
    assert (wrong.status_code, text(wrong).count("Two columns cannot hold the same")) == (422, 2)
    assert "Say which column holds the names" in text(maya.post(columns, {"column_0": ""}))
    with django_capture_on_commit_callbacks(execute=True):
        said = maya.post(columns, {**twice, "column_1": "Duration", "column_2": "Notes", "column_3": "Predecessors"})
    assert said.url == answer.url
    preview = text(maya.get(answer.url))
    assert "Predecessors: what it waits for" in preview
    assert columns in preview
    maya.post(reverse("import_take", args=[row.pk]), {"program": plan.program.pk, "name": "Own", "code": "OWN"})
    assert list(Project.objects.get(code="OWN").tasks.values_list("name", flat=True)) == ["Dig", "Pour"]


def test_the_guesses_of_a_table_are_preset_where_they_are_changed(people: Cast, enter: Enter, send: Callable[..., Any]):
    send(people.owner, csv("Task;Start;Days;Cost", "Dig;2026-03-02;2;9"), name="plan.csv")
    page = text(enter(people.owner).get(reverse("import_columns", args=[latest().pk])))
    for value in ("Name", "Start", "Duration"):
        assert f'<option value="{value}" selected>' in page
    assert page.count(" selected>") == 4  # of Cost nothing


def test_what_is_no_table_has_no_columns_to_choose(people: Cast, enter: Enter, send: Callable[..., Any]):
    answer = send(people.owner)
    columns = reverse("import_columns", args=[latest().pk])
    owner = enter(people.owner)
    assert owner.get(columns).url == owner.post(columns).url == answer.url
    assert columns not in text(owner.get(answer.url))


@pytest.mark.parametrize("has_java", [True, False])
def test_the_chooser_says_whether_mpp_is_read_here(
    people: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch, has_java: bool
):
    monkeypatch.setattr("fairlead.pages.views.imports.reads_foreign", lambda: has_java)
    page = text(enter(people.owner).get(reverse("import_new")))
    assert ("own .mpp, P6 XML" in page) is has_java
    assert ("is not read on this server" in page) is not has_java


def test_script_in_names_is_shown_and_never_run(people: Cast, enter: Enter, send: Callable[..., Any]):
    script = "<script>alert(1)</script>"
    filed = {"Start": "2026-03-05T08:00:00", "Finish": "2026-03-05T17:00:00"}
    answer = send(
        people.owner,
        mspdi(
            task(1, script, **filed),
            resources=(resource(1, script),),
            assignments=(assignment(1, 1, 1),),
            Name=script,
            Title=script,
        ),
        name=f"{script[:8]}.xml",
    )
    page = text(enter(people.owner).get(answer.url))
    assert "&lt;script&gt;alert(1)" in page
    assert script not in page
    assert "<script>." not in page


def test_a_refusal_stands_at_its_field_and_keeps_what_was_chosen(
    plan: Stage, people: Cast, enter: Enter, send: Callable[..., Any]
):
    send(people.owner)
    row, owner = latest(), enter(people.owner)
    maya = str(people.resources["Maya Manager"].pk)
    answer = owner.post(
        reverse("import_take", args=[row.pk]),
        {"program": "", "name": "Our house", "code": "SHOP", "person_0": "", "person_1": maya},
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "Another project has this code" in page
    assert 'value="Our house"' in page
    assert f'<option value="{maya}" selected>Maya Manager</option>' in page


def test_a_file_imported_before_offers_a_copy(people: Cast, enter: Enter, send: Callable[..., Any]):
    owner = enter(people.owner)
    for copies in range(2):
        send(people.owner)
        row = latest()
        page = text(owner.get(reverse("import", args=[row.pk])))
        assert ("This very file was imported as" in page) is (copies == 1)
        chosen = {"program": "", "name": "House", "code": f"H{copies}"}
        address = reverse("import_take", args=[row.pk])
        if copies:
            assert "Say that you want a copy" in text(owner.post(address, chosen))
        owner.post(address, {**chosen, "as_copy": "on"} if copies else chosen)
    assert Project.objects.filter(name="House").count() == 2


def test_an_upload_is_discarded_by_one_press(people: Cast, enter: Enter, send: Callable[..., Any]):
    send(people.owner)
    row, owner = latest(), enter(people.owner)
    assert row.filename in text(owner.get(reverse("import_new")))
    answer = owner.post(reverse("import_drop", args=[row.pk]), follow=True)
    assert "Nothing was imported" in text(answer)
    assert row.filename not in text(owner.get(reverse("import_new")))
    assert "This upload was discarded" in text(owner.get(reverse("import", args=[row.pk])))


def test_a_page_watches_a_file_being_read(people: Cast, enter: Enter, django_capture_on_commit_callbacks: Any):
    owner = enter(people.owner)
    file = SimpleUploadedFile("house.xml", house())
    with django_capture_on_commit_callbacks() as waiting:
        address = owner.post(reverse("import_new"), {"file": file, "program": ""}).url
    row = latest()
    assert "The file is being read" in text(owner.get(address))
    progress = reverse("import_progress", args=[row.pk])
    assert "HX-Refresh" not in owner.get(progress, headers={"HX-Request": "true"})
    take = reverse("import_take", args=[row.pk])
    assert owner.post(take, {"program": ""}).url == address  # nothing to take yet
    for callback in waiting:
        callback()
    assert owner.get(progress, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_page_that_is_watched_wakes_a_reading_whose_worker_died(
    people: Cast, enter: Enter, django_capture_on_commit_callbacks: Any
):
    owner = enter(people.owner)
    owner.post(reverse("import_new"), {"file": SimpleUploadedFile("house.xml", house()), "program": ""})
    past = timezone.now() - timedelta(minutes=2)
    Import.objects.update(asked_at=past, claimed_at=past, attempts=1)
    with django_capture_on_commit_callbacks(execute=True):
        owner.get(reverse("import_progress", args=[latest().pk]))
    assert latest().state is State.READ


@pytest.mark.parametrize("people_in_file", [1, 60])
def test_a_preview_page_costs_the_same_whatever_is_in_the_file(
    people: Cast, enter: Enter, send: Callable[..., Any], django_assert_max_num_queries: Any, people_in_file: int
):
    answer = send(
        people.owner,
        mspdi(
            *(task(uid, f"Task {uid}") for uid in range(1, 61)),
            resources=tuple(resource(uid, f"Person {uid}") for uid in range(1, people_in_file + 1)),
        ),
    )
    owner = enter(people.owner)
    with django_assert_max_num_queries(16):
        page = owner.get(answer.url)
    assert ("10 more are taken over" in text(page)) is (people_in_file == 60)


def test_a_file_of_several_projects_becomes_all_of_them(
    plan: Stage, people: Cast, enter: Enter, send: Callable[..., Any]
):
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    content = write_native(exported([plan.shop, plan.ware], name="Relaunch").plan)
    answer = send(people.manager, content, name="relaunch.json", program=plan.program.pk)
    maya = enter(people.manager)
    page = text(maya.get(answer.url))
    assert [
        part for part in ("SHOP2", "WARE2", "Every task starts and finishes to the minute") if part not in page
    ] == []
    assert 'name="code"' not in page
    took = maya.post(reverse("import_take", args=[latest().pk]), {"program": plan.program.pk})
    assert took.url == reverse("program_roadmap", args=[plan.program.pk])
    assert sorted(Project.objects.filter(program=plan.program).values_list("code", flat=True)) == [
        "SHOP",
        "SHOP2",
        "WARE",
        "WARE2",
    ]
