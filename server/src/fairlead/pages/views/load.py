"""Load of people: the whole pool's, and a program's."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.loads import load_lines
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.programs import program_frame
from fairlead.programs.models import Program
from fairlead.resources.models import Resource, Skill, Team
from fairlead.schedule.selectors import program_row
from fairlead.staffing.load import Filters, RowKind, Zoom, load_map
from fairlead.work.selectors import programs_through_projects

FIRST_ROWS = 25
FIRST_PERIODS = {Zoom.DAY: timedelta(days=14), Zoom.WEEK: timedelta(weeks=12), Zoom.MONTH: timedelta(days=360)}
SPANS = {Zoom.DAY: timedelta(days=42), Zoom.WEEK: timedelta(weeks=26), Zoom.MONTH: timedelta(days=540)}
ZOOMS = ((Zoom.DAY, _("Days")), (Zoom.WEEK, _("Weeks")), (Zoom.MONTH, _("Months")))
ROWS = (
    (RowKind.PERSON, _("People")),
    (RowKind.TEAM, _("Teams")),
    (RowKind.ROLE, _("Roles")),
    (RowKind.SKILL, _("Skills")),
    (RowKind.PROGRAM, _("Programs")),
    (RowKind.PROJECT, _("Projects")),
)
NUMBERS = (("percent", _("Percent")), ("hours", _("Hours asked")), ("free", _("Hours free")))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen to be seen: whose load, from which day on, how long a period is, which number in a cell."""

    zoom: Zoom
    rows: RowKind
    start_on: date
    show: str
    filters: Filters

    @property
    def finish_on(self) -> date:
        return self.start_on + SPANS[self.zoom]

    def said(self, **other: Any) -> dict[str, str]:
        """Return it as the parameters of a page's address, with something else in their place."""
        found = {
            "by": self.zoom,
            "rows": self.rows,
            "start": self.start_on,
            "show": self.show,
            "q": self.filters.search,
            "team": self.filters.team_id,
            "role": self.filters.role,
            "skill": self.filters.skill_id,
            "program": self.filters.program_id,
        }
        return {name: str(value) for name, value in (found | other).items() if value}

    @property
    def source(self) -> str:
        """The address at which the API tells it."""
        asked = self.said()
        named = {"q": "search", "start": "start_on"}
        sent = {named.get(name, name): value for name, value in asked.items() if name != "show"}
        return f"{reverse('api:load_read')}?{urlencode({**sent, 'finish_on': str(self.finish_on)})}"


@require_safe
@signed_in
def people_load(request: PageRequest) -> HttpResponse:
    """Show the load of everybody whom the actor may see, or of their teams, roles, skills, programs or projects."""
    chosen = _chosen(request, key_of_text(request.GET.get("program", "")))
    through = programs_through_projects(request.actor)
    titles = Resource.objects.visible_to(request.actor).exclude(title="").values_list("title", flat=True)
    context = {
        **_context(request, chosen),
        "tab": "load",
        "teams": Team.objects.filter(workspace_id=request.actor.workspace_id),
        "skills": Skill.objects.filter(workspace_id=request.actor.workspace_id),
        "titles": titles.order_by("title").distinct(),
        "programs": Program.objects.visible_to(request.actor, through=through).order_by("name", "pk"),
        "sees_pool": request.actor.sees_pool,
    }
    return render(request, "pages/people/load.html", context)


@require_safe
@signed_in
def program_load(request: PageRequest, id: int) -> HttpResponse:
    """Show the whole load of those who work for a program."""
    row = program_row(id=id, actor=request.actor, now=wall_clock())
    chosen = _chosen(request, id)
    return render(
        request, "pages/program_load.html", {**program_frame(request, row, "load"), **_context(request, chosen)}
    )


def _context(request: PageRequest, chosen: Chosen) -> dict[str, Any]:
    """Return what both pages show; the first rows are for those without scripts. Fixed queries."""
    first = load_map(
        actor=request.actor,
        rows=chosen.rows,
        zoom=chosen.zoom,
        start_on=chosen.start_on,
        finish_on=chosen.start_on + FIRST_PERIODS[chosen.zoom],
        filters=chosen.filters,
        limit=FIRST_ROWS,
    )
    span = SPANS[chosen.zoom]
    return {
        "chosen": chosen,
        "zooms": [(word, zoom == chosen.zoom, _query(chosen, by=zoom, start=None)) for zoom, word in ZOOMS],
        "row_kinds": ROWS,
        "numbers": NUMBERS,
        "earlier": _query(chosen, start=chosen.start_on - span),
        "later": _query(chosen, start=chosen.start_on + span),
        "now": _query(chosen, start=None),
        "is_filtered": chosen.filters not in (Filters(), Filters(program_id=chosen.filters.program_id)),
        "heads": first.periods.edges[:-1],
        "lines": load_lines(first)[:FIRST_ROWS],
    }


def _query(chosen: Chosen, **other: Any) -> str:
    return "?" + urlencode(chosen.said(**other))


def _chosen(request: PageRequest, program_id: int | None) -> Chosen:
    asked = request.GET
    zoom = Zoom(asked["by"]) if asked.get("by") in list(Zoom) else Zoom.WEEK
    return Chosen(
        zoom=zoom,
        rows=RowKind(asked["rows"]) if asked.get("rows") in list(RowKind) else RowKind.PERSON,
        start_on=day_of_text(asked.get("start", "")) or _usual_start(zoom),
        show=asked.get("show", "") if asked.get("show") in dict(NUMBERS) else "percent",
        filters=Filters(
            search=asked.get("q", "").strip(),
            team_id=key_of_text(asked.get("team", "")),
            role=asked.get("role", "").strip(),
            skill_id=key_of_text(asked.get("skill", "")),
            program_id=program_id,
        ),
    )


def _usual_start(zoom: Zoom) -> date:
    today = wall_clock().date()
    if zoom is Zoom.MONTH:
        return today.replace(day=1)
    return today - timedelta(days=today.weekday())


def day_of_text(text: str) -> date | None:
    """Return the day that a field says, None for what is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1971 <= day.year <= 2140 else None


def key_of_text(text: str) -> int | None:
    """Return the key or whole number that a field says, None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
