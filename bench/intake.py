"""What a workspace proposes, has learned and begins again, and who answers for what: to measure with."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from fairlead.access.models import Invitation, Person, Workspace
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.selectors import actor_of
from fairlead.governance.models import Deliverable, Responsibility
from fairlead.programs.models import Gate, GateCriterion, Program
from fairlead.resources.models import Team
from fairlead.strategy.models import Criterion
from fairlead.templates.models import Template
from fairlead.templates.services import template_make
from fairlead.work.models import (
    Lesson,
    LessonTag,
    Phase,
    Project,
    Proposal,
    ProposalDecision,
    ProposalScore,
    SuccessCriterion,
)
from fairlead.work.rules import Verdict

CRITERIA, PROPOSALS, TEMPLATES, LINES, TEAMS, INVITED, PHASES = 5, 200, 40, 20, 20, 20, 5
TAGS = ("vendors", "testing", "people", "scope", "dates", "money")


def take_in() -> None:
    """Write proposals with scores, half of them decided; a lesson for each project; templates, RACI, teams, phases."""
    now, random, workspace = timezone.now(), Random(2), Workspace.objects.get()
    owner = Person.objects.get(email="owner@example.org")
    _proposals(workspace, owner, random, now)
    _lessons(workspace, random, now)
    _templates(workspace, owner, now)
    _responsibilities(workspace, random)
    _phases()
    Team.objects.bulk_create(Team(workspace=workspace, name=f"Team {n:02}") for n in range(TEAMS))
    _invite(workspace, owner, now)


def _invite(workspace: Workspace, owner: Person, now: datetime) -> None:
    member = workspace.roles.get(key=Role.MEMBER.value)
    Invitation.objects.bulk_create(
        Invitation(
            *(), workspace=workspace, email=f"new{n}@example.org", definition=member, scope=ScopeKind.WORKSPACE.value,
            scope_id=workspace.pk, place=workspace.name, digest=str(n), invited_by=owner, sent_at=now,
            expires_at=now + timedelta(days=14),
        )
        for n in range(INVITED)
    )  # fmt: skip


def _proposals(workspace: Workspace, owner: Person, random: Random, now: datetime) -> None:
    criteria = Criterion.objects.bulk_create(
        Criterion(workspace=workspace, name=f"Criterion {n}") for n in range(CRITERIA)
    )
    programs = list(Program.objects.all())
    rows = Proposal.objects.bulk_create(
        Proposal(
            *(), workspace=workspace, name=f"Proposal {n:03}", reason="It pays.", value=100_000 + n, cost=50_000,
            currency="EUR", program=random.choice(programs), proposed_by=owner, proposed_at=now,
        )
        for n in range(PROPOSALS)
    )  # fmt: skip
    ProposalScore.objects.bulk_create(
        ProposalScore(proposal=row, criterion=each, score=random.randint(0, 5), at=now)
        for row in rows
        for each in criteria
    )
    ProposalDecision.objects.bulk_create(
        ProposalDecision(proposal=row, verdict=random.choice(list(Verdict)), reason="So it is.", by=owner, at=now)
        for row in rows[::2]
    )


def _lessons(workspace: Workspace, random: Random, now: datetime) -> None:
    rows = Lesson.objects.bulk_create(
        Lesson(
            workspace=workspace, project=each, name=f"Lesson of {each.name}", happened="Rain.", advice="Roof.", at=now
        )
        for each in Project.objects.all()
    )
    LessonTag.objects.bulk_create(LessonTag(lesson=row, name=tag) for row in rows for tag in random.sample(TAGS, 2))


def _templates(workspace: Workspace, owner: Person, now: datetime) -> None:
    """Make one template of a project, and copies of it."""
    made = template_make(actor=actor_of(owner), project_id=Project.objects.first().pk, name="Template 00", now=now)
    Template.objects.bulk_create(
        Template(workspace=workspace, name=f"Template {n:02}", content=made.content, task_count=made.task_count, at=now)
        for n in range(1, TEMPLATES)
    )


def _responsibilities(workspace: Workspace, random: Random) -> None:
    """Give each program a RACI matrix in which every line has one who is accountable, and four others."""
    people = list(Person.objects.all()[:20])
    rows = Deliverable.objects.bulk_create(
        Deliverable(workspace=workspace, program=program, name=f"Deliverable {n}", position=n)
        for program in Program.objects.all()
        for n in range(LINES)
    )
    Responsibility.objects.bulk_create(
        Responsibility(deliverable=row, person=person, letter=letter)
        for row in rows
        for person, letter in zip(random.sample(people, 5), ("A", "R", "R", "C", "I"), strict=True)
    )


def _phases() -> None:
    """Give each gate criteria, each project success criteria and phases."""
    GateCriterion.objects.bulk_create(
        GateCriterion(gate=gate, text=f"Criterion {n}", position=n) for gate in Gate.objects.all() for n in range(5)
    )
    projects = list(Project.objects.all())
    SuccessCriterion.objects.bulk_create(SuccessCriterion(project=each, text="It works.") for each in projects)
    Phase.objects.bulk_create(Phase(project=each, name=f"Phase {n}") for each in projects for n in range(PHASES))
