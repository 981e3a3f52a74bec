"""Changes to programs."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor, Place, Role, ScopeKind
from fairlead.access.selectors import by, require
from fairlead.access.services import role_grant
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.kernel.versions import check_version
from fairlead.programs.models import Program
from fairlead.programs.selectors import SAID, ancestors_of, program_get

_LIMITS = {
    "name": 200,
    "code": 12,
    "summary": 20_000,
    "vision": 20_000,
    "reason": 20_000,
    "scope": 20_000,
    "target_state": 20_000,
}


@transaction.atomic
def program_create(
    *,
    actor: Actor,
    name: str,
    code: str,
    summary: str = "",
    charter: Mapping[str, str] = MappingProxyType({}),
    now: datetime,
) -> Program:
    """Create a program with `actor` as its program manager; `charter` are texts of its charter by field.

    Raises: Forbidden; Refused for a missing name, or a code that another program has.
    """
    require(actor, Action.CREATE_PROGRAM)
    values = _checked(actor, {"name": name, "code": code, "summary": summary, **charter})
    program = Program.objects.create(workspace_id=actor.workspace_id, created_at=now, **values)
    role_grant(
        person=Person.objects.get(pk=actor.person_id),
        role=Role.PROGRAM_MANAGER,
        scope=ScopeKind.PROGRAM,
        scope_id=program.pk,
        now=now,
    )
    audit_write([Change("program.create", "program", program.pk, after=values)], by=by(actor, now))
    return program


@transaction.atomic
def program_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Program:
    """Change what a program is called, its charter, or the program that it is in, by field.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be, such as a program within itself.
    """
    program = program_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=program.pk))
    check_version(program, version, kind="program", current=said(program, (*SAID, "version")))
    texts = {name: value for name, value in changes.items() if name != "parent"}
    values: dict[str, Any] = {**_checked(actor, texts, but=program.pk)}
    if "parent" in changes:
        _check_parent(actor, program, changes["parent"])
        values["parent"] = changes["parent"]
    before = said(program, values)
    for name, value in values.items():
        setattr(program, "parent_id" if name == "parent" else name, value)
    program.version += 1
    program.save(update_fields=[*values, "version"])
    audit_write([Change("program.update", "program", program.pk, before=before, after=values)], by=by(actor, now))
    return program


def _check_parent(actor: Actor, program: Program, parent: int | None) -> None:
    """Refuse a parent that `actor` may not change, or that is `program` or in it."""
    if parent is None or parent == program.parent_id:
        return
    try:
        above = program_get(id=parent, actor=actor, lock=True)
        require(actor, Action.EDIT_PROGRAM, Place(program_id=parent))
    except (NotFound, Forbidden):
        wrong = _("Choose a program that you may edit")
    else:
        if program.pk not in (above.pk, *ancestors_of(above)):
            return
        wrong = _("A program cannot be within itself or one below it. Choose another, or none")
    raise Refused(_("The program was not saved."), fields={"parent": wrong})


def _checked(actor: Actor, values: Mapping[str, Any], *, but: int | None = None) -> dict[str, str]:
    clean = {name: str(value).strip() for name, value in values.items()}
    wrong = {
        name: _("At most %(limit)d characters") % {"limit": _LIMITS[name]}
        for name, value in clean.items()
        if len(value) > _LIMITS[name]
    }
    wrong |= {name: _("Missing") for name in ("name", "code") if name in clean and not clean[name]}
    taken = (
        Program.objects.in_workspace_of(actor).filter(code=clean.get("code", "")).exclude(pk__in=[but] if but else [])
    )
    if "code" in clean and "code" not in wrong and taken.exists():
        wrong["code"] = _("Another program has this code")
    if wrong:
        raise Refused(_("The program was not saved."), fields=wrong)
    return clean
