from django.db import models

from fairlead.access.models import Person
from fairlead.strategy.models import KeyResult, Objective


class OffTrackTold(models.Model):
    """The owner of an objective was told that it is off track; the row goes once it is so no more."""

    objective = models.OneToOneField(Objective, models.CASCADE, primary_key=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()


class CheckInTold(models.Model):
    """The owner of a key result's objective was told that its check-in is due, on `due_on` the last."""

    key_result = models.OneToOneField(KeyResult, models.CASCADE, primary_key=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    due_on = models.DateField()
