"""The API put together: its nouns, who may ask, how it fails."""

from django.http import HttpRequest, HttpResponse
from pydantic_core import to_json

from fairlead.api import (
    activities,
    alerts,
    authority,
    benefits,
    bookings,
    calendars,
    closing,
    contributions,
    delegations,
    delivery,
    departures,
    files,
    health,
    imports,
    invitations,
    key_results,
    lessons,
    links,
    load,
    notices,
    objectives,
    openapi,
    phases,
    plans,
    program_templates,
    programs,
    projects,
    proposals,
    raci,
    reasons,
    requests,
    resources,
    scenarios,
    staffing,
    strategy,
    tasks,
    teams,
    templates,
    time_off,
    tokens,
    workspace,
)
from fairlead.api.auth import SessionAuth, TokenAuth
from fairlead.api.bodies import JsonParser
from fairlead.api.problems import handle

api = openapi.DescribedApi(
    title="Fairlead",
    version="1",
    description="Programs, projects, tasks and their computed dates. docs/guide/api.md tells how to use it.",
    auth=[TokenAuth(), SessionAuth()],
    parser=JsonParser(),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
handle(api)
for noun in (
    *(openapi, tokens, notices, programs, activities, projects, tasks, reasons, links, plans, scenarios, files),
    *(resources, teams, calendars, time_off, imports, load, bookings, requests, alerts, staffing),
    *(strategy, objectives, key_results, contributions, delivery, phases, closing, lessons, templates),
    *(program_templates, benefits, proposals),
    *(authority, invitations, departures, delegations, raci, health, workspace),
):
    api.add_router("", noun.router)


@api.get("/openapi.json", auth=None, include_in_schema=False)
def openapi_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the framework's signature
    """Give the description of this API."""
    return HttpResponse(to_json(api.get_openapi_schema()), content_type="application/json")
