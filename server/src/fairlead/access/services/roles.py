"""The roles of a workspace: its own, and what it changes of those that come with Fairlead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import RestrictedError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.access.models import CUSTOM, DefinedRole
from fairlead.access.rules import DEFAULTS, Action, Actor, Role, ScopeKind
from fairlead.access.selectors import ROLE_SAID, by, require, role_get, roles_of
from fairlead.access.words import ROLE_WORDS, role_words
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version

MOST_ROLES = 50
MOST_AMOUNT = 100_000  # of any measure
_ACTIONS = frozenset(action.value for action in Action)
Limits = Mapping[str, int | None]  # by Action: what a role allows, and the most of it


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role to be made: what it is called, what for, where it can be given, and what it allows."""

    name: str
    summary: str = ""
    scopes: tuple[ScopeKind, ...] = ()
    allows: Limits = field(default_factory=dict)


@transaction.atomic
def role_create(*, actor: Actor, new: NewRole, now: datetime) -> DefinedRole:
    """Make a role of the workspace's own.

    Raises: Forbidden; Refused for a name that is missing or taken, nowhere to give it, or unknown actions or limits.
    """
    require(actor, Action.ADMINISTER)
    name = _name(actor, new.name)
    if roles_of(actor=actor).count() >= MOST_ROLES:
        raise Refused(_("A workspace has %(n)d roles at most. Remove one that nobody is in.") % {"n": MOST_ROLES})
    role = DefinedRole(
        workspace_id=actor.workspace_id,
        key=_key(actor, name),
        name=name,
        summary=_summary(new.summary),
        scopes=_scopes(new.scopes),
        authority=_allowed(new.allows),
    )
    role.save(force_insert=True)
    audit_write([Change("role.create", "role", role.pk, after=said(role, ROLE_SAID))], by=by(actor, now))
    return role


@transaction.atomic
def role_update(
    *,
    actor: Actor,
    id: int,
    version: int,
    name: str | None = None,
    summary: str | None = None,
    scopes: tuple[ScopeKind, ...] | None = None,
    allows: Limits | None = None,
    now: datetime,
) -> DefinedRole:
    """Change a role: what it allows, in what amount; of the workspace's own also its name and where it can be given.

    None leaves a part as it is.
    Raises: NotFound, Forbidden, StaleVersion; Refused for the owner's authority, or values that cannot be.
    """
    require(actor, Action.ADMINISTER)
    role = role_get(id=id, actor=actor, lock=True)
    check_version(role, version, kind="role", current={**said(role, (*ROLE_SAID, "version")), "key": role.key})
    before = said(role, ROLE_SAID)
    if (name is not None and name != role_words(role)) or (scopes is not None and set(scopes) != set(role.scopes)):
        _check_own(role)
        role.name = role.name if name is None else _name(actor, name, but=role.pk)
        role.scopes = role.scopes if scopes is None else _scopes_kept(role, scopes)
    if summary is not None:
        role.summary = _summary(summary)
    if allows is not None:
        role.authority = _authority(role, allows)
    role.version += 1
    role.save(update_fields=[*ROLE_SAID, "version"])
    after = said(role, ROLE_SAID)
    changed = {each: value for each, value in after.items() if before[each] != value}
    kept = {each: before[each] for each in changed}
    audit_write([Change("role.update", "role", role.pk, before=kept, after=changed)], by=by(actor, now))
    return role


