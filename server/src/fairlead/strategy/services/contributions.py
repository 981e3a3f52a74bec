"""Shares and scores of programs and projects: checked and written alike for both, whose own services call these."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import Refused
from fairlead.strategy.models import Contribution, Score
from fairlead.strategy.rules.shares import shares_excess, shares_wrong
from fairlead.strategy.selectors import criteria_of, objectives_known

SCORES = range(6)


def contributions_replace(
    model: type[Contribution], of: Mapping[str, int], shares: Mapping[int, Decimal], *, actor: Actor
) -> dict[str, Any]:
    """Replace the contributions of one program or project, the key `of` names it, by `shares`; return the old ones.

    Four statements at most. Raises: Refused for shares that cannot be, or that exceed 1 together.
    """
    _check_shares(shares)
    objectives_known(shares, actor=actor)
    rows = model.objects.filter(**of)
    before = {"shares": {str(each.objective_id): str(each.share) for each in rows}}
    rows.delete()
    model.objects.bulk_create(model(**of, objective_id=id, share=share) for id, share in shares.items())
    return before


def scores_replace(
    model: type[Score], of: Mapping[str, int], scores: Mapping[int, int | None], *, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Replace the scores of one program or project by the criteria in `scores`; return the old ones.

    Four statements at most.
    Raises: Refused for a score that is not from 0 to 5, or by a criterion that is not there.
    """
    known = set(criteria_of(actor=actor).values_list("pk", flat=True))
    if not set(scores) <= known:
        raise Refused(_("One of these criteria is not there any more. Load the page again."), code="invalid")
    if any(score is not None and score not in SCORES for score in scores.values()):
        raise Refused(_("A score is a whole number from 0 to 5."), fields={"scores": _("From 0 to 5")})
    replaced = model.objects.filter(**of, criterion__in=scores)
    before = {str(each.criterion_id): each.score for each in replaced}
    replaced.delete()
    model.objects.bulk_create(
        model(**of, criterion_id=id, score=score, by_id=actor.person_id, at=now)
        for id, score in scores.items()
        if score is not None
    )
    return before


def _check_shares(shares: Mapping[int, Decimal]) -> None:
    if shares_wrong(shares):
        raise Refused(
            _("A share lies above 0 and is at most 1, the whole of the work; leave out what is not served."),
            code="invalid",
            fields={"shares": _("Above 0, at most 1, no finer than 0.001")},
        )
    excess = shares_excess(shares.values())
    if excess:
        words = {"sum": _percent(1 + excess), "excess": _percent(excess)}
        raise Refused(
            _(
                "These shares add up to %(sum)s, and there is no more than 100 %% of the work to give. "
                "Lower them by %(excess)s together, or take one away."
            )
            % words,
            code="shares_over_one",
            fields={"shares": _("%(sum)s in all") % words},
        )


def _percent(share: Decimal) -> str:
    return _("%(percent)s %%") % {"percent": f"{share * 100:.1f}".removesuffix(".0")}
