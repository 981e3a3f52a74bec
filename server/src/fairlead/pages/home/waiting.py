"""What waits for somebody's decision or answer: one source for each kind, which later ones are added to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.pages.home.sections import Sight
from fairlead.programs.models import Gate
from fairlead.programs.selectors import benefits_due, gates_waiting
from fairlead.schedule.beyond import slips_waiting
from fairlead.staffing.models import Side
from fairlead.staffing.selectors import Which, request_page
from fairlead.staffing.words import amount_words, period_words, wanted_words
from fairlead.strategy.selectors import check_in_due_on, check_ins_due
from fairlead.work.intake import proposals_waiting
from fairlead.work.phases import phase_gates_waiting

SHOWN = 12
EACH = 20
GATE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that waits: what kind of thing, where it leads, by when it is wanted; None where nobody said."""

    kind: str
    sign: str
    title: str
    about: str
    address: str
    due_on: date | None = None
    is_grave: bool = False


def waiting_read(sight: Sight) -> Mapping[str, Any] | None:
    """Return what waits, the most urgent first; None where nothing does for somebody who leads nothing."""
    found = [wait for source in SOURCES for wait in source(sight)]
    if not found and not sight.leads:
        return None
    found.sort(key=lambda wait: (not wait.is_grave, wait.due_on or date.max))
    return {"waits": found[:SHOWN], "count": len(found), "today": sight.today}


def _slips(sight: Sight) -> Iterator[Wait]:
    for each in slips_waiting(actor=sight.actor, limit=EACH):
        late = ngettext("finishes %(n)d day later than agreed", "finishes %(n)d days later than agreed", each.days)
        yield Wait(
            _("Slip"),
            "clock",
            each.name,
            _("%(late)s, beyond what its manager decides: agree another finish, or have it brought back")
            % {"late": late % {"n": each.days}},
            reverse("project", args=[each.id]),
            is_grave=True,
        )


def _requests(sight: Sight) -> Iterator[Wait]:
    rows, _key = request_page(actor=sight.actor, which=Which.ANSWER, limit=EACH)
    for row in rows:
        words = {
            "project": row.project.name,
            "amount": amount_words(row.units, row.minutes),
            "days": period_words(row.start_on, row.finish_on),
            "who": row.asked_by.name if row.asked_by else "",
        }
        is_offer = row.waits_for == Side.ASKER
        about = _("for %(project)s, %(amount)s, %(days)s; asked by %(who)s")
        offer = _("an offer for %(project)s, which asked for it: %(amount)s, %(days)s")
        due = timezone.localtime(row.due_at) - timedelta(minutes=1) if row.due_at else None
        yield Wait(
            _("Offer") if is_offer else _("Request"),
            "user-plus",
            wanted_words(row),
            (offer if is_offer else about) % words,
            reverse("request", args=[row.pk]),
            due.date() if due else None,
            is_grave=bool(row.due_at and row.due_at <= sight.at),
        )


def _gates(sight: Sight) -> Iterator[Wait]:
    until = sight.today + timedelta(days=GATE_DAYS)
    for row in gates_waiting(actor=sight.actor, until=until, limit=EACH):
        where = row.gate.program.name if row.gate.program else ""
        yield _gate(row.gate, where, row.met_count, row.criterion_count, sight, is_mine=row.is_mine)
    for phase, is_mine in phase_gates_waiting(actor=sight.actor, until=until, limit=EACH):
        if phase.gate is not None:
            criteria = list(phase.gate.criteria.all())
            met = sum(each.met_at is not None for each in criteria)
            yield _gate(phase.gate, phase.project.name, met, len(criteria), sight, is_mine=is_mine)


def _gate(gate: Gate, where: str, met: int, of: int, sight: Sight, *, is_mine: bool) -> Wait:
    words = _("%(met)d of %(all)d criteria met") % {"met": met, "all": of}
    do = _("decide") if is_mine else _("prepare it")
    address = reverse("gate", args=[gate.pk])
    is_late = gate.due_on < sight.today
    return Wait(_("Gate"), "flag", gate.name, f"{where} · {words} · {do}", address, gate.due_on, is_grave=is_late)


def _proposals(sight: Sight) -> Iterator[Wait]:
    for row in proposals_waiting(actor=sight.actor, limit=EACH):
        who = row.proposed_by.name if row.proposed_by else _("Somebody")
        where = row.program.name if row.program else _("in no program")
        yield Wait(
            _("Proposal"),
            "plus",
            row.name,
            _("%(where)s, proposed by %(who)s: approve or decline") % {"where": where, "who": who},
            reverse("proposal", args=[row.pk]),
        )


def _measurements(sight: Sight) -> Iterator[Wait]:
    for row in benefits_due(actor=sight.actor, today=sight.today):
        about = _("a benefit of %(program)s that you own") % {"program": row.benefit.program.name}
        address = reverse("benefit", args=[row.benefit.pk])
        yield Wait(_("Measure"), "scale", row.benefit.name, about, address, row.stand.due_on)


def _check_ins(sight: Sight) -> Iterator[Wait]:
    for row in check_ins_due(actor=sight.actor, today=sight.today):
        about = _("of your objective %(name)s") % {"name": row.objective.name}
        address = reverse("objective", args=[row.objective_id])
        yield Wait(_("Check in"), "target-arrow", row.name, about, f"{address}#result-{row.pk}", check_in_due_on(row))


SOURCES: tuple[Callable[[Sight], Iterator[Wait]], ...] = (
    _slips,
    _requests,
    _gates,
    _proposals,
    _measurements,
    _check_ins,
)
