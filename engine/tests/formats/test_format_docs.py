from dataclasses import fields
from pathlib import Path

import pytest

from fairlead_engine.formats import Limits, errors
from fairlead_engine.formats.mspdi import kinds as mspdi_kinds
from fairlead_engine.formats.output import kinds as output_kinds
from fairlead_engine.formats.output import unheld
from fairlead_engine.formats.tables import kinds as tables_kinds
from fairlead_engine.formats.tables.output import kinds as tables_output_kinds
from fairlead_engine.formats.xer import kinds as xer_kinds
from fairlead_engine.formats.xer.output import kinds as xer_output_kinds

FOLDER = Path(__file__).resolve().parents[3] / "docs/reference/formats"
PAGE = (FOLDER / "mspdi.md").read_text(encoding="utf-8")
SAID = {
    "mspdi": mspdi_kinds.ALL,
    "xer": (*xer_kinds.ALL, *xer_output_kinds.ALL),
    "csv": (*tables_kinds.ALL, *tables_output_kinds.ALL),
    "writing": (*output_kinds.ALL, *unheld.KINDS.values()),
}


@pytest.mark.parametrize("page", SAID)
def test_the_docs_name_everything_that_a_report_can_say(page):
    text = (FOLDER / f"{page}.md").read_text(encoding="utf-8")
    rows = [f"| `{kind.id}` | {kind.severity.value} | {kind.message} |" for kind in SAID[page]]
    assert [row for row in rows if row not in text] == []


@pytest.mark.parametrize("page", SAID)
def test_every_kind_has_an_id_of_its_own(page):
    assert len({kind.id for kind in SAID[page]}) == len(SAID[page])


def test_the_docs_name_every_limit():
    text = "".join(page.read_text(encoding="utf-8") for page in FOLDER.glob("*.md"))
    assert [each.name for each in fields(Limits) if f"`{each.name}`" not in text] == []


def test_the_docs_and_the_tree_name_every_refusal():
    refusals = [
        each.__name__ for each in vars(errors).values() if isinstance(each, type) and each.__module__ == errors.__name__
    ]
    assert [name for name in refusals if f"`{name}`" not in PAGE or name not in errors.__doc__] == []
