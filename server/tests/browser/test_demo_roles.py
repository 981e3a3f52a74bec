"""Signed in as each role of the demo, the screens show and allow what the role should, and nothing else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fairlead.demo.services import demo_load
from fairlead.demo.signins import SIGN_INS
from fairlead.programs.models import Program
from fairlead.work.models import Project

SECTIONS = (
    *("Waits for you", "My tasks", "Problems of today", "What others changed", "Programs you manage"),
    *("Programs you sponsor or follow", "The workspace", "Objectives in danger"),
)
ALL = {"GROW", "BRAND", "MOVE"}


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody sees: sections of their home page by number, programs; and what they may do."""

    sections: tuple[int, ...]
    programs: frozenset[str]
    edits_program: bool = False  # Client growth platform
    edits_project: bool = False  # Payments rollout
    runs_workspace: bool = False


def promise(*sections: int, programs: set[str] = ALL, **may: bool) -> Promise:
    return Promise(sections, frozenset(programs), **may)


# Each also has tasks of their own in the demo, but for the two visitors.
PROMISES = {
    "Workspace owner": promise(0, 1, 5, 6, 7, edits_program=True, edits_project=True, runs_workspace=True),
    "Administrator": promise(0, 1, 2, 3, 5, 6, 7, edits_program=True, edits_project=True, runs_workspace=True),
    "Sponsor": promise(0, 1, 5, 7, programs={"GROW", "BRAND"}),
    "Program manager": promise(0, 1, 4, 7, edits_program=True, edits_project=True),
    "Project manager": promise(0, 1, 2, 3, 7, edits_project=True),
    "Team member": promise(1),
    "Stakeholder": promise(0, 5, 7, programs={"GROW"}),
    "Guest": promise(1, programs={"BRAND"}),
}


@pytest.mark.once
def test_each_role_of_the_demo_sees_and_may_do_what_it_should_and_nothing_else(page: Page, axe_findings: Any):
    demo_load(today=date(2026, 11, 26))
    assert set(PROMISES) == {signin.role for signin in SIGN_INS}
    for signin in SIGN_INS:
        page.context.clear_cookies()
        page.goto("/", timeout=60_000)
        page.get_by_role("button", name=f"Enter as {signin.name}").click()
        _keeps(page, PROMISES[signin.role], signin.role)
        assert axe_findings(page) == [], signin.role


def _keeps(page: Page, promised: Promise, role: str) -> None:
    expect(page.get_by_role("heading", name="Home", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    shown = [name for name in SECTIONS if page.get_by_role("heading", name=name, exact=True).count()]
    assert shown == [SECTIONS[number] for number in promised.sections], role
    programs = {each.code: each.pk for each in Program.objects.all()}
    payments = Project.objects.get(code="PAY").pk
    sees = {code for code, id in programs.items() if _status(page, f"/programs/{id}/") == 200}
    assert sees == promised.programs, role
    assert (_status(page, f"/programs/{programs['GROW']}/edit/") == 200) is promised.edits_program, role
    assert (_status(page, f"/projects/{payments}/edit/") == 200) is promised.edits_project, role
    assert (_status(page, "/people/roles/defined/new/") == 200) is promised.runs_workspace, role


def _status(page: Page, address: str) -> int:
    """Return what the server answers to whoever is signed in in the browser."""
    return page.request.get(address).status
