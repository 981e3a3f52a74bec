"""What each row of a table of people says, as the pool takes it, and what of it cannot be, in the user's words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from fairlead.exchange.findings import Line
from fairlead.exchange.names import words_of
from fairlead.resources.currencies import CURRENCIES
from fairlead.resources.models import Resource
from fairlead.resources.rules import FIRST_DAY, LAST_DAY
from fairlead.work.rules import clean_name
from fairlead_engine.formats.roster import PersonColumn, RosterRow
from fairlead_engine.formats.tables.columns import plain

MOST_PEOPLE = 5_000
USUAL_LEVEL = 3  # of a skill that is named without one
_LONGEST, _LONGEST_EMAIL, _MOST_SKILLS = 200, 254, 50
_MOST_UNITS, _MOST_HOURS, _MOST_MONEY = 1000, 168, 10**9
_DAY = timedelta(days=1)
_KINDS = {
    Resource.Kind.PERSON: "person people human employee staff member work arbeit mitarbeiter mensch personne persona",
    Resource.Kind.ROLE: "role generic rolle rol ruolo fonction",
    Resource.Kind.EQUIPMENT: "equipment machine tool room gerat maschine equipement equipo",
    Resource.Kind.MATERIAL: "material materiel materiale",
    Resource.Kind.COST: "cost kosten cout coste",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_LEVELED = re.compile(r"(.+?)\s*[:=(]\s*(\d{1,9})\s*\)?|(.+?)\s+([1-5])")


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of somebody; empty and None where it says nothing. `faults` are why it cannot be taken.

    Days are half-open, `hours` are of a week, `share` is 1 for a whole person.
    """

    number: int
    name: str
    email: str = ""
    kind: str = ""
    title: str = ""
    team: str = ""
    skills: tuple[tuple[str, int], ...] = ()
    calendar: str = ""
    hours: Decimal | None = None
    share: Decimal | None = None
    from_on: date | None = None
    until_on: date | None = None
    cost: Decimal | None = None
    bill: Decimal | None = None
    currency: str = ""
    rate_from_on: date | None = None
    faults: tuple[str, ...] = ()

    @property
    def has_rate(self) -> bool:
        return self.cost is not None or self.bill is not None


@dataclass(frozen=True, slots=True)
class PeopleFindings:
    """All that a table of people says: its format, its rows, and what of the table was not taken."""

    format: str
    rows: tuple[Said, ...]
    lines: tuple[Line, ...]


FINDINGS = TypeAdapter(PeopleFindings)


def rows_said(rows: Iterable[RosterRow]) -> tuple[Said, ...]:
    """Return what each of `rows` says, those at fault with why."""
    return tuple(_apart([_said(row) for row in rows]))


def _said(row: RosterRow) -> Said:
    faults = [_unread(row, column) for column in row.unread]
    text = {column: clean_name(row.texts.get(column, "")) for column in PersonColumn}
    until = row.days.get(PersonColumn.UNTIL)
    said = Said(
        number=row.number,
        name=text[PersonColumn.NAME] or f"{text[PersonColumn.FIRST_NAME]} {text[PersonColumn.LAST_NAME]}".strip(),
        email=text[PersonColumn.EMAIL],
        kind=_kind(text[PersonColumn.KIND], faults),
        title=text[PersonColumn.TITLE],
        team=text[PersonColumn.TEAM],
        skills=_skills(row.texts.get(PersonColumn.SKILLS, ""), faults),
        calendar=text[PersonColumn.CALENDAR],
        hours=_amount(row, PersonColumn.HOURS),
        share=_amount(row, PersonColumn.SHARE),
        from_on=row.days.get(PersonColumn.FROM),
        until_on=None if until is None or until >= LAST_DAY else until + _DAY,
        cost=_amount(row, PersonColumn.COST),
        bill=_amount(row, PersonColumn.BILL),
        currency=text[PersonColumn.CURRENCY].upper(),
        rate_from_on=row.days.get(PersonColumn.RATE_FROM),
    )
    faults += [*_wrong_texts(said), *_wrong_amounts(said), *_wrong_days(row)]
    return replace(said, faults=tuple(faults))


def _amount(row: RosterRow, column: PersonColumn) -> Decimal | None:
    number = row.numbers.get(column)
    return None if number is None else Decimal(str(round(number, 4))).quantize(Decimal("0.01"))


