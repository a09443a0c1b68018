"""Comparing practices in a real Chromium: from a document to a table of quotes, its sources, and a workbook of it."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.browser.axe import findings
from tests.browser.visits import Visit
from tests.ui.libraries import make_library, page_of
from tests.ui.practicefiles import PRACTICES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def practices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with page_of(make_library(tmp_path_factory.mktemp("practices"), PRACTICES)) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, practices: str) -> Iterator[Visit]:
    visit = Visit(browser, practices)
    yield visit
    visit.close()
    assert visit.elsewhere == []
    assert visit.dialogs == []


def test_from_a_document_to_a_table_that_one_takes_along(visitor: Visit, tmp_path: Path) -> None:
    visit, page = visitor, visitor.page
    visit.open("/library")
    page.get_by_role("link", name="Ships and apprentices").click()
    page.get_by_role("link", name="Find comparable practices").click()
    matches = page.locator(".vet-match")
    expect(matches).to_have_count(2, timeout=30_000)
    expect(page).to_have_url(re.compile(r"/practices\?.*d=[0-9a-f]{16}"))
    expect(matches.first.locator("h3")).to_have_text("Robots in the workshop")
    visit.settle()
    visit.picture("practices")

    slider = page.get_by_role("slider", name="Theme")
    slider.focus()
    slider.press("ArrowRight")
    visit.settle()
    expect(page.get_by_role("button", name="As at first")).to_be_enabled()
    expect(matches).to_have_count(2)

    page.get_by_role("checkbox", name="Compare side by side: Ships and apprentices").check()
    visit.settle()
    page.get_by_role("checkbox", name="Compare side by side: Robots in the workshop").check()
    page.get_by_role("button", name="Show side by side").click()
    table = page.get_by_role("region", name="Practices side by side")
    expect(table).to_be_visible()
    expect(page).to_have_url(re.compile("c=[0-9a-f]{16}&c=[0-9a-f]{16}"))
    funding = table.get_by_role("row", name=re.compile("^Funding and budget"))
    expect(funding).to_contain_text("The budget is EUR 1.6 million a year")
    expect(funding).to_contain_text("EUR\u00a01,600,000 a year ▲ highest")
    visit.settle()
    visit.picture("side-by-side")
    assert findings(page) == []

    funding.get_by_role("button").first.click()
    reader = page.get_by_role("dialog")
    expect(reader.locator("mark.vet-quote").first).to_contain_text("The budget is EUR 1.6 million a year")
    page.keyboard.press("Escape")
    expect(reader).to_be_hidden()

    with page.expect_download() as download:
        page.get_by_role("button", name="Excel (XLSX)").click()
    path = tmp_path / "comparison.xlsx"
    download.value.save_as(path)
    assert download.value.suggested_filename == "comparison-ships-and-apprentices.xlsx"
    workbook = load_workbook(BytesIO(path.read_bytes()))
    rows = {row[0]: row[1:] for row in workbook.worksheets[0].iter_rows(values_only=True)}
    assert "The budget is EUR 1.6 million a year" in str(rows["Funding and budget"][0])
    assert workbook.worksheets[1]["E2"].hyperlink.target.startswith(f"{visit.address}/document?d=")

    address = page.url
    page.reload()
    expect(table).to_be_visible(timeout=30_000)
    assert page.url == address


def test_a_file_of_ones_own_is_compared_and_stays_out_of_the_library(visitor: Visit) -> None:
    visit, page = visitor, visitor.page
    visit.open("/practices")
    page.get_by_text("a file of mine").click()
    field = page.get_by_label("A file about your practice")
    text = b"Our school trains apprentices in <b>robotics</b> with eleven companies. The budget is 150 000 euro."
    field.set_input_files({"name": "ours.txt", "mimeType": "text/plain", "buffer": text})
    expect(page.locator(".vet-started")).to_contain_text("Your own practice", timeout=30_000)
    expect(page.locator(".vet-match")).to_have_count(3)
    field.set_input_files({"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"})
    expect(page.get_by_text("This file could not be read:")).to_be_visible(timeout=30_000)
    expect(page.locator(".vet-match")).to_have_count(0)
    field.set_input_files({"name": "large.txt", "mimeType": "text/plain", "buffer": b"x" * 5_000_001})
    expect(page.locator(".vet-file-note")).to_have_text("This file is larger than 5 MB. Choose a smaller one.")
    visit.open("/library")
    expect(page.get_by_text("1–3 of 3")).to_be_visible()


def test_on_a_phone_the_table_scrolls_in_a_box_of_its_own(browser: Browser, practices: str) -> None:
    visit = Visit(browser, practices, width=360, scheme="dark")
    visit.open("/practices?view=weak")
    page = visit.page
    page.get_by_role("radiogroup", name=re.compile("^Planning")).get_by_text("weak").click()
    expect(page.locator(".vet-match h3")).to_have_text("Ships and apprentices", timeout=30_000)
    visit.settle()
    assert findings(page) == []
    with_table = page.locator(".vet-match a").first.get_attribute("href")
    assert with_table
    first = with_table.removeprefix("document?d=")
    visit.open(f"/practices?d={first}")
    second = page.locator(".vet-match a").first.get_attribute("href", timeout=30_000)
    assert second
    visit.open(f"/practices?c={first}&c={second.removeprefix('document?d=')}")
    table = page.get_by_role("region", name="Practices side by side")
    expect(table).to_be_visible(timeout=30_000)
    visit.settle()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = table.evaluate("each => [each.scrollWidth > each.clientWidth, each.tabIndex]")
    assert wide == [True, 0]
    visit.picture("side-by-side-phone")
    visit.close()
    assert visit.elsewhere == []
