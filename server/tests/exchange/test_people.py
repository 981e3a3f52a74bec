"""A table of people comes into the pool: read, compared, decided, taken in one transaction, once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from cast import NOW, Cast, Stage
from exchange.conftest import Upload
from fairlead.exchange.columns import Subject
from fairlead.exchange.models import Confirmation, Import, State
from fairlead.exchange.people.comparing import Comparison, Outcome
from fairlead.exchange.people.preview import people_preview
from fairlead.exchange.selectors import import_get
from fairlead.exchange.services import Choice, PeopleChoice, columns_choose, import_confirm, people_confirm
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Calendar, Rate, Resource, Skill, Team
from fairlead.resources.services import NewRate, rates_set
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead_engine.formats.roster import PersonColumn

ALL = PeopleChoice(creates=True, leaves_out=True)


@pytest.fixture
def read(people: Cast, upload: Upload) -> Callable[..., Import]:
    """A function that uploads a table of people, lines of CSV, as the owner."""

    def begin(*lines: str, actor: Any = None) -> Import:
        content = "\n".join(lines).encode()
        return upload(actor or people.owner.actor, content, name="people.csv", subject=Subject.PEOPLE)

    return begin


def comparison(row: Import, people: Cast, **decisions: Any) -> Comparison:
    return people_preview(row, actor=people.owner.actor, **decisions).comparison


def take(row: Import, cast: Cast, **choice: Any) -> Confirmation:
    asked = PeopleChoice(**{"creates": True, "leaves_out": True, **choice})
    return people_confirm(actor=cast.owner.actor, id=row.pk, choice=asked, now=NOW)


def faults(row: Import, people: Cast) -> list[str]:
    (only,) = comparison(row, people).rows
    assert only.outcome is Outcome.FAULTY
    return list(only.faults)


def test_somebody_new_comes_with_all_that_the_row_says(people: Cast, read: Any) -> None:
    row = read(
        "Name,E-mail,Kind,Title,Team,Skills,Calendar,Hours per week,Share,From,Until,Cost,Bill rate,Currency",
        'Ana Abel,ana@x.example,Person,Designer,Design,"Figma:4; Research (2); Sketch",office,30,80%,'
        "2026-05-01,2026-12-31,80.5,120,EUR",
    )
    made = take(row, people)
    assert made.outcome == {"new": 1, "changed": 0, "same": 0, "undecided": 0, "faulty": 0}
    ana = Resource.objects.get(name="Ana Abel")
    assert (ana.email, ana.kind, ana.title, ana.max_units) == ("ana@x.example", "person", "Designer", Decimal("0.8"))
    assert ana.team == Team.objects.get(name="Design")
    assert dict(ana.skills.values_list("skill__name", "level")) == {"Figma": 4, "Research": 2, "Sketch": 3}
    assert (ana.available_from_on, ana.available_until_on) == (date(2026, 5, 1), date(2027, 1, 1))
    own = Calendar.objects.get(resource=ana)
    # 30 of 40 hours over five days: 6 a day, 8-12 and 13-15
    assert (own.base, own.week) == (people.calendar, [[[480, 720], [780, 900]]] * 5 + [None, None])
    assert ana.calendar == own
    assert list(ana.rates.values_list("from_on", "currency", "hour_cost", "hour_bill")) == [
        (date(2026, 3, 4), "EUR", Decimal("80.5"), 120)
    ]
    entry = AuditEntry.objects.get(action="resource.create", target_id=ana.pk)
    assert entry.cause == "Imported from people.csv"


def test_who_is_there_is_known_by_address_then_by_name_whatever_its_order_and_accents(people: Cast, read: Any) -> None:
    wes = people.resources["Wes Worker"]
    jose = Resource.objects.create(workspace=people.workspace, name="José Ruiz", title="Mason")
    row = read(
        "Last name;First name;Email;Title",
        f"Werker;W.;{people.worker.person.email.upper()};Painter",
        "RUIZ;Jose;;Mason",
    )
    first, second = comparison(row, people).rows
    assert (first.match, first.outcome) == (wes, Outcome.CHANGED)
    assert [(each.label, each.before, each.after) for each in first.differences] == [
        ("Name", "Wes Worker", "W. Werker"),
        ("Title", "", "Painter"),
    ]
    assert (second.match, [each.label for each in second.differences]) == (jose, ["Name"])


def test_who_is_only_near_is_for_a_person_to_decide(people: Cast, read: Any) -> None:
    anna = Resource.objects.create(workspace=people.workspace, name="Anna Schmidt")
    row = read("Name,Title", "Anna Schmitt,Mason", "A. Schmidt,Mason", "Anna Weber,Mason")
    found = comparison(row, people).rows
    assert [(each.outcome, each.candidates) for each in found] == [
        (Outcome.UNDECIDED, (anna,)),
        (Outcome.UNDECIDED, (anna,)),
        (Outcome.NEW, ()),
    ]
    with pytest.raises(Refused, match="Say who “Anna Schmitt”, “A") as refused:
        take(row, people)
    assert refused.value.code == "undecided"
    assert not Resource.objects.filter(title="Mason").exists()
    take(row, people, people={2: anna.pk, 3: None})
    anna.refresh_from_db()
    assert (anna.name, anna.title) == ("Anna Schmitt", "Mason")
    assert Resource.objects.filter(title="Mason").count() == 3


def test_one_of_the_same_name_with_another_address_is_for_a_person_to_decide(people: Cast, read: Any) -> None:
    john = Resource.objects.create(workspace=people.workspace, name="John Smith", email="js@a.example")
    (row,) = comparison(read("Name,Mail", "John Smith,john@b.example"), people).rows
    assert (row.outcome, row.candidates) == (Outcome.UNDECIDED, (john,))


def test_a_row_that_says_what_is_there_changes_nothing(people: Cast, read: Any) -> None:
    wes = people.resources["Wes Worker"]
    made = take(read("Name,Title,Hours", "Wes Worker,,40"), people)
    assert made.outcome["same"] == 1
    wes.refresh_from_db()
    assert wes.version == 1
    assert not AuditEntry.objects.filter(target="resource").exists()


@pytest.mark.parametrize(
    ("head", "row", "fault"),
    [
        ("Skills", "Figma:9", "Skills: “Figma” has level 9. Levels go from 1 to 5."),
        ("Email", "ana at home", "E-mail: “ana at home” is no e-mail address."),
        ("Kind", "Robot", "Kind: “Robot” is none. Write Person, Role or Equipment."),
        ("Calendar", "Ofice", "There is no calendar “Ofice”. Do you mean “Office”?"),
        (
            "Calendar",
            "X",
            "There is no calendar “X”. Create it in People › Calendars, or leave the cell empty.",
        ),
        ("Hours", "60", "Hours per week: the calendar has 40 h. Name one with more, or fewer hours."),
        ("Hours", "many", "Hours per week: “many” is no number."),
        ("Hours", "-5", "Hours per week: more than 0, at most 168."),
        ("Share", "-20%", "Share: not below 0; 100 % is one whole person."),
        ("Available from", "31.02.2026", "Available from: “31.02.2026” is no day. Write it as 2026-05-31."),
        ("Available until", "9999-12-31", "Available until: a day between 1970 and 2149."),
        ("Cost", "80", "Say the currency of the rates, such as EUR."),
        ("Currency", "EURO", "Currency: “EURO” is none that is known. Write three letters, such as EUR."),
        ("Title", "x" * 201, "Title: more than 200 characters."),
    ],
)
def test_what_cannot_be_is_told_in_the_users_words(people: Cast, read: Any, head: str, row: str, fault: str) -> None:
    uploaded = read(f"Name,{head}", f"Ana,{row}")
    assert faults(uploaded, people) == [fault]
    with pytest.raises(Refused) as refused:
        people_confirm(actor=people.owner.actor, id=uploaded.pk, choice=PeopleChoice(), now=NOW)
    assert refused.value.code == "faulty"
    assert not Resource.objects.filter(name="Ana").exists()


def test_days_that_end_before_they_begin_are_refused(people: Cast, read: Any) -> None:
    row = read("Name,From,Until", "Ana,2026-05-02,2026-05-01")
    assert "Available until: that is before they come." in faults(row, people)


def test_two_rows_of_one_address_or_name_are_told_apart_or_refused(people: Cast, read: Any) -> None:
    row = read("Name,Email", "Ana,ana@x.example", "Anna,ANA@x.example", "Ben,", "ben,")
    assert [each.faults for each in comparison(row, people).rows] == [
        (),
        ("The same e-mail address as in row 2.",),
        (),
        ("The same name as in row 4. If they are two people, give each an e-mail address.",),
    ]
    take(row, people)
    assert set(Resource.objects.values_list("name", flat=True)) >= {"Ana", "Ben"}
    assert not Resource.objects.filter(name="Anna").exists()


def test_teams_and_skills_that_are_not_here_are_created_only_when_said(people: Cast, read: Any) -> None:
    Team.objects.create(workspace=people.workspace, name="Design")
    row = read("Name,Team,Skills", "Ana,design,Figma:4", "Ben,Build,figma:2")
    found = comparison(row, people)
    assert (found.teams, found.skills) == (["Build"], ["Figma"])
    with pytest.raises(Refused) as refused:
        take(row, people, creates=False)
    assert refused.value.code == "missing"
    assert not Skill.objects.exists()
    take(row, people)
    assert sorted(Team.objects.values_list("name", flat=True)) == ["Build", "Design"]
    assert Skill.objects.get().name == "Figma"


def test_somebody_archived_is_restored_by_hand_first(people: Cast, read: Any) -> None:
    Resource.objects.filter(name="Wes Worker").update(archived_at=NOW)
    row = read("Name,Title", "Wes Worker,Painter")
    assert faults(row, people) == ["Wes Worker is archived. Restore them on their page in People first."]


def test_a_rate_is_added_from_its_day_and_the_same_rate_is_no_change(people: Cast, read: Any) -> None:
    wes = people.resources["Wes Worker"]
    old = [NewRate(date(2026, 1, 1), "EUR", Decimal(50), Decimal(90))]
    rates_set(actor=people.owner.actor, resource_id=wes.pk, version=1, rates=old, now=NOW)
    row = read("Name,Cost,Bill rate,Rates from", "Wes Worker,55,,2026-04-01")
    (found,) = comparison(row, people).rows
    assert [(each.label, each.before, each.after) for each in found.differences] == [
        ("Cost of an hour", "50.00 EUR", "55.00 EUR from 1 Apr 2026")
    ]
    take(row, people)
    assert list(Rate.objects.order_by("from_on").values_list("from_on", "hour_cost", "hour_bill")) == [
        (date(2026, 1, 1), 50, 90),
        (date(2026, 4, 1), 55, 90),
    ]
    (found,) = comparison(read("Name,Cost,Rates from", "Wes Worker,55,2026-05-01"), people).rows
    assert found.outcome is Outcome.SAME


def test_confirming_twice_takes_once_and_the_same_file_again_only_when_said(people: Cast, read: Any) -> None:
    lines = ("Name,Title", "Ana,Designer")
    row = read(*lines)
    assert take(row, people) == take(row, people)
    assert Resource.objects.filter(name="Ana").count() == 1
    again = read(*lines)
    with pytest.raises(Refused) as refused:
        take(again, people)
    assert refused.value.code == "earlier"
    assert take(again, people, again=True).outcome["same"] == 1
    assert import_get(id=row.pk, actor=people.owner.actor).state is State.CONFIRMED


def test_a_preview_that_the_pool_has_overtaken_is_refused(people: Cast, read: Any) -> None:
    row = read("Name,Title", "Wes Worker,Painter")
    seen = people_preview(row, actor=people.owner.actor).seen
    Resource.objects.filter(name="Wes Worker").update(title="Mason")
    with pytest.raises(Refused) as refused:
        take(row, people, seen=seen)
    assert refused.value.code == "stale"
    assert Resource.objects.get(name="Wes Worker").title == "Mason"


def test_fewer_hours_move_the_dates_of_what_somebody_works_on(people: Cast, plan: Stage, read: Any) -> None:
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    take(read("Name,Hours", "Wes Worker,20"), people)
    # draw is two days of 8 hours; at 4 a day it takes Monday to Thursday, until noon
    assert TaskDates.objects.get(task=plan.tasks["draw"]).finish_at.isoformat() == "2026-03-05T12:00:00"


def test_a_table_without_names_asks_what_its_columns_hold(people: Cast, read: Any, commits: Any) -> None:
    row = read("Wer,Was", "Ana,Designer", "Ben,Mason")
    assert (row.state, row.question.message) == (
        State.ASKING,
        "The headings of this table do not say where the names of the people are. Say what its columns hold.",
    )
    say = partial(columns_choose, actor=people.owner.actor, id=row.pk, now=NOW)
    with pytest.raises(Refused, match="names of the people"):
        say(columns={"Was": PersonColumn.TITLE})
    with commits():
        say(columns={"Wer": PersonColumn.NAME, "Was": PersonColumn.TITLE})
    row = import_get(id=row.pk, actor=people.owner.actor)
    assert [(each.said.name, each.said.title) for each in comparison(row, people).rows] == [
        ("Ana", "Designer"),
        ("Ben", "Mason"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Name,Title\n", "Nobody is in this table"),
        (b"%PDF-1.7 ...", "This looks like a PDF. Save the list of people as an Excel workbook"),
        (b"\x00\x01\x02\x03binary", "This looks like a file of another program"),
        (b"PK\x03\x04 no workbook", "a zip archive or an Office document other than a workbook"),
        (b"PK\x03\x04 xl/workbook.xml broken", "compressed file is damaged"),
        (b"Name\n" + b"\n".join(b"N%d" % n for n in range(5_001)), "at most 5000 are read at once. Split it."),
    ],
)
def test_what_is_no_table_of_people_is_refused(people: Cast, upload: Upload, content: bytes, words: str) -> None:
    row = upload(people.owner.actor, content, name="people.csv", subject=Subject.PEOPLE)
    assert row.state is State.REFUSED
    assert words in row.refusal.message


def test_a_file_above_the_limit_is_not_even_kept(people: Cast, upload: Upload, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 10
    with pytest.raises(Refused, match="A list of people is much smaller"):
        upload(people.owner.actor, b"Name,Title\nAna,Mason", name="people.csv", subject=Subject.PEOPLE)
    assert not Import.objects.exists()


def test_letters_of_windows_are_read(people: Cast, upload: Upload) -> None:
    content = "Name;Title\nJörg Müller;Schreiner\n".encode("cp1252")
    row = upload(people.owner.actor, content, name="people.csv", subject=Subject.PEOPLE)
    assert comparison(row, people).rows[0].said.name == "Jörg Müller"
    assert "encoding_guessed" in {line.kind for line in people_preview(row, actor=people.owner.actor).lines}


def test_only_who_edits_the_whole_pool_imports_people(people: Cast, plan: Stage, read: Any) -> None:
    for player in (people.member, people.worker, people.guest):
        with pytest.raises((Forbidden, NotFound)):
            read("Name,Title", "Ana,Mason", actor=player.actor)
    row = read("Name,Title", "Ana,Mason")
    with pytest.raises(NotFound):
        people_confirm(actor=people.outsider.actor, id=row.pk, choice=ALL, now=NOW)


def test_a_plan_is_not_taken_for_people_nor_people_for_a_plan(
    people: Cast, plan: Stage, upload: Upload, read: Any
) -> None:
    with pytest.raises(Refused, match="This file is a plan"):
        people_confirm(actor=people.owner.actor, id=upload(people.owner.actor).pk, choice=ALL, now=NOW)
    row = read("Name,Title", "Ana,Mason")
    with pytest.raises(Refused, match="about people"):
        import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)


def test_a_preview_costs_the_same_queries_for_3_and_for_30(
    people: Cast, read: Any, django_assert_num_queries: Any
) -> None:
    for count in (3, 30):
        row = read("Name,Team,Skills,Hours", *(f"Person {n},Team {n},Skill:{n % 5 + 1},30" for n in range(count)))
        actor = people.owner.actor
        with django_assert_num_queries(11):
            people_preview(row, actor=actor)
