"""Processes beside the web server: they end when it ends, even where it is killed."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence

PAUSE_SECONDS = 2.0  # before a process that died is started again, so that one that cannot start does not spin
STANDARD_INPUT = 0
GRACE_SECONDS = 10.0  # for the job in hand, when we stop


class Companion:
    """A process of our own, started again when it dies and ended with us.

    Its standard input is a pipe that nobody writes to: it closes when the last of us is gone (`end_with_parent`).
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._is_ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and a thread that watches over it; to be called before the processes that answer are forked."""
        # Not in the thread: a fork meanwhile would hold the pipe on which Popen waits for its program to begin.
        self._process = self._started()
        threading.Thread(target=self._keep_running, daemon=True).start()

    def end(self) -> None:
        """End it: ask first, insist after a while."""
        self._is_ending.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()

    def _keep_running(self) -> None:
        while not self._is_ending.is_set():
            if self._process is not None:
                self._process.wait()
            if not self._is_ending.wait(PAUSE_SECONDS):
                self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        # Ctrl-C reaches every process of a terminal's session; this one ends when the server asks it to.
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)


def end_with_parent() -> None:
    """Have this process, a companion, end when those who started it are gone."""
    threading.Thread(target=_end_at_end_of_input, daemon=True).start()


def _end_at_end_of_input() -> None:
    while os.read(STANDARD_INPUT, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
