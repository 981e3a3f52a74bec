"""All there is to see of a table of people before it is taken."""

import hashlib
from dataclasses import dataclass, replace

from fairlead.access.rules import Actor
from fairlead.exchange.columns import TableHead
from fairlead.exchange.findings import Line
from fairlead.exchange.models import Confirmation, Import
from fairlead.exchange.people.comparing import Comparison, Decisions, compared
from fairlead.exchange.people.pool import pool_now
from fairlead.exchange.people.rows import FINDINGS, Said


@dataclass(frozen=True, slots=True)
class PeoplePreview:
    """What taking a table would do to the pool as it is now.

    `seen` stands for all of that: it is another one as soon as anything of it is. `drops_rates` tells that the table
    has rates and the actor may not see any, so that none are taken. `earlier` is the confirmation of the same file.
    """

    format: str
    comparison: Comparison
    lines: tuple[Line, ...]
    head: TableHead | None
    seen: str
    drops_rates: bool
    earlier: Confirmation | None


def people_preview(row: Import, *, actor: Actor, decisions: Decisions | None = None) -> PeoplePreview:
    """Return what taking a table of people would do; `decisions` say who rows are. Twelve queries at most."""
    findings = FINDINGS.validate_python(row.reading.findings)
    pool = pool_now(actor)
    has_rates = any(each.has_rate for each in findings.rows)
    rows = findings.rows if pool.shows_rates else tuple(_without_rate(each) for each in findings.rows)
    undecided = compared(rows, pool, decisions={}, today=row.day)
    comparison = compared(rows, pool, decisions=decisions, today=row.day) if decisions else undecided
    return PeoplePreview(
        format=findings.format,
        comparison=comparison,
        lines=findings.lines,
        head=row.table,
        seen=_digest(undecided),
        drops_rates=has_rates and not pool.shows_rates,
        earlier=_earlier(row),
    )


def _earlier(row: Import) -> Confirmation | None:
    same = Confirmation.objects.filter(
        of__workspace_id=row.workspace_id, of__digest=row.digest, of__columns=row.columns, of__subject=row.subject
    )
    return same.exclude(of=row).select_related("by").order_by("-at", "-pk").first()


def _without_rate(said: Said) -> Said:
    return replace(said, cost=None, bill=None, currency="", rate_from_on=None)


def _digest(comparison: Comparison) -> str:
    parts = [
        (each.said.number, each.outcome, each.match.pk if each.match else 0, each.differences, each.faults)
        for each in comparison.rows
    ]
    return hashlib.sha256(repr((parts, comparison.teams, comparison.skills)).encode()).hexdigest()
