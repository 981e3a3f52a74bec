from django.db import models
from django.db.models import Q

from fairlead.resources.models import Resource
from fairlead.work.models import Project


class Overload(models.Model):
    """Somebody with far more work than time just ahead, on whom a project waits for much of its work; by `staffing`.

    In the worst of such `weeks`, which begins on `week_on`, all projects together ask for `minutes` of their
    `of_minutes`. May be deleted and found again, together with the count of them in `ProjectDates`.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="overloads")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="+")
    week_on = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    of_minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "resource"], name="overload_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0, weeks__gt=0), name="overload_of_something"),
        ]
