"""What templates say of programs: stages, gates, benefits. Built in to every template."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fairlead.pages.templatetags.fairlead import state
from fairlead.programs.models import Gate
from fairlead.programs.rules import GateOutcome, Stage, Stand, Standing
from fairlead.programs.words import OUTCOME_WORDS, STAGE_SUMMARIES, STAGE_WORDS, STANDING_WORDS
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
