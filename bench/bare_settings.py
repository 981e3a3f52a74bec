"""Settings of the measured server: Fairlead's own, with the bare pages beside its pages."""

from fairlead.config.settings import *  # noqa: F403 - these are settings too

ROOT_URLCONF = "bare"
