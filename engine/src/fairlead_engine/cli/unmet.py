"""What leveling cannot meet, in words for people."""

from functools import singledispatch

from fairlead_engine.cli.words import moment_text, shown
from fairlead_engine.leveling import Gone, NobodyCan, TooLate, TooMuch
from fairlead_engine.leveling.proposal import names_of
from fairlead_engine.plan import Plan


@singledispatch
def unmet_text(unmet: object, plan: Plan) -> str:
    """Return a sentence that says what cannot be met, by the names of `plan`.

    Raises: NotImplementedError.
    """
    raise NotImplementedError(type(unmet).__name__)


@unmet_text.register
def _(unmet: TooMuch, plan: Plan) -> str:
    task, person = _of(unmet, plan)
    return (
        f"“{task}” asks {unmet.units:.0%} of {person}, of whom there is {unmet.max_units:.0%}. All of it was counted."
    )


@unmet_text.register
def _(unmet: NobodyCan, plan: Plan) -> str:
    task, role = _of(unmet, plan)
    skills = ", ".join(f"{shown(skill.name)} {skill.level}" for skill in unmet.skills)
    return f"“{task}” asks for {role}, but nobody has {skills}. Nobody was counted for it."


@unmet_text.register
def _(unmet: Gone, plan: Plan) -> str:
    task, person = _of(unmet, plan)
    return f"“{task}” needs {person}, of whom there is not enough from {moment_text(unmet.since)} on."


@unmet_text.register
def _(unmet: TooLate, plan: Plan) -> str:
    name = next(project.name or project.id for project in plan.projects if project.id == unmet.project)
    return (
        f"{shown(name)} must finish at {moment_text(unmet.must_finish_at)}, "
        f"but takes until {moment_text(unmet.earliest)} though nobody waits."
    )


def _of(unmet: TooMuch | NobodyCan | Gone, plan: Plan) -> tuple[str, str]:
    names = names_of(plan)
    return shown(names.tasks[unmet.task]), shown(names.people[unmet.resource])
