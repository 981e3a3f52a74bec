"""Who gets what of templates."""

from typing import Any

from api.cases import CREATE, OWN, READ, Case
from cast import NOW, Cast, Stage
from fairlead.templates.services import program_template_make, template_make


def _shop(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.shop.pk}


def _template(people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": template_make(actor=people.owner.actor, project_id=plan.shop.pk, name="A shop", now=NOW).pk}


def _begin(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"name": "Pier", "code": "PIER", "start_on": "2026-04-06", "program": plan.program.pk}


def _relaunch(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.program.pk}


def _program_template(people: Cast, plan: Stage) -> dict[str, Any]:
    owner = people.owner.actor
    return {"id": program_template_make(actor=owner, program_id=plan.program.pk, name="A relaunch", now=NOW).pk}


def _begin_program(people: Cast, _plan: Stage) -> dict[str, Any]:
    return {"name": "Pier", "code": "PIER", "start_on": "2026-04-06", "sponsor": people.member.person.pk}


TEMPLATES = {
    "templates_list": Case(OWN),
    "template_create": Case(CREATE, lambda people, plan: {"name": "A shop"}, _shop),
    "template_read": Case(READ, names=_template, query="?start_on=2026-04-06"),
    # Who made it, and who may start projects anywhere.
    "template_delete": Case((204, 403, 403, 404, 401), names=_template),
    "template_start": Case(CREATE, _begin, _template),
    "program_templates_list": Case(OWN),
    "program_template_create": Case(CREATE, lambda people, plan: {"name": "A relaunch"}, _relaunch),
    "program_template_read": Case(READ, names=_program_template, query="?start_on=2026-04-06"),
    # Who made it, and who may start programs.
    "program_template_delete": Case((204, 403, 403, 404, 401), names=_program_template),
    "program_template_start": Case((201, 403, 403, 404, 401), _begin_program, _program_template),
}
