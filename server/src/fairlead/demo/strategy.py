"""What the agency wants: its vision, objectives with key results and their history, who serves them, what fits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from fairlead.access.models import Person
from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of
from fairlead.demo.days import OPENS
from fairlead.demo.rows import Created, Setting
from fairlead.demo.signins import signin_of
from fairlead.programs.models import Program
from fairlead.programs.services import program_contribute, program_score
from fairlead.strategy.models import CheckIn, KeyResult, Objective, Status
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.services import (
    NewCheckIn,
    NewKeyResult,
    NewObjective,
    check_in_correct,
    criterion_create,
    delay_curve_set,
    key_result_create,
    objective_create,
    objective_status_set,
    vision_set,
)
from fairlead.strategy.services.finding import finds_write
from fairlead.work.models import Project
from fairlead.work.services import project_contribute, project_score

_BEGAN, _ENDS = timedelta(days=154), timedelta(days=252)
_EVERY = timedelta(days=14)

VISION = (
    "The agency that clients and partners can start with, see, pay and ask in one place; "
    "known for what it has become, and paid well for it."
)


@dataclass(frozen=True, slots=True)
class Result:
    """A key result, with what was read every other week until today and how sure the reader is now, in percent."""

    name: str
    unit: str
    direction: Direction
    baseline: str
    target: str
    told: tuple[float, ...]
    sure: int
    comment: str = ""
    tolerance: str | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective; `serves` are the shares with which programs and projects serve it, by their codes."""

    key: str
    name: str
    why: str
    owner: str
    below: str = ""
    weight: int = 1
    week_cost: int | None = None
    value: int | None = None
    serves: tuple[tuple[str, str], ...] = ()
    results: tuple[Result, ...] = ()


