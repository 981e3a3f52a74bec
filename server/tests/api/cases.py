"""What a table of rights is made of: who asks, what they get, for which body."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cast import Cast, Stage

WHO = ("owner", "manager", "member", "outsider", "anonymous")
FEW = ("manager", "outsider")  # who does most of it, and who is told that it is not there
OPEN = (200, 200, 200, 200, 200)
OWN = (200, 200, 200, 200, 401)
READ = (200, 200, 200, 404, 401)
EDIT = (200, 200, 403, 404, 401)
CREATE = (201, 201, 403, 404, 401)
LED = (200, 403, 403, 404, 401)
END = (204, 204, 403, 404, 401)


@dataclass(frozen=True, slots=True)
class Case:
    """What the five get, for a body and with what the path names."""

    statuses: tuple[int, int, int, int, int]
    body: Callable[[Cast, Stage], object] = lambda _people, _plan: None
    names: Callable[[Cast, Stage], dict[str, Any]] = lambda _people, _plan: {}
    has_version: bool = False
    query: str = ""
    before: Callable[[Cast, Stage], Any] = lambda _people, _plan: None
