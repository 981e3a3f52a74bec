"""What the pages of roles and authority say often. Built in to every template."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Grant
from fairlead.access.rules import Action, ScopeKind
from fairlead.access.words import SCOPE_WORDS, TOPIC_WORDS, Topic, amount_words, role_words, token_words
from fairlead.governance.rules import Stance
from fairlead.governance.selectors import Charge, ChargeKind
from fairlead.governance.selectors.deciding import Cell

register = template.Library()
register.filter("token_words", token_words)

# Told apart without color: full, half, a ring with a dot, a speech mark, a ring, a dash.
_SIGNS = {
    Stance.DECIDES: '<circle cx="6" cy="6" r="5.5"/>',
    Stance.WITHIN: '<circle cx="6" cy="6" r="4.8" class="ring"/><path d="M6 .8a5.2 5.2 0 0 1 0 10.4z"/>',
    Stance.SEES: '<path d="M1 6.4 4.3 9.6 11 2.6" class="ring"/>',
    Stance.OWN: '<circle cx="6" cy="6" r="4.8" class="ring"/><circle cx="6" cy="6" r="2.2"/>',
    Stance.ASKED: '<path d="M1 2.2h10v6H6.2L3.6 10.8V8.2H1z" class="ring"/>',
    Stance.INFORMED: '<circle cx="6" cy="6" r="4.8" class="ring"/>',
    Stance.NO: '<path d="M3 5.3h6v1.4H3z"/>',
}
STANDING_WORDS = {
    Stance.DECIDES: _("decides"),
    Stance.WITHIN: _("decides up to a limit"),
    Stance.SEES: pgettext_lazy("takes part", "yes"),
    Stance.OWN: _("for themselves"),
    Stance.ASKED: _("is asked"),
    Stance.INFORMED: _("is informed"),
    Stance.NO: pgettext_lazy("takes no part in a decision", "no"),
}

_REACHES = {
    ScopeKind.WORKSPACE: _("everywhere in the workspace"),
    ScopeKind.PROGRAM: _("in their program and its projects"),
    ScopeKind.PROJECT: _("in their project"),
    ScopeKind.TEAM: _("for their team"),
}
_CHARGES = {
    ChargeKind.PROGRAM: _("Programs without anybody else in this role"),
    ChargeKind.PROJECT: _("Projects without anybody else in this role"),
    ChargeKind.TEAM: _("Teams without anybody else in this role"),
    ChargeKind.GATE: _("Gates that only they and the workspace's owners decide"),
    ChargeKind.OBJECTIVE: _("Objectives"),
    ChargeKind.BENEFIT: _("Benefits"),
    ChargeKind.PROPOSAL: _("Proposals that wait for a decision"),
    ChargeKind.REQUEST: _("Requests for people that wait for an answer"),
    ChargeKind.TASKS: _("Open tasks"),
}
_CHARGE_PAGES = {
    ChargeKind.PROGRAM: "program_decides",
    ChargeKind.PROJECT: "project_decides",
    ChargeKind.TEAM: "team_edit",
    ChargeKind.TASKS: "person",
}


@register.filter
def paired(ones: Sequence[Any], others: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return each of `ones` with the one of `others` in the same place, such as a column with its cell."""
    return list(zip(ones, others, strict=True))


@register.filter
def charge_kind(which: ChargeKind) -> str:
    """Say what kind of thing somebody answers for."""
    return str(_CHARGES[which])


@register.filter
def charge_address(charge: Charge) -> str:
    """Return where something that somebody answers for can be given to others."""
    return reverse(_CHARGE_PAGES.get(charge.kind, charge.kind.value), args=[charge.id])


@register.filter
def standing(which: Stance) -> SafeString:
    """Show how a role stands to a decision, as a sign and words."""
    return _shown(which, str(STANDING_WORDS[which]))


@register.filter
def stands(cell: Cell, action: Action) -> SafeString:
    """Show how a role stands to a decision, with the limit up to which it decides."""
    words = str(STANDING_WORDS[cell.standing])
    if cell.standing is Stance.WITHIN and cell.limit is not None:
        words = gettext("decides up to %(amount)s") % {"amount": amount_words(action, cell.limit)}
    return _shown(cell.standing, words)


@register.filter
def topic(which: Topic) -> str:
    """Say what decisions are about."""
    return str(TOPIC_WORDS[which])


@register.filter
def reach_words(which: ScopeKind) -> str:
    """Say how far a role in this kind of thing reaches."""
    return str(_REACHES[which])


@register.filter
def scope_word(which: ScopeKind | str) -> str:
    """Say in what kind of thing a role is."""
    return str(SCOPE_WORDS[ScopeKind(which)])


def _shown(which: Stance, words: str) -> SafeString:
    return format_html(
        '<span class="stand stand-{}"><svg viewBox="0 0 12 12" aria-hidden="true">{}</svg>{}</span>',
        which.value,
        mark_safe(_SIGNS[which]),  # noqa: S308 - ours, above
        words,
    )


@register.filter
def grant_words(grant: Grant) -> str:
    """Say which role somebody is in."""
    return role_words(grant.definition)
