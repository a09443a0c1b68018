"""The filters of the sidebar and the chips of those that are active, as a visitor uses them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.visits import Visit
from tests.ui.libraries import FILES, make_library, page_of

pytestmark = pytest.mark.browser

COUNTRY, KIND = "Country or region", "Kind of document"
MANY = """---
title: Twelve countries teach welding
kind: news
year_start: 2010
country: [Austria, Belgium, Denmark, Estonia, France, Germany, Ireland, Italy, Latvia, Norway, Poland, Sweden]
---
Welding teachers of twelve countries met, and agreed on one test for all of their students.
"""


@pytest.fixture(scope="module")
def many(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page on a library whose list of countries is long."""
    with page_of(make_library(tmp_path_factory.mktemp("many"), {**FILES, "many.md": MANY})) as address:
        yield address


@pytest.fixture
def wide(browser: Browser, many: str) -> Iterator[Visit]:
    visit = Visit(browser, many)
    yield visit
    visit.close()
    assert visit.elsewhere == []


def box(visit: Visit, facet: str, value: str) -> Locator:
    return visit.facet(facet).get_by_role("checkbox", name=re.compile(f"^{value}, "))


def line(visit: Visit, facet: str, value: str) -> Locator:
    return visit.facet(facet).get_by_role("listitem").filter(has_text=re.compile(rf"^{value}\d"))


def chip(visit: Visit, name: str) -> Locator:
    return visit.page.get_by_role("button", name=f"Remove filter: {name}")


def test_counts_follow_the_other_filters_and_what_is_left_of_none_is_dimmed(visit: Visit) -> None:
    visit.open()
    netherlands = line(visit, COUNTRY, "Netherlands")
    expect(netherlands.locator(".vet-facet-count")).to_have_text("2")
    visit.choose(KIND, "Project report")
    expect(netherlands.locator(".vet-facet-count")).to_have_text("0")
    expect(netherlands).to_have_class(re.compile("vet-none"))
    expect(box(visit, COUNTRY, "Netherlands")).to_have_accessible_name("Netherlands, 0 documents")
    expect(line(visit, COUNTRY, "Portugal")).not_to_have_class(re.compile("vet-none"))
    expect(visit.page.locator(".vet-filters-found")).to_have_text("1 of 3 documents")
    # Its own facet stays as wide as it was: another kind can be added.
    expect(box(visit, KIND, "Good practice")).to_have_accessible_name("Good practice, 1 document")
    visit.picture("filters")


def test_a_region_stands_beneath_its_country(visit: Visit) -> None:
    visit.open()
    expect(box(visit, COUNTRY, "Basque Country")).to_be_visible()
    names = visit.facet(COUNTRY).locator("li .vet-facet-label").all_inner_texts()
    assert names.index("Basque Country") == names.index("Spain") + 1
    visit.choose(COUNTRY, "Basque Country")
    assert "country=ES-PV" in visit.page.url
    expect(visit.page.locator(".vet-filters-found")).to_have_text("1 of 3 documents")


def test_chips_take_their_filter_away_and_clear_all_takes_all(visit: Visit) -> None:
    visit.open("/?country=FI&country=PT&kind=good_practice&from_year=2019&to_year=2020")
    for name in ("Finland", "Portugal", "Good practice", "2019–2020"):
        expect(chip(visit, name)).to_be_visible()
    visit.picture("chips")
    chip(visit, "Portugal").click()
    expect(chip(visit, "Portugal")).to_have_count(0)
    expect(box(visit, COUNTRY, "Portugal")).not_to_be_checked()
    expect(visit.page).not_to_have_url(re.compile("country=PT"))
    chip(visit, "2019–2020").click()
    expect(visit.page).not_to_have_url(re.compile("year"))
    visit.page.get_by_role("main").get_by_role("button", name="Clear all filters").click()
    expect(visit.page.locator(".vet-chip")).to_have_count(0)
    expect(visit.page).not_to_have_url(re.compile("country|kind"))
    expect(visit.page.locator(".vet-facet input:checked")).to_have_count(0)


def test_what_the_question_implied_is_marked_and_can_be_taken_away(visit: Visit) -> None:
    visit.open()
    visit.ask("Who visits apprentice welders every week in Portugal?")
    implied = chip(visit, "Portugal")
    expect(implied).to_have_class(re.compile("vet-chip-implied"))
    expect(implied).to_contain_text("from your question")
    expect(implied).to_have_accessible_name("Remove filter: Portugal (from your question)")
    visit.picture("chip-implied")
    implied.click()
    expect(implied).to_have_count(0)
    expect(visit.page.locator("blockquote").first).to_be_visible()


