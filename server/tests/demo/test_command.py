"""Loading, bringing back and taking away, as the command does it."""

from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from cast import cast
from fairlead.access.models import User, Workspace
from fairlead.demo.services import demo_reset
from fairlead.demo.signins import SIGN_INS, SLUG, signins
from fairlead.kernel.models import AuditEntry
from fairlead.work.models import Task

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def run(*options: str) -> str:
    out = StringIO()
    call_command("demo", *options, stdout=out)
    return out.getvalue()


# Other rows have other keys: these fields hold some, and so do fields that are called by one.
KEYS = {
    *("base", "benefit", "deputy", "id", "key_result", "lead", "objective", "owner", "parent", "person", "program"),
    *("by", "corrects", "gate", "giver", "grants", "project"),
    *("resource", "role", "shares", "skill", "task", "tranche"),
}


def everything() -> list[Any]:
    tasks = Task.objects.order_by("project__code", "position").values_list(
        "project__code",
        "name",
        "parent__name",
        "duration_minutes",
        "percent_complete",
        "actual_start_at",
        "actual_finish_at",
        "version",
        "dates__start_at",
        "dates__finish_at",
        "dates__late_finish_at",
        "dates__driver_task__name",
    )
    audit = AuditEntry.objects.order_by("at", "actor_name", "action", "id")
    said = audit.values_list("at", "actor_name", "action", "after")
    return [*tasks, *((*rest, _without_keys(after)) for *rest, after in said)]


def _without_keys(said: Any) -> Any:
    if isinstance(said, dict):
        kept = {name: each for name, each in said.items() if name not in KEYS and not name.isdecimal()}
        return {name: _without_keys(each) for name, each in kept.items()}
    return [_without_keys(each) for each in said] if isinstance(said, list) else said


def test_it_is_loaded_once_brought_back_exactly_and_taken_away_with_its_accounts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    first = run()
    workspace = Workspace.objects.get(slug=SLUG)
    assert "Loading the demo" in first
    assert all(one.email in first and one.password in first for one in SIGN_INS)

    again = run()
    assert "Loading the demo" not in again
    assert SIGN_INS[0].email in again
    assert Workspace.objects.get(slug=SLUG).pk == workspace.pk

    before = everything()
    maya = User.objects.get(email=SIGN_INS[0].email)
    Task.objects.filter(name="Choose provider").delete()
    Task.objects.filter(name="Build checkout").update(duration_minutes=60, version=9)
    User.objects.filter(email=SIGN_INS[1].email).update(password="!")
    demo_reset(today=MONDAY)
    assert everything() == before
    assert User.objects.get(email=SIGN_INS[0].email).password == maya.password, "who is signed in stays so"
    assert User.objects.get(email=SIGN_INS[1].email).check_password(SIGN_INS[1].password)

    assert "The demo is gone" in run("--remove")
    assert not Workspace.objects.exists()
    assert not User.objects.exists()
    assert not AuditEntry.objects.exists()
    assert signins() == []


def test_where_others_work_it_is_not_loaded_unasked():
    cast()
    assert run("--if-empty") == ""
    assert not Workspace.objects.filter(slug=SLUG).exists()


def test_there_may_be_nothing_to_take_away():
    people = cast()
    assert "There was no demo" in run("--remove")
    assert Workspace.objects.filter(pk=people.workspace.pk).exists()
