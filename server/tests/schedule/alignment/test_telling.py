"""What owners of objectives are told without anybody's doing: off track, and a check-in that is due; once each."""

from datetime import date, timedelta

import pytest

from cast import NOW, Cast, Player
from fairlead.collaboration.models import Notice
from fairlead.config.rounds import rounds_do
from fairlead.schedule.alignment.telling import owners_tell
from fairlead.schedule.models import HealthOverride
from fairlead.strategy.models import KeyResult, KeyResultFound, Objective, Status

MISSES, REACHES = 0.5, 1.0  # forecasts of a key result that goes from 0 to 1


def look(people: Cast, *, days: int = 0) -> int:
    return owners_tell(workspace_id=people.workspace.pk, now=NOW + timedelta(days=days))


def told(who: Player) -> list[str]:
    return list(Notice.objects.filter(person=who.person).order_by("pk").values_list("kind", flat=True))


def heads(result: KeyResult, for_: float, *, on: date = date(2026, 3, 1)) -> None:
    found = {"last_on": on, "value": 0, "count": 3, "progress": 0.2, "forecast": for_, "low": for_, "high": for_}
    KeyResultFound.objects.update_or_create(key_result=result, defaults=found)


@pytest.fixture
def result(people: Cast) -> KeyResult:
    """Of an objective of 2026 that the member owns; its last check-in of the 1st of March heads for half the way."""
    aim = Objective.objects.create(
        workspace=people.workspace,
        name="Grow",
        owner=people.member.person,
        status=Status.ACTIVE,
        created_at=NOW,
        start_on=date(2026, 1, 1),
        finish_on=date(2027, 1, 1),
    )
    made = KeyResult.objects.create(objective=aim, name="Sales", direction="up", baseline=0, target=1)
    heads(made, MISSES)
    return made


def test_its_owner_is_told_once_that_it_turned_off_track(people: Cast, result: KeyResult):
    assert (look(people), look(people), look(people, days=1)) == (1, 0, 0)
    assert told(people.member) == ["objective.off_track"]
    notice = Notice.objects.get()
    assert (notice.target, notice.target_id) == ("objective", result.objective_id)
    assert notice.facts == {"objective": "Grow"}
    assert told(people.owner) == []


def test_it_comes_round_by_itself(people: Cast, result: KeyResult):
    rounds_do(now=NOW)
    rounds_do(now=NOW + timedelta(minutes=5))
    assert told(people.member) == ["objective.off_track"]


def test_and_again_when_it_was_better_meanwhile(people: Cast, result: KeyResult):
    look(people)
    heads(result, REACHES)
    assert look(people) == 0
    heads(result, MISSES)
    assert (look(people), look(people)) == (1, 0)


def test_who_owns_it_next_is_told_too(people: Cast, result: KeyResult):
    look(people)
    Objective.objects.update(owner=people.manager.person)
    assert (look(people), look(people)) == (1, 0)
    assert told(people.manager) == ["objective.off_track"]


def test_what_somebody_says_of_it_goes_before_the_rules(people: Cast, result: KeyResult):
    said = {"state": "at_risk", "reason": "Order signed", "until_on": date(2026, 3, 5), "said_at": NOW}
    HealthOverride.objects.create(workspace=people.workspace, objective=result.objective, **said)
    assert (look(people, days=1), look(people, days=2)) == (0, 1)  # it holds up to the 5th


@pytest.mark.parametrize("status", [Status.DRAFT, Status.DROPPED])
def test_only_active_ones_are_looked_at(status: Status, people: Cast, result: KeyResult):
    Objective.objects.update(status=status)
    assert look(people, days=60) == 0


def test_who_has_left_is_not_told(people: Cast, result: KeyResult):
    people.member.person.is_active = False
    people.member.person.save()
    assert look(people) == 0


def test_a_check_in_is_asked_for_once_after_thirty_days_and_once_after_the_next(people: Cast, result: KeyResult):
    heads(result, REACHES)  # on the 1st of March: the next is due on the 31st, 27 days after NOW
    assert (look(people, days=26), look(people, days=27), look(people, days=40)) == (0, 1, 0)
    assert told(people.member) == ["check_in.due"]
    assert Notice.objects.get().facts == {"result": "Sales", "objective": "Grow"}
    heads(result, REACHES, on=date(2026, 4, 10))  # due on the 10th of May
    assert (look(people, days=66), look(people, days=67), look(people, days=68)) == (0, 1, 0)


def test_what_was_never_read_counts_from_the_beginning_of_its_period(people: Cast, result: KeyResult):
    KeyResultFound.objects.all().delete()  # since the 1st of January, so due on the 31st
    look(people)
    assert "check_in.due" in told(people.member)


def test_another_workspace_is_not_looked_at(people: Cast, result: KeyResult):
    assert owners_tell(workspace_id=people.outsider.person.workspace_id, now=NOW) == 0
    assert owners_tell(workspace_id=0, now=NOW) == 0


def test_it_takes_as_many_queries_for_many_as_for_one_where_nothing_is_new(
    people: Cast, result: KeyResult, django_assert_num_queries
):
    for each in range(30):
        aim = Objective.objects.get(name="Grow")
        aim.pk, aim.name = None, f"Grow {each}"
        aim.save(force_insert=True)
        heads(KeyResult.objects.create(objective=aim, name="Sales", direction="up", baseline=0, target=1), MISSES)
    assert look(people) == 31
    with django_assert_num_queries(19):
        look(people)
