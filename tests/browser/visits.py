"""What a visitor does on the page, and what the browser did meanwhile."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Locator, Request, expect

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


class Visit:
    """One visitor: a browser window of their own; notes requests to other servers, and dialogs."""

    def __init__(
        self, browser: Browser, address: str, width: int = 1440, scheme: Literal["light", "dark"] = "light"
    ) -> None:
        self.address = address
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en-GB")
        self.elsewhere: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("dialog", self._note_dialog)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        expect(self.page.locator("h1")).to_be_visible(timeout=30_000)

    def ask(self, question: str) -> None:
        field = self.page.get_by_label("Your question")
        field.fill(question)
        field.press("Enter")
        expect(self.page.locator(".vet-status")).to_be_visible(timeout=15_000)
        self.settle()

    def choose(self, filter_name: str, value: str) -> None:
        """Tick a value of a filter, or take the tick away, finding it as one who types its name."""
        facet = self.facet(filter_name)
        if facet.get_attribute("open") is None:
            facet.locator("summary").first.click()
        search = facet.get_by_role("searchbox")
        if search.count():
            search.fill(value)
        facet.get_by_role("checkbox", name=re.compile(f"^{re.escape(value)}, ")).click()
        self.settle()

    def facet(self, filter_name: str) -> Locator:
        """Return the part of the sidebar that holds one filter."""
        return self.page.locator("details.vet-facet", has=self.page.get_by_text(filter_name, exact=True))

    def settle(self) -> None:
        """Wait until the page has nothing more to draw."""
        self.page.wait_for_timeout(150)
        expect(self.page.locator('[data-testid="stApp"][data-test-script-state="running"]')).to_have_count(0)
        self.page.wait_for_timeout(100)

    def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def is_in_view(self, element: Locator) -> bool:
        box = element.bounding_box()
        size = self.page.viewport_size
        return bool(box and size and box["y"] >= 0 and box["y"] + min(box["height"], 40) <= size["height"])

    def close(self) -> None:
        self.page.close()

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.address).netloc:
            self.elsewhere.append(request.url)

    def _note_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()
