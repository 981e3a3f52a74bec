"""What stages, decisions and standings are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairlead.programs.rules import GateOutcome, Stage, Standing

STAGE_WORDS: dict[Stage, str | Promise] = {
    Stage.FORMULATION: _("Formulation"),
    Stage.PLANNING: _("Planning"),
    Stage.DELIVERY: _("Delivery"),
    Stage.TRANSITION: _("Transition"),
    Stage.CLOSED: _("Closed"),
}
STAGE_SUMMARIES: dict[Stage, str | Promise] = {
    Stage.FORMULATION: _("Why it is worth doing, and for whom."),
    Stage.PLANNING: _("Tranches, gates, benefits, people."),
    Stage.DELIVERY: _("Projects bring new capabilities, tranche by tranche."),
    Stage.TRANSITION: _("What was brought becomes daily work."),
    Stage.CLOSED: _("No more work; benefits are still measured."),
}
OUTCOME_WORDS: dict[GateOutcome, str | Promise] = {
    GateOutcome.GO: _("Go on"),
    GateOutcome.CONDITIONAL: _("Go on, with conditions"),
    GateOutcome.HOLD: _("Not yet"),
    GateOutcome.STOP: _("Stop"),
}
STANDING_WORDS: dict[Standing, str | Promise] = {
    Standing.TO_COME: _("To come"),
    Standing.ON_TRACK: _("On track"),
    Standing.AT_RISK: _("At risk"),
    Standing.OFF_TRACK: _("Off track"),
    Standing.REALIZED: _("Realized"),
    Standing.UNMEASURED: _("Not measured"),
}
