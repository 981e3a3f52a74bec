"""The page of an export: what it says of each format, and the file it gives."""

from typing import Any

import pytest

from cast import Cast, Stage
from fairlead_engine.formats import read

FORMATS = ("xml", "xer", "xlsx", "csv", "json")


@pytest.mark.parametrize("ending", FORMATS)
def test_each_format_tells_whom_it_is_for_and_what_it_does_not_hold(people: Cast, plan: Stage, visit: Any, ending: str):
    page = visit(people.member).get(f"/projects/{plan.shop.pk}/export/?format={ending}").content.decode()
    assert page.count("For ") == len(FORMATS)
    assert f'href="?format={ending}" aria-current="true"' in page
    assert "Links with projects that are not in the file are left out." in page  # build to move_in
    assert f"/projects/{plan.shop.pk}/export/file/?format={ending}" in page
    assert ("E-mail addresses are not written." in page) is (ending in ("csv", "xlsx"))


def test_nothing_lost_is_said_so(people: Cast, plan: Stage, visit: Any):
    page = visit(people.member).get(f"/programs/{plan.program.pk}/export/?format=json").content.decode()
    assert "Everything in the plan is in this file." in page


def test_the_file_is_the_plan(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.worker).get(f"/programs/{plan.program.pk}/export/file/?format=xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Relaunch.xlsx"'
    assert {task.name for task in read(answer.content).plan.tasks} == {"Design", "Draw", "Sign off", "Build"}


def test_a_format_that_is_none_is_the_first(people: Cast, plan: Stage, visit: Any):
    page = visit(people.member).get(f"/projects/{plan.attic.pk}/export/?format=doc").content.decode()
    assert 'href="?format=xml" aria-current="true"' in page


def test_an_empty_program_offers_no_export(people: Cast, plan: Stage, visit: Any):
    address = f"/programs/{plan.program.pk}/"
    owner = visit(people.owner)
    assert f"{address}export/" in owner.get(address).content.decode()
    for project in (plan.shop, plan.ware):
        project.delete()
    assert f"{address}export/" not in owner.get(address).content.decode()
    assert owner.get(f"{address}export/").status_code == 422
