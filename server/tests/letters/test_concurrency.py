"""Several workers at once: one letter for one person, and it is sent once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connections

from cast import NOW, cast, stage
from fairlead.collaboration.models import Letter, Rhythm
from fairlead.collaboration.services import News, notices_write, rhythm_set
from fairlead.letters.services import letter_send, letters_make

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


def at_once(do: Callable[[], Any]) -> list[Any]:
    """Return what became of the same, done by several workers, each on a connection of its own."""
    together = Barrier(WORKERS)

    def work(_number: int) -> Any:
        try:
            together.wait()
            return do()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, range(WORKERS)))


def test_several_workers_make_one_letter_and_send_it_once(transactional_db: None):
    people = cast()
    plan = stage(people)
    rhythm_set(actor=people.worker.actor, rhythm=Rhythm.AT_ONCE, now=NOW)
    news = News("booking.made", "project", plan.shop.pk, "Maya Manager", {"project": "Shop"})
    notices_write(news, to=[people.worker.person.pk], workspace_id=people.workspace.pk, now=NOW)
    made = at_once(lambda: letters_make(now=NOW))
    (letter,) = Letter.objects.all()
    assert sorted(map(len, made)) == [0, 0, 0, 1]
    assert sorted(at_once(lambda: letter_send(id=letter.pk, now=NOW))) == [False, False, False, True]
    assert len(mail.outbox) == 1
