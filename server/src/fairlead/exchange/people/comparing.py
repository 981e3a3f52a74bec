"""Each row of a table of people beside the pool: who it is, and what taking it would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from fairlead.exchange.names import Names
from fairlead.exchange.people.pool import PoolNow
from fairlead.exchange.people.rows import Said
from fairlead.exchange.rules import Entry, matches
from fairlead.resources.hours import shortened, week_minutes
from fairlead.resources.models import Rate, Resource
from fairlead.resources.rules import plain_name
from fairlead.resources.services.rates import NewRate
from fairlead.resources.services.roster import RosterEntry

Decisions = Mapping[int, int | None]  # by the number of the row; None is somebody new


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNDECIDED = "undecided"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that taking a row changes, in words; `before` is empty of somebody new."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A row beside the pool: who it is (`match`; None is somebody new), who it may be, and what follows.

    `entry` is what is to be written; None where nothing is.
    """

    said: Said
    outcome: Outcome
    match: Resource | None = None
    candidates: tuple[Resource, ...] = ()
    differences: tuple[Difference, ...] = ()
    faults: tuple[str, ...] = ()
    entry: RosterEntry | None = None


@dataclass(slots=True)
class Comparison:
    """All rows compared; `teams` and `skills` are those that are not here yet and that rows without a fault name."""

    rows: list[Compared]
    teams: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[Compared]:
        """Return the rows of which this becomes."""
        return [each for each in self.rows if each.outcome is outcome]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each outcome."""
        return {outcome.value: len(self.of(outcome)) for outcome in Outcome}


def compared(rows: Sequence[Said], pool: PoolNow, *, decisions: Decisions, today: date) -> Comparison:
    """Return what becomes of `rows` in the pool as it is now; `decisions` say who a row is."""
    found = matches(
        [Entry(str(row.number), row.name, row.kind or "work", row.email) for row in rows],
        [Entry(str(each.pk), each.name, each.kind, each.address) for each in pool.resources.values()],
    )
    taken: dict[int, int] = {}
    done = []
    for row in rows:
        match = found[str(row.number)]
        candidates = tuple(pool.resources[int(id)] for id in match.candidates)
        chosen = pool.resources[int(match.chosen)] if match.chosen else None
        is_told = row.number in decisions
        if is_told:
            id = decisions[row.number]
            chosen = None if id is None else pool.resources.get(id)
        is_open = not is_told and (_differ(row, chosen) or (chosen is None and bool(candidates)))
        done.append(_compared(row, pool, chosen, candidates, taken, is_open=is_open, today=today))
    ready = [each for each in done if each.outcome in (Outcome.NEW, Outcome.CHANGED)]
    teams = {each.said.team for each in ready if each.said.team and plain_name(each.said.team) not in pool.teams}
    skills = {name for each in ready for name, _level in each.said.skills if plain_name(name) not in pool.skills}
    return Comparison(done, sorted(_once(teams)), sorted(_once(skills)))


def _differ(row: Said, chosen: Resource | None) -> bool:
    """Say whether the two are of one name, and have e-mail addresses that are not the same."""
    theirs = chosen.address if chosen else ""
    return bool(row.email and theirs) and row.email.casefold() != theirs.casefold()


def _compared(
    row: Said,
    pool: PoolNow,
    chosen: Resource | None,
    candidates: tuple[Resource, ...],
    taken: dict[int, int],
    *,
    is_open: bool,
    today: date,
) -> Compared:
    faults = [*row.faults, *_faults(row, pool, chosen, today)]
    if chosen is not None and not is_open:
        if chosen.pk in taken:
            faults.append(_("Row %(row)d is %(name)s already.") % {"row": taken[chosen.pk], "name": chosen.name})
        taken.setdefault(chosen.pk, row.number)
    if faults:
        return Compared(row, Outcome.FAULTY, chosen, candidates, faults=tuple(faults))
    if is_open:
        return Compared(row, Outcome.UNDECIDED, None, candidates)
    entry, differences = _entry(row, pool, chosen, today)
    outcome = Outcome.NEW if chosen is None else Outcome.CHANGED if differences else Outcome.SAME
    return Compared(row, outcome, chosen, candidates, differences, entry=entry if outcome is not Outcome.SAME else None)


def _faults(row: Said, pool: PoolNow, chosen: Resource | None, today: date) -> Iterator[str]:
    if row.calendar and plain_name(row.calendar) not in pool.calendars:
        near = Names((name, name) for name in pool.calendar_names).near(row.calendar)
        words = {"name": row.calendar[:60]}
        yield _("There is no calendar “%(name)s”.") % words + (
            " " + _("Do you mean “%(name)s”?") % {"name": near[0]}
            if near
            else " " + _("Create it in People › Calendars, or leave the cell empty.")
        )
    elif row.hours is not None:
        full = week_minutes(pool.week(pool.base_of(row.calendar, chosen)))
        if row.hours * 60 > full:
            yield _("Hours per week: the calendar has %(hours)s. Name one with more, or fewer hours.") % {
                "hours": _hours(full)
            }
    if chosen is not None and chosen.archived_at is not None:
        yield _("%(name)s is archived. Restore them on their page in People first.") % {"name": chosen.name}
    if row.has_rate and not (row.currency or _held(pool, chosen, row.rate_from_on or today)):
        yield _("Say the currency of the rates, such as EUR.")
    first = row.from_on or (chosen.available_from_on if chosen else None)
    until = row.until_on or (chosen.available_until_on if chosen else None)
    if (row.from_on or row.until_on) and first and until and until <= first:
        yield _("Available until: that is before they come.")


def _entry(
    row: Said, pool: PoolNow, chosen: Resource | None, today: date
) -> tuple[RosterEntry, tuple[Difference, ...]]:
    found: list[Difference] = []
    values: dict[str, Any] = {}
    for name, label, before, after, words in _fields(row, chosen):
        if after not in (None, "") and after != before:
            values[name] = after
            found.append(Difference(label, words(before) if chosen else "", words(after)))
    their_team = chosen.team.name if chosen and chosen.team else ""
    team = row.team if plain_name(row.team) != plain_name(their_team) else ""
    if team:
        found.append(Difference(_("Team"), their_team, team))
    skills = dict(_skills(row, pool, chosen, found))
    hours = _hours_said(row, pool, chosen, found)
    rate = _rate(row, pool, chosen, today, found)
    return RosterEntry(chosen.pk if chosen else None, values, team, skills, hours, rate), tuple(found)


def _fields(row: Said, chosen: Resource | None) -> Iterator[tuple[str, str, Any, Any, Any]]:
    """Yield field, label, value now and said, and how to say it."""
    kinds = dict(Resource.Kind.choices)
    yield "name", _("Name"), chosen.name if chosen else None, row.name, str
    has_account = chosen is not None and chosen.person_id is not None
    yield "email", _("E-mail"), chosen.address if chosen else None, "" if has_account else row.email, str
    kind = row.kind if chosen or row.kind else Resource.Kind.PERSON.value
    yield "kind", _("Kind"), chosen.kind if chosen else None, kind, lambda value: str(kinds.get(value, ""))
    yield "title", _("Title"), chosen.title if chosen else None, row.title, str
    yield "max_units", _("Units"), chosen.max_units if chosen else None, row.share, _percent
    first, until = (chosen.available_from_on, chosen.available_until_on) if chosen else (None, None)
    yield "available_from_on", _("First day"), first, row.from_on, _day
    yield "available_until_on", _("Last day"), until, row.until_on, _last_day


def _skills(row: Said, pool: PoolNow, chosen: Resource | None, found: list[Difference]) -> Iterator[tuple[str, int]]:
    for name, level in row.skills:
        known = pool.skills.get(plain_name(name))
        before = pool.levels.get((chosen.pk, known), None) if chosen and known else None
        if before != level:
            found.append(Difference(name, "" if before is None else str(before), str(level)))
            yield name, level


def _hours_said(
    row: Said, pool: PoolNow, chosen: Resource | None, found: list[Difference]
) -> tuple[int, list[Any]] | None:
    """Return the base calendar and the week that a row asks for; None where it leaves both as they are."""
    base = pool.base_of(row.calendar, chosen)
    before = pool.base_of("", chosen)
    own = pool.own_week(chosen)
    if base != before or (chosen is None and row.calendar):
        found.append(Difference(_("Calendar"), pool.calendar_name(before) if chosen else "", pool.calendar_name(base)))
    usual = pool.week(base)
    now = pool.worked(chosen) if chosen else week_minutes(usual)
    wanted = None if row.hours is None else int(row.hours * 60)
    if wanted is None or wanted == now:
        is_new = base != before or (chosen is None and bool(row.calendar))
        return (base, own) if is_new else None
    found.append(Difference(_("Hours per week"), _hours(now) if chosen else "", _hours(wanted)))
    return base, shortened(usual, wanted)


def _rate(row: Said, pool: PoolNow, chosen: Resource | None, today: date, found: list[Difference]) -> NewRate | None:
    if not row.has_rate:
        return None
    day = row.rate_from_on or today
    held = _held(pool, chosen, day)
    currency = row.currency or (held.currency if held else "")
    kept = held if held and held.currency == currency else None
    cost = row.cost if row.cost is not None else kept.hour_cost if kept else None
    bill = row.bill if row.bill is not None else kept.hour_bill if kept else None
    if kept and (kept.hour_cost, kept.hour_bill) == (cost, bill):
        return None
    for label, before, after in (
        (_("Cost of an hour"), held.hour_cost if held else None, cost),
        (_("Billed for an hour"), held.hour_bill if held else None, bill),
    ):
        was, is_now = _money(before, held.currency if held else ""), _money(after, currency)
        if was != is_now:
            from_day = _("%(money)s from %(day)s") % {"money": is_now, "day": _day(day)}
            found.append(Difference(label, was, from_day))
    return NewRate(day, currency, cost, bill)


def _held(pool: PoolNow, chosen: Resource | None, day: date) -> Rate | None:
    """Return the rate of somebody that holds on `day`."""
    rates = pool.rates.get(chosen.pk, ()) if chosen else ()
    return max((each for each in rates if each.from_on <= day), key=lambda each: each.from_on, default=None)


def _once(names: set[str]) -> list[str]:
    return list({plain_name(name): name for name in sorted(names, reverse=True)}.values())


def _percent(share: Decimal | None) -> str:
    return "" if share is None else _("%(percent)s %%") % {"percent": number_format(round(share * 100), decimal_pos=0)}


def _hours(minutes: int) -> str:
    return _("%(hours)s h") % {"hours": number_format(Decimal(minutes) / 60, decimal_pos=0 if minutes % 60 == 0 else 1)}


def _day(day: date | None) -> str:
    return "" if day is None else date_format(day, "j M Y")


def _last_day(until: date | None) -> str:
    return "" if until is None else date_format(date.fromordinal(until.toordinal() - 1), "j M Y")


def _money(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else f"{number_format(amount, decimal_pos=2)} {currency}"
