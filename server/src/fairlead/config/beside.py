"""Processes beside the web server: they end when it ends, even where it is killed."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

PAUSE_SECONDS = 2.0  # before a process that died is started again, so that one that cannot start does not spin
GRACE_SECONDS = 10.0  # for the job in hand, when we stop


class Companion:
    """A process of our own that runs `work`, started again when it dies and ended with us.

    `work` is a function of a module: the process is a fresh interpreter, not a fork of this one.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._is_ending = threading.Event()
        self._process: BaseProcess | None = None

    def start(self) -> None:
        """Start it, and a thread that watches over it."""
        threading.Thread(target=self._keep_running, daemon=True).start()

    def end(self) -> None:
        """End it: ask first, insist after a while."""
        self._is_ending.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        if not wait([process.sentinel], GRACE_SECONDS):
            process.kill()

    def _keep_running(self) -> None:
        while not self._is_ending.is_set():
            context = multiprocessing.get_context("spawn")
            self._process = context.Process(target=_run, args=(self._work,), daemon=True)
            self._process.start()
            wait([self._process.sentinel])
            self._is_ending.wait(PAUSE_SECONDS)


def _run(work: Callable[[], None]) -> None:
    os.setsid()  # Ctrl-C reaches every process of a terminal's session; this one ends when the server asks it to
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        os._exit(1)
