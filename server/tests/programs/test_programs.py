"""The charter of a program, and the program that it is in."""

import pytest

from cast import NOW, Cast, Stage, program_of
from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.programs.models import Program
from fairlead.programs.services import program_update


def put(people: Cast, program: Program, parent: Program | None) -> Program:
    program.refresh_from_db()
    changes = {"parent": parent.pk if parent else None}
    return program_update(actor=people.owner.actor, id=program.pk, version=program.version, changes=changes, now=NOW)


def test_the_charter_says_why_what_and_where_to(people: Cast, plan: Stage):
    changes = {"vision": " One shop ", "reason": "Two cost too much", "scope": "All shops", "target_state": "One stock"}
    program_update(actor=people.manager.actor, id=plan.program.pk, version=1, changes=changes, now=NOW)
    plan.program.refresh_from_db()
    assert (plan.program.vision, plan.program.target_state, plan.program.version) == ("One shop", "One stock", 2)
    with pytest.raises(StaleVersion) as stale:
        program_update(actor=people.owner.actor, id=plan.program.pk, version=1, changes={"scope": "None"}, now=NOW)
    assert stale.value.current["scope"] == "All shops"


def test_a_program_is_never_within_itself(people: Cast, plan: Stage):
    inner, innermost = (program_of(people.workspace, name, name[:6]) for name in ("Inner", "Most in"))
    put(people, inner, plan.program)
    put(people, innermost, inner)
    for parent in (plan.program, inner, innermost):
        with pytest.raises(Refused) as refused:
            put(people, plan.program, parent)
        assert refused.value.fields == {
            "parent": "A program cannot be within itself or one below it. Choose another, or none"
        }
    put(people, innermost, None)
    put(people, plan.program, innermost)
    plan.program.refresh_from_db()
    assert plan.program.parent == innermost


def test_a_program_goes_only_into_one_that_its_editor_may_edit(people: Cast, plan: Stage):
    other = program_of(people.workspace, "Other", "OTHER")
    with pytest.raises(Refused) as refused:
        program_update(actor=people.manager.actor, id=plan.program.pk, version=1, changes={"parent": other.pk}, now=NOW)
    assert "parent" in refused.value.fields
