"""Notices: each kind has its words here and its line in the reference."""

import re
from pathlib import Path

import fairlead
from fairlead.pages.templatetags.staffing import _sentences

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_reference_names_every_kind_and_no_other():
    page = (REPOSITORY / "docs/reference/notices.md").read_text()
    assert set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)`", page, re.MULTILINE)) == set(_sentences())


def test_every_kind_that_services_tell_has_words():
    sources = Path(fairlead.__file__).parent.rglob("*.py")
    told = {kind for path in sources for kind in re.findall(r"News\(\s*\"([a-z_]+\.[a-z_]+)\"", path.read_text())}
    assert told >= {"objective.off_track", "check_in.due", "slip.beyond"}
    assert told <= set(_sentences())
