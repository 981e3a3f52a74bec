"""Settings of the measured server: Fairlead's own, with the bare pages beside its pages, and each answer counted."""

from fairlead.config.settings import *  # noqa: F403 - these are settings too
from fairlead.config.settings import MIDDLEWARE as OURS

MIDDLEWARE = ["bare.counted", *OURS]
ROOT_URLCONF = "bare"
