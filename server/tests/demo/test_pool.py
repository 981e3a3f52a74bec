import pytest

from fairlead.demo.pool import Member, members_read
from fairlead.resources.models import Resource

PERSON, ROLE, EQUIPMENT = Resource.Kind.PERSON, Resource.Kind.ROLE, Resource.Kind.EQUIPMENT


def test_people_stand_below_their_teams_with_skills_times_and_holidays():
    text = """
Design
  Ana Reyes; Senior designer; interface design 5, research 3; away 8 to 12
  Jasper de Wit; Campaigns; works Mon Tue
"""
    ana, jasper = members_read(text)
    assert ana == Member(
        "Ana Reyes",
        "Senior designer",
        PERSON,
        team="Design",
        skills=(("interface design", 5), ("research", 3)),
        away=(8, 12),
    )
    assert (ana.key, ana.email) == ("Ana", "ana.reyes@harborvale.example")
    assert (jasper.works, jasper.email) == ("Mon Tue", "jasper.dewit@harborvale.example")


def test_roles_and_equipment_are_in_no_team():
    text = "Generic roles\n  Trainer; At clients; training 3; 2 of them\nEquipment\n  Usability lab; Two cameras"
    trainer, lab = members_read(text)
    assert (trainer.kind, trainer.units, trainer.team) == (ROLE, 2, "")
    assert (lab.kind, lab.key) == (EQUIPMENT, "Usability")


def test_a_skill_without_a_level_is_refused():
    with pytest.raises(ValueError, match="`drawing` is no skill"):
        members_read("Design\n  Ana Reyes; Designer; drawing")
