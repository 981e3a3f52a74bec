import secrets
from datetime import date
from enum import Enum
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Actor
from fairlead.exchange.columns import Subject, TableHead
from fairlead.programs.models import Program
from fairlead.work.models import Project


class State(Enum):
    """What became of an upload; a file is confirmed, refused or discarded for good.

    A table may be asked about before it is read, and is read once more when somebody says what its columns hold.
    """

    READING = "reading"
    ASKING = "asking"
    READ = "read"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


def storage_name(_row: models.Model, _name: str) -> str:
    """Return a random name to keep an upload under: the user's own is data, never a path."""
    return f"imports/{secrets.token_hex(20)}"


class ImportQuerySet(models.QuerySet["Import"]):
    """Whose uploads, and what became of them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own: what is not confirmed yet is nobody else's business."""
        return self.filter(workspace_id=actor.workspace_id, by_id=actor.person_id)

    def with_state(self) -> Self:
        """Take along the rows that `Import.state` looks at."""
        return self.select_related("reading", "question", "refusal", "discard", "confirmation__project")


class Import(models.Model):
    """A file that somebody uploaded, about a plan or about people, and what became of it.

    `asked_at` is when a worker was last asked to read it, `claimed_at` when one last began. The file is
    deleted, and `file` emptied, as soon as nothing needs it. `head` is the top of a table, and `columns` what
    somebody said of its headings where they do not say it themselves; see `exchange.columns`.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    subject = models.CharField(
        max_length=6, choices=[(each.value, each.value) for each in Subject], default=Subject.PLAN
    )
    begun_at = models.DateTimeField()
    filename = models.CharField(_("file name"), max_length=255)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    file = models.FileField(upload_to=storage_name, max_length=100, blank=True)
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    head = models.JSONField(null=True, blank=True)
    columns = models.JSONField(default=dict, blank=True)

    objects: ClassVar[ImportQuerySet] = ImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-begun_at", "-id"]
        indexes = [
            models.Index(fields=["workspace", "digest"], name="import_by_digest"),
            models.Index(fields=["workspace", "begun_at"], name="import_by_age"),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def state(self) -> State:
        """What became of it; without a query where it was read `with_state`."""
        for name, state in _STATES:
            if hasattr(self, name):
                return state
        return State.READING

    @property
    def day(self) -> date:
        """The day of the upload."""
        return timezone.localtime(self.begun_at).date()

    @property
    def table(self) -> TableHead | None:
        """The top of a table that was looked into; None of other files."""
        return None if self.head is None else TableHead.of_json(self.head, Subject(self.subject))


class Reading(models.Model):
    """A file was read: `findings` are what is in it, as `exchange.findings` says."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="reading")
    at = models.DateTimeField()
    findings = models.JSONField()


class Question(models.Model):
    """A table cannot be planned before somebody says what its columns hold; `message` is why, in the user's words."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="question")
    at = models.DateTimeField()
    message = models.TextField()


class Refusal(models.Model):
    """A file could not be read or planned; `message` is in the user's words."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="refusal")
    at = models.DateTimeField()
    code = models.CharField(max_length=40)
    message = models.TextField()


class Confirmation(models.Model):
    """A file became a project, the first of them where it held several; `is_copy` where it was one already.

    Of people `outcome` says how many were new, changed, the same, and left out.
    """

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="confirmation")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    project = models.ForeignKey(Project, models.SET_NULL, null=True, related_name="+")
    is_copy = models.BooleanField(default=False)
    outcome = models.JSONField(null=True, blank=True)


class Discard(models.Model):
    """An upload was given up by somebody, or by nobody because it was left lying."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="discard")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")


_STATES = (
    ("discard", State.DISCARDED),
    ("confirmation", State.CONFIRMED),
    ("refusal", State.REFUSED),
    ("reading", State.READ),
    ("question", State.ASKING),
)
