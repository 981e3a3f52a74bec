"""P6's rules: what remains is scheduled from the data date on by the passes, what has happened is laid over it.

A process loads `remaining` and `laying` with its first project by these rules.
"""

from fairlead_engine.cpm.p6.said import P6, p6_of

__all__ = ["P6", "p6_of"]
