"""What is said of the demo's programs: why they exist, in which steps they deliver, what they are to bring.

Days are counted from today, ahead with `_in`, back with `_ago`.
"""

from dataclasses import dataclass

from fairlead.programs.rules import GateOutcome, Stage
from fairlead.programs.services import Criterion


@dataclass(frozen=True, slots=True)
class GateSaid:
    """A gate that is due so many days from today; decided so many days ago, or not yet."""

    name: str
    due_in: int
    criteria: tuple[Criterion, ...]
    opens: str = ""
    tranche: str = ""
    decided_ago: int | None = None
    outcome: GateOutcome = GateOutcome.GO
    note: str = ""


@dataclass(frozen=True, slots=True)
class BenefitSaid:
    """A benefit with days counted from today: its baseline, points, target, and what was measured how long ago."""

    name: str
    about: str
    owner: str
    unit: str
    baseline: int
    target: int
    from_ago: int
    target_in: int
    points: tuple[tuple[int, int], ...]
    measured: tuple[tuple[int, str, str], ...]
    outputs: tuple[tuple[str, str], ...]
    yearly_value: int | None = None
    is_disbenefit: bool = False
    objective: str = ""


@dataclass(frozen=True, slots=True)
class ProgramSaid:
    """What is said of a program: who runs and sponsors it, its charter, delivery and benefits."""

    manager: str
    sponsor: str
    charter: dict[str, str]
    tranches: tuple[tuple[str, str, int, int], ...]
    gates: tuple[GateSaid, ...]
    stage: Stage
    benefits: tuple[BenefitSaid, ...] = ()


