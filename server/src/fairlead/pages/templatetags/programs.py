"""What templates say of programs, and of projects that end: stages, gates, benefits. Built in to every template."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fairlead.pages.templatetags.fairlead import state
from fairlead.programs.models import Gate
from fairlead.programs.rules import GateOutcome, Stage, Stand, Standing
from fairlead.programs.words import OUTCOME_WORDS, STAGE_SUMMARIES, STAGE_WORDS, STANDING_WORDS
from fairlead.schedule.closing import Loose, Unsettled
from fairlead.schedule.health.findings import State

register = template.Library()

_STATES = {
    Standing.ON_TRACK: State.ON_TRACK,
    Standing.AT_RISK: State.AT_RISK,
    Standing.OFF_TRACK: State.OFF_TRACK,
}
_TONES = {Standing.REALIZED: "ok", Standing.UNMEASURED: "warn", Standing.TO_COME: "done"}
_OUTCOME_TONES = {
    GateOutcome.GO: "ok",
    GateOutcome.CONDITIONAL: "warn",
    GateOutcome.HOLD: "done",
    GateOutcome.STOP: "bad",
}


@register.filter
def stage_words(stage: str) -> str:
    """Return what a stage is called."""
    return str(STAGE_WORDS[Stage(stage)])


@register.filter
def stage_summary(stage: str) -> str:
    """Return what a stage is for."""
    return str(STAGE_SUMMARIES[Stage(stage)])


@register.filter
def outcome(value: str) -> SafeString:
    """Show what was decided as a word and a color."""
    which = GateOutcome(value)
    return format_html('<span class="state state-{}">{}</span>', _OUTCOME_TONES[which], OUTCOME_WORDS[which])


@register.filter
def gate_state(gate: Gate) -> SafeString:
    """Show the last decision at a gate, or that it waits for one; its decisions are read with it."""
    last = next(iter(gate.decisions.all()), None)
    return format_html('<span class="label">{}</span>', _("Open")) if last is None else outcome(last.outcome)


@register.filter
def benefit_stand(stand: Stand) -> SafeString:
    """Show how a benefit stands as a sign, a word and a color."""
    if stand.standing in _STATES:
        return state(_STATES[stand.standing])
    words_ = STANDING_WORDS[stand.standing]
    return format_html('<span class="state state-{}">{}</span>', _TONES[stand.standing], words_)


_SETTLED = {
    Loose.TASKS: gettext_lazy("All tasks are done"),
    Loose.BLOCKERS: gettext_lazy("Nothing is blocked"),
    Loose.CRITERIA: gettext_lazy("Every success criterion is judged"),
    Loose.GATES: gettext_lazy("Every gate is decided"),
    Loose.BENEFITS: gettext_lazy("Every benefit that depends on it has somebody who measures it"),
    Loose.LESSONS: gettext_lazy("Lessons are written down"),
}
_ADVICE = {
    Loose.TASKS: gettext_lazy("They stay open in the plan. Finish them, or move them to another project."),
    Loose.BLOCKERS: gettext_lazy("Say that it is over, or whose it is now."),
    Loose.CRITERIA: gettext_lazy("Needed before the project can be closed; judge them below."),
    Loose.GATES: gettext_lazy("Whoever decides there can do so before, not after."),
    Loose.BENEFITS: gettext_lazy("Ask whoever manages the program to name one: benefits are measured later."),
    Loose.LESSONS: gettext_lazy("What should the next project know? It can be written down later, too."),
}


@register.filter
def loose_words(item: Unsettled) -> str:
    """Say what is loose, or that all is settled."""
    if not item.count:
        return str(_SETTLED[item.what])
    n = item.count
    texts = {
        Loose.TASKS: ngettext("%(n)d task is open", "%(n)d tasks are open", n),
        Loose.BLOCKERS: ngettext("%(n)d task is blocked", "%(n)d tasks are blocked", n),
        Loose.CRITERIA: ngettext("%(n)d success criterion is not judged", "%(n)d success criteria are not judged", n),
        Loose.GATES: ngettext("%(n)d gate is not decided", "%(n)d gates are not decided", n),
        Loose.BENEFITS: ngettext("%(n)d benefit has no owner", "%(n)d benefits have no owner", n),
        Loose.LESSONS: _("No lesson is written down"),
    }
    return texts[item.what] % {"n": n}


@register.filter
def loose_advice(item: Unsettled) -> str:
    """Say what to do about what is loose."""
    return str(_ADVICE[item.what])
