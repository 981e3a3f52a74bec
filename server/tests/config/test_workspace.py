"""`fairlead workspace`: from an empty database to somebody who plans."""

import sys
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cast import NOW, Cast
from fairlead.access.models import Person, User, Workspace
from fairlead.access.rules import Action
from fairlead.access.selectors import actor_of
from fairlead.governance.services.opening import FirstOwner, workspace_open
from fairlead.kernel.errors import Refused
from fairlead.resources.models import Calendar

ADA = ("--owner", "ada@example.org", "--name", "Ada King")
PASSWORD = "harbor lights at nine"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a run of the command with a password on its standard input, and what it says."""

    def run(*words: str, password: str = PASSWORD) -> str:
        monkeypatch.setattr(sys, "stdin", StringIO(f"{password}\n"))
        said = StringIO()
        call_command("workspace", *words, stdout=said)
        return said.getvalue()

    return run


def test_an_empty_server_says_how_to_begin_and_then_lets_its_owner_in(db: None, typed: Any):
    assert "fairlead workspace" in Client().get("/accounts/login/").content.decode()
    said = typed("Harbor & Vale", *ADA, "--country", "DE", "--currency", "EUR", "--time-zone", "Europe/Berlin")
    assert "ada@example.org signs in" in said
    workspace = Workspace.objects.get()
    assert (workspace.name, workspace.slug) == ("Harbor & Vale", "harbor-vale")
    assert (workspace.country, workspace.currency, workspace.time_zone) == ("DE", "EUR", "Europe/Berlin")
    client = Client()
    entered = client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD}, follow=True)
    assert entered.redirect_chain[-1][0] == "/"
    assert "fairlead workspace" not in Client().get("/accounts/login/").content.decode()
    assert client.get("/projects/new/").status_code == 200


def test_it_has_an_owner_and_working_times_with_the_holidays_of_its_country(db: None, typed: Any):
    typed("Harbor", *ADA, "--country", "DE")
    actor = actor_of(Person.objects.select_related("workspace").get())
    assert actor.may(Action.ADMINISTER)
    calendar = Calendar.objects.get(workspace__name="Harbor")
    assert calendar.is_default
    assert sum(finish - start for shifts in calendar.week for start, finish in shifts) == 40 * 60
    assert calendar.exceptions.filter(is_public_holiday=True, start_on__month=10, start_on__day=3).exists()


def test_one_more_belongs_to_who_has_an_account_already_and_has_a_short_name_of_its_own(people: Cast):
    owner = FirstOwner(people.member.user.email.upper())
    made = [workspace_open(name="Harbor", owner=owner, settings={}, now=NOW) for _ in range(2)]
    assert [each.slug for each in made] == ["harbor-2", "harbor-3"]
    assert Person.objects.filter(user=people.member.user).count() == 3


@pytest.mark.parametrize(
    ("words", "password", "told"),
    [
        (("Harbor", "--owner", "ada@example.org"), PASSWORD, "--name"),
        (("Harbor", "--owner", "ada", "--name", "Ada"), PASSWORD, "valid email"),
        (("Harbor", *ADA), "short", "too short"),
        (("Harbor", *ADA), "", "too short"),
        ((" ", *ADA), PASSWORD, "what the workspace is called"),
        (("Harbor", *ADA, "--currency", "EURO"), PASSWORD, "currency"),
        (("Harbor", *ADA, "--country", "XX"), PASSWORD, "country"),
        (("Harbor", *ADA, "--time-zone", "Mars/Base"), PASSWORD, "time_zone"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(
    db: None, typed: Any, words: tuple[str, ...], password: str, told: str
):
    with pytest.raises(CommandError, match=told):
        typed(*words, password=password)
    assert not Workspace.objects.exists()
    assert not User.objects.exists()


def test_a_workspace_needs_a_name(db: None):
    with pytest.raises(Refused):
        workspace_open(name="", owner=FirstOwner("a@b.org", "A", PASSWORD), settings={}, now=NOW)
