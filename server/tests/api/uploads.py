"""Files that somebody has uploaded and the server has read."""

from typing import Any

from django.core.files.base import ContentFile

from cast import NOW, Cast, Stage
from exchange.files import csv, house
from fairlead.exchange.columns import Subject
from fairlead.exchange.services import import_begin, import_read


def plan_file(people: Cast, _plan: Stage) -> dict[str, Any]:
    row = import_begin(actor=people.owner.actor, file=ContentFile(house()), name="house.xml", program_id=None, now=NOW)
    import_read(id=row.pk, now=NOW)
    return {"id": row.pk}


def plan_table(people: Cast, _plan: Stage) -> dict[str, Any]:
    file = ContentFile(csv("Task;Days;Cost", "Dig;2;9"))
    row = import_begin(actor=people.owner.actor, file=file, name="plan.csv", program_id=None, now=NOW)
    import_read(id=row.pk, now=NOW)
    return {"id": row.pk}


def people_table(people: Cast, _plan: Stage) -> dict[str, Any]:
    file, owner = ContentFile(csv("Name;Team", "Ana;Design")), people.owner.actor
    row = import_begin(actor=owner, file=file, name="people.csv", program_id=None, subject=Subject.PEOPLE, now=NOW)
    import_read(id=row.pk, now=NOW)
    return {"id": row.pk}
