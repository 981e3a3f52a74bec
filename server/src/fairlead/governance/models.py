from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import DefinedRole, Person, Workspace
from fairlead.kernel.models import Versioned
from fairlead.programs.models import Program
from fairlead.work.models import Project


class Deliverable(Versioned):
    """A line of a RACI matrix: a deliverable or decision of a program, or of a project."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, models.CASCADE, null=True, blank=True, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(program__isnull=True, project__isnull=False)
                | Q(program__isnull=False, project__isnull=True),
                name="deliverable_of_one",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="deliverable_has_name"),
            models.UniqueConstraint(fields=["program", "name"], name="deliverable_once_in_program"),
            models.UniqueConstraint(fields=["project", "name"], name="deliverable_once_in_project"),
        ]


class Responsibility(models.Model):
    """What somebody, or whoever is in a role, is for a deliverable: a letter of RACI, or A and R at once."""

    class Letter(models.TextChoices):
        RESPONSIBLE = "R", _("responsible")
        ACCOUNTABLE = "A", _("accountable")
        CONSULTED = "C", _("consulted")
        INFORMED = "I", _("informed")
        BOTH = "AR", _("accountable and responsible")

    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="responsibilities")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.ForeignKey(DefinedRole, models.RESTRICT, null=True, blank=True, related_name="+")
    letter = models.CharField(max_length=2, choices=Letter.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, role__isnull=False) | Q(person__isnull=False, role__isnull=True),
                name="responsibility_of_one",
            ),
            models.CheckConstraint(
                condition=Q(letter__in=["R", "A", "C", "I", "AR"]), name="responsibility_letter_known"
            ),
            models.UniqueConstraint(fields=["deliverable", "person"], name="responsibility_once_per_person"),
            models.UniqueConstraint(fields=["deliverable", "role"], name="responsibility_once_per_role"),
        ]
