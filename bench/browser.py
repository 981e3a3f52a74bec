"""A program of 10,000 tasks on one plan in a real browser: its first draw, scrolling it, and dragging a bar.

Debian's Chromium without a window, so that pixels are composed by the processor, against a server process of its own.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tools")]

from playwright.sync_api import Page, sync_playwright

from chromium import chromium_path
from figures import median, percentile, print_figures, print_table

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FRAME = 1000 / 60
# When the browser has handed over the frame that a moment's changes are drawn in: after the callbacks of that frame.
FRAME_END = """
window.frameEnd = () => new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now());
  port2.postMessage(null);
}));
window.painted = new Promise((done) => document.addEventListener("fl-plan:ready", async () => done(await frameEnd())));
"""
DRAWN = """async () => {
  const painted = await window.painted;
  const at = (name) => performance.getEntriesByName(name)[0].startTime;
  return [at("fl-plan:drawn") - at("fl-plan:data"), painted - at("fl-plan:data")];
}"""
SCROLL = """([frames, pixels]) => new Promise((done) => {
  const scroller = document.querySelector(".flp-scroll");
  const took = [];
  let last = 0;
  const step = (now) => {
    if (last) took.push(now - last);
    last = now;
    scroller.scrollTop += pixels;
    if (took.length < frames) requestAnimationFrame(step);
    else done(took);
  };
  requestAnimationFrame(step);
})"""
WATCH = """() => {
  window.moves = [];
  document.querySelector(".flp-stage").addEventListener("pointermove", async (event) => {
    const handled = performance.now();
    const end = await frameEnd();
    window.moves.push([end - event.timeStamp, end - handled]);
  }, true);
}"""
# Whether something is drawn in the hand, on the uppermost canvas just right of the pointer.
IS_HELD = """([x, y]) => {
  const canvas = [...document.querySelectorAll(".flp-stage canvas")].at(-1);
  const { left, top, width } = canvas.getBoundingClientRect();
  const ratio = canvas.width / width;
  return canvas.getContext("2d").getImageData((x + 3 - left) * ratio, (y - top) * ratio, 1, 1).data[3] > 0;
}"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the plan is served, who looks at it, and the task whose bar is dragged."""

    address: str
    session: str
    task: int


def main() -> None:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer runs")
    is_short = parser.parse_args().short
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as folder:
        program, session, task = _built(folder)
        with _served(folder) as origin, _page(origin, session) as page:
            place = Place(f"{origin}/programs/{program}/roadmap/", session, task)
            draws = _draws(page, place, runs=4 if is_short else 12)
            frames = _frames(page, frames=150 if is_short else 600)
            moves = _moves(page, place, moves=60 if is_short else 240)
    _print(draws, frames, moves)


def _built(folder: str) -> tuple[int, str, int]:
    """Write the program into a database in `folder`; return its key, a session of its owner, and a task to drag."""
    os.environ |= {"FAIRLEAD_DATA": folder, "DJANGO_SETTINGS_MODULE": "fairlead.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from fairlead.access.models import User
    from program import build

    call_command("migrate", verbosity=0)
    built = build(projects=20, tasks=10_000, links=15_000)
    client = Client()
    client.force_login(User.objects.get())
    return built.program.pk, client.cookies[settings.SESSION_COOKIE_NAME].value, built.head.pk


@contextmanager
def _served(folder: str) -> Iterator[str]:
    """Serve what is in `folder` on a free port, as people do, and say where."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "fairlead", "serve", "--no-demo", "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, "FAIRLEAD_DATA": folder}, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/accounts/login/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    raise SystemExit("The server did not answer within a minute.")


@contextmanager
def _page(origin: str, session: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "sessionid", "value": session, "url": origin}])
        context.add_init_script(FRAME_END)
        yield context.new_page()
        browser.close()


def _draws(page: Page, place: Place, *, runs: int) -> list[tuple[float, float]]:
    """Open the plan again and again: milliseconds from its data to drawn, and to handed over for the screen."""
    took = []
    for _ in range(runs + 1):
        page.goto(place.address)
        drawn, painted = page.evaluate(DRAWN)
        took.append((drawn, painted))
    return took[1:]


def _frames(page: Page, *, frames: int) -> list[float]:
    """Scroll three rows further with every frame; milliseconds between frames."""
    page.evaluate(SCROLL, [30, 84])
    took: list[float] = page.evaluate(SCROLL, [frames, 84])
    return took


def _moves(page: Page, place: Place, *, moves: int) -> list[tuple[float, float]]:
    """Carry a bar to and fro: milliseconds from the pointer's move, and from the page's hearing of it, to the frame."""
    page.evaluate("(task) => document.querySelector('fl-plan').reveal(task)", place.task)
    page.evaluate("frameEnd()")
    box = page.evaluate("(task) => document.querySelector('fl-plan').barBox(task).toJSON()", place.task)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y)
    page.evaluate(WATCH)
    for at in range(moves):
        page.mouse.move(x + 10 + abs(at % 80 - 40) * 3, y)
    page.evaluate("frameEnd()")
    if not page.evaluate(IS_HELD, [x + 10 + abs((moves - 1) % 80 - 40) * 3, y]):
        raise SystemExit("The bar is not where the pointer holds it.")
    page.keyboard.press("Escape")
    page.mouse.up()
    took: list[tuple[float, float]] = page.evaluate("window.moves")
    return took


def _print(draws: list[tuple[float, float]], frames: list[float], moves: list[tuple[float, float]]) -> None:
    drawn, painted = ([times[place] for times in draws] for place in (0, 1))
    whole, inside = ([times[place] for times in moves] for place in (0, 1))
    rows = [
        ("first draw, from data to drawn", drawn),
        ("first draw, from data to its frame's end", painted),
        ("scrolling, from frame to frame", frames),
        ("dragging, from the pointer's move to its frame's end", whole),
        ("dragging, from the page's hearing of it to its frame's end", inside),
    ]
    print_table(
        ["10,000 tasks, Chromium without a graphics processor", "times", "median ms", "p95 ms"],
        [(name, len(took), f"{median(took):.1f}", f"{percentile(took, 0.95):.1f}") for name, took in rows],
    )
    late = sum(took > 1.5 * FRAME for took in frames)
    print(f"{late} of {len(frames)} frames came late while scrolling", end="\n\n")
    print_figures(
        {
            "browser_first_draw_ms": median(drawn),
            "browser_scroll_frame_ms": median(frames),
            "browser_drag_frame_ms": median(whole),
            "browser_drag_frame_p95_ms": percentile(whole, 0.95),
        }
    )


if __name__ == "__main__":
    main()
