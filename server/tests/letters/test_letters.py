"""Notices by mail: when, to whom, about what, and never twice."""

import re
import smtplib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

import fairlead
from cast import NOW, Cast, Player, Stage, _grant
from fairlead.access.models import Grant
from fairlead.access.rules import Role, ScopeKind
from fairlead.collaboration.models import Letter, MailWish, Notice, Rhythm
from fairlead.collaboration.services import News, notices_read, notices_write, rhythm_set
from fairlead.config.rounds import ROUNDS
from fairlead.letters.rules import morning_before
from fairlead.letters.selectors import SIGHTS
from fairlead.letters.services import letter_send, letters_make
from fairlead.letters.tasks import letters_round

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# It is Wednesday, nine o'clock; the next summary is at seven on Thursday.
THURSDAY = NOW + 22 * HOUR


@pytest.fixture(autouse=True)
def has_mail(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HAS_MAIL = True
    settings.PUBLIC_URL = "https://plans.example"


@pytest.fixture
def told(people: Cast, plan: Stage) -> Notice:
    """Maya is told at nine that a project of hers finishes later."""
    return tell(people.manager, "slip.beyond", "project", plan.shop.pk, project="Shop", late=4)


def tell(who: Player, kind: str, target: str, id: int, at: datetime = NOW, **facts: Any) -> Notice:
    news = News(kind, target, id, "Wes Worker", facts)
    notices_write(news, to=[who.person.pk], workspace_id=who.person.workspace_id, now=at)
    return Notice.objects.latest("pk")


def wish(who: Player, rhythm: Rhythm) -> None:
    rhythm_set(actor=who.actor, rhythm=rhythm, now=NOW)


def sent(now: datetime) -> list[str]:
    """Do what comes round at `now`, and return the subjects of what was mailed."""
    before = len(mail.outbox)
    for id in letters_make(now=now):
        letter_send(id=id, now=now)
    return [each.subject for each in mail.outbox[before:]]


def test_a_summary_comes_once_a_day_in_the_morning(people: Cast, told: Notice):
    assert sent(NOW + HOUR) == []
    assert sent(THURSDAY - MINUTE) == []
    assert sent(THURSDAY) == ["Shop finishes 4 days later than agreed, as Wes Worker plans it: you decide"]
    assert sent(THURSDAY + MINUTE) == sent(THURSDAY + 24 * HOUR) == []


def test_several_notices_are_one_letter(people: Cast, plan: Stage, told: Notice):
    tell(people.manager, "booking.made", "project", plan.ware.pk, project="Warehouse", days="9 – 13 Mar")
    assert sent(THURSDAY) == ["Harbor: 2 notices"]
    (letter,) = Letter.objects.all()
    assert (letter.told, letter.taken_at, letter.done_at) == (2, THURSDAY, THURSDAY)


def test_the_morning_is_that_of_the_workspace(people: Cast, told: Notice):
    people.workspace.time_zone = "America/New_York"
    people.workspace.save()
    # It is four in New York; seven there is noon by UTC.
    assert sent(NOW + 3 * HOUR - MINUTE) == []
    assert len(sent(NOW + 3 * HOUR)) == 1
    summer = datetime(2026, 7, 1, 4, 59, tzinfo=UTC)
    assert morning_before(summer, ZoneInfo("Europe/Berlin")).date() == date(2026, 6, 30)


def test_who_wants_it_at_once_gets_it_with_the_next_round(people: Cast, told: Notice):
    wish(people.manager, Rhythm.AT_ONCE)
    assert len(sent(NOW + 5 * MINUTE)) == 1
    assert sent(NOW + 10 * MINUTE) == []


def test_who_wants_none_gets_none(people: Cast, told: Notice):
    wish(people.manager, Rhythm.NEVER)
    assert sent(THURSDAY) == []
    assert not Letter.objects.exists()


def test_what_was_read_meanwhile_is_not_mailed(people: Cast, plan: Stage, told: Notice):
    late = tell(people.manager, "booking.made", "project", plan.ware.pk, project="Warehouse")
    notices_read(actor=people.manager.actor, ids=[late.pk], now=NOW)
    (letter,) = letters_make(now=THURSDAY)
    notices_read(actor=people.manager.actor, now=THURSDAY)  # between the round and the sending
    assert not letter_send(id=letter, now=THURSDAY)
    assert Letter.objects.get().told == 0
    assert mail.outbox == []


def test_what_somebody_may_see_no_more_is_not_mailed(people: Cast, plan: Stage, told: Notice):
    tell(people.worker, "booking.made", "project", plan.shop.pk, project="Shop")
    _grant(people.guest, Role.STAKEHOLDER, ScopeKind.PROJECT, plan.shop.pk)
    tell(people.guest, "booking.made", "project", plan.shop.pk, project="Shop")
    Grant.objects.filter(person=people.guest.person, scope="project").delete()
    assert len(sent(THURSDAY)) == 2
    assert {to for each in mail.outbox for to in each.to} == {people.manager.user.email, people.worker.user.email}


@pytest.mark.parametrize("gone", ["person", "user"])
def test_who_was_let_go_is_mailed_nothing(gone: str, people: Cast, told: Notice):
    row = getattr(people.manager, gone)
    row.is_active = False
    row.save()
    assert sent(THURSDAY) == []
    row.is_active = True
    row.save()
    (letter,) = letters_make(now=THURSDAY)
    row.is_active = False
    row.save()
    assert not letter_send(id=letter, now=THURSDAY)
    assert mail.outbox == []


def test_what_is_older_than_two_days_stays_on_the_page(people: Cast, told: Notice):
    assert sent(NOW + timedelta(days=2, minutes=1)) == []


def test_a_letter_tells_what_where_it_leads_and_how_to_stop_it(people: Cast, plan: Stage):
    days, reason = "9 – 13 Mar", "<b>Now</b> & soon"
    tell(people.manager, "request.asked", "project", plan.shop.pk, whom="Wes", project="Shop", days=days, reason=reason)
    sent(THURSDAY)
    (letter,) = mail.outbox
    html = letter.alternatives[0][0]
    for body in (letter.body, html):
        assert "Wes Worker asks for Wes for Shop" in body
        assert f"https://plans.example/projects/{plan.shop.pk}/team/" in body
        assert "https://plans.example/notices/#mail" in body
        assert "once a day" in body
    assert "“<b>Now</b> & soon”" in letter.body
    assert "“&lt;b&gt;Now&lt;/b&gt; &amp; soon”" in html
    assert letter.extra_headers["List-Unsubscribe"] == "<https://plans.example/notices/#mail>"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_letter_loads_nothing_from_anywhere(people: Cast, told: Notice):
    sent(THURSDAY)
    html = str(mail.outbox[0].alternatives[0][0])
    assert not re.search(r"<(img|link|script|iframe|style)\b|url\(|src=|@import", html)


def test_many_notices_are_counted_where_a_letter_ends(people: Cast, plan: Stage):
    for _number in range(43):
        tell(people.manager, "booking.made", "project", plan.shop.pk, project="Shop")
    sent(THURSDAY)
    assert mail.outbox[0].body.count("booked you for Shop") == 40
    assert "And 3 more" in mail.outbox[0].body


def test_a_line_break_in_a_name_adds_no_header(people: Cast, plan: Stage):
    tell(people.manager, "booking.made", "project", plan.shop.pk, project="Shop\nBcc: all@example.org")
    assert sent(THURSDAY) == ["Wes Worker booked you for Shop Bcc: all@example.org"]
    assert mail.outbox[0].message()["Bcc"] is None


class Broken(EmailBackend):
    """A mail server that does as `fault` says, while it is connected to or when it gets a letter."""

    at_open: Exception | None = None
    at_send: Exception | None = None

    def open(self) -> bool:
        if self.at_open is not None:
            raise self.at_open
        return True

    def send_messages(self, messages: Any) -> int:
        if self.at_send is not None:
            raise self.at_send
        return super().send_messages(messages)


@pytest.fixture
def broken(settings: Any) -> Iterator[type[Broken]]:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    mail.outbox = []
    yield Broken
    Broken.at_open = Broken.at_send = None


BUSY = smtplib.SMTPDataError(451, b"Try again")
FULL = smtplib.SMTPRecipientsRefused({"maya@example.org": (452, b"Full")})


def test_where_no_mail_server_answers_a_letter_waits_and_goes_out_later(
    people: Cast, told: Notice, broken: type[Broken]
):
    broken.at_open = ConnectionRefusedError(111, "Connection refused")
    assert sent(THURSDAY) == []
    assert Letter.objects.get().taken_at is None
    broken.at_open = None
    assert sent(THURSDAY + 5 * MINUTE) == []  # a worker may have it in hand
    assert len(sent(THURSDAY + 10 * MINUTE)) == 1


@pytest.mark.parametrize("fault", [BUSY, FULL])
def test_a_mail_server_that_asks_to_try_again_is_asked_again(
    fault: Exception, people: Cast, told: Notice, broken: type[Broken]
):
    broken.at_send = fault
    assert sent(THURSDAY) == []
    broken.at_send = None
    assert len(sent(THURSDAY + 10 * MINUTE)) == 1


@pytest.mark.parametrize(
    "fault", [smtplib.SMTPServerDisconnected("Gone"), smtplib.SMTPRecipientsRefused({"maya@example.org": (550, b"No")})]
)
def test_a_letter_that_may_have_gone_out_or_was_refused_is_not_sent_again(
    fault: Exception, people: Cast, told: Notice, broken: type[Broken]
):
    broken.at_send = fault
    assert sent(THURSDAY) == []
    broken.at_send = None
    assert sent(THURSDAY + HOUR) == sent(THURSDAY + 24 * HOUR) == []
    assert Letter.objects.get().done_at is None


def test_a_letter_of_a_worker_that_died_before_sending_is_sent_by_another(people: Cast, told: Notice):
    letters_make(now=THURSDAY)  # and nobody sends it
    assert letters_make(now=THURSDAY + 9 * MINUTE) == []
    assert len(sent(THURSDAY + 10 * MINUTE)) == 1


def test_a_letter_of_a_worker_that_died_while_sending_is_not_sent_again(people: Cast, told: Notice):
    (letter,) = letters_make(now=THURSDAY)
    Letter.objects.update(taken_at=THURSDAY)
    assert not letter_send(id=letter, now=THURSDAY)
    assert sent(THURSDAY + HOUR) == []


def test_mail_comes_round_where_it_is_set_up_and_only_there(people: Cast, told: Notice, settings: Any):
    assert letters_round in ROUNDS
    settings.HAS_MAIL = False
    assert letters_round(now=THURSDAY) == 0
    assert not Letter.objects.exists()
    settings.HAS_MAIL = True
    assert letters_round(now=THURSDAY) == 1
    assert len(mail.outbox) == 1


def test_a_round_takes_the_same_queries_for_any_number_of_people_who_are_not_due(
    people: Cast, plan: Stage, django_assert_num_queries: Any
):
    for who in (people.owner, people.manager, people.member, people.worker, people.guest):
        tell(who, "booking.made", "project", plan.shop.pk, project="Shop")
    with django_assert_num_queries(2):
        assert letters_make(now=NOW + HOUR) == []


def test_every_target_that_services_tell_of_is_one_whose_sight_is_known():
    sources = "\n".join(path.read_text() for path in Path(fairlead.__file__).parent.rglob("*.py"))
    named = set(re.findall(r"News\(\s*(?:\"[a-z_.]+\"|kind), \"([a-z]+)\"", sources))
    assert named >= {"request", "gate", "proposal", "objective", "authority", "delegation", "project"}
    assert set(SIGHTS) == named | {"activities"}


def test_who_said_nothing_is_as_who_wants_the_usual(people: Cast):
    assert not MailWish.objects.exists()
    assert MailWish.USUAL is Rhythm.DAILY


def test_a_letter_is_in_the_language_of_its_reader(people: Cast, told: Notice):
    people.manager.user.language = "de"
    people.manager.user.save()
    sent(THURSDAY)
    assert '<html lang="de">' in mail.outbox[0].alternatives[0][0]
