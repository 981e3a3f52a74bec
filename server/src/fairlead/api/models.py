from django.db import models

from fairlead.access.models import Person


class KeptAnswer(models.Model):
    """What was answered to a request with an Idempotency-Key, kept for a day and given again to its repeats.

    `operation` is the method and address, `digest` of the body. Written in the transaction of the effect:
    either both are there or neither. `status` is 0 while that transaction runs.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    operation = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "operation", "key"], name="kept_answer_once"),
        ]
        indexes = [models.Index(fields=["at"], name="kept_answer_by_age")]
