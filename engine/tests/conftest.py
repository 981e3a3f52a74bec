"""Random examples take as long as the machine is busy: no deadline decides whether a law holds.

Where CI runs them, the examples are always the same: what nobody has changed does not fail there.
"""

import os

from hypothesis import settings

settings.register_profile("engine", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("engine")
