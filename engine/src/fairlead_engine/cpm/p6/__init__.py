"""P6's rules: what remains is scheduled from the data date on by the passes, what has happened is laid over it."""

from fairlead_engine.cpm.p6.laying import Whole, laid_over
from fairlead_engine.cpm.p6.remaining import remaining_of
from fairlead_engine.cpm.p6.said import P6, p6_of

__all__ = ["P6", "Whole", "laid_over", "p6_of", "remaining_of"]
