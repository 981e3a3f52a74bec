"""The demo on a Thursday, and what there is to explore."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.db.models import F

from fairlead.access.models import Person, User
from fairlead.access.rules import Action, Actor, Place, ScopeKind
from fairlead.access.selectors import actor_for
from fairlead.demo.signins import SIGN_INS, signins
from fairlead.kernel.models import AuditEntry
from fairlead.programs.models import Program
from fairlead.resources.models import Calendar, Resource, Team, TimeOff
from fairlead.resources.selectors import calendars_of, team_rows
from fairlead.schedule.leveling.findings import Findings
from fairlead.schedule.leveling.overload import overloaded
from fairlead.schedule.leveling.running import level_run
from fairlead.schedule.leveling.services import leveling_begin
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.milestones import program_milestones
from fairlead.schedule.models import Leveling, TaskDates
from fairlead.schedule.phases import phase_rows
from fairlead.schedule.selectors import project_rows
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.selectors import Which, request_page, rivals_of
from fairlead.templates.models import ProgramTemplate, Template
from fairlead.templates.selectors import ObjectiveStanding, preview_of, program_preview_of
from fairlead.work.intake import board_of
from fairlead.work.lessons import lessons_fitting
from fairlead.work.models import Assignment, Blocker, Link, Project, Proposal, Task
from fairlead.work.rules import PhaseState

THURSDAY = date(2026, 11, 26)
MORNING = datetime(2026, 11, 26, 9)

# On both databases test_command.py loads it, and compares what is there.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("thursday")]


def signed_in(first_name: str) -> Actor:
    user = User.objects.get(email__startswith=f"{first_name}.")
    actor = actor_for(user)
    assert actor is not None
    return actor


def states() -> dict[str, str]:
    rows = project_rows(actor=signed_in("nadia"), now=MORNING).rows
    return {row.project.code: row.health.state.value for row in rows}


def test_it_has_what_is_promised(thursday):
    assert Program.objects.filter(workspace=thursday).count() == 3
    assert Project.objects.filter(workspace=thursday).count() == 12
    tasks = Task.objects.filter(project__workspace=thursday)
    assert 590 <= tasks.filter(project__in=Project.objects.all()).count() <= 620
    assert 60 <= tasks.exclude(project__in=Project.objects.all()).count() <= 70  # of programs themselves
    assert Resource.objects.filter(workspace=thursday, kind=Resource.Kind.PERSON).count() == 40
    assert Person.objects.filter(workspace=thursday).count() == 42  # with two visitors
    assert Team.objects.filter(workspace=thursday).count() >= 8
    assert Resource.objects.filter(workspace=thursday, kind=Resource.Kind.ROLE).count() >= 5


def test_every_person_has_skills(thursday):
    people = Resource.objects.filter(workspace=thursday, kind=Resource.Kind.PERSON)
    assert not people.filter(skills=None).exists()


def test_some_have_times_of_their_own(thursday):
    part_time = Resource.objects.filter(workspace=thursday, kind=Resource.Kind.PERSON).exclude(calendar=None)
    assert part_time.count() >= 8
    assert Calendar.objects.get(workspace=thursday, name="Studio").exceptions.count() == 5 * 6  # six closings a year


def test_people_say_when_they_are_away_and_managers_what_an_hour_costs(thursday):
    people = Resource.objects.filter(workspace=thursday, kind=Resource.Kind.PERSON)
    assert sorted(people.exclude(times_off=None).values_list("name", flat=True)) == [
        "Ana Reyes",
        "Hana Kim",
        "Noor Haddad",
        "Tamsin Cole",
        "Wei Zhang",
    ]
    assert all(off.entered_by == off.resource.person for off in TimeOff.objects.filter(resource__in=people))
    assert not people.filter(rates=None).exists()
    ana = people.get(name="Ana Reyes")  # interface design 5, prototyping 5, research 3: 36 + 3 * 13
    assert [(rate.hour_cost, rate.hour_bill) for rate in ana.rates.all()] == [(75, 130)]
    assert people.filter(availabilities__isnull=False).count() == 1


def test_each_team_has_a_lead_and_no_calendar_of_one_is_shared(thursday):
    owner = signed_in("nadia")
    assert all(row.lead for row in team_rows(actor=owner))
    shared = {calendar.name for calendar in calendars_of(actor=owner)}
    assert shared == {"Studio", "Night deployments", "Site hours", "Moving weekend", "Lisbon office"}
    lisbon = Calendar.objects.get(workspace=thursday, name="Lisbon office")
    assert lisbon.exceptions.filter(is_public_holiday=True, start_on__month=6, start_on__day=10).exists()


def test_projects_stand_as_the_guide_tells():
    assert Counter(states().values()) == {"on_track": 3, "at_risk": 7, "off_track": 2}
    assert {code for code, state in states().items() if state == "off_track"} == {"PAY", "POR"}


def test_one_project_is_nearly_done_and_one_has_not_begun():
    done = {
        row.project.code: row.facts.percent_complete for row in project_rows(actor=signed_in("nadia"), now=MORNING).rows
    }
    assert 85 <= done["PRI"] < 100
    assert done["LAU"] == 0


def test_a_plan_is_critical_through_another_project():
    train = TaskDates.objects.get(task__name="Train client teams")
    assert train.is_critical
    assert train.driver_task is not None
    assert (train.driver_task.name, train.driver_task.project.code) == ("Payments live", "PAY")


def test_links_cross_projects_within_programs_only():
    across = Link.objects.exclude(predecessor__project=F("successor__project"))
    assert across.count() >= 30
    assert not across.exclude(predecessor__project__program=F("successor__project__program")).exists()


def test_links_are_of_every_common_kind_with_lags_and_leads():
    assert set(Link.objects.values_list("kind", flat=True)) >= {0, 1, 2}
    assert Link.objects.filter(lag__gt=0, lag_kind=0).exists()
    assert Link.objects.filter(lag__lt=0).exists()
    assert Link.objects.filter(lag_kind=1).exists()


def test_some_work_is_late_and_some_blocked():
    assert TaskDates.objects.filter(open_finish_at__lt=MORNING).count() >= 5
    reasons = Blocker.objects.filter(resolved_at=None).values_list("reason", flat=True)
    assert len(reasons) >= 6
    assert all(len(reason) > 30 for reason in reasons)
    assert not Task.objects.filter(blockers__resolved_at=None, blockers__isnull=False, percent_complete=100).exists()


def test_progress_goes_with_the_dates():
    leaves = TaskDates.objects.filter(is_summary=False).select_related("task")
    done = [dates for dates in leaves if dates.percent_complete == 100]
    begun = [dates for dates in leaves if 0 < dates.percent_complete < 100]
    assert len(done) > 150
    assert len(begun) > 20
    assert all(dates.finish_at <= MORNING for dates in done)
    assert all(dates.start_at <= MORNING for dates in begun)
    assert all(dates.task.actual_start_at == dates.start_at for dates in done + begun)


def test_nothing_begins_before_what_it_waits_for_is_done():
    too_early = Link.objects.filter(
        kind=0, successor__actual_start_at__isnull=False, predecessor__children=None
    ).exclude(predecessor__percent_complete=100)
    assert list(too_early.values_list("predecessor__name", "successor__name")) == []


def test_some_people_are_asked_for_more_than_they_have():
    load: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    projects: dict[str, set[int]] = defaultdict(set)
    open_work = Assignment.objects.filter(
        task__percent_complete__lt=100, resource__kind=Resource.Kind.PERSON
    ).select_related("task__dates", "resource")
    for assignment in open_work:
        dates = assignment.task.dates
        for ordinal in range(MORNING.toordinal(), MORNING.toordinal() + 14):
            day = date.fromordinal(ordinal)
            if day.weekday() < 5 and dates.start_at.date() <= day <= dates.finish_at.date():
                load[assignment.resource.name][day] += float(assignment.units)
                projects[assignment.resource.name].add(assignment.task.project_id)
    overloaded = {name for name, days in load.items() if max(days.values()) > 1.2}
    assert "Ana Reyes" in overloaded
    assert 5 <= len(overloaded) <= 14
    assert len(projects["Ana Reyes"]) >= 2


def test_leveling_a_program_makes_sense(thursday):
    maya, program = signed_in("maya"), Program.objects.get(code="GROW")
    people = {each.name: each for each in overloaded(kind=ScopeKind.PROGRAM, id=program.pk, actor=maya, now=MORNING)}
    # On the days when Onboarding asks for 70 %, Payments for 75 % and the Portal for 70 %.
    diego = people["Diego Fuentes"]
    assert (round(diego.peak * 100), diego.project_count >= 3) == (215, True)
    assert len(people) >= 10

    morning = MORNING.replace(tzinfo=UTC)
    asked = Asked(seconds=1, frozen_until=datetime(2026, 11, 26))
    scenario = leveling_begin(actor=maya, kind=ScopeKind.PROGRAM, id=program.pk, asked=asked, now=morning)
    times = count()
    level_run(id=scenario.pk, clock=lambda: morning + timedelta(seconds=next(times)))
    found = Findings.of_json(Leveling.objects.get(pk=scenario.pk).findings)
    # What is left is of work that has begun already: Ana's and Zoe's of this week.
    assert found.over_before > 500 * 60
    assert found.over_after < found.over_before / 20
    assert found.people_over_after <= 3


def test_the_last_days_have_a_history_by_many_people():
    entries = AuditEntry.objects.filter(action="task.update")
    assert entries.values("actor_name").distinct().count() >= 10
    assert all(entry.at.date() < THURSDAY for entry in entries)
    stretched = entries.filter(after__has_key="duration_minutes")
    assert set(stretched.values_list("actor_name", flat=True)) >= {"Jo Ortega", "Lars Eriksen", "Priya Nair"}


def test_everybody_signs_in_with_the_password_shown():
    assert [one.email for one in signins()] == [one.email for one in SIGN_INS]
    for one in signins():
        assert User.objects.get(email=one.email).check_password(one.password)
        assert len(one.password) >= 10


def test_everybody_may_do_what_is_said_of_them():
    pay = Project.objects.get(code="PAY").place
    fit = Project.objects.get(code="FIT").place
    maya, jo, ana, desmond, nadia = map(signed_in, ("maya", "jo", "ana", "desmond", "nadia"))
    assert (maya.may(Action.EDIT_PROJECT, pay), maya.may(Action.EDIT_PROJECT, fit)) == (True, False)
    assert (jo.may(Action.EDIT_PROJECT, pay), jo.may(Action.EDIT_PROGRAM, pay)) == (True, False)
    assert (ana.may(Action.VIEW, pay), ana.may(Action.EDIT_PROGRESS, pay)) == (True, False)
    assert ana.may(Action.EDIT_PROGRESS, Place(pay.program_id, pay.project_id, is_own=True))
    assert (desmond.may(Action.VIEW, pay), desmond.may(Action.VIEW, fit)) == (True, False)
    assert not desmond.may(Action.EDIT_PROGRESS, pay)
    assert nadia.may(Action.ADMINISTER)


def test_people_are_asked_for_twice_answered_with_another_offer_settled_and_declined(thursday):
    to_answer, _key = request_page(actor=signed_in("maya"), which=Which.ANSWER)
    assert [(row.project.code, row.resource.name) for row in to_answer] == [
        ("POR", "Diego Fuentes"),
        ("PAY", "Diego Fuentes"),
    ]
    first, second = rivals_of(to_answer[0], actor=signed_in("maya"))
    assert first.delay
    assert second.delay
    assert max(first.delay.minutes, second.delay.minutes) > 0
    offered, _key = request_page(actor=signed_in("jo"), which=Which.ANSWER)
    assert [row.role.name for row in offered if row.role] == ["Senior designer"]
    decided = Request.objects.filter(workspace=thursday, waits_for="").order_by("pk")
    assert [row.decision.kind for row in decided] == ["committed", "declined"]
    assert Booking.objects.filter(workspace=thursday, resource=None).count() == 1
    assert Booking.objects.get(request__in=decided).resource.name == "Ingrid Solberg"


def test_people_propose_and_what_they_propose_stands_at_every_step():
    board = board_of(actor=signed_in("nadia"))
    assert [(column.step.value, column.count) for column in board.columns] == [
        ("proposed", 1),
        ("scored", 2),
        ("approved", 1),
        ("declined", 1),
    ]
    scored = board.columns[1].rows
    # By weights 3, 3, 2, 1: (3*3 + 4*3 + 4*2 + 5) / 9 = 34/9, and of three criteria (5*3 + 4*3 + 3) / 7 = 30/7.
    assert [(row.proposal.name, round(row.fit or 0, 2)) for row in scored] == [
        ("See early who may leave", 4.29),
        ("Start kit for museums", 3.78),
    ]
    declined = board.columns[3].rows[0]
    assert declined.decision is not None
    assert "four years" in declined.decision.reason


def test_projects_have_phases_gates_and_lessons_that_fit_what_is_proposed(thursday):
    assert not Project.objects.filter(workspace=thursday, phases=None).exists()
    payments = phase_rows(Project.objects.get(code="PAY"), today=THURSDAY)
    assert payments[0].state is PhaseState.PAST  # its gate was passed
    assert PhaseState.HERE in [row.state for row in payments]
    museums = Proposal.objects.get(name="Start kit for museums")
    fitting = lessons_fitting((museums.name, museums.reason, museums.goal), actor=signed_in("nadia"))
    assert "Permits wait longer than builders" in [lesson.name for lesson in fitting]


def test_a_template_of_the_demo_can_be_begun(thursday):
    site = Template.objects.get(name="A website")
    preview = preview_of(site, actor=signed_in("nadia"), start_on=date(2027, 1, 11))
    assert preview.task_count == Task.objects.filter(project__code="WEB").count()
    assert preview.start_at.date() == date(2027, 1, 11)
    assert "Copywriter" in [role.name for role in preview.roles]


def test_programs_plan_activities_of_their_own_linked_with_their_projects(thursday):
    own = Project.plans.filter(workspace=thursday, kind=Project.Kind.ACTIVITIES)
    assert sorted(own.values_list("code", flat=True)) == ["BRAND", "GROW", "MOVE"]
    milestones = program_milestones(Program.objects.values_list("pk", flat=True), actor=signed_in("nadia"), now=MORNING)
    ahead = {each.name: each.is_late for found in milestones.values() for each in found}
    assert ahead["Port agrees to the delivery hours"] is True
    assert [name for name, is_late in ahead.items() if is_late] == ["Port agrees to the delivery hours"]
    assert ahead["Program handed over"] is False
    across = Link.objects.filter(successor__project__in=own).exclude(predecessor__project__in=own)
    assert across.count() >= 20


def test_a_program_template_of_the_demo_can_be_begun(thursday):
    face = ProgramTemplate.objects.get(name="A new face")
    preview = program_preview_of(face, actor=signed_in("nadia"), start_on=date(2027, 1, 11))
    assert [project.code for project in preview.projects] == ["IDN", "WEB", "CAM"]
    assert preview.task_count == Task.objects.filter(project__program__code="BRAND").count()
    assert preview.activities is not None
    assert [row.standing for row in preview.serves].count(ObjectiveStanding.OPEN) >= 1
    assert [tranche.name for tranche in preview.tranches] == ["New face"]
    assert preview.benefits
    assert preview.gates or preview.tranches[0].gates