def test_a_long_list_is_searched_and_shown_whole(wide: Visit) -> None:
    wide.open()
    facet = wide.facet(COUNTRY)
    shown = facet.locator("li:visible")
    first = shown.count()
    assert first < 12
    facet.locator("summary", has_text="Show all").click()
    expect(shown).to_have_count(17)
    facet.locator("summary", has_text="Show fewer").click()
    expect(shown).to_have_count(first)

    search = facet.get_by_role("searchbox", name=f"Search: {COUNTRY}")
    search.fill("swe")
    expect(shown).to_have_count(1)
    box(wide, COUNTRY, "Sweden").click()
    expect(wide.page).to_have_url(re.compile("country=SE"))
    # The search stays as it was typed; what is chosen stays in sight without it.
    expect(search).to_have_value("swe")
    search.fill("")
    expect(box(wide, COUNTRY, "Sweden")).to_be_visible()
    search.fill("basque")
    expect(shown).to_have_count(2)
    search.fill("atlantis")
    expect(facet.get_by_text("Nothing by that name")).to_be_visible()


def test_years_narrow_and_are_brought_within_those_of_the_library(visit: Visit) -> None:
    visit.open()
    visit.facet("Years").locator("summary").click()
    field = visit.page.get_by_label("From year")
    field.fill("2021")
    field.press("Enter")
    expect(visit.page).to_have_url(re.compile("from_year=2021"))
    expect(visit.page.locator(".vet-filters-found")).to_have_text("2 of 3 documents")
    expect(chip(visit, "from 2021")).to_be_visible()
    visit.page.get_by_label("To year").fill("2999")
    visit.page.get_by_label("To year").press("Enter")
    expect(visit.page.get_by_label("To year")).to_have_value("2022")
    visit.page.get_by_role("button", name="Clear: Years").click()
    expect(visit.page).not_to_have_url(re.compile("year"))


def test_filters_need_nothing_but_a_keyboard(visit: Visit) -> None:
    visit.open()
    keyboard = visit.page.keyboard
    box(visit, COUNTRY, "Netherlands").focus()
    keyboard.press("Space")
    expect(visit.page).to_have_url(re.compile("country=NL"))
    expect(box(visit, COUNTRY, "Netherlands")).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Space")
    expect(visit.page).to_have_url(re.compile("country=NL&country="))
    expect(visit.page.locator(".vet-facet input:focus")).to_be_checked()
    kind = visit.facet(KIND)
    kind.locator("summary").focus()
    keyboard.press("Enter")
    expect(kind).to_have_attribute("open", "")
    chip(visit, "Netherlands").focus()
    keyboard.press("Enter")
    expect(chip(visit, "Netherlands")).to_have_count(0)
    # The chip took itself away; the next one has the focus, not the top of the page.
    expect(visit.page.locator(".vet-chip:focus")).to_have_count(1)


def test_filters_carry_over_between_pages_and_the_browser_goes_back(visit: Visit) -> None:
    visit.open()
    visit.choose(COUNTRY, "Finland")
    visit.choose(COUNTRY, "Portugal")
    visit.page.go_back()
    visit.settle()
    expect(box(visit, COUNTRY, "Portugal")).not_to_be_checked()
    expect(box(visit, COUNTRY, "Finland")).to_be_checked()
    visit.page.go_forward()
    expect(box(visit, COUNTRY, "Portugal")).to_be_checked()
    for name, path in (("Library", "library"), ("Explore", "explore")):
        visit.page.get_by_role("link", name=name, exact=True).click()
        expect(visit.page).to_have_url(re.compile(rf"/{path}\?.*country=FI&country=PT"))
        expect(visit.page.locator(".vet-filters-found")).to_have_text("2 of 3 documents")
    visit.page.reload()
    expect(box(visit, COUNTRY, "Portugal")).to_be_checked(timeout=15_000)


def test_two_quick_clicks_are_both_heard(visit: Visit) -> None:
    visit.open()
    box(visit, COUNTRY, "Finland").click(no_wait_after=True)
    box(visit, COUNTRY, "Portugal").click(no_wait_after=True)
    expect(visit.page).to_have_url(re.compile("country=FI&country=PT"))
    visit.settle()
    expect(visit.page.locator(".vet-facet input:checked")).to_have_count(2)


def test_on_a_phone_the_filters_open_narrow_and_close(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, width=360)
    visit.open()
    sidebar = visit.page.get_by_test_id("stSidebar")
    visit.page.get_by_test_id("stExpandSidebarButton").click()
    expect(box(visit, COUNTRY, "Finland")).to_be_in_viewport()
    visit.choose(COUNTRY, "Finland")
    expect(visit.page.locator(".vet-filters-found")).to_have_text("1 of 3 documents")
    visit.picture("filters-360")
    sidebar.hover()
    visit.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    expect(chip(visit, "Finland")).to_be_visible()
    visit.picture("chips-360")
    visit.close()
    assert visit.elsewhere == []
