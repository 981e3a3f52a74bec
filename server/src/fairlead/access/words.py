"""Roles, actions and limits in words, for pages, the API and messages alike."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from fairlead.access.models import ApiToken, DefinedRole, TokenScope
from fairlead.access.rules import Action, Area, Measure, Role, ScopeKind

Text = str | Promise


class Topic(StrEnum):
    """What decisions are about, in the order to read them."""

    STRATEGY = "strategy"
    PROGRAM = "program"
    PROJECT = "project"
    PEOPLE = "people"
    MONEY = "money"
    CONTROL = "control"


TOPIC_WORDS: dict[Topic, Text] = {
    Topic.STRATEGY: gettext_lazy("Strategy"),
    Topic.PROGRAM: gettext_lazy("Program"),
    Topic.PROJECT: gettext_lazy("Project"),
    Topic.PEOPLE: gettext_lazy("People"),
    Topic.MONEY: gettext_lazy("Money"),
    Topic.CONTROL: gettext_lazy("Control"),
}

AREA_WORDS: dict[Area, Text] = {
    Area.STRATEGY: gettext_lazy("Strategy"),
    Area.PROGRAMS: gettext_lazy("Programs and benefits"),
    Area.PROJECTS: gettext_lazy("Projects and plans"),
    Area.PEOPLE: gettext_lazy("People and bookings"),
    Area.WORKSPACE: gettext_lazy("Workspace and roles"),
    Area.YOU: gettext_lazy("Your tokens and notices"),
}


def token_words(token: ApiToken) -> str:
    """Say what may be done with a token."""
    if token.scope != TokenScope.AREAS:
        return str(TokenScope(token.scope).label)
    said = {"read": _("%(area)s: read only"), "write": _("%(area)s: read and write")}
    return " · ".join(said[token.areas[area]] % {"area": AREA_WORDS[area]} for area in Area if area in token.areas)


@dataclass(frozen=True, slots=True)
class Decision:
    """An action as a decision in words.

    `concern` is what one does anyway who is asked before it is decided; `is_told` says that whoever sees where it is
    decided sees what was.
    """

    topic: Topic
    words: Text
    concern: Action | None = None
    is_told: bool = True


_PLAN = Action.EDIT_PROJECT
# In the order to read them within their topic; a new action needs a line here.
DECISIONS: dict[Action, Decision] = {
    Action.CREATE_PROGRAM: Decision(Topic.STRATEGY, gettext_lazy("Start a program")),
    Action.EDIT_STRATEGY: Decision(Topic.STRATEGY, gettext_lazy("Set the vision and the objectives, and weigh them")),
    Action.CONTRIBUTE: Decision(
        Topic.STRATEGY, gettext_lazy("Say which objectives the work serves, and score its fit")
    ),
    Action.VIEW_STRATEGY: Decision(Topic.STRATEGY, gettext_lazy("See the vision and the objectives")),
    Action.EDIT_PROGRAM: Decision(Topic.PROGRAM, gettext_lazy("Say what the program is for")),
    Action.DECIDE_GATE: Decision(
        Topic.PROGRAM, gettext_lazy("Decide at a gate whether the program goes on"), Action.EDIT_PROGRAM
    ),
    Action.MEASURE_BENEFIT: Decision(Topic.PROGRAM, gettext_lazy("Write down what a benefit has come to")),
    Action.PROPOSE: Decision(Topic.PROGRAM, gettext_lazy("Propose a project")),
    Action.EDIT_PROPOSAL: Decision(Topic.PROGRAM, gettext_lazy("Edit what others propose for the program")),
    Action.CREATE_PROJECT: Decision(
        Topic.PROGRAM, gettext_lazy("Start a project, or take one in; approve and decline proposals")
    ),
    Action.DECIDE_PROJECT_GATE: Decision(
        Topic.PROGRAM, gettext_lazy("Decide at a gate whether a project enters its next phase"), Action.EDIT_PROJECT
    ),
    Action.LEVEL: Decision(
        Topic.PROGRAM, gettext_lazy("Move work in time, so that nobody is asked for too much"), _PLAN
    ),
    Action.EDIT_PROJECT: Decision(Topic.PROJECT, gettext_lazy("Plan a project: tasks, links, durations, who works")),
    Action.EDIT_PROGRESS: Decision(Topic.PROJECT, gettext_lazy("Report the progress of anybody's task")),
    Action.CLOSE_PROJECT: Decision(Topic.PROJECT, gettext_lazy("Close a project, and reopen it"), Action.EDIT_PROJECT),
    Action.WRITE_LESSON: Decision(Topic.PROJECT, gettext_lazy("Write down what was learned")),
    Action.NAME_MANAGERS: Decision(Topic.PEOPLE, gettext_lazy("Name project managers")),
    Action.GIVE_ROLES: Decision(Topic.PEOPLE, gettext_lazy("Give roles to team members and stakeholders")),
    Action.EDIT_RESPONSIBILITIES: Decision(Topic.PEOPLE, gettext_lazy("Say who is responsible for what (RACI)")),
    Action.BOOK: Decision(Topic.PEOPLE, gettext_lazy("Promise people to projects"), _PLAN),
    Action.EDIT_POOL: Decision(Topic.PEOPLE, gettext_lazy("Edit the people of the pool, their skills and hours")),
    Action.EDIT_TIME_OFF: Decision(Topic.PEOPLE, gettext_lazy("Enter other people's time off")),
    Action.VIEW_POOL: Decision(Topic.PEOPLE, gettext_lazy("See everybody in the pool"), is_told=False),
    Action.VIEW_RATES: Decision(Topic.MONEY, gettext_lazy("See and set what people cost"), is_told=False),
    Action.JUDGE_HEALTH: Decision(
        Topic.CONTROL, gettext_lazy("Say how it stands, beside what the rules find"), Action.EDIT_PROGRESS
    ),
    Action.SLIP_FINISH: Decision(Topic.CONTROL, gettext_lazy("Let a project finish later than agreed"), _PLAN),
    Action.AGREE_FINISH: Decision(Topic.CONTROL, gettext_lazy("Agree a later finish of a project"), _PLAN),
    Action.SET_TOLERANCE: Decision(Topic.CONTROL, gettext_lazy("Say how far a project may deviate"), _PLAN),
    Action.SET_PROGRAM_TOLERANCE: Decision(
        Topic.CONTROL, gettext_lazy("Say how far the program may deviate"), Action.EDIT_PROGRAM
    ),
    Action.VIEW: Decision(Topic.CONTROL, gettext_lazy("See plans, dates, progress and health"), is_told=False),
    Action.ADMINISTER: Decision(
        Topic.CONTROL, gettext_lazy("Run the workspace: its people, roles and settings"), is_told=False
    ),
}

ROLE_WORDS: dict[Role, Text] = {
    Role.OWNER: gettext_lazy("Workspace owner"),
    Role.ADMINISTRATOR: gettext_lazy("Administrator"),
    Role.MEMBER: gettext_lazy("Member"),
    Role.GUEST: gettext_lazy("Guest"),
    Role.SPONSOR: gettext_lazy("Sponsor"),
    Role.PROGRAM_MANAGER: gettext_lazy("Program manager"),
    Role.PROJECT_MANAGER: gettext_lazy("Project manager"),
    Role.TEAM_MEMBER: gettext_lazy("Team member"),
    Role.STAKEHOLDER: gettext_lazy("Stakeholder"),
    Role.TEAM_LEAD: gettext_lazy("Team lead"),
}
ROLE_SUMMARIES: dict[Role, Text] = {
    Role.OWNER: gettext_lazy("Answers for the workspace; may do everything, and cannot lose that."),
    Role.ADMINISTRATOR: gettext_lazy("Runs the workspace: people, roles, calendars, settings."),
    Role.MEMBER: gettext_lazy("Belongs to the organization and reads what happens in it."),
    Role.GUEST: gettext_lazy("Comes from outside; sees only what another role shows."),
    Role.SPONSOR: gettext_lazy("Wants the program's benefits, pays for it and sets its limits."),
    Role.PROGRAM_MANAGER: gettext_lazy(
        "Keeps many projects true to one aim, for years: what, in which order, by whom."
    ),
    Role.PROJECT_MANAGER: gettext_lazy("Reaches one goal with a team: the plan, the work, the dates of one project."),
    Role.TEAM_MEMBER: gettext_lazy("Does the work, and says how far it is."),
    Role.STAKEHOLDER: gettext_lazy("Has an interest in it, and reads how it goes."),
    Role.TEAM_LEAD: gettext_lazy("Leads a team: its people, their skills, hours and time off."),
}
SCOPE_WORDS: dict[ScopeKind, Text] = {
    ScopeKind.WORKSPACE: pgettext_lazy("where a role is", "Workspace"),
    ScopeKind.PROGRAM: pgettext_lazy("where a role is", "Program"),
    ScopeKind.PROJECT: pgettext_lazy("where a role is", "Project"),
    ScopeKind.TEAM: pgettext_lazy("where a role is", "Team"),
}


def role_words(role: DefinedRole) -> str:
    """Return what people call a role."""
    return role.name if role.is_custom else str(ROLE_WORDS[Role(role.key)])


def role_summary(role: DefinedRole) -> str:
    """Return what a role is for, in a sentence; empty where nobody said it."""
    return role.summary if role.is_custom or role.summary else str(ROLE_SUMMARIES[Role(role.key)])


def limit_words(action: Action, limit: int | None) -> str:
    """Return the most of an action that is allowed; empty where there is no limit."""
    if limit is None:
        return ""
    return _("up to %(amount)s") % {"amount": amount_words(action, limit)}


def amount_words(action: Action, amount: int) -> str:
    """Return an amount of an action in its measure."""
    match action.measure:
        case Measure.DAYS:
            return ngettext("%(n)d day", "%(n)d days", amount) % {"n": amount}
        case None:
            return str(amount)
