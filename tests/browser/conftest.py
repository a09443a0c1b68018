"""A real Chromium that notes every request and every dialog, and the page on a small library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.visits import Visit
from tests.ui.libraries import make_library, page_of
from tools.bootstrap import find_browser

_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


# What comes late on a busy machine comes all the same.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.fail("No Chromium was found, so the page cannot be tried. On Debian: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page on the library of `tests.ui.libraries`."""
    home: Path = make_library(tmp_path_factory.mktemp("library"))
    with page_of(home) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visitor with a browser of their own; fails afterwards if the browser asked anyone else for anything."""
    visit = Visit(browser, address)
    yield visit
    visit.close()
    assert visit.elsewhere == []
    assert visit.dialogs == []
