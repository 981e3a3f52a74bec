"""An edit that lets a project finish later than agreed says whose decision that is, and they are told."""

from datetime import datetime

import pytest

from cast import DAY, NOW, Cast, Player, Stage
from fairlead.access.models import Tolerance
from fairlead.access.rules import Place, Role, ScopeKind, Spot
from fairlead.access.services import role_grant, tolerance_set
from fairlead.collaboration.models import Notice
from fairlead.kernel.errors import Forbidden
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.outcome import Outcome, Slip
from fairlead.schedule.services import project_edit, task_edit

AGREED = datetime.fromisoformat("2026-03-06T17:00")  # the Friday on which SHOP finishes as planned


@pytest.fixture
def lead(people: Cast, plan: Stage) -> Player:
    """Member manages SHOP, which is agreed to finish on that Friday."""
    plan.shop.finish_by_at = AGREED
    plan.shop.save()
    role_grant(
        person=people.member.person,
        role=Role.PROJECT_MANAGER,
        scope=ScopeKind.PROJECT,
        scope_id=plan.shop.pk,
        now=NOW,
    )
    return people.member


def lasting(who: Player, plan: Stage, days: int) -> Outcome:
    """Let `who` say that build takes so many days; it begins on Wednesday and three end on Friday."""
    task = plan.tasks["build"]
    task.refresh_from_db()
    edit = {"duration_minutes": days * DAY}
    return task_edit(actor=who.actor, task_id=task.pk, version=task.version, edit=edit, now=NOW)


def slip(outcome: Outcome) -> Slip:
    (only,) = outcome.slips
    return only


def test_within_ones_limit_nobody_else_is_asked(people: Cast, plan: Stage, lead: Player):
    assert lasting(lead, plan, 3).slips == ()  # as agreed
    assert lasting(lead, plan, 6).slips == ()  # Wednesday the 11th: five days later, as a project manager may
    assert not Notice.objects.exists()


def test_beyond_it_the_plan_holds_and_the_level_above_is_told_once(people: Cast, plan: Stage, lead: Player):
    found = slip(lasting(lead, plan, 7))  # Thursday the 12th: six days
    assert (found.days, found.deciders) == (6, ("Maya Manager",))
    assert "Shop now finishes 6 days later than agreed; you decide 5 days. Maya Manager decides" in found.words
    plan.tasks["build"].refresh_from_db()
    assert plan.tasks["build"].duration_minutes == 7 * DAY  # an honest plan is never kept back
    lasting(lead, plan, 8)
    notice = Notice.objects.get()  # the second edit asks nobody new
    assert (notice.person, notice.kind, notice.facts["late"]) == (people.manager.person, "slip.beyond", 6)
    assert AuditEntry.objects.get(action="project.slip").after["days"] == 6


def test_far_beyond_it_is_for_those_without_a_limit(people: Cast, plan: Stage, lead: Player):
    found = slip(lasting(lead, plan, 3 + 20))  # four weeks: 28 days, more than a program manager's 20
    assert found.deciders == ("Olga Owner",)
    assert lasting(people.manager, plan, 3 + 10).slips == ()  # two weeks is hers; and it became better


def test_a_tolerance_of_the_project_goes_before_the_limit_of_the_role(people: Cast, plan: Stage, lead: Player):
    spot = Spot(ScopeKind.PROJECT, plan.shop.pk, "Shop", Place(plan.program.pk, plan.shop.pk))
    tolerance_set(
        actor=people.manager.actor,
        spot=spot,
        kind=Tolerance.Kind.TIME,
        amount=2,
        words="",
        version=0,
        now=NOW,
    )
    found = slip(lasting(lead, plan, 4))  # Monday the 9th: three days, over the weekend
    assert (found.days, found.deciders) == (3, ("Maya Manager",))


def test_who_decides_is_not_warned(people: Cast, plan: Stage, lead: Player):
    assert lasting(people.manager, plan, 8).slips == ()
    assert not Notice.objects.exists()


def test_an_agreed_finish_is_made_later_by_who_may_agree_it(people: Cast, plan: Stage, lead: Player):
    later = {"finish_by_at": datetime.fromisoformat("2026-03-13T17:00")}
    with pytest.raises(Forbidden, match="a later one is decided by Maya Manager"):
        project_edit(actor=lead.actor, project_id=plan.shop.pk, version=1, changes=later, now=NOW)
    with pytest.raises(Forbidden):
        project_edit(actor=lead.actor, project_id=plan.shop.pk, version=1, changes={"finish_by_at": None}, now=NOW)
    sooner = {"finish_by_at": datetime.fromisoformat("2026-03-05T17:00")}
    project_edit(actor=lead.actor, project_id=plan.shop.pk, version=1, changes=sooner, now=NOW)
    project_edit(actor=people.manager.actor, project_id=plan.shop.pk, version=2, changes=later, now=NOW)
