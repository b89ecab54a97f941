"""A real browser that shows a page without anything of the network."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

#: Chromium looks nothing up by itself; the sandbox does not start for root.
_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass
class Shown:
    """A page in the browser, and what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@contextlib.contextmanager
def browsing(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


def shown(browser: Browser, file: Path, width: int = 1200, height: int = 900, *, script: bool = True) -> Shown:
    """The file in a window of its own; `script` says whether JavaScript is switched on."""
    page = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script).new_page()
    found = Shown(page)
    page.on("request", lambda request: found.requests.append(request.url))
    page.on("console", lambda message: found.messages.append(message.text))
    page.on("pageerror", lambda error: found.messages.append(str(error)))
    page.goto(file.as_uri())
    return found
