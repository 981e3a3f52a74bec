from django.db import models
from django.db.models import Q

from fairlead.access.models import Person, Workspace


class Notice(models.Model):
    """Somebody is told that something happened, or waits for them: which `kind` of thing, on which target.

    `facts` are the names and days that its sentence needs; the words for it are made where it is shown.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    target = models.CharField(max_length=30)
    target_id = models.PositiveBigIntegerField()
    by_name = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_by_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
