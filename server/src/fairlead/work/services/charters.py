"""What a project is for, and whether it came to that: its charter and the criteria of its success."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.strategy.services.checks import line, text_faults
from fairlead.work.models import Project, SuccessCriterion
from fairlead.work.phases import charter_said, success_of
from fairlead.work.selectors import project_get

MOST_CRITERIA = 30
_LIMITS = {"goal": 20_000, "scope": 20_000, "out_of_scope": 20_000}


@dataclass(frozen=True, slots=True)
class Success:
    """By what a project is judged a success, and how that is measured."""

    text: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Judgment:
    """Whether the success criterion with this id is met, and what shows it; None takes a judgment back."""

    id: int
    is_met: bool | None
    evidence: str = ""


@transaction.atomic
def charter_say(*, actor: Actor, project_id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Project:
    """Change the goal and scope of a project by field; `criteria`, a sequence of Success, are said as a whole.

    How a criterion was judged stays with its text.
    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    project = _locked(actor, project_id, version)
    before = charter_said(project)
    texts = {name: str(value).strip() for name, value in changes.items() if name != "criteria"}
    wrong = text_faults(texts, _LIMITS, needed=())
    if wrong:
        raise Refused(_("The charter was not saved."), fields=wrong)
    for name, value in texts.items():
        setattr(project, name, value)
    if "criteria" in changes:
        _criteria_write(project, changes["criteria"])
    _saved(project, [*texts], before, [*changes], "project.charter", actor, now)
    return project


@transaction.atomic
def success_judge(
    *, actor: Actor, project_id: int, version: int, judgments: Sequence[Judgment], now: datetime
) -> Project:
    """Judge the success of a project by some of its criteria; who judged first stays where nothing else is said.

    Raises: NotFound, Forbidden, StaleVersion; Refused for a criterion of another project, or evidence that is too long.
    """
    project = _locked(actor, project_id, version)
    before = charter_said(project)
    judgments_write(project, judgments, actor=actor, now=now)
    _saved(project, [], before, ["criteria"], "project.judge", actor, now)
    return project


def judgments_write(project: Project, judgments: Sequence[Judgment], *, actor: Actor, now: datetime) -> None:
    """Write how success criteria of `project` are judged, in the caller's transaction, who has seen to the rights.

    Raises: Refused for a criterion of another project, or evidence that is too long.
    """
    rows = {each.pk: each for each in success_of(project)}
    wrong = {f"evidence_{each.id}": _("At most 1,000 characters") for each in judgments if len(each.evidence) > 1000}
    if wrong or not rows.keys() >= {each.id for each in judgments}:
        raise Refused(_("Nothing was judged: load the page again, its criteria changed."), fields=wrong)
    changed = [_judged(rows[each.id], each, actor, now) for each in judgments if _differs(rows[each.id], each)]
    SuccessCriterion.objects.bulk_update(changed, ["is_met", "evidence", "judged_by", "judged_at"])


def _differs(row: SuccessCriterion, judgment: Judgment) -> bool:
    return (row.is_met, row.evidence) != (judgment.is_met, line(judgment.evidence))


def _judged(row: SuccessCriterion, judgment: Judgment, actor: Actor, now: datetime) -> SuccessCriterion:
    is_judged = judgment.is_met is not None
    row.is_met, row.evidence = judgment.is_met, line(judgment.evidence)
    row.judged_by_id, row.judged_at = (actor.person_id, now) if is_judged else (None, None)
    return row


def _locked(actor: Actor, project_id: int, version: int) -> Project:
    project = project_get(id=project_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, project.place)
    check_version(project, version, kind="project_charter", current=charter_said(project))
    return project


def _saved(
    project: Project,
    fields: Sequence[str],
    before: Mapping[str, Any],
    names: Sequence[str],
    action: str,
    actor: Actor,
    now: datetime,
) -> None:
    project.version += 1
    project.save(update_fields=[*fields, "version"])
    after = charter_said(project)
    change = Change(
        action,
        "project",
        project.pk,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
    )
    audit_write([change], by=by(actor, now))


def _criteria_write(project: Project, criteria: Sequence[Success]) -> None:
    clean = {line(each.text): line(each.measure) for each in criteria if line(each.text)}
    if len(clean) > MOST_CRITERIA or any(len(text) > 500 or len(measure) > 500 for text, measure in clean.items()):
        raise Refused(
            _("The charter was not saved."), fields={"criteria": _("At most 30 criteria, of 500 characters each")}
        )
    there = {each.text: each for each in success_of(project)}
    rows = [there.get(text) or SuccessCriterion(project=project, text=text) for text in clean]
    for position, (row, measure) in enumerate(zip(rows, clean.values(), strict=True)):
        row.position, row.measure = position, measure
    SuccessCriterion.objects.filter(project=project).exclude(text__in=clean).delete()
    SuccessCriterion.objects.bulk_update([row for row in rows if row.pk], ["position", "measure"])
    SuccessCriterion.objects.bulk_create([row for row in rows if not row.pk])