def _unread(row: RosterRow, column: PersonColumn) -> str:
    said = {"column": column.value, "text": row.texts[column][:40]}
    if column in (PersonColumn.FROM, PersonColumn.UNTIL, PersonColumn.RATE_FROM):
        return _("%(column)s: “%(text)s” is no day. Write it as 2026-05-31.") % said
    return _("%(column)s: “%(text)s” is no number.") % said


def _kind(text: str, faults: list[str]) -> str:
    if not text:
        return ""
    words = {plain(str(kind.label)): kind for kind in Resource.Kind} | _KIND_OF
    found = words.get(plain(text))
    if found is None:
        faults.append(_("Kind: “%(text)s” is none. Write Person, Role or Equipment.") % {"text": text[:40]})
    return found.value if found else ""


def _skills(text: str, faults: list[str]) -> tuple[tuple[str, int], ...]:
    parts = re.split(r"[;\n|]", text)
    found: dict[str, int] = {}
    for part in (part.strip() for part in (text.split(",") if len(parts) == 1 else parts)):
        match = _LEVELED.fullmatch(part)
        name = clean_name(part if match is None else match.group(1) or match.group(3))
        level = USUAL_LEVEL if match is None else int(match.group(2) or match.group(4))
        if not 1 <= level <= 5:
            faults.append(
                _("Skills: “%(skill)s” has level %(level)d. Levels go from 1 to 5.")
                % {"skill": name[:40], "level": level}
            )
        elif len(name) > _LONGEST:
            faults.append(_("Skills: a name has more than %(most)d characters.") % {"most": _LONGEST})
        elif name:
            found[name] = level
    if len(found) > _MOST_SKILLS:
        faults.append(_("Skills: more than %(most)d of them.") % {"most": _MOST_SKILLS})
    return tuple(found.items())


def _wrong_texts(said: Said) -> Iterable[str]:
    if not said.name:
        yield _("There is no name.")
    for label, text in ((_("Name"), said.name), (_("Title"), said.title), (_("Team"), said.team)):
        if len(text) > _LONGEST:
            yield _("%(what)s: more than %(most)d characters.") % {"what": label, "most": _LONGEST}
    if said.email and not _is_email(said.email):
        yield _("E-mail: “%(text)s” is no e-mail address.") % {"text": said.email[:60]}
    if said.currency and said.currency not in CURRENCIES:
        yield _("Currency: “%(text)s” is none that is known. Write three letters, such as EUR.") % {
            "text": said.currency[:20]
        }


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= _LONGEST_EMAIL


def _wrong_amounts(said: Said) -> Iterable[str]:
    if said.hours is not None and not 0 < said.hours <= _MOST_HOURS:
        yield _("Hours per week: more than 0, at most 168.")
    if said.share is not None and not 0 <= said.share <= _MOST_UNITS:
        yield _("Share: not below 0; 100 % is one whole person.")
    for label, money in ((_("Cost of an hour"), said.cost), (_("Billed for an hour"), said.bill)):
        if money is not None and not 0 <= money < _MOST_MONEY:
            yield _("%(what)s: from 0 to 1,000,000,000.") % {"what": label}


def _wrong_days(row: RosterRow) -> Iterable[str]:
    for column, day in row.days.items():
        if not FIRST_DAY <= day < LAST_DAY:
            yield _("%(column)s: a day between 1970 and 2149.") % {"column": column.value}
    first, last = row.days.get(PersonColumn.FROM), row.days.get(PersonColumn.UNTIL)
    if first and last and last < first:
        yield _("Available until: that is before they come.")


def _apart(rows: Sequence[Said]) -> Iterable[Said]:
    """Yield the rows; one that cannot be told from an earlier one is at fault."""
    emails: dict[str, int] = {}
    names: dict[tuple[str, ...], int] = {}
    for said in rows:
        email, name = said.email.casefold(), words_of(said.name)
        other = emails.get(email) if email else None
        if other is not None:
            yield _at_fault(said, _("The same e-mail address as in row %(row)d.") % {"row": other})
        elif not email and name in names:
            words = _("The same name as in row %(row)d. If they are two people, give each an e-mail address.")
            yield _at_fault(said, words % {"row": names[name]})
        else:
            yield said
        emails.setdefault(email, said.number)
        names.setdefault(name, said.number)


def _at_fault(said: Said, reason: str) -> Said:
    return replace(said, faults=(*said.faults, reason))
