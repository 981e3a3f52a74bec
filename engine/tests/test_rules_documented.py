"""Every rule in the docs has its test, and every test of a rule is in the docs."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "reference" / "scheduling-rules.md"
RULES = (
    *("links", "calendars", "people", "constraints", "milestones", "splits", "summaries", "manual", "progress"),
    *("leveling_delays", "slack", "effort", "drivers"),
    *(f"p6_{subject}" for subject in ("progress", "lags", "bounds", "spanning", "slack")),
)

pytestmark = pytest.mark.skipif(
    not PAGE.exists(), reason="the docs are not there: the engine is tested apart from them"
)


def sentences():
    """Return the tests of rules, as a file and a sentence each."""
    return {
        (name, sentence.replace("_", " "))
        for name in (f"test_{rule}.py" for rule in RULES)
        for sentence in re.findall(r"^def test_(\w+)", (HERE / name).read_text(), re.MULTILINE)
    }


def test_the_docs_name_every_test_of_a_rule_and_no_other():
    named = re.findall(r"· \[([^]]+)\]\(../../engine/tests/(\w+\.py)\)", PAGE.read_text())
    assert {(name, sentence) for sentence, name in named} == sentences()
