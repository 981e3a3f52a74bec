"""How the demo's programs are delivered, and what they bring: charters, gates passed and ahead, benefits measured."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of
from fairlead.demo.charters import PROGRAMS_SAID, BenefitSaid, GateSaid, ProgramSaid
from fairlead.demo.days import OPENS
from fairlead.demo.rows import Created, Setting
from fairlead.programs.models import Gate, Program
from fairlead.programs.services import (
    NewBenefit,
    NewGate,
    NewMeasurement,
    NewTranche,
    benefit_create,
    gate_create,
    gate_decide,
    measurement_add,
    program_update,
    stage_enter,
    tranche_create,
)
from fairlead.strategy.models import Objective
from fairlead.work.services import output_add


def delivery_create(setting: Setting, created: Created) -> None:
    """Say charters, tranches, gates and benefits of the programs, decide what is decided, measure what is measured."""
    for code, said in PROGRAMS_SAID.items():
        _Program(setting, created, created.programs[code], said).create()


class _Program:
    def __init__(self, setting: Setting, created: Created, program: Program, said: ProgramSaid) -> None:
        self._setting, self._created, self._program, self._said = setting, created, program, said
        self._manager, self._sponsor = self._actor(said.manager), self._actor(said.sponsor)

    def create(self) -> None:
        self._charter()
        tranches = {each[0]: self._tranche(*each) for each in self._said.tranches}
        for gate in self._said.gates:
            self._gate(gate, tranches.get(gate.tranche))
        self._enter()
        for benefit in self._said.benefits:
            self._benefit(benefit)

    def _charter(self) -> None:
        self._program.refresh_from_db()
        program_update(
            actor=self._manager,
            id=self._program.pk,
            version=self._program.version,
            changes=self._said.charter,
            now=self._at(100),
        )

    def _tranche(self, name: str, capability: str, start: int, finish: int) -> int:
        new = NewTranche(name, self._day(start), self._day(finish), capability)
        return tranche_create(actor=self._manager, program_id=self._program.pk, new=new, now=self._at(99)).pk

    def _gate(self, said: GateSaid, tranche: int | None) -> None:
        new = NewGate(said.name, self._day(said.due_in), tranche, said.opens, said.criteria)
        made_ago = 99 if said.decided_ago is None else said.decided_ago + 1
        gate = gate_create(actor=self._manager, program_id=self._program.pk, new=new, now=self._at(made_ago))
        if said.decided_ago is not None:
            self._decide(gate, said, said.decided_ago)

    def _decide(self, gate: Gate, said: GateSaid, ago: int) -> None:
        gate_decide(
            actor=self._sponsor,
            id=gate.pk,
            version=gate.version,
            outcome=said.outcome,
            note=said.note,
            now=self._at(ago),
        )

    def _enter(self) -> None:
        self._program.refresh_from_db()
        if self._program.stage != self._said.stage:
            stage_enter(
                actor=self._manager,
                id=self._program.pk,
                version=self._program.version,
                stage=self._said.stage,
                now=self._at(80),
            )

    def _benefit(self, said: BenefitSaid) -> None:
        owner = self._setting.resources[said.owner].person
        new = NewBenefit(
            name=said.name,
            about=said.about,
            is_disbenefit=said.is_disbenefit,
            owner=owner.pk if owner else None,
            objective=self._objective(said.objective),
            unit=said.unit,
            baseline=Decimal(said.baseline),
            baseline_on=self._day(-said.from_ago),
            target=Decimal(said.target),
            target_on=self._day(said.target_in),
            measure_until_on=self._day(said.target_in + 365),
            measure_every_days=30,
            yearly_value=None if said.yearly_value is None else Decimal(said.yearly_value),
            currency="EUR" if said.yearly_value else "",
            points=tuple((self._day(day), Decimal(value)) for day, value in said.points),
        )
        made = benefit_create(actor=self._manager, program_id=self._program.pk, new=new, now=self._at(90))
        for ago, value, comment in said.measured:
            told = NewMeasurement(self._day(-ago), Decimal(value), comment)
            measurement_add(actor=self._actor(said.owner), benefit_id=made.pk, new=told, now=self._at(ago))
        for ref, name in said.outputs:
            self._output(made.pk, ref, name)

    def _objective(self, name: str) -> int | None:
        return Objective.objects.get(workspace=self._setting.workspace, name=name).pk if name else None

    def _output(self, benefit: int, ref: str, name: str) -> None:
        code = ref.partition(".")[0]
        task = self._created.tasks[ref].pk if "." in ref else None
        project = (self._created.activities | self._created.projects)[code].pk
        output_add(
            actor=self._manager, project_id=project, benefit_id=benefit, name=name, task_id=task, now=self._at(90)
        )

    def _actor(self, who: str) -> Actor:
        person = self._setting.resources[who].person
        if person is None:
            raise ValueError(f"{who} is no person, so cannot do anything")
        return actor_of(person)

    def _day(self, days: int) -> date:
        return self._setting.days.today + timedelta(days=days)

    def _at(self, days_ago: int) -> datetime:
        return timezone.make_aware(datetime.combine(self._day(-days_ago), OPENS))
