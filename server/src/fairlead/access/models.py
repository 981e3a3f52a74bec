from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import SOME_AREAS, Role, Scope, ScopeKind
from fairlead.kernel.models import Versioned

CUSTOM = "custom-"


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the e-mail address is their name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account that signs in; what it may do hangs on the people it is in workspaces."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email


class Workspace(Versioned):
    """One organization's data; everything belongs to exactly one.

    `time_zone` is empty where the server's holds. Weeks begin on `week_start`, 0 for Monday, the fiscal year with
    `fiscal_month`. `currency` and `country` are what forms of money and of calendars begin with. `second_step` lists
    the keys of the roles whose people sign in with a second step or a passkey.
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(unique=True)
    created_at = models.DateTimeField()
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    week_start = models.PositiveSmallIntegerField(_("weeks begin on"), default=0)
    fiscal_month = models.PositiveSmallIntegerField(_("the fiscal year begins in"), default=1)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    country = models.CharField(_("public holidays of"), max_length=2, blank=True)
    second_step = models.JSONField(_("a second step is asked of"), default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="workspace_has_name"),
            models.CheckConstraint(condition=Q(week_start__lte=6), name="workspace_week_start"),
            models.CheckConstraint(
                condition=Q(fiscal_month__gte=1, fiscal_month__lte=12), name="workspace_fiscal_month"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A human in a workspace, with an account or without one."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="people")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="people")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(default=True)  # repeats that no Departure is without a return

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "user"], condition=Q(user__isnull=False), name="person_once_per_workspace"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Departure(models.Model):
    """Somebody has left the workspace: when, by whom, why; and when they came back, None for not yet."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="departures")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(returned_at__isnull=True), name="departure_without_return_once"
            )
        ]


class DefinedRole(Versioned):
    """A role as a workspace has it: one that comes with Fairlead, or one of its own.

    `key` is its name in code: a Role, or for a workspace's own `custom-…`; it never changes. `scopes` lists the
    ScopeKinds that it can be given in. `authority` says by Action what this workspace changed of what the role
    usually allows: a limit, null for no limit, false for not at all; of a role of its own, all that it allows.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="roles")
    key = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=60, blank=True)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    scopes = models.JSONField(default=list)
    authority = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="role_key_once"),
            models.UniqueConstraint(fields=["workspace", "name"], condition=~Q(name=""), name="role_name_once"),
            models.CheckConstraint(
                condition=Q(key__in=[role.value for role in Role], name="") | (Q(key__startswith=CUSTOM) & ~Q(name="")),
                name="role_is_known_or_named",
            ),
        ]

    @property
    def is_custom(self) -> bool:
        return self.key.startswith(CUSTOM)


class Grant(models.Model):
    """A person is in a role: in the workspace, a program, a project or a team, whose id is `scope_id`.

    `role` is the key of its `definition`, kept here too, so that asking who manages what needs no join.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    definition = models.ForeignKey(DefinedRole, models.RESTRICT, related_name="grants")
    role = models.CharField(max_length=40)
    scope = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in ScopeKind])
    scope_id = models.PositiveBigIntegerField()
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scope", "scope_id", "role"], name="grant_once"),
            models.CheckConstraint(
                name="grant_role_fits_scope",
                condition=Q(scope="workspace", role__in=["owner", "administrator", "member", "guest"])
                | Q(scope="program", role__in=["sponsor", "program_manager", "stakeholder"])
                | Q(scope="project", role__in=["project_manager", "team_member", "stakeholder"])
                | Q(scope="team", role="team_lead")
                | Q(role__startswith=CUSTOM),
            ),
        ]
        indexes = [models.Index(fields=["scope", "scope_id"], name="grant_by_scope")]


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations by when they hold."""

    def in_force(self, now: datetime) -> Self:
        return self.filter(starts_at__lte=now, ends_at__gt=now)

    def to_come(self, now: datetime) -> Self:
        """Keep those that hold or will; one ended before its time has come to hold never will."""
        return self.filter(ends_at__gt=now).exclude(ends_at=F("starts_at"))


class Delegation(models.Model):
    """A person lets another act in their name for a period: in all their roles, or in those of `grants`.

    Half-open from `starts_at` to `ends_at`, which moves when it is ended early. What is given is what the giver has
    at that very moment, and never the right to administer.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    giver = models.ForeignKey(Person, models.CASCADE, related_name="delegations_given")
    deputy = models.ForeignKey(Person, models.CASCADE, related_name="delegations_held")
    is_whole = models.BooleanField(default=True)
    grants = models.ManyToManyField(Grant, related_name="delegations", blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[DelegationQuerySet] = DelegationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("deputy")), name="delegation_to_another"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="delegation_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["deputy", "ends_at"], name="delegation_by_deputy"),
            models.Index(fields=["workspace", "-starts_at", "-id"], name="delegation_by_workspace"),
        ]


class ToleranceKind(models.TextChoices):
    """In what something may deviate."""

    TIME = "time", _("time")
    COST = "cost", _("cost")
    SCOPE = "scope", _("scope")
    BENEFIT = "benefit", _("benefit")
    RISK = "risk", _("risk")


class Tolerance(Versioned):
    """How far a program or project may deviate before its level must ask the one above.

    `amount` counts the kind's unit: days for time, percent for cost and benefit; scope and risk are said in words.
    Only time is measured yet; it goes before the limit of the roles in the program or project itself.
    """

    Kind = ToleranceKind

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    scope = models.CharField(max_length=10, choices=[("program", "PROGRAM"), ("project", "PROJECT")])
    scope_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=ToleranceKind.choices)
    amount = models.PositiveIntegerField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "scope_id", "kind"], name="tolerance_once"),
            models.CheckConstraint(condition=Q(amount__isnull=False) | ~Q(words=""), name="tolerance_says_something"),
        ]


class Invitation(models.Model):
    """An address is invited into a role, at the thing with `scope_id` that was called `place`.

    Only the digest of its link is kept; the link works once, until `expires_at`. One that is neither accepted nor
    revoked stands, and can be sent anew when its time is over.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    definition = models.ForeignKey(DefinedRole, models.CASCADE, related_name="invitations")
    scope = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in ScopeKind])
    scope_id = models.PositiveBigIntegerField()
    place = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.CASCADE, related_name="invitations_sent")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "email", "definition", "scope", "scope_id"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_ends_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    @property
    def stands(self) -> bool:
        """Whether it was neither accepted nor revoked."""
        return self.accepted_at is None and self.revoked_at is None


class TokenScope(models.TextChoices):
    """What may be done with a token, of what its person may."""

    READ = "read", _("read only")
    WRITE = "write", _("read and write")
    AREAS = SOME_AREAS, _("only some areas")


class ApiToken(models.Model):
    """A person's key to the REST interface; only its digest is kept.

    With the scope AREAS `areas` say by Area whether it reads or writes there; those that they leave out it reaches not.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scope = models.CharField(max_length=5, choices=TokenScope.choices, default=TokenScope.WRITE)
    areas = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(scope__in=TokenScope.values), name="token_scope_known")]

    @property
    def reach(self) -> Scope:
        """What may be done with it."""
        return Scope(self.scope, self.areas)
