"""Random examples take as long as the machine is busy: no deadline decides whether a law holds.

Where CI runs them, the examples are always the same: what nobody has changed does not fail there.
`LAWS=400` tries each law on that many.
"""

import gc
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


def pytest_collection_finish() -> None:
    """Take what is loaded out of the garbage collector's rounds, and make those rarer: a tenth of what tests take."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
