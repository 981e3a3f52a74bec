"""Random examples take as long as the machine is busy: no deadline decides whether a law holds.

Where CI runs them, the examples are always the same: what nobody has changed does not fail there.
`LAWS=400` tries each law on that many.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "engine",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=int(os.environ.get("LAWS", "40")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("engine")
