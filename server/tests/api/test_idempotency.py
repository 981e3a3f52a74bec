"""A creation that is repeated with its key has one effect and one answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from api.conftest import Ask, Asker
from cast import NOW, Cast, Stage, cast
from fairlead.api.models import KeptAnswer
from fairlead.programs.models import Program
from fairlead.work.models import Link, Task

SHIPS = {"name": "Ships", "code": "SHIP"}


def test_a_repeat_gets_the_first_answer(manager: Asker, plan: Stage):
    body = {"project": plan.shop.pk, "name": "Paint"}
    first = manager("POST", "/tasks", body, key="k1")
    again = manager("POST", "/tasks", body, key="k1")
    assert again.status_code == 201
    assert again.content == first.content
    assert [again.headers[name] for name in ("ETag", "Location")] == [
        first.headers[name] for name in ("ETag", "Location")
    ]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert Task.objects.filter(name="Paint").count() == 1


def test_the_same_key_with_another_body_is_refused(people: Cast, ask: Ask):
    owner = ask(people.owner)
    owner("POST", "/programs", SHIPS, key="k1")
    other = owner("POST", "/programs", {"name": "Boats", "code": "BOAT"}, key="k1")
    assert other.status_code == 422
    assert other.json()["type"] == "/problems/key-reused"
    assert not Program.objects.filter(code="BOAT").exists()


def test_keys_are_each_persons_and_each_addresss_own(people: Cast, plan: Stage, ask: Ask):
    assert ask(people.owner)("POST", "/programs", SHIPS, key="k1").status_code == 201
    assert ask(people.outsider)("POST", "/programs", SHIPS, key="k1").status_code == 201
    link = {"predecessor": plan.tasks["draw"].pk, "successor": plan.tasks["shelves"].pk}
    assert ask(people.owner)("POST", "/links", link, key="k1").status_code == 201
    assert Link.objects.count() == len(plan.links) + 1


def test_a_refusal_is_not_kept(people: Cast, ask: Ask):
    owner = ask(people.owner)
    assert owner("POST", "/programs", {"name": "", "code": "SHIP"}, key="k1").status_code == 422
    assert KeptAnswer.objects.count() == 0
    assert owner("POST", "/programs", SHIPS, key="k1").status_code == 201


def test_without_a_key_nothing_is_kept(people: Cast, ask: Ask):
    ask(people.owner)("POST", "/programs", SHIPS)
    assert KeptAnswer.objects.count() == 0


def test_answers_are_forgotten_after_a_day(people: Cast, ask: Ask):
    owner = ask(people.owner)
    owner("POST", "/programs", SHIPS, key="k1")
    KeptAnswer.objects.update(at=NOW - timedelta(hours=24, minutes=1))
    again = owner("POST", "/programs", {"name": "Boats", "code": "BOAT"}, key="k1")
    assert again.status_code == 201
    assert KeptAnswer.objects.count() == 1


def test_a_tokens_secret_is_never_kept(people: Cast, ask: Ask):
    ask(people.owner)("POST", "/tokens", {"name": "script"}, key="k1")
    assert KeptAnswer.objects.count() == 0


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_of_no_use(key: str, people: Cast, ask: Ask):
    answer = ask(people.owner)("POST", "/programs", SHIPS, key=key)
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == ["Idempotency-Key"]


@pytest.mark.django_db(transaction=True)
def test_two_at_a_time_have_one_effect(transactional_db: None, ask: Ask):
    """Four threads send the same creation at once: one creates, the others wait for it and repeat its answer."""
    people = cast()
    askers = [ask(people.owner) for _ in range(4)]
    together = Barrier(len(askers))

    def send(asker: Asker) -> tuple[int, bytes]:
        try:
            together.wait()
            answer = asker("POST", "/programs", SHIPS, key="k1")
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(askers)) as pool:
        answers = set(pool.map(send, askers))

    assert len(answers) == 1
    assert answers.pop()[0] == 201
    assert Program.objects.count() == 1
