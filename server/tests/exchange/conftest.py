from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.base import ContentFile

from cast import NOW, stage
from exchange.files import house
from fairlead.access.rules import Actor
from fairlead.exchange.columns import Subject
from fairlead.exchange.models import Import
from fairlead.exchange.selectors import import_get
from fairlead.exchange.services import import_begin
from standing import Staging

Upload = Callable[..., Import]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> Iterator[Any]:
    """Where uploads are kept, for this test alone."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files" / "imports"


@pytest.fixture(scope="module")
def staging() -> Staging:
    return stage


@pytest.fixture
def upload(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]) -> Upload:
    """A function that uploads `content` as `actor` and returns it as it is once read."""

    def begin(
        actor: Actor,
        content: bytes | None = None,
        name: str = "house.xml",
        program_id: int | None = None,
        subject: Subject = Subject.PLAN,
    ) -> Import:
        file = ContentFile(house() if content is None else content)
        with django_capture_on_commit_callbacks(execute=True):
            row = import_begin(actor=actor, file=file, name=name, program_id=program_id, subject=subject, now=NOW)
        return import_get(id=row.pk, actor=actor)

    return begin


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]) -> Callable[[], Any]:
    """A context in which what waits for the commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
