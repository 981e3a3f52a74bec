"""Every page, tried by everybody: who may see it does, who may not is told nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import resolve

from cast import NOW, Cast, Stage, player, tries
from fairlead.access.models import DefinedRole, Person
from fairlead.access.rules import Role
from fairlead.access.selectors import actor_of
from fairlead.pages.urls import urlpatterns
from fairlead.programs.models import Benefit, Gate, Measurement
from fairlead.programs.services import Criterion as GateCriterion
from fairlead.programs.services import (
    NewBenefit,
    NewGate,
    NewMeasurement,
    NewTranche,
    benefit_create,
    gate_create,
    measurement_add,
    tranche_create,
)
from fairlead.resources.models import Resource, Team
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.services import NewBooking, NewRequest, booking_create, request_ask
from fairlead.strategy.models import CheckIn, Criterion, Objective
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.services import (
    NewCheckIn,
    NewKeyResult,
    NewObjective,
    check_in_add,
    criterion_create,
    key_result_create,
    objective_create,
)
from fairlead.templates.models import ProgramTemplate, Template
from fairlead.templates.services import program_template_make, template_make
from fairlead.work.models import Lesson, Phase, Proposal
from fairlead.work.services import (
    NewLesson,
    NewPhase,
    NewProposal,
    lesson_add,
    phase_create,
    phase_gate_create,
    proposal_create,
)

# Who comes, in the order of the statuses below: the owner, the program manager, a member who reads all,
# a worker of SHOP only, a guest without a role, and the owner of another workspace.
CAST = ("owner", "manager", "member", "worker", "guest", "outsider")
FEW = ("manager", "worker")  # who sees all of the workspace, and who sees one project

REVENUE = NewBenefit(
    name="Revenue",
    baseline=Decimal(100),
    baseline_on=date(2026, 1, 1),
    target=Decimal(200),
    target_on=date(2027, 1, 1),
    measure_until_on=date(2028, 1, 1),
)
MARCH = NewMeasurement(date(2026, 3, 1), Decimal(104))

PAGES = {
    "/": (200, 200, 200, 200, 200, 200),
    "/workspace/": (200, 403, 403, 404, 404, 200),
    "/home/objectives/": (200, 200, 200, 200, 200, 200),
    "/home/overload/": (200, 200, 200, 200, 200, 200),
    "/programs/": (200, 200, 200, 200, 200, 200),
    "/programs/new/": (200, 403, 403, 404, 404, 200),
    "/programs/{program}/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/roadmap/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/activities/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/tasks/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/delivery/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/stage/": (200, 200, 403, 404, 404, 404),
    "/programs/{program}/tranches/new/": (200, 200, 403, 404, 404, 404),
    "/programs/{program}/gates/new/": (200, 200, 403, 404, 404, 404),
    "/programs/{program}/benefits/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/benefits/new/": (200, 200, 403, 404, 404, 404),
    "/tranches/{tranche}/edit/": (200, 200, 403, 404, 404, 404),
    "/gates/{gate}/": (200, 200, 200, 200, 404, 404),
    "/gates/{gate}/edit/": (200, 200, 403, 404, 404, 404),
    "/benefits/{benefit}/": (200, 200, 200, 200, 404, 404),
    "/benefits/{benefit}/edit/": (200, 200, 403, 404, 404, 404),
    "/benefits/{benefit}/measure/": (200, 200, 403, 404, 404, 404),
    "/benefits/{benefit}/outputs/new/": (200, 200, 403, 404, 404, 404),
    "/measurements/{measurement}/correct/": (200, 200, 403, 404, 404, 404),
    "/programs/{program}/export/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/export/file/?format=csv": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/level/": (200, 200, 403, 404, 404, 404),
    "/programs/{program}/overload/": (200, 200, 403, 404, 404, 404),
    "/programs/{program}/edit/": (200, 200, 403, 404, 404, 404),
    "/projects/": (200, 200, 200, 200, 200, 200),
    "/projects/new/": (200, 200, 403, 404, 404, 200),
    "/projects/{shop}/": (200, 200, 200, 200, 404, 404),
    "/projects/{shop}/plan/": (200, 200, 200, 200, 404, 404),
    "/projects/{shop}/tasks/": (200, 200, 200, 200, 404, 404),
    "/projects/{shop}/team/": (200, 200, 200, 200, 404, 404),
    "/projects/{ware}/team/": (200, 200, 200, 404, 404, 404),
    "/projects/{shop}/ask/": (200, 200, 403, 403, 404, 404),
    "/projects/{shop}/book/": (200, 200, 403, 403, 404, 404),
    "/programs/{program}/people/": (200, 200, 200, 200, 404, 404),
    "/bookings/{booking}/": (200, 200, 403, 403, 404, 404),
    "/requests/": (200, 200, 200, 200, 200, 200),
    "/requests/{request}/": (200, 200, 200, 200, 404, 404),
    "/notices/": (200, 200, 200, 200, 200, 200),
    "/projects/{shop}/export/": (200, 200, 200, 200, 404, 404),
    "/projects/{shop}/export/file/": (200, 200, 200, 200, 404, 404),
    "/projects/{ware}/export/file/": (200, 200, 200, 404, 404, 404),
    "/projects/{shop}/edit/": (200, 200, 403, 403, 404, 404),
    "/projects/{shop}/charter/": (200, 200, 403, 403, 404, 404),
    "/projects/{shop}/phases/new/": (200, 200, 403, 403, 404, 404),
    "/phases/{phase}/edit/": (200, 200, 403, 403, 404, 404),
    "/phases/{phase}/gate/": (200, 200, 403, 403, 404, 404),
    "/gates/{phase_gate}/": (200, 200, 200, 200, 404, 404),
    "/gates/{phase_gate}/edit/": (200, 200, 403, 403, 404, 404),
    "/projects/{shop}/close/": (200, 200, 403, 403, 404, 404),
    "/projects/{shop}/lessons/": (200, 200, 200, 200, 404, 404),
    "/templates/": (200, 200, 200, 200, 200, 200),
    "/templates/{template}/": (200, 200, 200, 404, 404, 404),
    "/projects/{shop}/template/": (200, 200, 403, 403, 404, 404),
    "/templates/programs/{program_template}/": (200, 200, 200, 404, 404, 404),
    "/programs/{program}/template/": (200, 200, 403, 404, 404, 404),
    "/lessons/": (200, 200, 200, 200, 200, 200),
    "/lessons/{lesson}/": (200, 200, 200, 200, 404, 404),
    "/lessons/{lesson}/edit/": (200, 200, 403, 200, 404, 404),
    "/projects/{ware}/": (200, 200, 200, 404, 404, 404),
    "/projects/{attic}/": (200, 200, 200, 404, 404, 404),
    "/projects/{attic}/level/": (200, 403, 403, 404, 404, 404),
    "/projects/{attic}/overload/": (200, 403, 403, 404, 404, 404),
    "/projects/{attic}/edit/": (200, 403, 403, 404, 404, 404),
    "/proposals/": (200, 200, 200, 200, 200, 200),
    "/proposals/new/": (200, 200, 200, 404, 404, 200),
    "/proposals/{proposal}/": (200, 200, 200, 404, 404, 404),
    "/proposals/{proposal}/edit/": (200, 200, 200, 404, 404, 404),
    "/proposals/{proposal}/start/": (200, 200, 403, 404, 404, 404),
    "/tasks/{draw}/": (200, 200, 200, 200, 404, 404),
    "/tasks/{draw}/panel/": (200, 200, 200, 200, 404, 404),
    "/tasks/{draw}/people/": (200, 200, 403, 403, 404, 404),
    "/tasks/{draw}/history/": (200, 200, 200, 200, 404, 404),
    "/tasks/{shelves}/": (200, 200, 200, 404, 404, 404),
    "/people/load/skills/": (200, 200, 200, 200, 200, 200),
    "/people/load/": (200, 200, 200, 200, 200, 200),
    "/programs/{program}/load/": (200, 200, 200, 200, 404, 404),
    "/people/": (200, 200, 200, 200, 200, 200),
    "/people/new/": (200, 200, 403, 404, 404, 200),
    "/people/{wes}/": (200, 200, 200, 200, 404, 404),
    "/people/{wes}/edit/": (200, 200, 403, 403, 404, 404),
    "/people/{wes}/hours/": (200, 200, 403, 403, 404, 404),
    "/people/teams/": (200, 200, 200, 200, 200, 200),
    "/people/teams/new/": (200, 200, 403, 404, 404, 200),
    "/people/teams/{team}/edit/": (200, 200, 403, 404, 404, 404),
    "/people/skills/": (200, 200, 200, 200, 200, 200),
    "/people/calendars/": (200, 200, 200, 200, 200, 200),
    "/people/calendars/new/": (200, 200, 403, 404, 404, 200),
    "/people/calendars/subdivisions/?country=DE": (200, 200, 200, 200, 200, 200),
    "/people/calendars/{calendar}/": (200, 200, 200, 200, 200, 404),
    "/people/calendars/{calendar}/edit/": (200, 200, 403, 404, 404, 404),
    "/strategy/": (200, 200, 200, 200, 404, 200),
    "/strategy/objectives/": (200, 200, 200, 200, 404, 200),
    "/strategy/alignment/": (200, 200, 200, 200, 404, 200),
    "/strategy/fit/": (200, 200, 200, 200, 404, 200),
    "/strategy/vision/": (200, 403, 403, 403, 404, 200),
    "/strategy/objectives/new/": (200, 403, 403, 403, 404, 200),
    "/strategy/objectives/new/?below={objective}": (200, 403, 403, 403, 404, 404),
    "/strategy/objectives/{objective}/": (200, 200, 200, 200, 404, 404),
    "/strategy/objectives/{objective}/edit/": (200, 403, 403, 403, 404, 404),
    "/strategy/objectives/{objective}/measure/": (200, 403, 403, 403, 404, 404),
    "/strategy/results/{key_result}/edit/": (200, 403, 403, 403, 404, 404),
    "/strategy/check-ins/{check_in}/correct/": (200, 403, 403, 403, 404, 404),
    "/strategy/fit/{criterion}/edit/": (200, 403, 403, 403, 404, 404),
    "/programs/{program}/serves/": (200, 200, 403, 404, 404, 404),
    "/projects/{shop}/serves/": (200, 200, 403, 403, 404, 404),
    "/programs/{program}/health/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/figures/progress/": (200, 200, 200, 200, 404, 404),
    "/projects/{shop}/health/": (200, 200, 200, 200, 404, 404),
    "/projects/{ware}/health/": (200, 200, 200, 404, 404, 404),
    "/projects/{shop}/figures/finish/": (200, 200, 200, 200, 404, 404),
    "/projects/{ware}/figures/tasks_late/": (200, 200, 200, 404, 404, 404),
    "/strategy/objectives/{objective}/health/": (200, 200, 200, 200, 404, 404),
    "/strategy/objectives/{objective}/figures/reached/": (200, 200, 200, 200, 404, 404),
    "/search/?q=draw": (200, 200, 200, 200, 200, 200),
    "/people/decides/": (200, 200, 200, 200, 200, 200),
    "/people/roles/": (200, 200, 200, 404, 404, 200),
    "/people/roles/{person}/": (200, 200, 200, 404, 404, 404),
    "/people/roles/{person}/leave/": (200, 403, 200, 404, 404, 404),
    "/people/left/": (200, 403, 403, 404, 404, 200),
    "/people/invitations/": (200, 200, 403, 404, 404, 200),
    "/people/roles/defined/": (200, 200, 200, 404, 404, 200),
    "/people/roles/defined/new/": (200, 403, 403, 404, 404, 200),
    "/people/roles/defined/{role}/": (200, 403, 403, 404, 404, 404),
    "/programs/{program}/decides/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/raci/": (200, 200, 200, 200, 404, 404),
    "/programs/{program}/raci/file/": (200, 200, 200, 200, 404, 404),
    "/projects/{shop}/decides/": (200, 200, 200, 200, 404, 404),
    "/projects/{ware}/decides/": (200, 200, 200, 404, 404, 404),
    "/projects/{shop}/raci/": (200, 200, 200, 200, 404, 404),
    "/projects/{shop}/raci/file/?format=csv": (200, 200, 200, 200, 404, 404),
    "/projects/{ware}/raci/": (200, 200, 200, 404, 404, 404),
    "/me/stand-ins/": (200, 200, 200, 200, 200, 200),
    "/me/sign-in/": (200, 200, 200, 200, 200, 200),
    "/me/tokens/": (200, 200, 200, 200, 200, 200),
}


def address(path: str, plan: Stage) -> str:
    tasks = {name: task.pk for name, task in plan.tasks.items()}
    if "{booking}" in path or "{request}" in path:
        tasks |= staffed(plan)
    if path.startswith("/strategy/"):
        tasks |= aimed()
    if any(name in path for name in ("{tranche}", "{gate}", "{benefit}", "{measurement}")):
        tasks |= delivered(plan)
    if "{phase" in path:
        tasks |= phased(plan)
    if "{template}" in path:
        tasks["template"] = templated(plan)
    if "{program_template}" in path:
        tasks["program_template"] = programmed(plan)
    if "{lesson}" in path:
        tasks["lesson"] = learned(plan)
    if "{proposal}" in path:
        tasks["proposal"] = proposed(plan)
    here = {"workspace": plan.program.workspace_id}
    others = {
        "wes": Resource.objects.get(name="Wes Worker", **here).pk,
        "team": Team.objects.get_or_create(name="Paint", workspace=plan.program.workspace)[0].pk,
        "calendar": plan.shop.calendar_id,
        "person": Person.objects.get(name="Mel Member", **here).pk,
        "role": DefinedRole.objects.get(key="sponsor", **here).pk,
    }
    return path.format(
        **others, program=plan.program.pk, shop=plan.shop.pk, ware=plan.ware.pk, attic=plan.attic.pk, **tasks
    )


def aimed() -> dict[str, int]:
    """Make, once, an objective with a key result and a check-in, and a criterion of fit."""
    owner = actor_of(Person.objects.get(name="Olga Owner"))
    aim, check_in = Objective.objects.first(), CheckIn.objects.first()
    if aim is None or check_in is None:
        new = NewObjective("Grow", date(2026, 1, 1), date(2027, 1, 1))
        aim = objective_create(actor=owner, new=new, now=NOW)
        result = NewKeyResult("Sales", Direction.UP, Decimal(1), Decimal(2))
        made = key_result_create(actor=owner, objective_id=aim.pk, new=result, now=NOW)
        told = NewCheckIn(date(2026, 3, 2), Decimal(1))
        check_in = check_in_add(actor=owner, key_result_id=made.pk, new=told, now=NOW)
        criterion_create(actor=owner, name="Reach", now=NOW)
    ids = {"objective": aim.pk, "key_result": check_in.key_result_id, "check_in": check_in.pk}
    return {**ids, "criterion": Criterion.objects.get().pk}


def staffed(plan: Stage) -> dict[str, int]:
    """Make, once, a booking and a request of SHOP."""
    owner = actor_of(Person.objects.get(name="Olga Owner"))
    first, last, wes = date(2026, 3, 9), date(2026, 3, 14), Resource.objects.get(name="Wes Worker").pk
    booking, request = Booking.objects.first(), Request.objects.first()
    if booking is None or request is None:
        new = NewBooking(plan.shop.pk, first, last, wes, units=Decimal(1))
        booking = booking_create(actor=owner, new=new, now=NOW)
        asked = NewRequest(plan.shop.pk, first, last, "Needed", date(2026, 3, 6), resource=wes, units=Decimal(1))
        request = request_ask(actor=owner, new=asked, now=NOW)
    return {"booking": booking.pk, "request": request.pk}


def delivered(plan: Stage) -> dict[str, int]:
    """Make, once, a tranche with a gate, and a benefit that was measured, of the program."""
    owner, program = actor_of(Person.objects.get(name="Olga Owner")), plan.program.pk
    gate, benefit = Gate.objects.first(), Benefit.objects.first()
    if gate is None or benefit is None:
        days = NewTranche("Spring", date(2026, 3, 1), date(2026, 6, 1))
        tranche = tranche_create(actor=owner, program_id=program, new=days, now=NOW)
        new = NewGate("Go live", date(2026, 6, 1), tranche=tranche.pk, criteria=[GateCriterion("Tested")])
        gate = gate_create(actor=owner, program_id=program, new=new, now=NOW)
        benefit = benefit_create(actor=owner, program_id=program, new=REVENUE, now=NOW)
        measurement_add(actor=owner, benefit_id=benefit.pk, new=MARCH, now=NOW)
    measurement = Measurement.objects.get(benefit=benefit).pk
    return {"tranche": gate.tranche_id or 0, "gate": gate.pk, "benefit": benefit.pk, "measurement": measurement}


def phased(plan: Stage) -> dict[str, int]:
    """Make, once, a phase of SHOP with a gate."""
    owner, phase = actor_of(Person.objects.get(name="Olga Owner")), Phase.objects.first()
    if phase is None:
        new = NewPhase("Design", plan.tasks["design"].pk)
        phase = phase_create(actor=owner, project_id=plan.shop.pk, new=new, now=NOW)
        phase_gate_create(actor=owner, id=phase.pk, new=NewGate("Drawn", date(2026, 3, 4)), now=NOW)
        phase.refresh_from_db()
    return {"phase": phase.pk, "phase_gate": phase.gate_id or 0}


def programmed(plan: Stage) -> int:
    """Make, once, a template of the program."""
    found = ProgramTemplate.objects.first()
    if found is None:
        owner = actor_of(Person.objects.get(name="Olga Owner"))
        found = program_template_make(actor=owner, program_id=plan.program.pk, name="A relaunch", now=NOW)
    return found.pk


def templated(plan: Stage) -> int:
    """Make, once, a template of SHOP."""
    found = Template.objects.first()
    if found is None:
        owner = actor_of(Person.objects.get(name="Olga Owner"))
        found = template_make(actor=owner, project_id=plan.shop.pk, name="A shop", now=NOW)
    return found.pk


def learned(plan: Stage) -> int:
    """Write down, once, a lesson of SHOP."""
    found = Lesson.objects.first()
    if found is None:
        owner, new = actor_of(Person.objects.get(name="Olga Owner")), NewLesson("Permits", "Late", "Early")
        found = lesson_add(actor=owner, project_id=plan.shop.pk, new=new, now=NOW)
    return found.pk


def proposed(plan: Stage) -> int:
    """Let the member propose, once, a project for the program."""
    found = Proposal.objects.first()
    if found is None:
        mel = actor_of(Person.objects.get(name="Mel Member"))
        new = NewProposal("Pier", "Ships wait", program=plan.program.pk)
        found = proposal_create(actor=mel, new=new, now=NOW)
    return found.pk


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_itself_to_those_who_may_see_it(path: str, people: Cast, plan: Stage, visit: Any):
    expected = {who: status for who, status in zip(CAST, PAGES[path], strict=True) if tries(who, FEW)}
    seen = {who: visit(getattr(people, who)).get(address(path, plan)).status_code for who in expected}
    assert seen == expected


@pytest.mark.once
def test_nobody_is_sent_to_sign_in_and_back(plan: Stage, visit: Any, subtests: pytest.Subtests):
    client = visit(None)
    for path in PAGES:
        with subtests.test(path=path):
            answer = client.get(address(path, plan))
            assert answer.status_code == 302
            assert answer["Location"].startswith("/accounts/login/?next=/")


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(plan: Stage, visit: Any):
    answer = visit(None).get(f"/tasks/{plan.tasks['draw'].pk}/panel/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/accounts/login/"


def test_the_brand_leads_home(people: Cast, visit: Any):
    assert '<a class="brand" href="/">' in visit(people.member).get("/programs/").content.decode()


def test_what_one_may_not_do_one_does_not_see(people: Cast, plan: Stage, visit: Any):
    page = f"/programs/{plan.program.pk}/"
    assert "/edit/" in visit(people.manager).get(page).content.decode()
    assert "/projects/new/" in visit(people.manager).get(page).content.decode()
    for who in (people.member, people.worker):
        shown = visit(who).get(page).content.decode()
        assert "/edit/" not in shown
        assert "/projects/new/" not in shown


def test_a_program_shows_only_the_projects_that_one_may_see(people: Cast, plan: Stage, visit: Any):
    page = f"/programs/{plan.program.pk}/"
    assert "Warehouse" in visit(people.member).get(page).content.decode()
    assert "Warehouse" not in visit(people.worker).get(page).content.decode()


def test_an_account_without_a_workspace_is_told_so(people: Cast, visit: Any):
    lonely = player(people.workspace, "Lena Lonely", Role.MEMBER)
    lonely.person.is_active = False
    lonely.person.save()
    answer = visit(lonely).get("/programs/")
    assert answer.status_code == 403
    assert "You are in no workspace yet" in answer.content.decode()


# Addresses that the table above leaves out, and where they are tried by those who may and those who may not.
ELSEWHERE = {
    **dict.fromkeys(("task_done", "task_reopened"), "test_home.py"),
    **dict.fromkeys(
        (
            "person_away",
            "person_back",
            "person_skill",
            "person_available",
            "person_rates",
            "person_archive",
            "team_end",
            "skill_end",
            "calendar_exception",
            "calendar_end",
        ),
        "test_people.py",
    ),
    **dict.fromkeys(
        (
            *("grant_change", "role_gone", "stand_in_over", "raci_remove"),
            *("program_tolerance", "project_tolerance", "program_raci_begin", "project_raci_begin"),
        ),
        "test_authority.py",
    ),
    **dict.fromkeys(
        (
            *("objective_decide", "objective_move", "objective_end", "key_result_end", "check_in"),
            *("criterion_end", "program_fit", "project_fit"),
        ),
        "test_strategy.py",
    ),
    **dict.fromkeys(("tranche_drop", "gate_drop", "benefit_drop", "output_drop"), "test_delivery.py"),
    **dict.fromkeys(
        (
            *("activities_begin", "activities_edit"),
            *("activities_team", "activities_ask", "activities_book"),
        ),
        "test_activities.py",
    ),
    "template_drop": "test_templates.py",
    "program_template_drop": "test_templates.py",
    **dict.fromkeys(("project_closing", "lesson_drop"), "test_closing.py"),
    **dict.fromkeys(("phases_begin", "phase_drop"), "test_phases.py"),
    **dict.fromkeys(
        ("project_health_withdraw", "program_health_withdraw", "objective_health_withdraw"), "test_health.py"
    ),
    "person_returns": "test_departures.py",
    "session_close": "test_sign_ins.py",
    "sessions_close": "test_sign_ins.py",
    **dict.fromkeys(("join", "invitation_again", "invitation_back"), "test_invitations.py"),
    "words": "the plan's words, which are the same for everybody",
    "task_block": "test_tasks.py",
    "task_unblock": "test_tasks.py",
    "booking_drop": "test_staffing.py",
    "request_accept": "test_staffing.py",
    "request_decline": "test_staffing.py",
    "request_withdraw": "test_staffing.py",
    "proposal_score": "test_proposals.py",
    "proposal_decide": "test_proposals.py",
    "notices_seen": "test_staffing.py",
    "notices_mail": "test_notices.py",
    "token_end": "test_me.py",
    "workspace": "test_me.py",
    "looks": "test_me.py",
    **dict.fromkeys(
        (
            *("scenario", "scenario_progress", "scenario_left", "scenario_stop", "scenario_take"),
            *("scenario_undo", "scenario_drop", "scenario_again"),
        ),
        "test_leveling.py",
    ),
    "people_import": "test_people_imports.py",
    "people_take": "test_people_imports.py",
    **dict.fromkeys(
        ("import_new", "import", "import_progress", "import_columns", "import_take", "import_drop"), "test_imports.py"
    ),
}


def test_no_page_is_forgotten(plan: Stage):
    tried = {resolve(address(path, plan).partition("?")[0]).url_name for path in PAGES}
    assert tried | set(ELSEWHERE) == {pattern.name for pattern in urlpatterns}
