"""Who gets what of the operations on proposals."""

from typing import Any

from api.cases import CREATE, END, OWN, READ, Case
from cast import NOW, Cast, Stage
from fairlead.work.models import Proposal
from fairlead.work.rules import Verdict
from fairlead.work.services import NewProposal, proposal_create, proposal_decide


def _proposal(people: Cast, plan: Stage) -> dict[str, Any]:
    new = NewProposal("Harbor pier", "Ships wait", program=plan.program.pk)
    return {"id": proposal_create(actor=people.member.actor, new=new, now=NOW).pk}


def _approved(people: Cast, plan: Stage) -> dict[str, Any]:
    names = _proposal(people, plan)
    proposal_decide(actor=people.owner.actor, **names, version=1, verdict=Verdict.APPROVED, reason="It pays", now=NOW)
    Proposal.objects.update(version=1)
    return names


PROPOSALS = {
    "proposals_list": Case(OWN),
    # The outsider has a workspace of their own, where what is new goes.
    "proposal_create": Case((201, 201, 201, 201, 401), lambda people, plan: {"name": "Pier", "reason": "Ships wait"}),
    "proposal_read": Case(READ, names=_proposal),
    # Theirs who proposed it, and of whoever manages the program that it is meant for.
    "proposal_update": Case((*OWN[:3], 404, 401), lambda people, plan: {"goal": "Berths"}, _proposal, has_version=True),
    "proposal_scores": Case(END, lambda people, plan: {"scores": {}}, _proposal),
    "proposal_decide": Case(
        CREATE, lambda people, plan: {"verdict": "approved", "reason": "It pays"}, _proposal, has_version=True
    ),
    "proposal_start": Case(
        CREATE, lambda people, plan: {"code": "PIER", "start": "2026-03-02T08:00"}, _approved, has_version=True
    ),
}
