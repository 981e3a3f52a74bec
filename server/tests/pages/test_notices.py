"""Notices: each kind has its words here and its line in the reference."""

import re
from pathlib import Path
from typing import Any

import pytest

import fairlead
from cast import Cast, Stage
from fairlead.collaboration.models import MailWish
from fairlead.letters.words import sentences

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_reference_names_every_kind_and_no_other():
    page = (REPOSITORY / "docs/reference/notices.md").read_text()
    assert set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)`", page, re.MULTILINE)) == set(sentences())


def test_every_kind_that_services_tell_has_words():
    sources = Path(fairlead.__file__).parent.rglob("*.py")
    told = {kind for path in sources for kind in re.findall(r"News\(\s*\"([a-z_]+\.[a-z_]+)\"", path.read_text())}
    assert told >= {"objective.off_track", "check_in.due", "slip.beyond"}
    assert told <= set(sentences())


@pytest.mark.parametrize("who", ["owner", "manager", "member", "worker", "guest", "outsider"])
def test_everybody_says_how_often_they_want_mail_for_themselves(who: str, people: Cast, plan: Stage, visit: Any):
    client, me = visit(getattr(people, who)), getattr(people, who).person
    assert 'value="daily" checked' in client.get("/notices/").content.decode()
    assert client.post("/notices/mail/", {"rhythm": "at_once"}).status_code == 302
    assert list(MailWish.objects.values_list("person", "rhythm")) == [(me.pk, "at_once")]
    shown = client.get("/notices/").content.decode()
    assert 'value="at_once" checked' in shown
    assert "No mail is set up on this server" in shown


def test_what_is_no_rhythm_is_refused_and_changes_nothing(people: Cast, plan: Stage, visit: Any):
    client = visit(people.member)
    answer = client.post("/notices/mail/", {"rhythm": "hourly"}, follow=True)
    assert "Choose how often you want mail." in answer.content.decode()
    assert not MailWish.objects.exists()


def test_nobody_without_signing_in_says_anything(people: Cast, visit: Any):
    assert "/accounts/login/" in visit(None).post("/notices/mail/", {"rhythm": "never"})["Location"]
