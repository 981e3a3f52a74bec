from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from fairlead.access.models import Workspace
from fairlead.demo.services import demo_load

THURSDAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def thursday(django_db_setup: None, django_db_blocker: Any) -> Iterator[Workspace]:
    """The demo on a Thursday, loaded once for a module that looks at it, and gone with it.

    A scope of the whole folder would outlast it, for pytest takes one without __init__.py for the session.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        workspace = demo_load(today=THURSDAY)
        with django_db_blocker.block():
            yield workspace
        transaction.set_rollback(True)
