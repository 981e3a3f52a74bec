from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A row that people edit: each edit names the version it saw, and raises it by one."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class AuditEntry(models.Model):
    """Who changed what, when, from what to what, and why; never changed itself.

    `scope` is the id of the tenant, `actor` of whoever did it, `in_name_of` of whom they stood in for;
    `before` and `after` hold only what differs.
    """

    scope = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.PositiveBigIntegerField(null=True)
    actor_name = models.CharField(max_length=500, blank=True)
    in_name_of = models.PositiveBigIntegerField(null=True)
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=30)
    target_id = models.PositiveBigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    cause = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["target", "target_id", "-at", "-id"], name="audit_by_target"),
            models.Index(fields=["scope", "-at", "-id"], name="audit_by_scope"),
        ]
