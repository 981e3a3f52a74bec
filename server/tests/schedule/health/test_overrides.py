"""What people say of how things stand: beside the rules, for a time, by those who may, and counting above."""

from datetime import date, datetime, timedelta

import pytest

from cast import NOW, Cast, Stage
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.facts import program_row, project_row
from fairlead.schedule.health.findings import Concern, State
from fairlead.schedule.health.services import NewOverride, override_set, override_withdraw
from fairlead.schedule.health.subjects import SubjectKind
from fairlead.schedule.models import ProjectDates

TODAY, WALL = date(2026, 3, 2), datetime.fromisoformat("2026-03-02T09:00")
OFF = NewOverride(State.OFF_TRACK, "The supplier is bankrupt", date(2026, 3, 10))


def say(people: Cast, plan: Stage, new: NewOverride = OFF, *, version: int = 0, who: str = "manager", today=TODAY):
    actor = getattr(people, who).actor
    return override_set(
        actor=actor, kind=SubjectKind.PROJECT, id=plan.shop.pk, version=version, new=new, today=today, now=NOW
    )


def test_it_stands_beside_what_the_rules_find_and_counts_above(people: Cast, plan: Stage):
    say(people, plan)
    actor = people.member.actor
    shop = project_row(id=plan.shop.pk, actor=actor, now=WALL).health
    assert (shop.state, shop.effective) == (State.ON_TRACK, State.OFF_TRACK)
    assert shop.override is not None
    assert (shop.override.by, shop.override.reason, shop.override.until_on) == (
        "Maya Manager",
        "The supplier is bankrupt",
        date(2026, 3, 10),
    )
    weights = dict(ProjectDates.objects.filter(project__program=plan.program).values_list("project", "work_minutes"))
    program = program_row(id=plan.program.pk, actor=actor, now=WALL).health
    assert 2 * weights[plan.shop.pk] >= sum(weights.values())  # SHOP is at least half of the work
    assert program.state is State.OFF_TRACK
    assert [reason.concern for reason in program.reasons] == [Concern.PROJECTS_OFF_TRACK]


def test_it_ends_by_itself_after_its_day(people: Cast, plan: Stage):
    say(people, plan)
    row = {"id": plan.shop.pk, "actor": people.member.actor}
    assert project_row(**row, now=datetime.fromisoformat("2026-03-10T23:59")).health.override is not None
    assert project_row(**row, now=datetime.fromisoformat("2026-03-11T00:00")).health.override is None
    again = say(people, plan, NewOverride(State.AT_RISK, "A new one", date(2026, 3, 20)), today=date(2026, 3, 11))
    assert again.version == 2


def test_a_late_saying_and_a_late_withdrawal_change_nothing(people: Cast, plan: Stage):
    say(people, plan)
    with pytest.raises(StaleVersion) as stale:
        say(people, plan, NewOverride(State.ON_TRACK, "All fine", date(2026, 3, 9)), who="owner")
    assert stale.value.current["reason"] == "The supplier is bankrupt"
    subject = {"actor": people.owner.actor, "kind": SubjectKind.PROJECT, "id": plan.shop.pk, "today": TODAY, "now": NOW}
    with pytest.raises(StaleVersion):
        override_withdraw(**subject, version=7)
    override_withdraw(**subject, version=1)
    assert project_row(id=plan.shop.pk, actor=people.member.actor, now=WALL).health.override is None
    with pytest.raises(Refused, match="Nobody says"):
        override_withdraw(**subject, version=1)
    with pytest.raises(StaleVersion):
        say(people, plan, version=1)  # it was withdrawn meanwhile
    told = AuditEntry.objects.filter(target="project", target_id=plan.shop.pk).order_by("id")
    assert [*told.values_list("action", "actor_name")] == [
        ("health.say", "Maya Manager"),
        ("health.withdraw", "Olga Owner"),
    ]


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewOverride(State.OFF_TRACK, "  ", date(2026, 3, 10)), "reason"),
        (NewOverride(State.OFF_TRACK, "x" * 501, date(2026, 3, 10)), "reason"),
        (NewOverride(State.DONE, "Done", date(2026, 3, 10)), "state"),
        (NewOverride(State.OFF_TRACK, "Over", TODAY - timedelta(days=1)), "until_on"),
        (NewOverride(State.OFF_TRACK, "For ever", TODAY + timedelta(days=91)), "until_on"),
    ],
)
def test_what_cannot_be_said_is_refused_at_its_field(people: Cast, plan: Stage, new: NewOverride, field: str):
    with pytest.raises(Refused) as refused:
        say(people, plan, new)
    assert set(refused.value.fields) == {field}


def test_only_those_who_lead_it_may_say(people: Cast, plan: Stage):
    for who in ("member", "worker"):
        with pytest.raises(Forbidden):
            say(people, plan, who=who)
    for who in ("guest", "outsider"):
        with pytest.raises(NotFound):
            say(people, plan, who=who)
