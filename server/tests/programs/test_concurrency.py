"""Two who decide at the same gate at once: one decides, the other is shown what was decided."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections

from cast import NOW, Player, cast, stage
from fairlead.kernel.errors import StaleVersion
from fairlead.programs.models import GateDecision
from fairlead.programs.rules import GateOutcome
from fairlead.programs.services import NewGate, gate_create, gate_decide

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_decisions_at_once_one_holds_and_the_other_is_shown_it(transactional_db: None):
    people = cast()
    plan = stage(people)
    new = NewGate("Go live", date(2026, 6, 1))
    gate = gate_create(actor=people.owner.actor, program_id=plan.program.pk, new=new, now=NOW)
    together = Barrier(2)

    def decide(who: Player, outcome: GateOutcome) -> str:
        try:
            actor = who.actor
            together.wait()
            gate_decide(actor=actor, id=gate.pk, version=1, outcome=outcome, note="As agreed", now=NOW)
        except StaleVersion as stale:
            return f"told of version {stale.current['version']}"
        finally:
            connections.close_all()
        return outcome.value

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(decide, (people.owner, people.owner), (GateOutcome.GO, GateOutcome.STOP)))
    decision = GateDecision.objects.get()
    assert sorted(told) == sorted([decision.outcome, "told of version 2"])
