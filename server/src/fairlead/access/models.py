from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.rules import Role, ScopeKind


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


class Workspace(models.Model):
    """One organization's data; everything belongs to exactly one."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A human in a workspace, with an account or without one."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="people")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="people")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(default=True)

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


class Grant(models.Model):
    """A person is in a role: in the workspace, a program, a project or a team, whose id is `scope_id`."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.name) for role in Role])
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
                | Q(scope="team", role="team_lead"),
            ),
        ]
        indexes = [models.Index(fields=["scope", "scope_id"], name="grant_by_scope")]


class ApiToken(models.Model):
    """A person's key to the REST interface; only its digest is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