PROGRAMS_SAID = {
    "GROW": ProgramSaid(
        manager="Maya",
        sponsor="Desmond",
        charter={
            "vision": "A client starts, sees, pays and asks in one place, and knows every day where their work stands.",
            "reason": (
                "Half of our clients leave within two years, and say why: slow to begin, hard to see, hard to pay. "
                "Three rivals have a client portal; we send spreadsheets."
            ),
            "scope": "Onboarding, payments, reports, partners, prices, and teaching all of it. Not: the work itself.",
            "target_state": (
                "Every client is on the platform. Account managers advise instead of chasing papers; finance closes "
                "a month in two days."
            ),
        },
        tranches=(
            ("First clients", "Ten clients begin and pay on the platform, without paper.", -100, 45),
            ("All clients", "Every client is on it, partners too; reports are read, not sent.", 45, 170),
        ),
        gates=(
            GateSaid(
                "Worth doing",
                -98,
                (
                    Criterion("Business case agreed by the partners", "Minutes of the partners' day", is_met=True),
                    Criterion("A program manager with time for it", "Maya, four days a week", is_met=True),
                ),
                opens="planning",
                decided_ago=97,
            ),
            GateSaid(
                "Ready to build",
                -85,
                (
                    Criterion("Tranches and benefits written down", "This program, Delivery and Benefits", is_met=True),
                    Criterion("People asked for, and promised", "Bookings of the first tranche", is_met=True),
                    Criterion("Payments provider chosen", "PAY, Provider chosen", is_met=True),
                ),
                opens="delivery",
                decided_ago=83,
                outcome=GateOutcome.CONDITIONAL,
                note="Go, if the provider's contract is signed within three weeks.",
            ),
            GateSaid(
                "First clients live",
                45,
                (
                    Criterion("Ten clients began without paper", "", is_met=True),
                    Criterion("Payments accepted by both pilot clients"),
                    Criterion("No open finding of the security test"),
                ),
                tranche="First clients",
            ),
            GateSaid(
                "Hand over to the house",
                175,
                (Criterion("Every client moved or told why not"), Criterion("Support runs it without the program")),
                opens="transition",
                tranche="All clients",
            ),
        ),
        stage=Stage.DELIVERY,
        benefits=(
            BenefitSaid(
                "Revenue through the platform",
                "Clients on the platform renew and add: revenue that comes every month without a new pitch.",
                "Desmond",
                "k€ a month",
                0,
                60,
                100,
                300,
                ((-10, 0), (120, 26)),
                ((70, "0", ""), (38, "1.5", "One client pays by card already."), (8, "2.5", "")),
                (("PAY.live", "Payments live"), ("LAU.launch", "All clients on the platform")),
                yearly_value=720_000,
                objective="Grow recurring revenue by a quarter",
            ),
            BenefitSaid(
                "Days to the first delivery, signed online",
                "A client who signs on the platform sees the first piece of work sooner.",
                "Maya",
                "days",
                14,
                5,
                100,
                150,
                ((-60, 14), (30, 9)),
                ((64, "14", "Baseline confirmed on 22 clients."), (34, "13", ""), (6, "11.5", "New clients only.")),
                (("ONB", "Guided start"),),
                yearly_value=180_000,
                objective="Halve the time from signature to first delivery",
            ),
            BenefitSaid(
                "Days to close a month",
                "Finance sees every payment as it comes, and does not wait for slips.",
                "Nadia",
                "days",
                9,
                2,
                60,
                220,
                ((60, 9),),
                (),
                (("PAY.live", "Payments live"), ("ANA.daily", "Warehouse in daily use")),
                yearly_value=95_000,
                objective="Clients pay without anybody writing an invoice",
            ),
            BenefitSaid(
                "Support questions while clients change over",
                "Clients will ask more until they know the platform. That is accepted, up to here.",
                "Maya",
                "a week",
                40,
                90,
                40,
                120,
                ((-10, 55),),
                ((12, "52", ""), (5, "58", "The week of the second wave.")),
                (("LAU.material", "Material for clients"),),
                is_disbenefit=True,
            ),
        ),
    ),
    "BRAND": ProgramSaid(
        manager="Lars",
        sponsor="Desmond",
        charter={
            "vision": "Whoever meets us sees at once what we have become.",
            "reason": "We look like the print shop of 2009. Pitches begin with explaining who we are.",
        },
        tranches=(("New face", "Every page, letter and pitch looks and sounds like one house.", -80, 80),),
        gates=(
            GateSaid(
                "Direction agreed", -60, (Criterion("Three directions shown", "Deck 4", is_met=True),), decided_ago=60
            ),
            GateSaid("Public", 78, (Criterion("Site tested"), Criterion("Mark registered")), tranche="New face"),
        ),
        stage=Stage.DELIVERY,
        benefits=(
            BenefitSaid(
                "Pitches won",
                "Of the pitches that we are asked to, those that we win.",
                "Desmond",
                "%",
                24,
                35,
                80,
                330,
                ((80, 24),),
                ((20, "23", "Before anybody sees it."),),
                (("BRAND.day", "Day of the change"), ("IDN.inuse", "Identity in use"), ("CAM.over", "Campaign over")),
                yearly_value=240_000,
                objective="Be known for what we have become",
            ),
        ),
    ),
    "MOVE": ProgramSaid(
        manager="Renata",
        sponsor="Nadia",
        charter={"reason": "The lease of Quay Street ends, and forty people sit where twenty-five fit."},
        tranches=(),
        gates=(
            GateSaid(
                "Go or no go",
                75,
                (Criterion("Pier 9 handed over"), Criterion("Network tested"), Criterion("Move rehearsed")),
                opens="transition",
            ),
        ),
        stage=Stage.DELIVERY,
        benefits=(
            BenefitSaid(
                "Running costs of the studio",
                "One floor that is heated, cleaned and guarded instead of three.",
                "Nadia",
                "k€ a month",
                46,
                38,
                60,
                330,
                ((150, 46),),
                ((25, "46", "The last full month in Quay Street before the move is planned."),),
                (("FIT", "Floor to work on"), ("MOV", "Everybody at Pier 9")),
                yearly_value=96_000,
                objective="Work from one floor before the lease ends",
            ),
        ),
    ),
}
