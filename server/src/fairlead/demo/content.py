"""What the agency does: its programs, their plans, its people; the texts are beside this file."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fairlead.demo.notation import activities_read, project_read
from fairlead.demo.outline import ProjectOutline
from fairlead.demo.pool import Member, members_read


@dataclass(frozen=True, slots=True)
class ProgramOutline:
    """A program: who leads and who sponsors it, and the files of its own activities and of its projects in order."""

    name: str
    code: str
    summary: str
    manager: str
    sponsor: str
    activities: str
    plans: tuple[str, ...]


PROGRAMS = (
    ProgramOutline(
        name="Client growth platform",
        code="GROW",
        summary=(
            "One place where clients and partners start, see, pay and ask. It is to grow recurring revenue by a "
            "quarter and to halve the time from signature to first delivery."
        ),
        manager="Maya",
        sponsor="Desmond",
        activities="grow-activities",
        plans=("onboarding", "payments", "analytics", "portal", "pricing", "launch"),
    ),
    ProgramOutline(
        name="Brand relaunch",
        code="BRAND",
        summary="The agency has changed; now its face and voice follow: a new identity, a new site, one campaign.",
        manager="Lars",
        sponsor="Desmond",
        activities="brand-activities",
        plans=("identity", "website", "campaign"),
    ),
    ProgramOutline(
        name="Studio move",
        code="MOVE",
        summary="From Quay Street to Pier 9 before the lease ends: fit out the floor, rebuild the network, move once.",
        manager="Renata",
        sponsor="Nadia",
        activities="move-activities",
        plans=("fitout", "network", "move"),
    ),
)


@cache
def projects_of(program: ProgramOutline) -> tuple[ProjectOutline, ...]:
    """Return the projects of `program` as their files say them."""
    return tuple(project_read(_text(f"plans/{name}.txt")) for name in program.plans)


@cache
def activities_of(program: ProgramOutline) -> ProjectOutline:
    """Return what `program` does itself, as its file says."""
    return activities_read(_text(f"plans/{program.activities}.txt"))


@cache
def members() -> tuple[Member, ...]:
    """Return the pool of the agency as its file says it."""
    return tuple(members_read(_text("people.txt")))


def _text(path: str) -> str:
    return files("fairlead.demo").joinpath(path).read_text(encoding="utf-8")
