"""What every page is held to: both looks and widths, nothing that axe finds, nothing wider than the window."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Page

SHOTS = os.environ.get("FAIRLEAD_SHOTS")  # a folder for pictures of the pages


def looks(page: Page, name: str, axe_findings: Any) -> None:
    """Hold `page` to both looks and widths; what breaks the content policy fails every test by itself."""
    faults = _faults(page, name, axe_findings)
    assert not faults, faults


def looks_of_all(
    page: Page,
    addresses: Mapping[str, str],
    axe_findings: Any,
    wait: Callable[[str], object] = lambda _name: None,
) -> None:
    """Hold the pages at `addresses` to both looks and widths, each after `wait` for what comes later; names all faults.

    One after another in one test: what they share is built, and loaded by the browser, once.
    """
    faults = []
    for name, address in addresses.items():
        page.goto(address)
        wait(name)
        faults += _faults(page, name, axe_findings)
    assert not faults, faults


def _faults(page: Page, name: str, axe_findings: Any) -> list[str]:
    faults = []
    for width in (1440, 390):  # a new width costs more than new colors
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = axe_findings(page)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append("wider than the window")
            faults += [f"{name}, {scheme}, {width}: {fault}" for fault in found]
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{scheme}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})
    return faults
