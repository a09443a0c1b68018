"""Journeys of a visitor in a real Chromium, from a question to the place in the document and back."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import Visit

pytestmark = pytest.mark.browser

QUESTION = "Who pays the wages of the apprentices of the Kelluva academy?"
UNDERSTOOD = "Understood as: who pays for it (Kelluva Maritime Academy)?"
QUOTE = "Each shipyard pays a third of the wages of its apprentices."


def test_from_a_question_to_the_quote_in_its_document_and_through_the_library(visit: Visit) -> None:
    page = visit.page
    visit.open()
    visit.picture("ask-empty")
    expect(page).to_have_title(re.compile("VET Assistant"))
    visit.ask(QUESTION)
    visit.picture("ask-answered")
    quote = page.locator("blockquote", has_text=QUOTE)
    expect(quote).to_be_visible()

    mark = quote.locator("a").first
    number = mark.inner_text().strip("[]")
    mark.click()
    card = page.locator(f"#source-0-{number}")
    expect(page.locator(f"#source-0-{number}:target")).to_have_count(1)
    assert visit.is_in_view(card)
    expect(card.locator("mark").first).to_contain_text(QUOTE)
    card.get_by_role("link", name=f"Source {number}: back to the quote").click()
    expect(page.locator(f"#quote-0-{number}:target")).to_contain_text(QUOTE)
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()

    card.get_by_role("button", name="Open at this place").click()
    reader = page.get_by_role("dialog")
    expect(reader.locator("mark", has_text=QUOTE)).to_be_visible()
    expect(reader.locator("mark").first).to_be_in_viewport()
    expect(reader).to_contain_text("Apprentices spend four days a week at sea")
    visit.picture("reading")
    page.keyboard.press("Escape")
    expect(reader).to_be_hidden()

    visit.choose("Country or region", "Finland")
    expect(page).to_have_url(re.compile("country=FI"))
    expect(page.get_by_text("Matching the filters: 1 of 3.")).to_be_visible()
    page.get_by_role("link", name="Library").click()
    expect(page.locator("h1")).to_have_text("What the library holds")
    visit.settle()
    expect(page).to_have_url(re.compile(r"/library\?.*country=FI"))
    visit.picture("library")
    page.get_by_role("link", name="Ask").first.click()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(quote).to_be_visible()

    page.reload()
    expect(quote).to_be_visible(timeout=15_000)
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    visit.ask("How do mentors help apprentice welders in Porto?")
    expect(page.locator(".vet-document", has_text="Kelluva")).to_have_count(0)
    page.get_by_role("button", name="Clear all filters").click()
    visit.settle()
    assert "country" not in page.url
    second = page.locator("blockquote a").first
    second.click()
    expect(page.locator(f"#source-1-{second.inner_text().strip('[]')}:target")).to_have_count(1)


def test_a_conversation_goes_on_is_left_and_is_taken_up_again(visit: Visit) -> None:
    page = visit.page
    visit.open()
    visit.ask("What is the Kelluva Maritime Academy?")
    visit.ask("who pays for it?")
    expect(page.get_by_text(UNDERSTOOD, exact=True)).to_be_visible()
    page.get_by_text("What is the Kelluva Maritime Academy? — Answered").click()
    expect(page.locator("#quote-0-1")).to_be_visible()
    visit.picture("ask-follow-up")
    page.reload()
    expect(page.get_by_text(UNDERSTOOD, exact=True)).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="New question").click()
    expect(page.locator(".vet-question")).to_have_count(0)
    page.get_by_text("Earlier conversations").click()
    page.get_by_role("button", name="What is the Kelluva Maritime Academy? (+1)").click()
    expect(page.get_by_role("heading", name="who pays for it?")).to_be_visible()
    page.get_by_role("button", name="Reword").click()
    expect(page.get_by_label("Your question")).to_have_value("who pays for it?")


def test_an_answer_can_be_copied_linked_and_saved(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open("/?country=FI")
    visit.ask(QUESTION)
    page.get_by_role("button", name="Copy with references").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert QUOTE in copied
    assert "practices/kelluva.md" in copied
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_have_count(2)
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "country=FI" in page.url

    lasting = next(line for line in copied.splitlines() if "/document?" in line).split()[-1]
    assert lasting.startswith(f"{visit.address}/document?")
    for label, beginning in (("Word (DOCX)", b"PK"), ("Markdown", b"# ")):
        page.get_by_role("button", name="Save conversation").click()
        with page.expect_download() as saved:
            page.get_by_role("button", name=label).click()
        assert saved.value.path().read_bytes().startswith(beginning)
        page.keyboard.press("Escape")
    page.goto(lasting)
    expect(page.locator("mark.vet-quote", has_text=QUOTE)).to_be_visible(timeout=15_000)


def test_the_filters_follow_each_other(visit: Visit) -> None:
    visit.open("/?country=FI")
    visit.choose("Kind of document", "Good practice")
    visit.choose("Country or region", "Netherlands")
    assert "country=FI&country=NL" in visit.page.url
    assert "kind=good_practice" in visit.page.url
    visit.page.go_back()
    visit.settle()
    assert "country=NL" not in visit.page.url
    expect(visit.facet("Country or region").get_by_role("checkbox", name="Netherlands, ")).not_to_be_checked()


def test_what_is_not_known_is_said_and_a_near_document_can_be_read(visit: Visit) -> None:
    visit.open()
    visit.ask("In which year did the academy win the regatta?")
    expect(visit.page.locator(".vet-no_evidence")).to_be_visible()
    visit.picture("no-evidence")
    visit.page.locator('[class*="st-key-near-"] button').first.click()
    expect(visit.page.get_by_role("dialog").locator(".vet-text")).to_be_visible()


def test_the_language_of_the_page_can_be_changed_and_stays(visit: Visit) -> None:
    visit.open("/?lang=nl")
    expect(visit.page.locator("h1")).to_have_text("Vraag het de bibliotheek")
    expect(visit.page.locator("html")).to_have_attribute("lang", "nl")
    visit.page.get_by_role("link", name="Bibliotheek").click()
    expect(visit.page.locator("h1")).to_have_text("Wat de bibliotheek bevat")
    visit.settle()
    assert "lang=nl" in visit.page.url


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "dark"), (1440, "dark")])
def test_pages_fit_every_screen(browser: Browser, address: str, width: int, scheme: str) -> None:
    visit = Visit(browser, address, width, "dark" if scheme == "dark" else "light")
    for name, path in {"ask": f"/?q={QUESTION}", "library": "/library"}.items():
        visit.open(path)
        if name == "ask":
            expect(visit.page.locator(".vet-source").first).to_be_visible(timeout=15_000)
        visit.settle()
        visit.picture(f"{name}-{width}-{scheme}")
        main = visit.page.locator('[data-testid="stMain"]')
        assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        expect(visit.page.locator("h1")).to_have_count(1)
        if name == "ask" and width == 360:
            quotes, sources = visit.page.locator(".vet-answer"), visit.page.locator(".vet-source").first
            tops = [element.evaluate("each => each.getBoundingClientRect().top") for element in (quotes, sources)]
            assert tops == sorted(tops)
    visit.close()
    assert visit.elsewhere == []


def test_every_control_has_a_name(visit: Visit) -> None:
    visit.open(f"/?q={QUESTION}")
    expect(visit.page.locator(".vet-source").first).to_be_visible(timeout=15_000)
    for control in visit.page.locator("input:visible, button:visible, [role=combobox]:visible").all():
        assert control.evaluate(
            "each => each.labels?.[0]?.innerText || each.ariaLabel || each.innerText || each.title"
            " || each.getAttribute('aria-labelledby')"
        ), control.evaluate("each => each.outerHTML")
