"""Creating projects and programs, and what they refuse."""

from datetime import date, datetime

import pytest

from cast import MONDAY, NOW, Cast, Stage, stage
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.programs.models import Program
from fairlead.programs.services import NewTranche, program_create, program_update, tranche_create, tranche_delete
from fairlead.work.models import Project
from fairlead.work.services import NewProject, project_create, project_update
from standing import Staging


@pytest.fixture(scope="module")
def staging() -> Staging:
    return stage


def test_a_program_manager_creates_projects_in_their_program_only(people: Cast, plan: Stage) -> None:
    new = NewProject("Garden", "GARD", MONDAY, program_id=plan.program.pk)
    garden = project_create(actor=people.manager.actor, new=new, now=NOW)
    assert (garden.calendar, garden.position) == (people.calendar, 1)  # behind the two at 0
    with pytest.raises(Forbidden):
        project_create(actor=people.manager.actor, new=NewProject("Alone", "ALO", MONDAY), now=NOW)
    with pytest.raises(Forbidden):
        project_create(actor=people.member.actor, new=new, now=NOW)
    with pytest.raises(NotFound):
        project_create(actor=people.outsider.actor, new=new, now=NOW)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"code": "SHOP"}, "code"),
        ({"code": ""}, "code"),
        ({"start_at": datetime(9999, 1, 1)}, "start_at"),
        ({"calendar_id": 10**9}, "calendar"),
    ],
)
def test_what_a_project_cannot_be_is_told_by_field(
    people: Cast, plan: Stage, values: dict[str, object], field: str
) -> None:
    given = {"name": "Garden", "code": "GARD", "start_at": MONDAY, **values}
    before = Project.objects.count()
    with pytest.raises(Refused) as refusal:
        project_create(actor=people.owner.actor, new=NewProject(**given), now=NOW)  # type: ignore[arg-type]
    assert field in refusal.value.fields
    assert Project.objects.count() == before


def test_a_calendar_of_another_workspace_is_unknown_here(people: Cast, plan: Stage) -> None:
    new = NewProject("Garden", "GARD", MONDAY, calendar_id=people.outside_calendar.pk)
    with pytest.raises(Refused):
        project_create(actor=people.owner.actor, new=new, now=NOW)


def test_programs_are_created_by_owners_and_changed_by_their_managers(people: Cast, plan: Stage) -> None:
    created = program_create(actor=people.owner.actor, name=" New  ", code="NEW", now=NOW)
    assert created.name == "New"
    with pytest.raises(Forbidden):
        program_create(actor=people.manager.actor, name="Mine", code="MINE", now=NOW)
    changed = program_update(
        actor=people.manager.actor, id=plan.program.pk, version=1, changes={"name": "Relaunch 2"}, now=NOW
    )
    assert (changed.name, changed.version) == ("Relaunch 2", 2)
    with pytest.raises(StaleVersion):
        program_update(actor=people.manager.actor, id=plan.program.pk, version=1, changes={"name": "Old"}, now=NOW)
    with pytest.raises(Refused):
        program_update(actor=people.manager.actor, id=plan.program.pk, version=2, changes={"code": "NEW"}, now=NOW)
    assert Program.objects.get(pk=plan.program.pk).name == "Relaunch 2"


def test_a_project_is_in_a_tranche_of_its_own_program(people: Cast, plan: Stage) -> None:
    actor, owner = people.manager.actor, people.owner.actor
    days = NewTranche("Spring", date(2026, 3, 1), date(2026, 6, 1))
    spring = tranche_create(actor=actor, program_id=plan.program.pk, new=days, now=NOW)
    other = program_create(actor=owner, name="Other", code="OTH", now=NOW)
    theirs = tranche_create(actor=owner, program_id=other.pk, new=days, now=NOW)
    for project, tranche in ((plan.attic, spring), (plan.shop, theirs)):
        with pytest.raises(Refused) as refused:
            project_update(actor=owner, project=project, version=1, changes={"tranche": tranche.pk}, now=NOW)
        assert list(refused.value.fields) == ["tranche"]
    ware = project_create(actor=actor, new=NewProject("Barn", "BARN", MONDAY, program_id=plan.program.pk), now=NOW)
    ware = project_update(actor=actor, project=ware, version=1, changes={"tranche": spring.pk}, now=NOW)
    moved = project_update(actor=owner, project=ware, version=2, changes={"program": other.pk}, now=NOW)
    assert (moved.program_id, moved.tranche_id) == (other.pk, None)
    shop = project_update(actor=actor, project=plan.shop, version=1, changes={"tranche": spring.pk}, now=NOW)
    tranche_delete(actor=actor, id=spring.pk, version=1, now=NOW)
    shop.refresh_from_db()
    assert shop.tranche_id is None
