"""Letters: made of what people have not read, and sent, each at most once."""

import logging
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.selectors import actor_of, clock_of
from fairlead.collaboration.models import Letter, MailWish, Notice, Rhythm
from fairlead.letters.rules import FORGOTTEN, LONGEST
from fairlead.letters.selectors import Due, due_of, notices_seen
from fairlead.letters.words import notice_address, notice_words

MOST = 40  # notices that a letter tells; it counts the others
_LATER = range(400, 500)  # answers of a mail server that asks to try again
_log = logging.getLogger(__name__)


def letters_make(*, now: datetime) -> list[int]:
    """Make a letter for everybody who is due one, and return the letters that are to be sent, the forgotten too.

    Doing so twice, or by two workers at once, makes none twice.
    """
    made = [id for due in due_of(now=now) if (id := _make(due, now)) is not None]
    waiting = Letter.objects.filter(taken_at=None, made_at__gt=now - LONGEST, made_at__lte=now - FORGOTTEN)
    return [*waiting.order_by("pk").values_list("pk", flat=True), *made]


def letter_send(*, id: int, now: datetime) -> bool:
    """Send a letter about what its person has not read meanwhile and may still see; say whether it was sent.

    One that somebody has taken is left alone, so doing so twice sends nothing twice. Where no mail server answers, or
    it asks to try again, the letter waits; what happened to one whose sending broke off is not known, and it is not
    sent again. Not to be called in a transaction: that it is taken has to be kept before it is sent.
    """
    letter = Letter.objects.filter(pk=id, taken_at=None).select_related("person__user", "person__workspace").first()
    mail, told = _mail(letter, now) if letter is not None else (None, 0)
    if mail is None:
        Letter.objects.filter(pk=id, taken_at=None).update(taken_at=now, done_at=now)
        return False
    mail.connection = get_connection()
    try:
        mail.connection.open()
    except OSError as error:
        _log.warning("No mail server answers (%s); notices wait to be mailed.", error)
        return False
    try:
        return _sent(mail, id, told, now)
    finally:
        mail.connection.close()


@transaction.atomic
def _make(due: Due, now: datetime) -> int | None:
    """Put what somebody has not read into a letter; who does so for one person at the same time waits for the other."""
    Person.objects.select_for_update(no_key=True).get(pk=due.person_id)
    notices = Notice.objects.filter(
        person=due.person_id, letter=None, read_at=None, at__gt=now - LONGEST, at__lte=due.until
    )
    if not notices.exists():
        return None
    letter = Letter.objects.create(person_id=due.person_id, made_at=now)
    notices.update(letter=letter)
    return letter.pk


def _sent(mail: EmailMultiAlternatives, id: int, told: int, now: datetime) -> bool:
    if not Letter.objects.filter(pk=id, taken_at=None).update(taken_at=now):
        return False
    try:
        mail.send()
    except SMTPException as error:
        if not _codes(error) or not all(code in _LATER for code in _codes(error)):
            _log.warning("A letter was not taken by the mail server (%s).", error)
            return False
        _log.warning("The mail server asks to try again (%s); notices wait to be mailed.", error)
        Letter.objects.filter(pk=id).update(taken_at=None)
        return False
    Letter.objects.filter(pk=id).update(done_at=now, told=told)
    return True


def _codes(error: SMTPException) -> list[int]:
    """Return what a mail server answered; nothing where the connection broke."""
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _words in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPResponseException) else []


def _mail(letter: Letter, now: datetime) -> tuple[EmailMultiAlternatives | None, int]:
    """Return what is to be sent, in the words and on the clock of whom it is for, and how many notices it tells."""
    person = letter.person
    if not person.is_active or person.user is None or not person.user.is_active or not person.user.email:
        return None, 0
    actor = actor_of(person, now=now)
    zone = clock_of(actor) or timezone.get_default_timezone()
    with translation.override(person.user.language or settings.LANGUAGE_CODE), timezone.override(zone):
        rows = notices_seen(list(letter.notices.filter(read_at=None).order_by("at", "pk")), actor=actor)
        return (_written(person, rows), len(rows)) if rows else (None, 0)


def _written(person: Person, rows: list[Notice]) -> EmailMultiAlternatives:
    wish = MailWish.objects.filter(person=person).first()
    page = settings.PUBLIC_URL + reverse("notices")
    context = {
        "lines": [(row, notice_words(row), settings.PUBLIC_URL + notice_address(row)) for row in rows[:MOST]],
        "left": len(rows) - MOST,
        "workspace": person.workspace.name,
        "is_daily": wish is None or wish.rhythm == Rhythm.DAILY,
        "page": page,
        "wish": f"{page}#mail",
    }
    mail = EmailMultiAlternatives(
        _subject(rows, person.workspace.name),
        render_to_string("letters/notices.txt", context),
        to=[person.user.email] if person.user else [],
        headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{context['wish']}>"},
    )
    mail.attach_alternative(render_to_string("letters/notices.html", context), "text/html")
    return mail


def _subject(rows: list[Notice], workspace: str) -> str:
    if len(rows) == 1:
        return " ".join(notice_words(rows[0]).split())[:200]
    return " ".join((_("%(workspace)s: %(n)d notices") % {"workspace": workspace, "n": len(rows)}).split())
