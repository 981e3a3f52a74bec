"""A real browser for the tests in `browser` and `walks`: Debian's Chromium, driven by Playwright, on a live server."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management.commands import flush, migrate
from django.db import connection
from django.test.client import ClientHandler
from django.test.signals import setting_changed
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from fairlead.access.models import User
from fairlead.config.warming import settle
from signing import session_of

pytest_plugins = ["standing"]

TESTS = Path(__file__).resolve().parent
REPOSITORY = TESTS.parents[1]
MIGRATED = os.environ.get("FAIRLEAD_MIGRATED")  # `make test` lets the migrations make the tables once, and names them
AXE = REPOSITORY / "web/node_modules/axe-core/axe.min.js"
# What passes is not told in full: nobody reads it. The dark differs from the light by its colors alone.
FINDINGS = """
() => axe.run({
  resultTypes: ["violations"],
  ...(matchMedia("(prefers-color-scheme: dark)").matches && { runOnly: ["color-contrast", "link-in-text-block"] }),
}).then((result) => result.violations.flatMap(
  (found) => found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 160)}`)
))
"""
PICTURES = REPOSITORY / "test-results"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-stored", action="store_true", help="run only tests that may touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("only_stored"):
        config.hook.pytest_deselected(items=[item for item in items if not _is_stored(item)])
        items[:] = filter(_is_stored, items)
    for item in items:
        if {TESTS / "browser", TESTS / "walks"} & {*item.path.parents}:
            item.add_marker(pytest.mark.browser)


def pytest_collection_finish() -> None:
    """Look for garbage as the server does, which was a tenth of all the tests take."""
    settle()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """Keep a picture of the page where a test failed."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and page is not None:
        PICTURES.mkdir(exist_ok=True)
        path = PICTURES / f"{item.name}.png"
        page.screenshot(path=path)
        report.sections.append(("picture", str(path)))
    return report


@pytest.fixture(scope="session", autouse=True)
def one_server() -> Iterator[None]:
    """All test clients ask one chain of middleware, as browsers ask one server, until a setting changes.

    Each would load its own, and look for all static files, which takes longer than most answers.
    """
    loaded: dict[str, Any] = {}
    load = ClientHandler.load_middleware

    def load_once(handler: ClientHandler, *args: Any, **options: Any) -> None:
        if not loaded:
            load(handler, *args, **options)
            loaded.update(vars(handler))
        vars(handler).update({name: value for name, value in loaded.items() if name != "enforce_csrf_checks"})

    def forget(setting: str, **_value: Any) -> None:
        if setting != "MEDIA_ROOT":  # which files are read from when they are asked for
            loaded.clear()

    setting_changed.connect(forget)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", load_once)
        yield
    setting_changed.disconnect(forget)


@pytest.fixture(scope="session", autouse=True)
def emptied_only() -> Iterator[None]:
    """After a test that commits, tables are emptied, and not filled again with the names of Django's permissions.

    Nobody reads those, and making them takes ten times as long.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_args: None)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether the test's database is there before its tables are asked for, as a copied file is."""
    return MIGRATED is not None and connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Begin with a copy of the tables that the migrations have made: of a file, or of a database of PostgreSQL's."""
    if MIGRATED is None:
        yield
        return
    place = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        shutil.copyfile(MIGRATED, place["NAME"])
    else:
        place["TEMPLATE"] = MIGRATED
    with pytest.MonkeyPatch.context() as patch:
        # To find out that nothing is to be done takes a second.
        patch.setattr(migrate.Command, "handle", lambda *_args, **_options: None)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("FAIRLEAD_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail("The browser tests need Chromium: sudo apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where Django then refuses to touch the database.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        expect.set_options(timeout=20_000)  # other parts of the tests run beside
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def problems() -> list[str]:
    """What the page complained of: errors of scripts, failed loads, breaches of the content policy.

    A test that expects some clears the list; any that is left fails the test.
    """
    return []


@pytest.fixture(scope="session")
def profile(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """What the pages of all tests share: what has been loaded once, and the process that its first page keeps alive."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1440, "height": 900},
        locale="en-US",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    context.set_default_timeout(20_000)
    context.set_default_navigation_timeout(60_000)  # the first page of a process waits until the server is imported
    context.new_page().goto("/static/fairlead/dist/icons.svg")
    yield context
    context.close()


@pytest.fixture
def page(profile: BrowserContext, live_server: Any, problems: list[str]) -> Iterator[Page]:
    """A new page at the live server's address, in a profile that keeps nothing of the tests before."""
    page = profile.new_page()
    page.on("console", lambda message: problems.extend(_complaint(message)))
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    first, *opened = profile.pages
    for each in opened:
        each.close()
    profile.set_offline(False)
    profile.clear_cookies()
    first.evaluate("localStorage.clear()")
    assert not problems, problems


@pytest.fixture
def sign_in(page: Page, live_server: Any) -> Callable[[User], None]:
    """A function that makes the page's next address somebody's, as if they had signed in."""

    def sign(user: User) -> None:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}
        page.context.add_cookies([cookie])

    return sign


@pytest.fixture
def axe_findings() -> Any:
    """A function that returns axe's findings for a page, one line each; an accessible page has none.

    While the system is dark, colors alone are looked at, so a test that looks in the dark looks in the light too.
    """

    def findings(page: Page) -> list[str]:
        if page.evaluate("typeof axe === 'undefined'"):
            page.evaluate(AXE.read_text())
        found: list[str] = page.evaluate(FINDINGS)
        return found

    return findings


def _complaint(message: ConsoleMessage) -> list[str]:
    return [f"{message.text} ({message.location.get('url', '')})"] if message.type == "error" else []


def _is_stored(item: pytest.Item) -> bool:
    """Tell whether the database is open to the test; one that has not asked for it is refused."""
    asked = {"db", "transactional_db", "live_server", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None
