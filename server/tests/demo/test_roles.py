"""Signed in as each role of the demo: all that is shown can be opened and done, and each finds what is theirs to do."""

from datetime import UTC, datetime

import pytest

from crawling import crawl
from fairlead.access.models import User
from fairlead.demo.signins import SIGN_INS, signin_of
from signing import signed_in

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("thursday")]

ALL = {signin.role for signin in SIGN_INS}
RUNS = {"Workspace owner", "Administrator"}
LEADS = RUNS | {"Program manager"}
MANAGES = LEADS | {"Project manager"}
SPONSORS = RUNS | {"Sponsor"}

# Forms by the name of where they go, and who is shown one somewhere.
FOUND_BY = {
    **dict.fromkeys(("settings", "program_new", "vision_edit", "criterion_edit", "objective_move"), RUNS),
    **dict.fromkeys(("role_new", "role_edit"), RUNS),
    # Desmond owns an objective besides what he sponsors.
    **dict.fromkeys(("objective_edit", "objective_decide", "check_in", "program_tolerance"), SPONSORS),
    # A sponsor decides the gates of the program, its manager those of its projects.
    **dict.fromkeys(("gate", "project_tolerance"), SPONSORS | LEADS),
    **dict.fromkeys(("program_edit", "program_level", "program_health", "stage_enter", "tranche_new"), LEADS),
    **dict.fromkeys(("gate_new", "benefit_new", "benefit_measure", "project_new", "proposal_decide"), LEADS),
    **dict.fromkeys(("booking_new", "person_rates", "template_new", "import_new"), LEADS),
    **dict.fromkeys(("project_edit", "project_close", "project_health", "phase_new", "task_people"), MANAGES),
    **dict.fromkeys(("request_new", "project_raci", "project_decides", "project_serves"), MANAGES),
    **dict.fromkeys(("task_done", "project_lessons", "proposal_new"), ALL - {"Stakeholder", "Guest"}),
}
# What anybody may do about themselves: how they sign in and for whom, how pages look, and leaving.
OWN = {
    *("account_change_password", "account_logout", "account_reauthenticate", "account_reset_password"),
    *("grant_change", "looks", "notices_mail", "person_leaves", "stand_ins", "tokens"),
}
NOTHING_ELSE = {"Stakeholder", "Guest"}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.mark.parametrize("role", sorted(ALL))
def test_what_is_shown_can_be_opened_and_done_and_is_what_the_role_is_for(role: str):
    user = User.objects.get(email=signin_of(role).email)

    found = crawl(signed_in(user))

    assert found.faults == []
    assert {deed for deed in FOUND_BY if deed in found.deeds} == {deed for deed in FOUND_BY if role in FOUND_BY[deed]}
    assert found.deeds >= OWN
    if role in NOTHING_ELSE:
        assert found.deeds == OWN
