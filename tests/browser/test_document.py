"""A lasting link in a real Chromium: it opens the document at the quote, and says so when the words have changed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.following import citation_link
from assistant.settings import load_settings
from assistant.wiring import Assistant, index_sources
from tests.browser.visits import Visit
from tests.ui.libraries import SHIPYARD, make_library, page_of

pytestmark = pytest.mark.browser

QUOTE = "Each shipyard pays a third of the wages of its apprentices."


def test_a_lasting_link_leads_to_its_words_until_they_are_changed(browser: Browser, tmp_path: Path) -> None:
    home = make_library(tmp_path)
    settings = load_settings({}, home)
    with Assistant.open(settings) as assistant:
        card = next(each for each in assistant.documents() if each.title.startswith("Kelluva"))
        start = assistant.document(card.id).text.index(QUOTE)
    link = "/" + citation_link(card.id, card.source, start, start + len(QUOTE), QUOTE)
    file = tmp_path / "documents" / "practices" / "kelluva.md"

    with page_of(home) as address:
        visit = Visit(browser, address)
        page = visit.page
        visit.open(link)
        mark = page.locator("mark.vet-quote")
        expect(mark).to_have_text(QUOTE)
        expect(mark).to_be_in_viewport()
        expect(page.locator("h1")).to_have_text("Kelluva Maritime Academy")
        expect(page).to_have_title("Kelluva Maritime Academy")
        visit.settle()
        visit.picture("document")

        page.get_by_role("link", name="Similar documents").click()
        expect(page.locator("#document_similar")).to_be_in_viewport()
        expect(mark).to_have_text(QUOTE)
        page.locator(".vet-reference button").first.click()
        expect(page.locator(".vet-reference button").first).to_have_text("Copied")
        page.get_by_text("1 passage").click()
        expect(page.locator(".vet-passages a")).to_have_count(1)
        page.locator(".vet-similar a").first.click()
        expect(page.locator("h1")).to_have_text("Mentors for apprentice welders")
        expect(page).to_have_title("Mentors for apprentice welders")
        expect(page).not_to_have_url(re.compile("says="))
        page.go_back()
        expect(mark).to_have_text(QUOTE)
        visit.settle()  # The button of the document before must be gone.
        page.get_by_role("button", name="Ask about this document").click()
        expect(page.locator(".vet-status")).to_be_visible(timeout=15_000)
        expect(page.locator("blockquote").first).to_contain_text("Kelluva")
        expect(page).to_have_title(re.compile("VET Assistant|Ask"))

        file.write_text(SHIPYARD.replace("Apprenticeship at sea:", "Apprenticeship at sea and on land:"), "utf-8")
        index_sources(settings)
        visit.open(link)
        expect(page.get_by_text("at another place")).to_be_visible()
        expect(mark).to_have_text(QUOTE)

        file.write_text(SHIPYARD.replace("a third of the wages", "half of the wages"), "utf-8")
        index_sources(settings)
        visit.open(link)
        expect(page.get_by_text("these words no longer stand in it")).to_be_visible()
        expect(page.locator(".vet-unverified")).to_contain_text(QUOTE)
        expect(mark).to_have_count(0)
        visit.settle()
        visit.picture("document-changed")

        file.unlink()
        index_sources(settings)
        visit.open(link)
        expect(page.locator("h1")).to_have_text("This document is not here")
        visit.settle()
        visit.picture("document-gone")
        page.get_by_role("link", name="Back to: Library").click()
        expect(page.locator("h1")).to_have_text("What the library holds")
        visit.close()
        assert visit.elsewhere == []
        assert visit.dialogs == []
