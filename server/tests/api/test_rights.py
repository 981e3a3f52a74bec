"""Every operation of the API, tried by five people; one that is not in the table fails the suite."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from api.access_cases import ACCESS
from api.activity_cases import ACTIVITIES
from api.cases import CREATE, EDIT, END, FEW, LED, OPEN, OWN, READ, WHO, Case
from api.closing_cases import CLOSING
from api.conformity import description
from api.conftest import Ask
from api.health_cases import HEALTH
from api.phase_cases import GATES_OF_PROJECTS, PHASES
from api.proposal_cases import PROPOSALS
from api.template_cases import TEMPLATES
from api.uploads import people_table, plan_file, plan_table
from cast import MONDAY, NOW, Cast, Stage, calendar_of, overload, tries
from fairlead.access.models import DefinedRole
from fairlead.access.rules import ScopeKind
from fairlead.access.services import NewDelegation, NewInvitation, NewRole, invitation_make, role_create
from fairlead.governance.selectors import spot_get
from fairlead.governance.services import deliverable_add, role_give, stand_in_make
from fairlead.resources.models import Resource, Skill
from fairlead.resources.services import NewTimeOff, skill_create, team_create, time_off_add
from fairlead.schedule.leveling.accepting import scenario_accept
from fairlead.schedule.leveling.running import level_run
from fairlead.schedule.leveling.services import leveling_begin
from fairlead.schedule.leveling.wishes import Asked
from fairlead.staffing.models import Offer, Request
from fairlead.staffing.services import NewBooking, NewRequest, Part, booking_create, offer_make, request_ask
from fairlead.strategy.models import Criterion, Vision
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.services import (
    NewCheckIn,
    NewKeyResult,
    NewObjective,
    check_in_add,
    key_result_create,
    objective_create,
)
from fairlead.work.services import block_raise, output_add
from pages.test_rights import delivered


def _program(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.program.pk}


def _project(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.shop.pk}


def _task(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.tasks["draw"].pk}


def _link(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.links["build", "move_in"].pk}


def _plan(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"kind": "program", "id": plan.program.pk}


def _painting(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"id": Skill.objects.create(workspace=people.workspace, name="Painting").pk}


def _load(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"kind": "program", "id": plan.program.pk}


def _block(people: Cast, plan: Stage) -> None:
    block_raise(actor=people.owner.actor, task_id=plan.tasks["draw"].pk, reason="No paper", now=NOW)


def _scenario(people: Cast, plan: Stage) -> dict[str, Any]:
    overload(people, plan)
    asked = Asked(seconds=1)
    row = leveling_begin(actor=people.owner.actor, kind=ScopeKind.PROGRAM, id=plan.program.pk, asked=asked, now=NOW)
    level_run(id=row.pk, clock=lambda: NOW)
    return {"id": row.pk}


def _accepted(people: Cast, plan: Stage) -> dict[str, Any]:
    names = _scenario(people, plan)
    scenario_accept(actor=people.owner.actor, id=names["id"], project_ids=None, now=NOW)
    return names


def _resource(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"id": people.resources["Wes Worker"].pk}


def _named(people: Cast, plan: Stage) -> dict[str, Any]:
    skill = skill_create(actor=people.owner.actor, name="Drawing", now=NOW)
    return {**_resource(people, plan), "skill": skill.pk}


def _skill(people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": _named(people, plan)["skill"]}


def _team(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"id": team_create(actor=people.owner.actor, name="Paint", now=NOW).pk}


def _calendar(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"id": calendar_of(people.workspace, "Spare", is_default=False).pk}


def _time_off(people: Cast, _plan: Stage) -> dict[str, Any]:
    new = NewTimeOff(date(2026, 3, 2), date(2026, 3, 3))
    wes = people.resources["Wes Worker"].pk
    return {"id": time_off_add(actor=people.owner.actor, resource_id=wes, new=new, now=NOW).pk}


_WEEK = [[[480, 720], [780, 1020]]] * 5 + [[], []]


def _days(people: Cast) -> dict[str, Any]:
    resource = people.resources["Wes Worker"].pk
    return {"resource": resource, "start_on": "2026-03-09", "finish_on": "2026-03-14", "units": 1}


def _booked(people: Cast, plan: Stage) -> dict[str, Any]:
    new = NewBooking(plan.shop.pk, MONDAY.date(), date(2026, 3, 7), people.resources["Wes Worker"].pk, units=Decimal(1))
    return {"id": booking_create(actor=people.owner.actor, new=new, now=NOW).pk}


def _demanded(people: Cast, plan: Stage) -> dict[str, Any]:
    role = Resource.objects.create(workspace=people.workspace, kind=Resource.Kind.ROLE, name="Carpenter")
    new = NewBooking(plan.shop.pk, MONDAY.date(), date(2026, 3, 7), role=role.pk, units=Decimal(2))
    return {"id": booking_create(actor=people.owner.actor, new=new, now=NOW).pk}


def _asked(people: Cast, plan: Stage) -> dict[str, Any]:
    days = (date(2026, 3, 9), date(2026, 3, 14))
    who = people.resources["Wes Worker"].pk
    new = NewRequest(plan.shop.pk, *days, "Needed", date(2026, 3, 6), resource=who, units=Decimal(1))
    return {"id": request_ask(actor=people.owner.actor, new=new, now=NOW).pk}


def _offered(people: Cast, plan: Stage) -> dict[str, Any]:
    names = _asked(people, plan)
    part = Part(people.resources["Maya Manager"].pk, date(2026, 3, 9), date(2026, 3, 14), Decimal(1))
    offer_make(
        actor=people.owner.actor, id=names["id"], version=1, parts=[part], answer_by_on=date(2026, 3, 6), now=NOW
    )
    Request.objects.update(version=1)
    Offer.objects.update(by=None)
    return names


_CHECK_IN = {"on": "2026-03-03", "value": 1.5, "confidence_share": 0.5}


def _vision(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"id": Vision.objects.create(workspace=people.workspace, statement="Harbor").pk}


def _criterion(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"id": Criterion.objects.create(workspace=people.workspace, name="Harbor").pk}


def _objective(people: Cast, _plan: Stage) -> dict[str, Any]:
    new = NewObjective("Harbor grows", date(2026, 1, 1), date(2027, 1, 1))
    return {"id": objective_create(actor=people.owner.actor, new=new, now=NOW).pk}


def _key_result(people: Cast, plan: Stage) -> dict[str, Any]:
    new, of = NewKeyResult("Harbor sales", Direction.UP, Decimal(1), Decimal(2)), _objective(people, plan)["id"]
    return {"id": key_result_create(actor=people.owner.actor, objective_id=of, new=new, now=NOW).pk}


def _check_in(people: Cast, plan: Stage) -> dict[str, Any]:
    new, of = NewCheckIn(date(2026, 3, 2), Decimal(1)), _key_result(people, plan)["id"]
    return {"id": check_in_add(actor=people.owner.actor, key_result_id=of, new=new, now=NOW).pk}


def _planner(people: Cast, _plan: Stage) -> dict[str, Any]:
    new = NewRole("Planner", scopes=(ScopeKind.PROJECT,), allows={"edit_project": None})
    return {"id": role_create(actor=people.owner.actor, new=new, now=NOW).pk}


def _role(people: Cast, key: str) -> int:
    return DefinedRole.objects.get(workspace=people.workspace, key=key).pk


def _granted(people: Cast, plan: Stage) -> dict[str, Any]:
    """Guest is a stakeholder of SHOP."""
    spot = spot_get(scope=ScopeKind.PROJECT, id=plan.shop.pk, actor=people.owner.actor)
    given = {"person_id": people.guest.person.pk, "role_id": _role(people, "stakeholder"), "spot": spot}
    return {"id": role_give(actor=people.owner.actor, now=NOW, **given).pk}


def _invited(people: Cast, plan: Stage) -> dict[str, Any]:
    """Owner invites somebody as a stakeholder of SHOP."""
    spot = spot_get(scope=ScopeKind.PROJECT, id=plan.shop.pk, actor=people.owner.actor)
    role = DefinedRole.objects.get(workspace=people.workspace, key="stakeholder")
    new = NewInvitation("nina.new@harbor.example", role, spot)
    return {"id": invitation_make(actor=people.owner.actor, new=new, now=NOW)[0].pk}


def _delegated(people: Cast, _plan: Stage) -> dict[str, Any]:
    """Owner lets guest act for them."""
    new = NewDelegation(people.guest.person.pk, NOW, NOW + timedelta(days=7))
    return {"id": stand_in_make(actor=people.owner.actor, new=new, now=NOW).pk}


def _line(people: Cast, plan: Stage) -> dict[str, Any]:
    spot = spot_get(scope=ScopeKind.PROJECT, id=plan.shop.pk, actor=people.owner.actor)
    return {"id": deliverable_add(actor=people.owner.actor, spot=spot, name="Sign", now=NOW).pk}


def _at_shop(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"scope": "project", "scope_id": plan.shop.pk}


def _of_shop(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"project": plan.shop.pk}


def _member(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"id": people.member.person.pk}


def _delivered(what: str) -> Callable[[Cast, Stage], dict[str, Any]]:
    return lambda _people, plan: {"id": delivered(plan)[what]}


def _output(people: Cast, plan: Stage) -> dict[str, Any]:
    of, who = delivered(plan)["benefit"], people.owner.actor
    return {"id": output_add(actor=who, project_id=plan.shop.pk, benefit_id=of, name="The shop", now=NOW).pk}


_DAYS = {"start_on": "2026-03-01", "finish_on": "2026-06-01"}
_PROMISE = {
    "name": "Trust",
    "baseline": 1,
    "baseline_on": "2026-01-01",
    "target": 2,
    "target_on": "2027-01-01",
    "measure_until_on": "2028-01-01",
}
_MEASURED = {"on": "2026-03-02", "value": 1}


CASES = {
    "roles_list": Case(OWN),
    "role_create": Case((201, 403, 403, 201, 401), lambda people, plan: {"name": "Scribe", "scopes": ["project"]}),
    "role_read": Case(READ, names=_planner),
    "role_update": Case(
        (200, 403, 403, 404, 401), lambda people, plan: {"summary": "Plans"}, _planner, has_version=True
    ),
    "role_delete": Case((204, 403, 403, 404, 401), names=_planner, has_version=True),
    "people_list": Case(OWN),
    "authority_read": Case(READ, names=_member),
    "decisions_read": Case(READ, names=_of_shop, query="?scope=project&id={project}"),
    "grant_create": Case(
        CREATE,
        lambda people, plan: {
            "person": people.guest.person.pk,
            "role": _role(people, "team_member"),
            **_at_shop(people, plan),
        },
    ),
    "grant_read": Case(READ, names=_granted),
    "grant_update": Case(EDIT, lambda people, plan: {"role": _role(people, "team_member")}, _granted),
    "grant_delete": Case(END, names=_granted),
    # The outsider owns another workspace, which is the one that they see and change.
    "workspace_read": Case((200, 403, 403, 200, 401)),
    "workspace_update": Case((200, 403, 403, 200, 401), lambda people, plan: {"week_start": 6}, has_version=True),
    "invitations_list": Case(OWN),
    "invitation_create": Case(
        CREATE,
        lambda people, plan: {
            "email": "nina.new@harbor.example",
            "role": _role(people, "team_member"),
            **_at_shop(people, plan),
        },
    ),
    "invitation_read": Case((200, 404, 404, 404, 401), names=_invited),
    "invitation_again": Case((200, 404, 404, 404, 401), names=_invited),
    "invitation_delete": Case((204, 404, 404, 404, 401), names=_invited),
    "delegations_list": Case(OWN),
    # Everybody lets somebody act for them; the outsider does not know the guest, the manager's colleague does.
    "delegation_create": Case(
        (201, 201, 201, 404, 401),
        lambda people, plan: {
            "deputy": people.guest.person.pk,
            "starts_at": "2026-03-05T00:00:00Z",
            "ends_at": "2026-03-07T00:00:00Z",
        },
    ),
    "delegation_read": Case((200, 404, 404, 404, 401), names=_delegated),
    "delegation_end": Case((200, 404, 404, 404, 401), names=_delegated),
    "tolerances_read": Case(READ, names=_of_shop, query="?scope=project&id={project}"),
    "tolerance_set": Case(
        EDIT,
        lambda people, plan: {"kind": "time", "amount": 3, "version": 0},
        _of_shop,
        query="?scope=project&id={project}",
    ),
    "raci_read": Case(READ, names=_of_shop, query="?scope=project&id={project}"),
    "raci_begin": Case(EDIT, _at_shop),
    "deliverable_create": Case(CREATE, lambda people, plan: {"name": "Sign", **_at_shop(people, plan)}),
    "deliverable_read": Case(READ, names=_line),
    "deliverable_update": Case(EDIT, lambda people, plan: {"name": "Board"}, _line, has_version=True),
    "deliverable_delete": Case(END, names=_line, has_version=True),
    "responsibility_set": Case(
        EDIT, lambda people, plan: {"role": _role(people, "project_manager"), "letter": "A"}, _line
    ),
    "delivery_read": Case(READ, names=_program),
    "stage_enter": Case(EDIT, lambda people, plan: {"stage": "planning"}, _program, has_version=True),
    "tranche_create": Case(CREATE, lambda people, plan: {"name": "Summer", **_DAYS}, _program),
    "tranche_read": Case(READ, names=_delivered("tranche")),
    "tranche_update": Case(EDIT, lambda people, plan: {"name": "May"}, _delivered("tranche"), has_version=True),
    "tranche_delete": Case(END, names=_delivered("tranche"), has_version=True),
    "gate_create": Case(CREATE, lambda people, plan: {"name": "Board", "due_on": "2026-06-01"}, _program),
    "gate_read": Case(READ, names=_delivered("gate")),
    "gate_update": Case(EDIT, lambda people, plan: {"name": "Board"}, _delivered("gate"), has_version=True),
    "gate_delete": Case(END, names=_delivered("gate"), has_version=True),
    # A program manager prepares a gate; its sponsor decides.
    "gate_decide": Case(LED, lambda people, plan: {"outcome": "go"}, _delivered("gate"), has_version=True),
    "benefits_list": Case(READ, names=_program),
    "benefit_create": Case(CREATE, lambda people, plan: _PROMISE, _program),
    "benefit_read": Case(READ, names=_delivered("benefit")),
    "benefit_update": Case(EDIT, lambda people, plan: {"name": "Trust"}, _delivered("benefit"), has_version=True),
    "benefit_delete": Case(END, names=_delivered("benefit"), has_version=True),
    "measurement_add": Case(CREATE, lambda people, plan: _MEASURED, _delivered("benefit")),
    "measurement_correct": Case(CREATE, lambda people, plan: _MEASURED, _delivered("measurement")),
    "output_create": Case(
        CREATE, lambda people, plan: {"name": "The shop", "project": plan.shop.pk}, _delivered("benefit")
    ),
    "output_delete": Case(END, names=_output),
    "bookings_list": Case(OWN),
    "booking_create": Case(CREATE, lambda people, plan: {"project": plan.shop.pk, **_days(people)}),
    "booking_read": Case(READ, names=_booked),
    "booking_update": Case(EDIT, lambda people, plan: {"note": "Longer"}, _booked, has_version=True),
    "booking_delete": Case(END, names=_booked, has_version=True),
    "booking_name": Case(
        EDIT, lambda people, plan: {"resource": people.resources["Wes Worker"].pk}, _demanded, has_version=True
    ),
    "alerts_list": Case(OWN),
    "project_staffing": Case(READ, names=_project),
    "requests_list": Case(OWN),
    "request_ask": Case(
        CREATE,
        lambda people, plan: {
            "project": plan.shop.pk,
            **_days(people),
            "reason": "Needed",
            "answer_by_on": "2026-03-06",
        },
    ),
    "request_read": Case(READ, names=_asked),
    "offer_make": Case(
        CREATE,
        lambda people, plan: {"parts": [_days(people)], "answer_by_on": "2026-03-06"},
        _asked,
        has_version=True,
    ),
    "offer_accept": Case(EDIT, names=_offered, has_version=True),
    "request_commit": Case(EDIT, lambda people, plan: {}, _asked, has_version=True),
    "request_decline": Case(EDIT, lambda people, plan: {"reason": "On leave"}, _asked, has_version=True),
    "request_withdraw": Case(EDIT, lambda people, plan: {}, _asked, has_version=True),
    "notices_list": Case(OWN),
    "notices_mail_read": Case(OWN),
    "notices_mail_set": Case(OWN, lambda people, plan: {"rhythm": "never"}),
    "notices_mark": Case(OWN, lambda people, plan: {}),
    "health": Case(OPEN),
    "me": Case(OWN),
    "programs_list": Case(OWN),
    # The outsider owns a workspace of their own, where the new program goes.
    "program_create": Case((201, 403, 403, 201, 401), lambda people, plan: {"name": "Ships", "code": "SHIP"}),
    "program_read": Case(READ, names=_program),
    "program_update": Case(EDIT, lambda people, plan: {"name": "Other"}, _program, has_version=True),
    "projects_list": Case(OWN),
    "project_create": Case(
        CREATE,
        lambda people, plan: {
            "name": "Pier",
            "code": "PIER",
            "start": "2026-03-02T08:00",
            "program": plan.program.pk,
        },
    ),
    "project_read": Case(READ, names=_project),
    "project_update": Case(EDIT, lambda people, plan: {"goal": "Sell"}, _project, has_version=True),
    "tasks_list": Case(READ, names=_project),
    "links_list": Case(READ, names=_project),
    "task_create": Case(CREATE, lambda people, plan: {"project": plan.shop.pk, "name": "Paint"}),
    "task_read": Case(READ, names=_task),
    "task_update": Case(EDIT, lambda people, plan: {"name": "Sketch"}, _task, has_version=True),
    "task_delete": Case(EDIT, names=_task, has_version=True),
    "task_move": Case(EDIT, lambda people, plan: {"parent": None, "after": None}, _task, has_version=True),
    "task_people": Case(
        EDIT,
        lambda people, plan: {"people": [{"resource": people.resources["Maya Manager"].pk}]},
        _task,
        has_version=True,
    ),
    "blocker_create": Case(CREATE, lambda people, plan: {"reason": "No paper"}, _task),
    "blocker_delete": Case(END, names=_task, before=_block),
    "task_reason": Case(READ, names=_task),
    "task_events": Case(READ, names=_task),
    "link_create": Case(
        CREATE,
        lambda people, plan: {"predecessor": plan.tasks["draw"].pk, "successor": plan.tasks["shelves"].pk},
    ),
    "link_read": Case(READ, names=_link),
    "link_update": Case(EDIT, lambda people, plan: {"kind": "SS"}, _link, has_version=True),
    "link_delete": Case(EDIT, names=_link, has_version=True),
    "plan_read": Case(READ, names=_plan),
    "plan_changed": Case(READ, names=_plan, query="?since=0"),
    "plan_preview": Case(EDIT, lambda people, plan: {"task": plan.tasks["draw"].pk, "duration_minutes": 960}, _plan),
    "leveling_create": Case(CREATE, lambda people, plan: {"seconds": 1}, _plan),
    "scenarios_list": Case(EDIT, names=_plan),
    "scenario_read": Case(EDIT, names=_scenario),
    "scenario_moves": Case(EDIT, names=_scenario),
    "scenario_stop": Case(EDIT, names=_scenario),
    "scenario_accepted": Case(EDIT, lambda people, plan: {}, _scenario),
    "scenario_undone": Case(EDIT, names=_accepted),
    "scenario_discarded": Case(END, names=_scenario),
    "plan_file": Case(READ, names=_plan, query="?format=json"),
    "plan_file_report": Case(READ, names=_plan, query="?format=xer"),
    "resources_list": Case(OWN),
    "calendars_list": Case(OWN),
    "load_read": Case(OWN),
    "skills_balance": Case(OWN),
    "candidates_list": Case(READ, names=_painting, query="?start_on=2026-03-02&finish_on=2026-03-09"),
    "load_cell_read": Case(READ, names=_load, query="?start_on=2026-03-02&finish_on=2026-03-09"),
    "imports_list": Case(OWN),
    # Uploads are the owner's here; the file itself comes as a form, which test_imports tries by all five.
    "import_upload": Case((422, 422, 422, 422, 401)),
    "import_read": Case((200, 404, 404, 404, 401), names=plan_file),
    "import_columns": Case((200, 404, 404, 404, 401), lambda people, plan: {"columns": {"Cost": "Notes"}}, plan_table),
    "import_confirmed": Case((200, 404, 404, 404, 401), lambda people, plan: {}, plan_file),
    "import_people": Case((200, 404, 404, 404, 401), lambda people, plan: {"creates": True}, people_table),
    "import_discarded": Case((204, 404, 404, 404, 401), names=plan_file),
    # The outsider owns a workspace of their own, where what is new goes.
    "resource_create": Case((201, 201, 403, 201, 401), lambda people, plan: {"name": "Ana"}),
    "resource_read": Case(READ, names=_resource),
    "resource_update": Case(EDIT, lambda people, plan: {"title": "Painter"}, _resource, has_version=True),
    "resource_archive": Case(EDIT, names=_resource, has_version=True),
    "resource_restore": Case(EDIT, names=_resource, has_version=True),
    "resource_hours": Case(EDIT, lambda people, plan: {"base": people.calendar.pk}, _resource, has_version=True),
    "resource_available": Case(EDIT, lambda people, plan: {"periods": []}, _resource, has_version=True),
    "resource_skill": Case(EDIT, lambda people, plan: {"level": 3}, _named),
    "rates_read": Case(EDIT, names=_resource),
    "rates_update": Case(EDIT, lambda people, plan: {"rates": []}, _resource, has_version=True),
    "teams_list": Case(OWN),
    "team_create": Case((201, 201, 403, 201, 401), lambda people, plan: {"name": "Paint"}),
    "team_read": Case(READ, names=_team),
    "team_update": Case(EDIT, lambda people, plan: {"name": "Other"}, _team, has_version=True),
    "team_delete": Case(END, names=_team, has_version=True),
    "skills_list": Case(OWN),
    "skill_create": Case((201, 201, 403, 201, 401), lambda people, plan: {"name": "Drawing"}),
    "skill_read": Case(READ, names=_skill),
    "skill_update": Case(EDIT, lambda people, plan: {"name": "Other"}, _skill, has_version=True),
    "skill_delete": Case(END, names=_skill, has_version=True),
    "calendar_create": Case((201, 201, 403, 201, 401), lambda people, plan: {"name": "Site", "week": _WEEK}),
    "calendar_update": Case(EDIT, lambda people, plan: {"name": "Other"}, _calendar, has_version=True),
    "calendar_delete": Case(END, names=_calendar, has_version=True),
    "time_off_list": Case(READ, names=_resource),
    "time_off_create": Case(
        CREATE, lambda people, plan: {"start_on": "2026-03-02", "finish_on": "2026-03-03"}, _resource
    ),
    "time_off_read": Case(READ, names=_time_off),
    "time_off_update": Case(EDIT, lambda people, plan: {"kind": "sick"}, _time_off, has_version=True),
    "time_off_delete": Case(END, names=_time_off, has_version=True),
    "calendar_read": Case(READ, names=lambda people, plan: {"id": people.calendar.pk}),
}

CASES |= {
    "vision_read": Case(OWN),
    # The outsider has a workspace of their own, whose vision nobody said yet.
    "vision_set": Case(
        (200, 403, 403, 409, 401), lambda people, plan: {"statement": "Be there"}, _vision, has_version=True
    ),
    "strategy_map": Case(OWN),
    "strategy_fit": Case(OWN),
    "criteria_list": Case(OWN),
    "criterion_create": Case((201, 403, 403, 201, 401), lambda people, plan: {"name": "Reach"}),
    "criterion_read": Case(READ, names=_criterion),
    "criterion_update": Case(LED, lambda people, plan: {"weight": 2}, _criterion, has_version=True),
    "criterion_delete": Case((204, 403, 403, 404, 401), names=_criterion, has_version=True),
    "objectives_list": Case(OWN),
    "objective_create": Case(
        (201, 403, 403, 201, 401),
        lambda people, plan: {"name": "Grow", "start_on": "2026-01-01", "finish_on": "2027-01-01"},
    ),
    "objective_read": Case(READ, names=_objective),
    "objective_update": Case(LED, lambda people, plan: {"weight": 2}, _objective, has_version=True),
    "objective_delete": Case((204, 403, 403, 404, 401), names=_objective, has_version=True),
    "objective_move": Case(LED, lambda people, plan: {}, _objective, has_version=True),
    "objective_decisions": Case(READ, names=_objective),
    "objective_decide": Case(LED, lambda people, plan: {"status": "active"}, _objective, has_version=True),
    "objective_delay": Case(LED, lambda people, plan: {"points": []}, _objective, has_version=True),
    "objective_parts": Case(READ, names=_objective),
    "key_results_list": Case(READ, names=_objective),
    "key_result_create": Case(
        (201, 403, 403, 404, 401),
        lambda people, plan: {"name": "Sales", "direction": "up", "baseline": 1, "target": 2},
        _objective,
    ),
    "key_result_read": Case(READ, names=_key_result),
    "key_result_update": Case(LED, lambda people, plan: {"weight": 2}, _key_result, has_version=True),
    "key_result_delete": Case((204, 403, 403, 404, 401), names=_key_result, has_version=True),
    "check_ins_list": Case(READ, names=_key_result),
    "check_in_add": Case((201, 403, 403, 404, 401), lambda people, plan: _CHECK_IN, _key_result),
    "check_in_read": Case(READ, names=_check_in),
    "check_in_correct": Case((201, 403, 403, 404, 401), lambda people, plan: _CHECK_IN, _check_in),
    "program_shares": Case(READ, names=_program),
    "program_serve": Case(EDIT, lambda people, plan: {"shares": []}, _program, has_version=True),
    "program_scores": Case(END, lambda people, plan: {"scores": {}}, _program),
    "project_shares": Case(READ, names=_project),
    "project_serve": Case(EDIT, lambda people, plan: {"shares": []}, _project, has_version=True),
    "project_scores": Case(END, lambda people, plan: {"scores": {}}, _project),
    "project_delay_cost": Case(READ, names=_project, query="?weeks=2"),
}

CASES |= ACTIVITIES | PROPOSALS | PHASES | CLOSING | TEMPLATES | ACCESS | HEALTH


def operations() -> dict[str, tuple[str, str]]:
    return {
        operation["operationId"]: (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
    }


def test_the_table_names_every_operation():
    assert set(CASES) == set(operations())


@pytest.mark.parametrize("name", sorted(CASES))
def test_each_gets_what_their_roles_allow(
    name: str, people: Cast, plan: Stage, ask: Ask, subtests: pytest.Subtests, settings: Any, tmp_path: Any
):
    settings.MEDIA_ROOT = tmp_path
    _try(name, CASES[name], people, plan, ask, subtests)


@pytest.mark.parametrize("name", sorted(GATES_OF_PROJECTS))
def test_gates_of_projects_are_those_of_who_manages_their_program(
    name: str, people: Cast, plan: Stage, ask: Ask, subtests: pytest.Subtests
):
    _try(name, GATES_OF_PROJECTS[name], people, plan, ask, subtests)


def _try(name: str, case: Case, people: Cast, plan: Stage, ask: Ask, subtests: pytest.Subtests) -> None:
    """Let all five try it, one after another on the same stage; what each did is undone before the next comes."""
    method, path = operations()[name]
    case.before(people, plan)
    address = (path + case.query).format(**case.names(people, plan))
    version = 1 if case.has_version else None
    for who, status in zip(WHO, case.statuses, strict=True):
        if not tries(who, FEW):
            continue
        with subtests.test(who=who), transaction.atomic():
            answer = ask(getattr(people, who, None))(method, address, case.body(people, plan), version=version)
            transaction.set_rollback(True)

            assert answer.status_code == status, answer.content
            if answer.status_code >= 400:
                assert answer.json()["type"].startswith("/problems/")
                assert not any(word in answer.content.decode() for word in ("Draw", "Relaunch", "Harbor"))


@pytest.mark.parametrize("path", ["/programs", "/projects", "/resources", "/calendars"])
def test_an_outsider_finds_nothing_of_ours_in_a_list(path: str, people: Cast, plan: Stage, ask: Ask):
    ours = {row["id"] for row in ask(people.owner)("GET", path).json()["items"]}
    theirs = {row["id"] for row in ask(people.outsider)("GET", path).json()["items"]}
    assert ours
    assert not ours & theirs


def test_a_guest_without_a_role_sees_no_program(people: Cast, plan: Stage, ask: Ask):
    assert ask(people.guest)("GET", "/programs").json()["items"] == []
    assert ask(people.guest)("GET", f"/tasks/{plan.tasks['draw'].pk}").status_code == 404


def test_a_team_member_reports_progress_of_their_own_task_only(people: Cast, plan: Stage, ask: Ask):
    worker, half = ask(people.worker), {"percent_complete": 50}
    mine, other = plan.tasks["draw"].pk, plan.tasks["build"].pk
    assert worker("PATCH", f"/tasks/{mine}", half, version=1).status_code == 200
    assert worker("PATCH", f"/tasks/{other}", half, version=1).status_code == 403
    assert worker("PATCH", f"/tasks/{mine}", {"name": "Mine"}, version=2).status_code == 403
