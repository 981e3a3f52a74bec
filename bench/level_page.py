"""The time until a leveling is on its page: `fairlead serve` with its worker, asked as a browser asks."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from fairlead_engine.formats import Format, write
from fairlead_engine.plan import Plan

POLL_SECONDS = 0.6  # as the page does


def page_ms(plan: Plan, runs: int) -> list[float]:
    """Return how many milliseconds lay between asking for a leveling and the first proposal on the page, each time."""
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as folder:
        session, program = _built(plan, folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {**os.environ, "FAIRLEAD_DATA": folder, "FAIRLEAD_TASKS": "database"}
        command = [sys.executable, "-m", "fairlead", "serve", "--no-demo", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            browser = _Browser(port, session)
            browser.wait()
            return [browser.leveled(program) for _ in range(runs + 1)][1:]  # the worker's loops are loaded by the first
        finally:
            server.terminate()
            server.wait()


class _Browser:
    """Somebody who is signed in."""

    def __init__(self, port: int, session: str) -> None:
        self._port, self._cookies = port, {"sessionid": session}

    def wait(self) -> None:
        for _ in range(300):
            try:
                self._ask("GET", "/programs/")
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise SystemExit("The server did not start.")

    def leveled(self, program: int) -> float:
        studio = f"/programs/{program}/level/"
        _answer, page = self._ask("GET", studio)
        orders = re.findall(r'name="order" value="(\d+)"', page)
        form = [("objective", "delay"), ("turns", "least"), ("seconds", "3")]
        form += [("order", key) for key in orders] + [(f"moves_{key}", "on") for key in orders]
        began = time.perf_counter()
        answer, _page = self._ask("POST", studio, urlencode(form))
        at = answer.headers["Location"]
        _answer, page = self._ask("GET", at)
        while "moves-head" not in page:
            time.sleep(POLL_SECONDS)
            seen = re.search(r"\?seen=([^\"]+)", page)
            _answer, part = self._ask("GET", f"{at}progress/?seen={seen[1] if seen else ''}")
            page = part or page
        spent = (time.perf_counter() - began) * 1000
        self._ask("POST", f"{at}stop/", "")
        while "hx-trigger" in self._ask("GET", f"{at}progress/")[1]:
            time.sleep(POLL_SECONDS)
        return spent

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self._cookies["csrftoken"]
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        if answer.status not in (200, 204, 302):
            raise SystemExit(f"{method} {path} answered {answer.status}.")
        connection.close()
        return answer, text


def _built(plan: Plan, folder: str) -> tuple[str, int]:
    """Import `plan` as a program into a database in `folder`; return its manager's session and the program."""
    os.environ |= {"FAIRLEAD_DATA": folder, "FAIRLEAD_TASKS": "immediate"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.config.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from fairlead.access.models import Person, User
    from fairlead.access.selectors import actor_of
    from fairlead.access.services import workspace_create
    from fairlead.exchange.services import Choice, import_begin, import_confirm
    from fairlead.programs.services import program_create
    from fairlead.resources.models import Calendar

    call_command("migrate", verbosity=0)
    now = timezone.now()
    owner = User.objects.create_user("bench@example.org", name="Bench")
    workspace = workspace_create(name="Bench", slug="bench", owner=owner, now=now)
    week = [[[480, 720], [780, 1020]]] * 5 + [[], []]
    Calendar.objects.create(workspace=workspace, name="Office", week=week, is_default=True)
    actor = actor_of(Person.objects.get(user=owner))
    program = program_create(actor=actor, name="Bench", code="BENCH", now=now)
    file = ContentFile(write(plan, Format.NATIVE).content)
    upload = import_begin(actor=actor, file=file, name="bench.json", program_id=program.pk, now=now)
    import_confirm(actor=actor, id=upload.pk, choice=Choice(program.pk, "", "", {}, False), now=now)  # noqa: FBT003
    client = Client()
    client.force_login(owner)
    return client.cookies[settings.SESSION_COOKIE_NAME].value, program.pk
