"""Failures that only the interface knows.

FairleadError
├── Forbidden
│   └── CsrfFailed      a session's request came without the token that its page was given      403
└── Refused
    └── KeyReused       an idempotency key came back with another body                          422
"""

from fairlead.kernel.errors import Forbidden, Refused


class CsrfFailed(Forbidden):
    """A session's request came without the token that its page was given."""


class KeyReused(Refused):
    """An idempotency key came back with another body."""
