"""A preview is confirmed once: one transaction makes the project with all that is in it, or nothing at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connections

from cast import MONDAY, NOW, Cast, Stage, cast, stage
from exchange.conftest import Upload
from exchange.files import assignment, house, mspdi, resource, task
from fairlead.access.rules import Role
from fairlead.exchange.models import Confirmation, Import, State
from fairlead.exchange.selectors import import_get, import_preview
from fairlead.exchange.services import Choice, import_begin, import_confirm, import_discard, import_read
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Calendar, Resource
from fairlead.schedule.models import ProjectDates, Recalculation, TaskDates
from fairlead.work.models import Assignment, Link, Project, Task


def confirm(people: Cast, row: Import, choice: Choice | None = None) -> Project:
    return import_confirm(actor=people.owner.actor, id=row.pk, choice=choice or Choice(None), now=NOW)


def counts() -> list[int]:
    models = (Project, Task, Link, Assignment, Resource, Calendar, Confirmation, AuditEntry, TaskDates)
    return [model.objects.count() for model in models]


def test_everything_in_the_file_becomes_a_project_with_dates(people: Cast, plan: Stage, upload: Upload, folder: Any):
    row = upload(people.manager.actor)
    choice = Choice(plan.program.pk, name="Our house", code="OUR")
    project = import_confirm(actor=people.manager.actor, id=row.pk, choice=choice, now=NOW)

    assert (project.name, project.code, project.program, project.start_at) == ("Our house", "OUR", plan.program, MONDAY)
    assert project.calendar == people.calendar
    rows = list(project.tasks.order_by("position"))
    assert [(each.name, each.external_id, each.parent_id) for each in rows] == [
        ("Ground", "1", None),
        ("Dig", "2", rows[0].pk),
        ("Pour", "3", rows[0].pk),
        ("Done", "4", None),
    ]
    links = (
        Link.objects.filter(successor__project=project)
        .order_by("pk")
        .values_list("predecessor__name", "successor__name")
    )
    assert list(links) == [("Dig", "Pour"), ("Pour", "Done")]
    people_on = Assignment.objects.filter(task__project=project).order_by("task__position")
    assert [(each.resource.name, each.units) for each in people_on] == [
        ("Wes Worker", Decimal("0.5")),
        ("Petra New", Decimal(1)),
    ]
    dates = {found.task.name: (found.start_at, found.finish_at) for found in TaskDates.objects.filter(project=project)}
    assert dates["Pour"] == (datetime(2026, 3, 4, 8), datetime(2026, 3, 4, 17))
    assert ProjectDates.objects.get(project=project).task_count == 3
    assert Recalculation.objects.latest("pk").cause == "import"
    assert (project.pk, Role.PROJECT_MANAGER) in people.manager.actor.project_roles
    assert AuditEntry.objects.get(action="project.import").cause == "Imported from house.xml"
    assert import_get(id=row.pk, actor=people.manager.actor).state is State.CONFIRMED


def test_what_a_task_says_is_carried(people: Cast, upload: Upload):
    said = {
        "ActualStart": "2026-03-02T08:00:00",
        "PercentComplete": 50,
        "Deadline": "2026-03-31T17:00:00",
        "ConstraintType": 4,
        "ConstraintDate": "2026-03-02T08:00:00",
        "Notes": "mind the pipes",
        "Priority": 700,
    }
    row = upload(
        people.owner.actor,
        mspdi(task(1, "Dig", hours=16, **said), StatusDate="2026-03-03T17:00:00", MinutesPerDay=360, DaysPerMonth=22),
    )
    project = confirm(people, row)
    dig = project.tasks.get()
    assert (dig.duration_minutes, dig.percent_complete, dig.priority, dig.notes) == (960, 50, 700, "mind the pipes")
    assert (dig.actual_start_at, dig.deadline_at) == (MONDAY, datetime(2026, 3, 31, 17))
    assert (dig.constraint, dig.constraint_at) == (2, MONDAY)  # start no earlier than
    project.refresh_from_db()
    assert (project.status_at, project.minutes_per_day, project.days_per_month) == (datetime(2026, 3, 3, 17), 360, 22)


def test_the_dates_of_the_preview_are_those_of_the_project(people: Cast, upload: Upload):
    row = upload(people.owner.actor, house(ScheduleFromStart=0, FinishDate="2026-06-30T17:00:00"))
    (told,) = import_preview(row, actor=people.owner.actor).findings.projects
    project = confirm(people, row)
    found = ProjectDates.objects.get(project=project)
    assert found.start_at == datetime.fromisoformat(told.start)
    assert found.finish_at == datetime.fromisoformat(told.finish)
    assert project.finish_by_at == datetime(2026, 6, 30, 17)


def test_people_are_who_one_says_they_are(people: Cast, upload: Upload):
    row = upload(people.owner.actor)
    maya = people.resources["Maya Manager"].pk
    project = confirm(people, row, Choice(None, people={"1": None, "2": maya}))
    on = dict(Assignment.objects.filter(task__project=project).values_list("task__name", "resource__name"))
    assert on == {"Dig": "Wes worker", "Pour": "Maya Manager"}


def test_two_of_the_file_may_be_one_of_the_pool(people: Cast, upload: Upload):
    both = mspdi(
        task(1, "Dig"),
        resources=(resource(1, "W. Worker"), resource(2, "Wes")),
        assignments=(assignment(1, 1, 1, 0.5), assignment(2, 1, 2, 0.25)),
    )
    wes = people.resources["Wes Worker"].pk
    project = confirm(people, upload(people.owner.actor, both), Choice(None, people={"1": wes, "2": wes}))
    assert Assignment.objects.get(task__project=project).units == Decimal("0.75")


@pytest.mark.parametrize("who", [{"1": 0}, {"nobody": None}])
def test_nobody_from_elsewhere_is_taken(people: Cast, upload: Upload, who: dict[str, int | None]):
    row = upload(people.owner.actor)
    before = counts()
    with pytest.raises(Refused):
        confirm(people, row, Choice(None, people=who))
    assert counts() == before


def test_calendars_are_created_once(people: Cast, upload: Upload):
    # the same times under another name are another calendar, because they may part later
    first = upload(people.owner.actor, house(Title="a").replace(b"<Name>Office<", b"<Name>Site<"))
    second = upload(people.owner.actor, house(Title="b").replace(b"<Name>Office<", b"<Name>site<"))
    assert confirm(people, first).calendar == confirm(people, second).calendar
    assert Calendar.objects.filter(workspace=people.workspace).count() == 2


def test_confirming_again_gives_the_same_project(people: Cast, upload: Upload):
    row = upload(people.owner.actor)
    project = confirm(people, row)
    before = counts()
    assert (confirm(people, row), counts()) == (project, before)


def test_a_file_imported_before_needs_a_word_to_become_a_copy(people: Cast, upload: Upload):
    project = confirm(people, upload(people.owner.actor))
    again = upload(people.owner.actor)
    with pytest.raises(Refused, match="“House” on 4 Mar 2026"):
        confirm(people, again)
    copy = confirm(people, again, Choice(None, as_copy=True))
    assert (copy.pk != project.pk, copy.code) == (True, "HOUSE2")
    assert Confirmation.objects.get(project=copy).is_copy


def test_a_file_whose_project_was_deleted_is_new_again(people: Cast, upload: Upload):
    first = upload(people.owner.actor)
    confirm(people, first).delete()
    with pytest.raises(Refused, match="deleted since"):
        confirm(people, first)
    assert confirm(people, upload(people.owner.actor)).code == "HOUSE"


def test_whose_project_one_may_not_see_is_not_told(people: Cast, plan: Stage, upload: Upload):
    confirm(people, upload(people.owner.actor))  # in no program: the program manager is a member and sees it
    lone = upload(people.manager.actor)
    with pytest.raises(Refused):
        import_confirm(actor=people.manager.actor, id=lone.pk, choice=Choice(plan.program.pk), now=NOW)
    hers = upload(people.outsider.actor)
    assert import_confirm(actor=people.outsider.actor, id=hers.pk, choice=Choice(None), now=NOW).code == "HOUSE"


def test_only_who_may_create_projects_there_confirms(plan: Stage, people: Cast, upload: Upload):
    row = upload(people.manager.actor)
    with pytest.raises(Forbidden):
        import_confirm(actor=people.manager.actor, id=row.pk, choice=Choice(None), now=NOW)
    with pytest.raises(NotFound):
        import_confirm(actor=people.outsider.actor, id=row.pk, choice=Choice(None), now=NOW)
    with pytest.raises(NotFound):
        confirm(people, upload(people.owner.actor), Choice(program_id=0))


def test_a_discarded_upload_is_not_confirmed(people: Cast, upload: Upload):
    row = upload(people.owner.actor)
    import_discard(actor=people.owner.actor, id=row.pk, now=NOW)
    with pytest.raises(Refused, match="discarded"):
        confirm(people, row)


def test_a_project_is_not_discarded(people: Cast, upload: Upload):
    row = upload(people.owner.actor)
    confirm(people, row)
    with pytest.raises(Refused, match="taken over already"):
        import_discard(actor=people.owner.actor, id=row.pk, now=NOW)


@pytest.mark.parametrize("at", ["links_write", "assignments_write", "scope_recalculate", "audit_write"])
def test_a_failure_at_any_step_leaves_nothing(
    people: Cast, upload: Upload, monkeypatch: pytest.MonkeyPatch, at: str, folder: Any
):
    row = upload(people.owner.actor)
    before = counts()

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    home = "writer." if at.endswith("_write") and at != "audit_write" else ""
    monkeypatch.setattr(f"fairlead.exchange.services.confirming.{home}{at}", fails)
    with pytest.raises(ZeroDivisionError):
        confirm(people, row)
    assert counts() == before
    assert len(list(folder.glob("*"))) == 1
    monkeypatch.undo()
    assert confirm(people, row).tasks.count() == 4


def test_a_taken_code_is_told_at_its_field(people: Cast, plan: Stage, upload: Upload):
    row = upload(people.owner.actor)
    with pytest.raises(Refused) as caught:
        confirm(people, row, Choice(None, code="SHOP"))
    assert caught.value.fields == {"code": "Another project has this code"}


def test_the_file_goes_when_the_project_has_come(people: Cast, upload: Upload, commits: Any, folder: Any):
    row = upload(people.owner.actor)
    with commits():
        confirm(people, row)
    assert list(folder.glob("*")) == []


def test_two_thousand_tasks_take_a_few_statements(people: Cast, upload: Upload, django_assert_max_num_queries: Any):
    many = []
    for group in range(200):
        first = group * 10 + 1
        many.append(task(first, f"Group {group}"))
        many += [task(first + n, f"Task {first + n}", 2, after=(first + n - 1,) if n > 1 else ()) for n in range(1, 10)]
    row = upload(people.owner.actor, mspdi(*many))
    with django_assert_max_num_queries(150):
        project = confirm(people, row)
    assert (project.tasks.count(), Link.objects.count()) == (2_000, 1_600)
    assert TaskDates.objects.filter(project=project).count() == 2_000


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("uploads", [1, 2])
def test_two_at_once_make_one_project(settings: Any, uploads: int):
    people = cast()
    stage(people)
    actor = people.owner.actor
    rows = []
    for number in range(uploads):
        later = NOW + timedelta(seconds=number)
        row = import_begin(actor=actor, file=ContentFile(house()), name="house.xml", program_id=None, now=later)
        import_read(id=row.pk, now=later)
        rows.append(row)

    def confirm_one(row: Import) -> str:
        try:
            return import_confirm(actor=actor, id=row.pk, choice=Choice(None), now=NOW).code
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(confirm_one, [rows[0], rows[-1]]))
    assert done == (["HOUSE", "HOUSE"] if uploads == 1 else ["HOUSE", "already_imported"])
    assert Project.objects.filter(name="House").count() == 1