UP, DOWN, HOLD = Direction.UP, Direction.DOWN, Direction.HOLD
AIMS = (
    Aim(
        *("grow", "Grow recurring revenue by a quarter"),
        "Projects come and go; what clients pay every month carries the house.",
        owner="Desmond",
        weight=3,
        value=940_000,
        serves=(("GROW", "0.15"),),
        results=(
            Result(
                *("Recurring revenue", "k€ a month", UP, "310", "388"),
                (310, 312, 317, 321, 322, 329, 333, 338, 341, 347, 351, 354),
                65,
                "Two large clients moved to the monthly plan.",
            ),
        ),
    ),
    Aim(
        *("start", "Halve the time from signature to first delivery"),
        "Who waits two weeks for the first result asks what they pay for.",
        owner="Maya",
        below="grow",
        weight=2,
        week_cost=6_500,
        serves=(("GROW", "0.5"),),
        results=(
            Result(
                *("Days from signature to first delivery", "days", DOWN, "14", "7"),
                (14, 13.8, 13.1, 12.9, 12.2, 12.4, 11.5, 11.2, 10.8, 10.1, 9.9, 9.5),
                75,
                "The new checklist alone took a day away.",
            ),
        ),
    ),
    Aim(
        *("pay", "Clients pay without anybody writing an invoice"),
        "Every invoice by hand costs us forty minutes and the client a week.",
        owner="Jo",
        below="grow",
        weight=2,
        week_cost=9_000,
        serves=(("PAY", "0.85"), ("GROW", "0.1")),
        results=(
            Result(
                *("Payments made online", "%", UP, "18", "80"),
                (18, 18, 19, 19, 21, 20, 22, 22, 23, 23, 24, 24),
                30,
                "It will not move before bank transfers are live.",
            ),
            Result(
                *("Days until an invoice is paid", "days", DOWN, "31", "14"),
                (31, 31, 30, 30, 30, 29, 29, 28, 29, 28, 28, 28),
                35,
            ),
        ),
    ),
    Aim(
        *("sectors", "Enter two new sectors"),
        "Half of our revenue comes from one sector, and it is not growing.",
        owner="Desmond",
        below="grow",
        results=(Result("Clients in new sectors", "", UP, "0", "6", (0, 0, 1), 50, "A museum, by word of mouth."),),
    ),
    Aim(
        *("known", "Be known for what we have become"),
        "We are asked for logos, and we build services.",
        owner="Lars",
        weight=2,
        value=300_000,
        results=(
            Result(
                *("Inquiries that ask for services", "a month", UP, "9", "24"),
                (9, 10, 9, 11, 12, 12, 13, 15, 14, 16, 17, 18),
                80,
            ),
        ),
    ),
    Aim(
        *("face", "One face and one voice, everywhere"),
        "Nineteen templates in four styles tell nobody who we are.",
        owner="Lars",
        below="known",
        week_cost=2_000,
        serves=(("BRAND", "0.7"),),
        results=(
            Result(
                *("Places that show the new identity", "%", UP, "0", "100"),
                (0, 0, 4, 9, 15, 22, 31, 35, 42, 47, 55, 60),
                85,
            ),
        ),
    ),
    Aim(
        *("inbound", "Visitors of our site get in touch"),
        "The site is read and left.",
        owner="Lars",
        below="known",
        serves=(("BRAND", "0.3"),),
        results=(
            Result(
                *("Visitors who get in touch", "%", UP, "0.8", "2"),
                (0.8, 0.8, 0.9, 0.9, 1.0, 1.1, 1.1, 1.2, 1.3, 1.3, 1.4, 1.5),
                70,
            ),
        ),
    ),
    Aim(
        *("margin", "Keep the studio's margin at 30 %"),
        "It pays for everything that is new.",
        owner="Nadia",
        weight=2,
        results=(
            Result(
                *("Margin", "%", HOLD, "28", "30"),
                (29.6, 28.9, 30.3, 30.1, 29.6, 30.4, 30.2, 29.8, 30.3, 29.9, 30.1, 30.0),
                80,
                tolerance="1.5",
            ),
        ),
    ),
    Aim(
        *("move", "Work from one floor before the lease ends"),
        "Two floors at Quay Street cost a third more than one at Pier 9.",
        owner="Renata",
        below="margin",
        serves=(("MOVE", "0.9"),),
        results=(
            Result(
                *("Rent for each desk", "€ a month", DOWN, "640", "430"),
                (640, 640, 640, 628, 620, 611, 600, 590, 583, 571, 560, 548),
                75,
            ),
        ),
    ),
)
# Weeks of delay of the move, and what they cost in all: rent on both sides, then the penalty of the lease.
_LEASE = ((2, 9_000), (4, 24_000), (8, 96_000))
_CRITERIA = (
    ("Reach", "Most of our clients or people gain from it.", 3, {"GROW": 5, "BRAND": 4, "MOVE": 2, "PAY": 5, "WEB": 4}),
    ("Lasting gain", "It goes on paying after it ended.", 3, {"GROW": 4, "BRAND": 3, "MOVE": 4, "PAY": 5, "WEB": 3}),
    (
        "Within our means",
        "We have the people and the skill.",
        2,
        {"GROW": 3, "BRAND": 5, "MOVE": 3, "PAY": 3, "WEB": 5},
    ),
    ("Cheap to try", "A wrong turn shows early and costs little.", 1, {"GROW": 3, "BRAND": 4, "MOVE": 1, "PAY": 2}),
)


def strategy_create(setting: Setting, created: Created) -> None:
    """Let the owner say what the agency wants, and those who lead say what serves it."""
    maker = _Maker(setting, created)
    vision_set(actor=maker.owner, version=0, statement=VISION, now=maker.began)
    objectives: dict[str, Objective] = {}
    for aim in AIMS:
        objectives[aim.key] = maker.objective(aim, objectives.get(aim.below))
    points = [(weeks, Decimal(cost)) for weeks, cost in _LEASE]
    delay_curve_set(actor=maker.owner, id=objectives["move"].pk, version=2, points=points, now=maker.began)
    maker.serve(objectives)
    maker.check_in(objectives)
    maker.score()


