"""The outermost layer: what the framework would answer in HTML or plain text is a problem, too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from fairlead.api.problems import Kind, nothing_here, problem


def at_the_edge(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return `view` so that a method it does not know is a problem, and nothing is kept by caches."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = nothing_here()
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(response)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return wrapped


@csrf_exempt
@at_the_edge
def nowhere(_request: HttpRequest) -> HttpResponse:
    """Answer for every address that leads nowhere."""
    return nothing_here()


def _not_allowed(response: HttpResponseNotAllowed) -> HttpResponse:
    told = problem(Kind.METHOD, _("This address takes only %(methods)s.") % {"methods": response.headers["Allow"]})
    told.headers["Allow"] = response.headers["Allow"]
    return told
