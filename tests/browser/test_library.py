"""The library in a real Chromium: sort, search, turn pages, open a document, and come back to the same place."""

import csv
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import Visit
from tests.ui.libraries import make_library, page_of

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)> <b>bold</b> ![i](http://127.0.0.1:9/x)"
PLACES = ("Finland", "Netherlands", "Spain", "Portugal")


def report(number: int) -> str:
    title = HOSTILE if number == 0 else f"Welding report {number}"
    return (
        f"---\ntitle: '{title}'\nkind: project_report\ncountry: {PLACES[number % 4]}\n"
        f"year_start: {2000 + number % 20}\n"
        f"organisation: Colegio Ñandú {number % 7}\n---\nThe {number} welders of this school met in the workshop.\n"
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page on a library of a few pages."""
    files = {f"reports/{number}.md": report(number) for number in range(70)}
    with page_of(make_library(tmp_path_factory.mktemp("many"), files)) as address:
        yield address


def test_sort_search_turn_open_and_come_back(visit: Visit) -> None:
    page = visit.page
    visit.open("/library")
    titles = page.locator(".vet-table tbody th a")
    expect(titles).to_have_count(50)
    expect(page.get_by_text("1–50 of 70")).to_be_visible()
    visit.settle()
    visit.picture("library-first")

    page.get_by_role("button", name="Title").click()
    expect(page.get_by_role("columnheader", name="Title")).to_have_attribute("aria-sort", "descending")
    expect(titles.first).to_have_text("Welding report 69")
    expect(page.get_by_role("button", name="Title")).to_be_focused()
    page.get_by_role("button", name="Years").click()
    expect(page.locator(".vet-table tbody tr").first).to_contain_text("2019")

    page.get_by_role("button", name="25", exact=True).click()
    expect(titles).to_have_count(25)
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_text("26–50 of 70")).to_be_visible()
    expect(page.get_by_role("button", name="Page 2")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("button", name="Next page")).to_be_focused()
    expect(page.locator(".vet-above")).to_be_in_viewport()
    assert re.search(r"sort=-years&rows=25&p=2", page.url)

    opened = titles.nth(3).inner_text()
    titles.nth(3).click()
    expect(page).to_have_url(re.compile(r"/document\?.*d=[0-9a-f]{16}"))
    expect(page.get_by_role("heading", name=opened).first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("26–50 of 70")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Years")).to_have_attribute("aria-sort", "descending")
    expect(titles.nth(3)).to_have_text(opened)
    page.go_back()
    expect(page.get_by_text("1–25 of 70")).to_be_visible()

    page.locator("a[href$='/state']").click()
    expect(page.locator("h1")).to_have_text("How the library is doing")
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_text("1–25 of 70")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Years")).to_have_attribute("aria-sort", "descending")


def test_a_search_finds_accents_holds_with_filters_and_is_in_the_address(visit: Visit) -> None:
    page = visit.page
    visit.open("/library?p=2")
    expect(page.get_by_text("51–70 of 70")).to_be_visible()
    field = page.get_by_label("Find documents")
    field.fill("nandu 3")
    field.press("Enter")
    expect(page.locator(".vet-table tbody tr")).not_to_have_count(20)
    expect(page.get_by_text(re.compile(r"^1–\d+ of \d+$"))).to_be_visible()
    expect(page).to_have_url(re.compile("find=nandu"))
    assert "p=2" not in page.url
    page.reload()
    expect(field).to_have_value("nandu 3", timeout=15_000)

    visit.open("/library?p=2")
    visit.choose("Country or region", "Finland")
    expect(page.get_by_text("1–18 of 18")).to_be_visible()
    field.fill("quibbleford")
    field.press("Enter")
    expect(page.get_by_text("No document holds these words")).to_be_visible()
    visit.picture("library-nothing")
    page.get_by_role("button", name="Show all again").click()
    expect(page.get_by_text("1–18 of 18")).to_be_visible()
    expect(field).to_have_value("")


def test_a_link_opens_in_another_tab_when_asked_to(visit: Visit) -> None:
    visit.open("/library")
    with visit.page.context.expect_page() as opened:
        visit.page.locator(".vet-table tbody th a").nth(1).click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile(r"/document\?d=[0-9a-f]{16}"))
    expect(visit.page).to_have_url(re.compile("/library"))


def test_hostile_titles_are_text_in_the_list_and_the_list_can_be_taken_along(visit: Visit) -> None:
    visit.open("/library?find=bold")
    expect(visit.page.locator(".vet-table tbody th a")).to_have_text([HOSTILE])
    assert visit.page.locator(".vet-listing img, .vet-listing b").count() == 0
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download this list").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["Title", HOSTILE]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "light"), (360, "dark")])
def test_the_list_and_the_state_fit_every_screen(browser: Browser, address: str, width: int, scheme: str) -> None:
    visit = Visit(browser, address, width, "dark" if scheme == "dark" else "light")
    for name in ("library", "state"):
        visit.open(f"/{name}")
        visit.settle()
        if name == "library":
            expect(visit.page.locator(".vet-table tbody th a")).to_have_count(50)
        visit.picture(f"{name}-many-{width}-{scheme}")
        assert visit.page.locator('[data-testid="stMain"]').evaluate("each => each.scrollWidth <= each.clientWidth")
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit.close()


def test_the_state_is_checked_when_asked(visit: Visit) -> None:
    visit.open("/state")
    visit.page.get_by_text("1 file could not be read").click()
    expect(visit.page.get_by_text("broken.pdf")).to_be_visible()
    visit.page.get_by_role("button", name="Check now").click()
    expect(visit.page.locator(".vet-checks li", has_text="Answering a question")).to_contain_text(
        "in order", timeout=30_000
    )
    visit.settle()
    visit.picture("state-checked")
