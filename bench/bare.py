"""A bare page and a bare list beside Fairlead's own: 100 tasks by Django's and django-ninja's plain means.

They are the floor of the machine: no session, no rights, no paging, nothing counted. The middleware is Fairlead's,
since the server is the same.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from time import thread_time

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from ninja import NinjaAPI, Schema

from fairlead.config.warming import settle
from fairlead.work.models import Task

ROWS = 100
PAGE = """<!doctype html><html lang="en"><head><title>Bare</title></head><body><table>{% for task in tasks %}
<tr><td><a href="{% url 'task' task.pk %}">{{ task.name }}</a></td><td>{{ task.project.name }}</td>
<td>{{ task.duration_minutes }}</td><td>{{ task.percent_complete }} %</td>
<td>{{ task.dates.start_at|date:"D j M Y" }}</td><td>{{ task.dates.finish_at|date:"D j M Y" }}</td>
<td>{{ task.version }}</td></tr>{% endfor %}</table></body></html>"""


def counted(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that tells of each answer how many queries it took, and how many milliseconds of processor time."""

    def count(request: HttpRequest) -> HttpResponse:
        queries: list[str] = []

        def note(execute, sql, *rest):  # type: ignore[no-untyped-def]
            queries.append(sql)
            return execute(sql, *rest)

        began = thread_time()
        with connection.execute_wrapper(note):
            response = answer(request)
        response["X-Processor"] = f"{(thread_time() - began) * 1000:.3f}"
        response["X-Queries"] = str(len(queries))
        return response

    return count


def settled(_request: HttpRequest) -> HttpResponse:
    """Do what a server does once it is warm: keep what is loaded out of the garbage collector's rounds."""
    settle()
    return HttpResponse()


def bare_page(_request: HttpRequest) -> HttpResponse:
    """Show 100 tasks in a table, by a template that is compiled once."""
    return HttpResponse(_template().render({"tasks": _tasks()[:ROWS]}, None))


class Row(Schema):
    """A task of the bare list."""

    id: int
    name: str
    project: str
    duration_minutes: int
    percent_complete: int
    version: int
    start_at: datetime
    finish_at: datetime


bare_api = NinjaAPI(urls_namespace="bare", docs_url=None)


@bare_api.get("/list", response=list[Row])
def bare_list(request: HttpRequest) -> list[Row]:  # noqa: ARG001 - ninja wants the name
    """Return 100 tasks as JSON."""
    fields = [*Row.model_fields]
    places = {"project": "project__name", "start_at": "dates__start_at", "finish_at": "dates__finish_at"}
    rows = _tasks().values_list(*(places.get(name, name) for name in fields))[:ROWS]
    return [Row(**dict(zip(fields, row, strict=True))) for row in rows]


def _tasks() -> QuerySet[Task]:
    return Task.objects.select_related("project", "dates").order_by("id")


@cache
def _template():  # type: ignore[no-untyped-def]
    return engines["django"].from_string(PAGE)


urlpatterns = [
    path("bare/page/", bare_page),
    path("bare/settled/", settled),
    path("bare/", bare_api.urls),
    path("", include("fairlead.config.urls")),
]
