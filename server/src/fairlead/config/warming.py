"""The engine's compiled loops, ready before anybody waits for them.

`python -m fairlead.config.warming` compiles them into the cache on disk: some seconds of a core, once per machine.
"""

import gc
import subprocess
import sys
import threading

import fairlead_engine
from fairlead.config.beside import end_with_parent

COMPILE = ["nice", "-n", "10", sys.executable, "-m", "fairlead.config.warming"]
_YOUNG = 20_000  # new objects before a round over them


def engine_warm_later() -> None:
    """Make the loops ready in the background; until they are, plans are scheduled by the same code uncompiled."""
    threading.Thread(target=_warm, daemon=True).start()


def settle() -> None:
    """Take everything loaded so far out of the garbage collector's rounds, and make those rarer.

    A full round over Django, NumPy and the compiled loops takes a tenth of a second, in the middle of some request.
    A page of the whole strategy makes some 50,000 objects, nearly all free of circles: rounds took a twelfth of it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)


def _warm() -> None:
    with subprocess.Popen(COMPILE, stdin=subprocess.PIPE, start_new_session=True) as compiling:
        compiling.wait()
    fairlead_engine.warm()
    settle()


if __name__ == "__main__":
    end_with_parent()
    fairlead_engine.warm()