@transaction.atomic
def role_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Delete a role of the workspace's own.

    Raises: NotFound, Forbidden, StaleVersion; Refused for one that comes with Fairlead, or that somebody is in.
    """
    require(actor, Action.ADMINISTER)
    role = role_get(id=id, actor=actor, lock=True)
    check_version(role, version, kind="role", current={**said(role, (*ROLE_SAID, "version")), "key": role.key})
    _check_own(role)
    _check_unused(role)
    audit_write([Change("role.delete", "role", role.pk, before=said(role, ROLE_SAID))], by=by(actor, now))
    try:
        role.delete()
    except RestrictedError:
        raise Refused(
            _("A RACI matrix names this role. Take its letters out there, then delete it."), code="role_in_use"
        ) from None


def _check_unused(role: DefinedRole) -> None:
    names = list(role.grants.order_by("person__name").values_list("person__name", flat=True).distinct())
    if names:
        more = len(names) - 3
        who = ", ".join(names[:3]) + (
            ngettext(" and %(n)d more", " and %(n)d more", more) % {"n": more} if more > 0 else ""
        )
        raise Refused(
            _("%(who)s are in this role. Give them another, or end it, then delete it.") % {"who": who}
            if len(names) > 1
            else _("%(who)s is in this role. Give them another, or end it, then delete it.") % {"who": who},
            code="role_in_use",
        )
    invited = role.invitations.filter(accepted_at=None, revoked_at=None).values_list("email", flat=True).first()
    if invited is not None:
        raise Refused(
            _("%(email)s is invited into this role. Take the invitation back, then delete it.") % {"email": invited},
            code="role_in_use",
        )


def _check_own(role: DefinedRole) -> None:
    if not role.is_custom:
        raise Refused(
            _("This role comes with Fairlead: what it allows can be changed, not its name, nor can it be deleted."),
            code="built_in",
        )


def _name(actor: Actor, name: str, *, but: int = 0) -> str:
    clean = " ".join(name.split())
    others = {role_words(role).casefold() for role in roles_of(actor=actor).exclude(pk=but)}
    others |= {str(words).casefold() for words in ROLE_WORDS.values()}
    reason = ""
    if not clean or len(clean) > 60:
        reason = _("Between 1 and 60 characters")
    elif clean.casefold() in others:
        reason = _("Another role has this name")
    if reason:
        raise Refused(_("The role was not saved."), fields={"name": reason})
    return clean


def _key(actor: Actor, name: str) -> str:
    stem = CUSTOM + (slugify(name)[:24] or "role")
    taken = set(roles_of(actor=actor).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, MOST_ROLES + 2))) if key not in taken)


def _summary(text: str) -> str:
    if len(text.strip()) > 300:
        raise Refused(_("The role was not saved."), fields={"summary": _("At most 300 characters")})
    return text.strip()


def _scopes(scopes: tuple[ScopeKind, ...]) -> list[str]:
    if not scopes:
        raise Refused(_("The role was not saved."), fields={"scopes": _("Say where it can be given")})
    return [scope.value for scope in ScopeKind if scope in scopes]


def _scopes_kept(role: DefinedRole, scopes: tuple[ScopeKind, ...]) -> list[str]:
    clean = _scopes(scopes)
    if role.grants.exclude(scope__in=clean).exists():
        raise Refused(
            _("Somebody is in this role where it could no longer be given. End that first."),
            code="role_in_use",
            fields={"scopes": _("In use there")},
        )
    return clean


def _authority(role: DefinedRole, allows: Limits) -> dict[str, int | bool | None]:
    """Return what is kept for what a role is to allow: all of it, or what differs from what comes with Fairlead."""
    allowed = _allowed(allows)
    if role.is_custom:
        return dict(allowed)
    if role.key == Role.OWNER.value:
        raise Refused(_("An owner may do everything, and keeps that."), code="built_in", fields={"allows": _("Fixed")})
    usual = {action.value: limit for action, limit in DEFAULTS[Role(role.key)].items()}
    changes: dict[str, int | bool | None] = {name: False for name in usual if name not in allowed}
    changes |= {name: limit for name, limit in allowed.items() if name not in usual or usual[name] != limit}
    return changes


def _allowed(allows: Limits) -> dict[str, int | None]:
    """Return what is to be allowed, with the sight that it needs."""
    wrong = [name for name, limit in allows.items() if not _is_sane(name, limit)]
    if wrong:
        raise Refused(
            _("The role was not saved."),
            fields={"allows": _("Unknown, or a limit that cannot be: %(names)s") % {"names": ", ".join(wrong)}},
        )
    clean = dict(allows)
    for name in allows:
        clean.setdefault(Action(name).sight.value, None)
    return clean


def _is_sane(name: str, limit: int | None) -> bool:
    if name not in _ACTIONS:
        return False
    return limit is None or (Action(name).measure is not None and 0 <= limit <= MOST_AMOUNT)
