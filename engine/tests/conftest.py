"""Random examples take as long as the machine is busy: no deadline decides whether a law holds."""

from hypothesis import settings

settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
