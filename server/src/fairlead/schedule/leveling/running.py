"""A worker searches for a leveled plan: no lock is held meanwhile, and what is found is kept as it is found."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.schedule.leveling.basis import basis_of
from fairlead.schedule.leveling.ground import Ground, ground_of
from fairlead.schedule.leveling.keeping import Progress, is_held, proposal_keep
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.models import Leveling, LevelingEnd, LevelingStop, Scenario
from fairlead.schedule.payload import revision_of
from fairlead.schedule.scope import scope_lock
from fairlead_engine.errors import PlanError
from fairlead_engine.leveling import CannotLevel, Proposal, level
from fairlead_engine.units import instant_of

BEAT = timedelta(seconds=0.5)  # between two signs of life, on which a stop is noticed
KEEP = timedelta(seconds=1)  # between two proposals that are kept, after the first
MOST_IMPROVEMENTS = 200
Clock = Callable[[], datetime]
Kind = LevelingEnd.Kind


def level_run(*, id: int, clock: Clock) -> None:
    """Search for the leveled plan that scenario `id` asks for, until its time is up or somebody stops it.

    May be called again at any time: a search that is over stays as it is, and one whose worker died is begun anew,
    with what it had found kept. The plan is read under its lock, which is let go before the search.
    """
    row = _claim(id, clock())
    if row is None:
        return
    try:
        ground = _ground(row)
        _search(row, ground, clock)
    except PlanError as error:
        _end(row, Kind.FAILED, clock(), code=type(error).__name__, message=_refusal(error))
    except Exception:
        _end(row, Kind.FAILED, clock(), code="unforeseen", message=_unforeseen())
        raise


@transaction.atomic
def _claim(id: int, now: datetime) -> Leveling | None:
    row = Leveling.objects.select_for_update(of=("self",)).filter(pk=id, of__end=None, of__discard=None).first()
    if row is None:
        return None
    row.claim, row.attempts = secrets.token_hex(16), row.attempts + 1
    row.claimed_at = row.beat_at = now
    row.save(update_fields=["claim", "attempts", "claimed_at", "beat_at"])
    return row


@transaction.atomic
def _ground(row: Leveling) -> Ground:
    """Return the plan as it is now, and note its revision and what it is made of."""
    scenario = row.of
    scope_lock(scenario.scope)
    asked = Asked.of_json(row.wishes)
    moment = wall_clock_of(scenario.at)
    ground = ground_of(scenario.scope, asked, now=moment)
    Scenario.objects.filter(pk=scenario.pk).update(revision=revision_of(scenario.scope))
    basis, row.wishes = row.basis, {**row.wishes, "since": int(instant_of(moment))}
    row.basis = basis_of(ground)
    if basis and basis != row.basis:  # begun anew, on another plan: what was found before is of no use
        row.score, row.findings, row.improvements = None, {}, []
    row.save(update_fields=["basis", "wishes", "score", "findings", "improvements"])
    return ground


def _search(row: Leveling, ground: Ground, clock: Clock) -> None:
    asked = Asked.of_json(row.wishes)
    began = kept_at = beat_at = clock()
    best: Proposal | None = None
    progress, is_new = Progress(0, []), False
    for proposal in level(ground.plan, asked.wishes(ground.plan), seed=asked.seed):
        now = clock()
        progress = replace(progress, tries=progress.tries + 1)
        if best is None or proposal.score < best.score:
            best, is_new = proposal, True
            _note(progress, now - began, proposal.score)
        if is_new and (progress.tries == 1 or now - kept_at >= KEEP):
            if not proposal_keep(row, ground, best, progress, now=now):
                return
            kept_at = beat_at = now
            is_new = False
        elif now - beat_at >= BEAT:
            if not _beat(row, progress, now):
                return
            beat_at = now
        is_over = now - began >= timedelta(seconds=asked.seconds) or best.is_proven
        if is_over or (beat_at == now and _is_stopped(row)):
            break
    if best is not None and is_new and not proposal_keep(row, ground, best, progress, now=clock()):
        return
    _end(row, Kind.STOPPED if _is_stopped(row) else Kind.DONE, clock())


def _note(progress: Progress, since: timedelta, score: float) -> None:
    """Add an improvement; where there are very many, the last one is replaced."""
    if len(progress.improvements) >= MOST_IMPROVEMENTS:
        progress.improvements.pop()
    progress.improvements.append((int(since / timedelta(milliseconds=1)), score))


@transaction.atomic
def _beat(row: Leveling, progress: Progress, now: datetime) -> bool:
    """Give a sign of life and say whether the search is still wanted."""
    if not is_held(row):
        return False
    Leveling.objects.filter(pk=row.pk).update(beat_at=now, tries=progress.tries)
    return True


def _is_stopped(row: Leveling) -> bool:
    return LevelingStop.objects.filter(of=row.pk).exists()


@transaction.atomic
def _end(row: Leveling, kind: LevelingEnd.Kind, now: datetime, *, code: str = "", message: str = "") -> None:
    if is_held(row):
        LevelingEnd.objects.create(of_id=row.pk, at=now, kind=kind, code=code, message=message)


def wall_clock_of(moment: datetime) -> datetime:
    """Return an instant of record as a plan time: whole minutes of the workspace's wall clock, without zone."""
    return timezone.localtime(moment).replace(tzinfo=None, second=0, microsecond=0)


def _refusal(error: PlanError) -> str:
    if isinstance(error, CannotLevel):
        return _("This plan cannot be leveled: %(reason)s. Nothing was changed.") % {"reason": _(error.reason)}
    return _("This plan cannot be scheduled, so it cannot be leveled either: %(reason)s") % {"reason": error}


def _unforeseen() -> str:
    return _(
        "Leveling failed in a way that we did not foresee, and the fault was noted. Nothing was changed; try again, "
        "and if it fails again tell whoever runs this server."
    )
