"""What people import: the verbs at the package's top, and the tree of errors."""

import importlib
import pkgutil
import re

import pytest

import fairlead_engine
from fairlead_engine import EngineError, errors
from fairlead_engine.formats import ReadError, WriteError
from fairlead_engine.formats import errors as errors_of_files
from fairlead_engine.formats.mpxj import errors as errors_of_mpxj

TREES = "".join(module.__doc__ for module in (errors, errors_of_files, errors_of_mpxj))


@pytest.mark.parametrize("name", fairlead_engine.__all__)
def test_every_verb_is_reached_from_the_top_whatever_was_imported_before(name):
    for module in pkgutil.iter_modules(fairlead_engine.__path__):
        importlib.import_module(f"fairlead_engine.{module.name}")
    assert callable(getattr(fairlead_engine, name))


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="unschedule"):
        fairlead_engine.unschedule  # noqa: B018


def every(error):
    return {error, *(below for each in error.__subclasses__() for below in every(each))}


def test_every_error_stands_in_a_drawn_tree():
    for module in pkgutil.walk_packages(fairlead_engine.__path__, "fairlead_engine."):
        if not module.name.startswith("fairlead_engine.formats.mpxj.inside"):
            importlib.import_module(module.name)
    ours = {error for error in every(EngineError) if error.__module__.startswith("fairlead_engine")}
    drawn = set(re.findall(r"^(?:[│ ]*[├└]── )?(\w+)", TREES, re.MULTILINE))
    assert {error.__name__ for error in ours} <= drawn
    assert len(ours) > 30


def test_what_reading_and_writing_refuse_is_caught_by_the_roots_of_the_tree():
    assert errors.ReadError is ReadError
    assert errors.WriteError is WriteError
