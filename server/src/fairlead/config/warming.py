"""The engine's compiled loops, ready before anybody waits for them."""

import subprocess
import sys
import threading

import fairlead_engine

# Compiling takes some seconds of a whole core, once per machine: a process of its own does it, and yields to others.
COMPILE = ["nice", "-n", "10", sys.executable, "-c", "import fairlead_engine; fairlead_engine.warm()"]


def engine_warm_later() -> None:
    """Make the loops ready in the background; until they are, plans are scheduled by the same code uncompiled."""
    threading.Thread(target=_warm, daemon=True).start()


def _warm() -> None:
    subprocess.run(COMPILE, check=False, stdin=subprocess.DEVNULL)
    fairlead_engine.warm()
