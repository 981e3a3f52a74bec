"""What the frame of every page shows: where I am, who I am, how I like it to look."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import User, Workspace
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import workspaces_of
from fairlead.collaboration.selectors import unread_count
from fairlead.demo.signins import signins
from fairlead.exchange.selectors import may_import

LOOKS = {"theme": ("system", "light", "dark"), "density": ("compact", "comfortable")}
_THEMES = [
    ("light", "sun", _("Light")),
    ("dark", "moon", _("Dark")),
    ("system", "device-desktop", _("As the system")),
]
_DENSITIES = [("compact", _("Compact")), ("comfortable", _("Comfortable"))]
_SECTIONS = {
    "": "home",
    "home": "home",
    "strategy": "strategy",
    "programs": "programs",
    "projects": "projects",
    "proposals": "projects",
    "phases": "projects",
    "lessons": "projects",
    "templates": "projects",
    "tasks": "projects",
    "people": "people",
    "scenarios": "programs",
    "tranches": "programs",
    "gates": "programs",
    "benefits": "programs",
    "measurements": "programs",
    "requests": "people",
    "bookings": "projects",
    "imports": "imports",
    "raci": "programs",
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame shows; what needs a query is read only where a template asks for it."""
    looks = {name: _chosen(request, name) for name in LOOKS}
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        is_empty = SimpleLazyObject(lambda: not Workspace.objects.exists())
        return {**looks, "signins": SimpleLazyObject(signins), "organization": _organization(), "is_empty": is_empty}
    user = cast(User, request.user)
    return {
        **looks,
        "actor": actor,
        "section": _SECTIONS.get(request.path_info.split("/", 2)[1], ""),
        "themes": _THEMES,
        "densities": _DENSITIES,
        "workspaces": SimpleLazyObject(lambda: _workspaces(user, actor)),
        "import_url": reverse("import_new") if may_import(actor) else "",
        "unread": SimpleLazyObject(lambda: unread_count(actor=actor)),
        "sees_strategy": actor.may(Action.VIEW_STRATEGY),
        "runs_workspace": actor.may(Action.ADMINISTER),
        "may_create_program": actor.may(Action.CREATE_PROGRAM),
    }


def _organization() -> str:
    """The name of the identity provider through which one can sign in; empty where there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0]["name"] if apps else ""


def _workspaces(user: User, actor: Actor) -> list[Workspace]:
    """The workspaces of `user`, the present one first."""
    return sorted(workspaces_of(user), key=lambda workspace: workspace.pk != actor.workspace_id)


def _chosen(request: HttpRequest, name: str) -> str:
    value = request.COOKIES.get(name, "")
    return value if value in LOOKS[name] else LOOKS[name][0]
