"""Load beside capacity: what is asked of people on each day, and what they offer."""

from fairlead_engine.load.pauses import Course, Span, spans_of
from fairlead_engine.load.plans import PersonLoad, load_of
from fairlead_engine.load.spreading import (
    PARTS,
    REACH,
    UNSAID,
    LoadBroken,
    Pieces,
    Spans,
    Spread,
    Window,
    excess_of,
    period_sums,
    spread,
)
from fairlead_engine.load.warming import warm_load

__all__ = [
    "PARTS",
    "REACH",
    "UNSAID",
    "Course",
    "LoadBroken",
    "PersonLoad",
    "Pieces",
    "Span",
    "Spans",
    "Spread",
    "Window",
    "excess_of",
    "load_of",
    "period_sums",
    "spans_of",
    "spread",
    "warm_load",
]
