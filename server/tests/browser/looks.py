"""What every page is held to: both looks and widths, nothing that axe finds, nothing wider than the window."""

import os
from typing import Any

from playwright.sync_api import Page

SHOTS = os.environ.get("FAIRLEAD_SHOTS")  # a folder for pictures of the pages


def looks(page: Page, name: str, axe_findings: Any) -> None:
    """Hold `page` to both looks and widths; what breaks the content policy fails every test by itself."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            found = axe_findings(page)
            assert found == [], found
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{scheme}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})
