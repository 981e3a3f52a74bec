"""Expected failures of the server, each a message once at the edge.

FairleadError
├── NotFound        there is no such thing, or not for this actor      404
├── Forbidden       the actor may see it but not do this               403
├── Refused         what was asked for cannot be, and why              422
└── StaleVersion    somebody else changed it meanwhile                 409
"""

from collections.abc import Mapping
from typing import Any


class FairleadError(Exception):
    """The root; `message` is in the user's words and says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(FairleadError):
    """There is no such thing, or none that this actor may know of."""


class Forbidden(FairleadError):
    """The actor may see the thing but not do this to it."""


class Refused(FairleadError):
    """What was asked for cannot be; `fields` names the inputs at fault with a message each, `code` the kind."""

    def __init__(self, message: str, *, code: str = "refused", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.fields = dict(fields or {})


class StaleVersion(FairleadError):
    """Somebody else changed the thing; `current` holds what people said of it now, with its version."""

    def __init__(self, message: str, *, kind: str, id: int, current: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.kind = kind
        self.id = id
        self.current = dict(current)
