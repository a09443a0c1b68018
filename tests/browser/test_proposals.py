"""Writing a proposal in a real Chromium: from a brief to a checked text with its sources, kept, and taken along."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as WordDocument
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import findings
from tests.browser.keyboard import tab_to
from tests.browser.visits import Visit
from tests.ui.libraries import make_library, page_of
from tests.ui.proposalfiles import IDEA, PROPOSALS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def proposals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with page_of(make_library(tmp_path_factory.mktemp("proposals"), PROPOSALS)) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, proposals: str) -> Iterator[Visit]:
    visit = Visit(browser, proposals)
    yield visit
    visit.close()
    assert visit.elsewhere == []
    assert visit.dialogs == []


def begun(visit: Visit, title: str = "Apprentices at sea") -> str:
    """Write a brief; return the address of its proposal."""
    page = visit.page
    visit.open("/proposals")
    page.get_by_label("Title").fill(title)
    page.get_by_label("The idea, in a few sentences").fill(IDEA)
    page.get_by_role("button", name="Create the proposal").click()
    expect(page).to_have_url(re.compile(r"/proposals\?p=[\w-]{32}"), timeout=30_000)
    expect(page.locator(".vet-evidence-list")).to_be_visible(timeout=60_000)
    return page.url


def field(page: Page, question: str = "Which priorities of the programme") -> Locator:
    return page.get_by_role("textbox", name=question)


def test_from_a_brief_to_a_checked_text_that_one_takes_along(visitor: Visit, tmp_path: Path) -> None:
    visit, page = visitor, visitor.page
    address = begun(visit)
    expect(page.locator(".vet-keep-link")).to_contain_text(address)
    page.locator(".vet-fields").get_by_role("button", name="Which needs do you address").click()
    expect(page).to_have_url(re.compile("q=needs"))
    writing = field(page, "Which needs do you address")
    writing.fill("In Finland, 62 percent of the shipyards lack mentors for their apprentices.")
    writing.press("End")
    quote = page.locator(".vet-quote-card", has_text="62 percent of them lack mentors").first
    quote.get_by_role("button", name="Cite").click()
    expect(writing).to_have_value(re.compile(r"apprentices \[@mentors[a-z-]*\]\.$"), timeout=15_000)
    expect(writing).to_be_focused()
    quote.get_by_role("button", name="Pin").click()
    expect(page.locator(".vet-pinned .vet-quote-card")).to_contain_text("cited here")
    counter = page.locator(".vet-editor-count")
    expect(counter).to_contain_text(re.compile(r"^\d+ of about 3,000 characters · sources counted as \(Title, year\)$"))

    writing.press("Control+End")
    writing.press_sequentially(" Only 12 percent of schools work with shipyards. We will train 30 mentors.")
    page.get_by_role("button", name="Check now").click()
    claims = page.locator(".vet-claims-all")
    expect(claims.locator("section", has_text="needs evidence")).to_contain_text(
        "Only 12 percent of schools work with shipyards.", timeout=30_000
    )
    legend = page.locator(".vet-editor-legend")
    expect(legend).to_contain_text("its source says so 1")
    claims.get_by_role("button", name="This is our own plan").click()
    expect(legend).to_contain_text("needs evidence 0")
    visit.settle()
    visit.picture("proposal")
    assert findings(page) == []

    written = writing.input_value()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    expect(field(page, "Which needs do you address")).to_have_value(written, timeout=30_000)
    page.get_by_role("button", name="Next question").click()
    expect(page).to_have_url(re.compile("q=target-groups"))
    expect(page.get_by_role("heading", name="Who are your target groups").first).to_be_focused(timeout=15_000)
    field(page, "Who are your target groups").fill("Apprentices.")
    page.get_by_role("button", name="The whole section").click()
    expect(page.get_by_role("textbox", name="Relevance of the project")).to_have_value(
        f"Which needs do you address, and what shows that they exist in each partner country?\n\n{written}\n\n"
        "Who are your target groups, and how do you know what they need?\n\nApprentices.",
        timeout=15_000,
    )
    page.get_by_text("Export, versions, link").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word (DOCX)").click()
    path = tmp_path / "proposal.docx"
    download.value.save_as(path)
    assert "62 percent of the shipyards lack mentors" in "\n".join(
        each.text for each in WordDocument(str(path)).paragraphs
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="Plain text for the web form").click()
    text = download.value.path().read_text("utf-8")
    assert "Who are your target groups, and how do you know what they need?\n" in text
    assert "12 of about 3,000 characters (assumed limit)" in text
    with page.expect_download() as download:
        page.get_by_role("button", name="Everything, to be opened again (JSON)").click()
    kept = json.loads(download.value.path().read_text("utf-8"))
    assert kept["proposal"]["brief"]["title"] == "Apprentices at sea"
    visit.open("/proposals")
    expect(page.get_by_role("button", name="Apprentices at sea")).to_be_visible()


def test_two_windows_do_not_overwrite_each_other(browser: Browser, proposals: str) -> None:
    one, other = Visit(browser, proposals), Visit(browser, proposals)
    address = begun(one, "Two windows")
    other.open(address.removeprefix(proposals))
    expect(field(other.page)).to_be_visible(timeout=30_000)
    field(one.page).fill("What one of them wrote.")
    one.page.keyboard.press("Tab")
    expect(one.page.get_by_text("Saved", exact=True)).to_be_visible(timeout=15_000)
    field(other.page).fill("What the other one wrote.")
    other.page.keyboard.press("Tab")
    expect(other.page.get_by_role("button", name="Keep mine")).to_be_visible(timeout=15_000)
    assert field(other.page).input_value() == "What the other one wrote."
    other.page.get_by_role("button", name="Keep mine").click()
    other.settle()
    one.page.reload()
    expect(field(one.page)).to_have_value("What the other one wrote.", timeout=30_000)
    one.page.get_by_text("Export, versions, link").click()
    expect(one.page.locator(".vet-versions")).to_contain_text("20 words")  # its question among them
    one.close()
    other.close()


def test_on_a_phone_with_a_keyboard_alone(browser: Browser, proposals: str) -> None:
    visit = Visit(browser, proposals, width=360, scheme="dark")
    page = visit.page
    begun(visit)
    visit.settle()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert findings(page) == []
    tab_to(page, ".vet-sections [data-pick='section:impact']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Impact", level=2)).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile("s=impact"))
    visit.settle()
    visit.picture("proposal-phone")
    visit.close()
    assert visit.elsewhere == []


def test_what_is_pressed_while_the_page_is_busy_is_done_all_the_same(visitor: Visit) -> None:
    visit, page = visitor, visitor.page
    begun(visit, "Apprentices at sea, in haste")
    page.locator(".vet-fields").get_by_role("button", name="Which needs do you address").click()
    expect(page).to_have_url(re.compile("q=needs"))
    expect(page.locator(".vet-evidence-list .vet-quote-card").nth(2)).to_be_visible(timeout=15_000)
    # Each before the page can have heard of the one before.
    page.evaluate(
        """() => document.querySelectorAll(".vet-evidence-list .vet-quote-card").forEach((card, place) => {
          if (place < 3) card.querySelector('[data-pick^="pin:"]').click();
        })"""
    )
    pinned = page.locator(".vet-pinned .vet-quote-card")
    expect(pinned).to_have_count(3, timeout=15_000)
    visit.settle()
    # Once each: a press that was heard is not acted on again.
    pinned.first.get_by_role("button", name="Unpin").click()
    expect(pinned).to_have_count(2, timeout=15_000)
