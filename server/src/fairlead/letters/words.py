"""What a notice says, and where it leads."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.collaboration.models import Notice

# The page of each target, by its name among the addresses.
_PAGES = {
    **{each: each for each in ("request", "authority", "proposal", "gate", "objective")},
    "project": "project_team",
    "activities": "activities_team",
}


def notice_words(notice: Notice) -> str:
    """Say what somebody is told."""
    facts = {"who": notice.by_name or _("Somebody"), "whom": "", "project": "", **notice.facts}
    return sentences().get(notice.kind, notice.kind) % facts


def notice_address(notice: Notice) -> str:
    """Return where a notice leads."""
    if notice.kind == "slip.beyond":
        return reverse("project", args=[notice.target_id])
    if notice.target == "delegation":
        return reverse("stand_ins")
    return reverse(_PAGES[notice.target], args=[notice.target_id])


def sentences() -> Mapping[str, str]:
    """Return the sentence of each kind of notice."""
    return {
        "request.asked": _("%(who)s asks for %(whom)s for %(project)s"),
        "request.offered": _("%(who)s made an offer for %(project)s, which asked for %(whom)s"),
        "request.countered": _("%(who)s made another offer for %(project)s, which asked for %(whom)s"),
        "request.committed": _("%(who)s settled the request of %(project)s for %(whom)s: it is booked"),
        "request.declined": _("%(who)s declined the request of %(project)s for %(whom)s"),
        "request.withdrawn": _("%(who)s withdrew the request of %(project)s for %(whom)s"),
        "request.overdue": _("The request of %(project)s for %(whom)s waits for your answer, and it is overdue"),
        "booking.made": _("%(who)s booked you for %(project)s"),
        "slip.beyond": _("%(project)s finishes %(late)s days later than agreed, as %(who)s plans it: you decide"),
        "role.given": _("%(who)s made you %(role)s of %(place)s"),
        "role.ended": _("%(who)s ended your role %(role)s of %(place)s"),
        "person.left": _("%(who)s has left the workspace"),
        "person.let_go": _("%(who)s ended the membership of %(name)s"),
        "person.returned": _("%(who)s let you back in, into the roles that you had"),
        "delegation.made": _("%(who)s lets %(deputy)s act in their name"),
        "delegation.ended": _("%(who)s ended that %(deputy)s acts for %(giver)s"),
        "gate.ready": _("All criteria of the gate %(gate)s are met. It is yours to decide"),
        "gate.passed": _("%(who)s decided at the gate %(gate)s: it goes on"),
        "gate.held": _("%(who)s decided at the gate %(gate)s: not yet"),
        "gate.stopped": _("%(who)s decided at the gate %(gate)s: it stops here"),
        "objective.off_track": _("Your objective %(objective)s is off track"),
        "check_in.due": _("A check-in of your objective %(objective)s is due: %(result)s"),
        "proposal.made": _("%(who)s proposes a project: %(project)s. It is yours to decide"),
        "proposal.approved": _("%(who)s approved your proposal %(project)s"),
        "proposal.declined": _("%(who)s declined your proposal %(project)s"),
    }
