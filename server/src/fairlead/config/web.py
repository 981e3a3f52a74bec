"""The web server of `fairlead serve`: gunicorn in this process, on a socket that is ours already."""

import os
import signal
import socket
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from fairlead.config.warming import engine_warm_later

THREADS = 8


class WebServer(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """Serves Fairlead on `listener` until it is told to stop; `at_start` and `at_end` are called once each."""

    def __init__(
        self, listener: socket.socket, *, workers: int, at_start: Callable[[], None], at_end: Callable[[], None]
    ) -> None:
        self._listener = listener
        self._workers = workers
        self._at_start = at_start
        self._at_end = at_end
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": self._workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 120,
            "graceful_timeout": 5,
            "loglevel": "warning",
            "proc_name": "fairlead",
            "control_socket_disable": True,
            "when_ready": self._ready,
            "post_worker_init": lambda _worker: engine_warm_later(),
            "on_exit": lambda _arbiter: self._at_end(),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()

    def _ready(self, _arbiter: Any) -> None:
        # A closed terminal ends a program in its foreground; gunicorn alone would read its configuration again.
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        self._at_start()
