"""P6's export files (XER): tables of its database as text. docs/reference/formats/xer.md says what is taken."""

from fairlead_engine.formats.xer.reading import read_xer

__all__ = ["read_xer"]
