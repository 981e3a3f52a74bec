"""What is said of the demo's projects beside their plans: charters, phases with gates, and what they learned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of
from fairlead.demo.days import OPENS
from fairlead.demo.rows import Created, Setting
from fairlead.programs.models import Tranche
from fairlead.programs.rules import GateOutcome
from fairlead.programs.services import Criterion, NewGate, gate_decide
from fairlead.templates.services import program_template_make, template_make
from fairlead.work.models import Phase, Project
from fairlead.work.services import (
    NewLesson,
    Success,
    charter_say,
    lesson_add,
    phase_gate_create,
    phases_from_outline,
    project_update,
)


@dataclass(frozen=True, slots=True)
class CharterSaid:
    """The scope of a project, and by what it is judged a success."""

    code: str
    by: str
    scope: str
    out_of_scope: str
    success: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PhaseGate:
    """A gate behind a phase, due so many days from today; decided so many days ago by somebody, or not yet."""

    code: str
    phase: str
    name: str
    by: str
    due_in: int
    criteria: tuple[Criterion, ...]
    decider: str = ""
    decided_ago: int = 0
    outcome: GateOutcome = GateOutcome.GO
    note: str = ""


CHARTERS = (
    CharterSaid(
        *("PAY", "Jo"),
        "Cards, bank transfer and direct debit in euro and pounds; receipts by e-mail; the books that follow by night.",
        "Paying in installments, and currencies beyond the two. Partners are paid as before.",
        (
            ("Four of five invoices are paid inside the client space", "the ledger, three months after the start"),
            ("A month is closed within two days", "Stefan's close, twice in a row"),
            ("No client was charged twice", "refunds of the first hundred days"),
        ),
    ),
    CharterSaid(
        *("ONB", "Priya"),
        "From signature to the first piece of work, for clients who sign themselves.",
        "Clients that come through partners; they follow with the portal.",
        (
            ("A new client works with us five days after signing", "signature to first delivery, mean of twenty"),
            ("Nine of ten clients finish the checklist alone", "checklists without a call to us"),
        ),
    ),
    CharterSaid(
        *("PRI", "Hana"),
        "Three packages and their prices, for new clients.",
        "Running contracts stay as they are.",
        (("Two of three offers name a package", "offers of a month"),),
    ),
)
GATES = (
    PhaseGate(
        *("PAY", "Decide", "Provider agreed", "Jo", -19),
        (
            Criterion("Five providers compared", "Comparison, page 3", is_met=True),
            Criterion("Finance can book what they send", "Stefan, by e-mail", is_met=True),
        ),
        decider="Maya",
        decided_ago=18,
    ),
    PhaseGate(
        *("PAY", "Security", "Safe to take money", "Jo", 32),
        (
            Criterion("Penetration test passed"),
            Criterion("Keys are rotated", "Runbook 4", is_met=True),
            Criterion("Contract with the bank signed"),
        ),
    ),
    PhaseGate(
        *("ONB", "Shape the new journey", "Journey agreed", "Priya", -24),
        (
            Criterion("Blueprint read by all client partners", is_met=True),
            Criterion("Terms passed by legal", "Two clauses open"),
        ),
        decider="Maya",
        decided_ago=23,
        outcome=GateOutcome.CONDITIONAL,
        note="The two clauses are settled before the pilot.",
    ),
    PhaseGate(
        *("ONB", "Pilot", "Open it to all", "Priya", 30),
        (Criterion("Five of six pilot clients would start so again"), Criterion("Support runs it without the team")),
    ),
)
LESSONS: tuple[tuple[str, str, int, NewLesson], ...] = (
    (
        *("PRI", "Hana", 9),
        NewLesson(
            "Ask clients for prices they paid, not for prices they like",
            "Eleven interviews about what a package is worth gave numbers that nobody paid.",
            "Begin with the invoices of rivals that clients show us; four were enough.",
            ("pricing", "interviews", "price list"),
        ),
    ),
    (
        *("IDN", "Ingrid", 21),
        NewLesson(
            "Begin the search for similar marks before the drawing",
            "The search found two similar marks when the sign was drawn and liked.",
            "Search with three words on the first day; draw what is left.",
            ("trademark", "identity", "legal"),
        ),
    ),
    (
        *("FIT", "Gus", 13),
        NewLesson(
            "Permits wait longer than builders",
            "The electricians stood for four days because the permit for the risers was asked for with the order.",
            "Ask for every permit in the week of the lease, and plan eight weeks for each.",
            ("permit", "builders", "museum", "floor plan"),
        ),
    ),
    (
        *("PAY", "Jo", 6),
        NewLesson(
            "A bank's lawyers are a team of the project",
            "Each draft of the contract took six days there, and nobody on our side had planned for it.",
            "Name one person at the bank in the first week, and put their drafts into the plan as tasks.",
            ("bank", "contract", "payments"),
        ),
    ),
    (
        *("ONB", "Samuel", 17),
        NewLesson(
            "Clients show what they do not tell",
            "Nobody named the missing checklist in interviews; all six stopped at it in the test.",
            "Test with three clients before the second interview.",
            ("clients", "interviews", "prototype"),
        ),
    ),
)


TRANCHES = {
    "First clients": ("ONB", "PAY", "ANA"),
    "All clients": ("POR", "PRI", "LAU"),
    "New face": ("IDN", "WEB", "CAM"),
}
TEMPLATES = (
    (
        *("WEB", "Lars", "A website"),
        "For a client's new site of up to a hundred pages; take the content part out where they write themselves.",
    ),
    ("LAU", "Maya", "Launch and training", "For whatever clients have to be trained for."),
)
PRIORITIES = {"WEB": Project.Priority.HIGH, "CAM": Project.Priority.LOW}
PROGRAM_TEMPLATE = (
    *("BRAND", "Lars", "A new face"),
    "For a client who renews identity, site and campaign at once; leave the campaign out where they run their own.",
)


def phases_create(setting: Setting, created: Created) -> None:
    """Say phases of all projects, charters and gates of some, lessons, and which are templates."""
    maker = _Maker(setting, created)
    for project in created.projects.values():
        phases_from_outline(actor=maker.owner, project_id=project.pk, now=maker.at(90))
    for name, codes in TRANCHES.items():
        maker.tranche(name, codes)
    for code, priority in PRIORITIES.items():
        maker.say((code,), {"priority": priority})
    for charter in CHARTERS:
        maker.charter(charter)
    for gate in GATES:
        maker.gate(gate)
    for code, who, name, about in TEMPLATES:
        of = created.projects[code].pk
        template_make(actor=maker.actor(who), project_id=of, name=name, about=about, now=maker.at(30))
    code, who, name, about = PROGRAM_TEMPLATE
    program_template_make(
        actor=maker.actor(who), program_id=created.programs[code].pk, name=name, about=about, now=maker.at(30)
    )
    for code, who, ago, lesson in LESSONS:
        lesson_add(actor=maker.actor(who), project_id=created.projects[code].pk, new=lesson, now=maker.at(ago))


class _Maker:
    def __init__(self, setting: Setting, created: Created) -> None:
        self._setting, self._created = setting, created
        self.owner = self.actor("Nadia")

    def tranche(self, name: str, codes: tuple[str, ...]) -> None:
        tranche = Tranche.objects.get(program__workspace=self._setting.workspace, name=name)
        self.say(codes, {"tranche": tranche.pk})

    def say(self, codes: tuple[str, ...], changes: Mapping[str, int]) -> None:
        for project in Project.objects.filter(workspace=self._setting.workspace, code__in=codes):
            project_update(
                actor=self.owner,
                project=project,
                version=project.version,
                changes=changes,
                now=self.at(89),
            )

    def charter(self, said: CharterSaid) -> None:
        project = Project.objects.get(pk=self._created.projects[said.code].pk)
        changes = {
            "scope": said.scope,
            "out_of_scope": said.out_of_scope,
            "criteria": [Success(text, measure) for text, measure in said.success],
        }
        charter_say(
            actor=self.actor(said.by), project_id=project.pk, version=project.version, changes=changes, now=self.at(88)
        )

    def gate(self, said: PhaseGate) -> None:
        project = self._created.projects[said.code]
        phase = Phase.objects.get(project=project, name=said.phase)
        new = NewGate(said.name, self._day(said.due_in), criteria=said.criteria)
        made = phase_gate_create(actor=self.actor(said.by), id=phase.pk, new=new, now=self.at(80))
        if said.decider:
            gate_decide(
                actor=self.actor(said.decider),
                id=made.pk,
                version=made.version,
                outcome=said.outcome,
                note=said.note,
                now=self.at(said.decided_ago),
                of=project.place,
            )

    def actor(self, who: str) -> Actor:
        person = self._setting.resources[who].person
        if person is None:
            raise ValueError(f"{who} is no person, so says nothing")
        return actor_of(person)

    def _day(self, days: int) -> date:
        return self._setting.days.today + timedelta(days=days)

    def at(self, days_ago: int) -> datetime:
        return timezone.make_aware(datetime.combine(self._day(-days_ago), OPENS))
