"""Where the loops run: plain Python on lists, or compiled by Numba on arrays.

Every kernel of the engine is written once, as a plain function in the subset of Python that Numba
compiles, in a module whose name ends in `kernels`. A small plan runs it as it stands, on lists, so that
a fresh process answers before NumPy or Numba could be imported; a large one runs its compiled twin.
Both give the same numbers.
"""

from fairlead_engine.machine.choice import compiled_machine, machine_for, mark_warm
from fairlead_engine.machine.plain import PLAIN, Floats, Ints, Machine

__all__ = ["PLAIN", "Floats", "Ints", "Machine", "compiled_machine", "machine_for", "mark_warm"]