class _Maker:
    def __init__(self, setting: Setting, created: Created) -> None:
        self._setting, self._created = setting, created
        self.first = setting.days.today - _BEGAN
        self.began = timezone.make_aware(datetime.combine(self.first, OPENS))
        self.owner = actor_of(Person.objects.get(workspace=setting.workspace, email=signin_of("Workspace owner").email))

    def objective(self, aim: Aim, parent: Objective | None) -> Objective:
        new = NewObjective(
            aim.name,
            self.first,
            self._setting.days.today + _ENDS,
            parent=parent.pk if parent else None,
            statement=aim.why,
            owner=self._person(aim.owner).pk,
            weight=aim.weight,
            value=None if aim.value is None else Decimal(aim.value),
            delay_week_cost=None if aim.week_cost is None else Decimal(aim.week_cost),
            currency="EUR",
        )
        made = objective_create(actor=self.owner, new=new, now=self.began)
        for result in aim.results:
            tolerance = None if result.tolerance is None else Decimal(result.tolerance)
            key_result_create(
                actor=self.owner,
                objective_id=made.pk,
                new=NewKeyResult(
                    *(result.name, result.direction, Decimal(result.baseline), Decimal(result.target), result.unit),
                    tolerance=tolerance,
                ),
                now=self.began,
            )
        return objective_status_set(
            actor=self.owner, id=made.pk, version=1, status=Status.ACTIVE, note="", now=self.began
        )

    def serve(self, objectives: dict[str, Objective]) -> None:
        shares: dict[str, dict[int, Decimal]] = {}
        for aim in AIMS:
            for code, share in aim.serves:
                shares.setdefault(code, {})[objectives[aim.key].pk] = Decimal(share)
        for code, given in shares.items():
            one = self._one(code)
            version = type(one).objects.values_list("version", flat=True).get(pk=one.pk)
            contribute = program_contribute if isinstance(one, Program) else project_contribute
            contribute(actor=self.owner, id=one.pk, version=version, shares=given, now=self.began)

    def check_in(self, objectives: dict[str, Objective]) -> None:
        rows = {(each.objective_id, each.name): each for each in self._results(objectives)}
        told = [
            self._told(rows[objectives[aim.key].pk, result.name], aim.owner, result, n)
            for aim in AIMS
            for result in aim.results
            for n in range(len(result.told))
        ]
        made = CheckIn.objects.bulk_create(told)
        finds_write(list(rows.values()))
        self._correct(made)

    def score(self) -> None:
        told: dict[str, dict[int, int | None]] = {}
        for name, about, weight, scores in _CRITERIA:
            made = criterion_create(actor=self.owner, name=name, about=about, weight=weight, now=self.began)
            for code, score in scores.items():
                told.setdefault(code, {})[made.pk] = score
        for code, scored in told.items():
            one = self._one(code)
            score_it = program_score if isinstance(one, Program) else project_score
            score_it(actor=self.owner, id=one.pk, scores=scored, now=self.began)

    def _correct(self, made: list[CheckIn]) -> None:
        """The margin of the second check-in was read from the wrong month."""
        wrong = next(each for each in made if each.key_result.name == "Margin" and each.value == Decimal("28.9"))
        new = NewCheckIn(wrong.on, Decimal("29.9"), comment="Read from the month before; this is the right one.")
        check_in_correct(actor=self._actor("Nadia"), id=wrong.pk, new=new, now=wrong.at + timedelta(days=1))

    def _results(self, objectives: dict[str, Objective]) -> list[KeyResult]:
        return list(KeyResult.objects.filter(objective__in=objectives.values()).select_related("objective"))

    def _told(self, row: KeyResult, who: str, result: Result, n: int) -> CheckIn:
        """Of those that were told `n` times ago, the last is the newest Monday."""
        ago = len(result.told) - 1 - n
        on: date = self._setting.days.monday - ago * _EVERY
        return CheckIn(
            key_result=row,
            on=on,
            value=Decimal(str(result.told[n])),
            confidence_share=Decimal(result.sure) / 100 if ago < 3 else None,
            comment=result.comment if ago == 0 else "",
            by=self._person(who),
            at=timezone.make_aware(datetime.combine(on, OPENS)),
        )

    def _one(self, code: str) -> Program | Project:
        return self._created.programs.get(code) or self._created.projects[code]

    def _person(self, who: str) -> Person:
        person = self._setting.resources[who].person
        if person is None:
            raise ValueError(f"{who} is no person, so owns nothing")
        return person

    def _actor(self, who: str) -> Actor:
        return actor_of(self._person(who))
