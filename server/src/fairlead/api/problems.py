"""Problems: every expected failure becomes one answer of type application/problem+json, here and only here.

`type` is the address of a Kind; docs/guide/api.md says what each means and what to do about it.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.log import log_response
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic_core import to_json

from fairlead.api.auth import ApiRequest
from fairlead.api.bodies import WrongContentType
from fairlead.api.errors import CsrfFailed, KeyReused
from fairlead.api.stale import comparison
from fairlead.api.words import fields_of, spoken
from fairlead.kernel.errors import FairleadError, NotFound, Refused, StaleVersion
from fairlead.schedule.leveling.accepting import PlanChanged
from fairlead.schedule.leveling.words import differences_told


class Kind(Enum):
    """A kind of problem: the last part of its address, its status."""

    MALFORMED = ("malformed", 400)
    SIGNED_OUT = ("signed-out", 401)
    FORBIDDEN = ("forbidden", 403)
    CSRF = ("csrf", 403)
    NOT_FOUND = ("not-found", 404)
    METHOD = ("method", 405)
    STALE = ("stale-version", 409)
    TOO_LARGE = ("too-large", 413)
    CONTENT_TYPE = ("content-type", 415)
    REFUSED = ("refused", 422)
    INVALID = ("invalid", 422)
    KEY_REUSED = ("key-reused", 422)
    VERSION_MISSING = ("version-missing", 428)
    UNEXPECTED = ("unexpected", 500)
    UNAVAILABLE = ("unavailable", 503)

    @property
    def address(self) -> str:
        return f"/problems/{self.value[0]}"

    @property
    def status(self) -> int:
        return self.value[1]

    def title(self) -> str:
        """Return what it is called, in the reader's language."""
        return {
            Kind.MALFORMED: _("The request cannot be read"),
            Kind.SIGNED_OUT: _("You are not signed in"),
            Kind.FORBIDDEN: _("You may not do this"),
            Kind.CSRF: _("The page that sent this is out of date"),
            Kind.NOT_FOUND: _("Nothing here"),
            Kind.METHOD: _("This cannot be done here"),
            Kind.STALE: _("Somebody else changed this"),
            Kind.TOO_LARGE: _("Too large"),
            Kind.CONTENT_TYPE: _("Not JSON"),
            Kind.REFUSED: _("This cannot be"),
            Kind.INVALID: _("Some values cannot be"),
            Kind.KEY_REUSED: _("This key was used for something else"),
            Kind.VERSION_MISSING: _("Say which version you saw"),
            Kind.UNEXPECTED: _("Something went wrong here"),
            Kind.UNAVAILABLE: _("Not now"),
        }[self]


def problem(kind: Kind, detail: str, extras: Mapping[str, Any] | None = None) -> HttpResponse:
    """Return the answer that tells of a problem; `extras` stand beside the four standard members."""
    body = {"type": kind.address, "title": kind.title(), "status": kind.status, "detail": detail}
    return HttpResponse(
        to_json({**body, **(extras or {})}), status=kind.status, content_type="application/problem+json"
    )


def nothing_here() -> HttpResponse:
    """Return the answer for an address that leads nowhere."""
    return problem(Kind.NOT_FOUND, _("There is nothing at this address."))


def handle(api: NinjaAPI) -> None:
    """Make `api` answer every failure with a problem."""
    for error in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(error, told)


def told(request: HttpRequest, error: Any) -> HttpResponse:
    """Return the problem that tells of `error`; what nobody expected is logged, once."""
    match error:
        case Refused():
            return _refused(error, request)
        case StaleVersion():
            return problem(Kind.STALE, error.message, comparison(error, cast(ApiRequest, request)))
        case FairleadError():
            return problem(_plain_kind(error), error.message)
        case AuthenticationError():
            return _signed_out()
        case ValidationError():
            return _invalid(error)
    return _broken(request, error)


def _plain_kind(error: FairleadError) -> Kind:
    if isinstance(error, NotFound):
        return Kind.NOT_FOUND
    return Kind.CSRF if isinstance(error, CsrfFailed) else Kind.FORBIDDEN


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    match error:
        case HttpError():
            return _unreadable(error)
        case Http404():
            return nothing_here()
        case RequestDataTooBig():
            return problem(Kind.TOO_LARGE, _("The request is larger than this server takes."))
        case MultiPartParserError() | SuspiciousOperation() | UnreadablePostError():
            return problem(Kind.MALFORMED, _("The body broke off, or is not what its header says."))
    response = _unavailable() if isinstance(error, OperationalError) else _unexpected()
    log_response("%s %s failed", request.method, request.path, response=response, request=request, exception=error)
    return response


def _refused(error: Refused, request: HttpRequest) -> HttpResponse:
    kind = Kind.INVALID if error.fields else Kind.REFUSED
    extras: dict[str, Any] = {"code": error.code}
    if isinstance(error, PlanChanged):
        extras["differences"] = differences_told(error.differences, actor=cast(ApiRequest, request).auth)
    if error.fields:
        extras["fields"] = {spoken(name): words for name, words in error.fields.items()}
    return problem(Kind.KEY_REUSED if isinstance(error, KeyReused) else kind, error.message, extras)


def _signed_out() -> HttpResponse:
    response = problem(Kind.SIGNED_OUT, _("Sign in, or send a token that is valid: “Authorization: Bearer fl_…”."))
    response.headers["WWW-Authenticate"] = 'Bearer realm="Fairlead"'
    return response


def _invalid(error: ValidationError) -> HttpResponse:
    if any(each["loc"][0] == "path" for each in error.errors):
        return nothing_here()
    if any(each["type"] == "missing" and each["loc"] == ("header", "If-Match") for each in error.errors):
        return problem(
            Kind.VERSION_MISSING,
            _("Send the version that you saw in the header If-Match; a read tells it in ETag."),
        )
    return problem(Kind.INVALID, _("Nothing was saved."), {"code": "invalid", "fields": fields_of(error.errors)})


def _unreadable(error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, WrongContentType):
        return problem(Kind.CONTENT_TYPE, _("Send JSON, with the header “Content-Type: application/json”."))
    return problem(Kind.MALFORMED, _("The body is not valid JSON."))


def _unavailable() -> HttpResponse:
    response = problem(Kind.UNAVAILABLE, _("The database is busy. Nothing was saved; try again in a moment."))
    response.headers["Retry-After"] = "2"
    return response


def _unexpected() -> HttpResponse:
    return problem(
        Kind.UNEXPECTED, _("It was noted here. Nothing was saved; try again, or tell whoever runs this server.")
    )
