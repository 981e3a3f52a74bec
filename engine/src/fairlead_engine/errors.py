"""The root of everything the engine refuses; each branch is defined where it is raised.

EngineError
├── PlanError    a plan that cannot be scheduled as it stands (a cycle, an unknown id)
└── ReadError    a file that cannot be read (`fairlead_engine.formats.errors`)
"""


class EngineError(Exception):
    """A refusal of the engine with a message in the user's words; subclasses carry the data."""
