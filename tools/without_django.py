"""A pytest plugin that takes Django and the server away, as on a machine that has only the engine."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

ABSENT = {"django", "ninja", "allauth", "fairlead", "psycopg"}


class Absent(MetaPathFinder):
    """Finds the packages that the engine must do without, and says that they are not there."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse a package of `ABSENT`; leave any other to the finders that follow."""
        if fullname.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"{fullname} is not there for the engine", name=fullname)
        return None


def pytest_configure() -> None:
    """Take the packages away before a test is collected; fail where one came in earlier."""
    present = ABSENT & set(sys.modules)
    if present:
        raise RuntimeError(f"{', '.join(sorted(present))} was imported before the tests")
    sys.meta_path.insert(0, Absent())
