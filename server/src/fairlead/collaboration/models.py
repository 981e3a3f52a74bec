from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace


class Rhythm(models.TextChoices):
    """How often somebody wants by mail what they were told and have not read."""

    AT_ONCE = "at_once", _("Soon, as it comes")
    DAILY = "daily", _("Once a day, in the morning")
    NEVER = "never", _("Never")


class MailWish(models.Model):
    """What somebody said about mail; who said nothing gets it once a day."""

    USUAL = Rhythm.DAILY

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="mail_wish")
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="mail_rhythm_known")]


class Letter(models.Model):
    """Notices that go to somebody in one mail, made at `made_at`.

    Who sends it takes it first, at `taken_at`, and nobody takes it again: whoever dies while sending leaves a letter
    that may have gone out, and is not sent twice. It is done with at `done_at`: `told` counts the notices that it told,
    0 where meanwhile all were read, or about what its person may see no more.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    told = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["made_at"], condition=Q(taken_at__isnull=True), name="letter_waiting")]


class Notice(models.Model):
    """Somebody is told that something happened, or waits for them: which `kind` of thing, on which target.

    `letter` is the mail that it went out with, or is to.
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
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="notices")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_by_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["at"], condition=Q(read_at__isnull=True, letter__isnull=True), name="notice_unmailed"),
        ]
