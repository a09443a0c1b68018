"""The Surveys page in a real Chromium: choose, follow a figure to its sentence, come back; and how it fits."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import findings, grave, told
from tests.browser.visits import Visit
from tests.ui.libraries import FILES, make_library, page_of
from tests.ui.test_surveys_page import FILES as SURVEYS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def surveys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with page_of(make_library(tmp_path_factory.mktemp("surveys"), {**FILES, **SURVEYS})) as address:
        yield address


def test_a_figure_leads_to_its_sentence_and_back(browser: Browser, surveys: str) -> None:
    visit = Visit(browser, surveys)
    page = visit.page
    visit.open("/surveys")
    expect(page.get_by_role("note")).to_contain_text("cannot be averaged")
    choose = page.get_by_role("button", name="Show What pupils say")
    choose.click()
    expect(choose).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"surveys=[0-9a-f]{16}$"))
    heat = page.get_by_role("region", name="Results of surveys by theme and country")
    expect(heat.get_by_role("link")).to_have_count(2)

    heat.get_by_role("link", name=re.compile(r"^62.% · Pupils who wish for mobility · Finland")).click()
    expect(page).to_have_url(re.compile("/document"))
    expect(page.locator("mark")).to_have_text(
        "In Finland 62 % of the pupils wish for mobility, in the Netherlands 31.5 %."
    )
    page.get_by_role("link", name="Back to: Surveys").click()
    expect(choose).to_have_attribute("aria-pressed", "true", timeout=15_000)

    page.get_by_text("All results as a table").click()
    expect(page.get_by_role("row", name=re.compile("Learning mobility Netherlands 31.5"))).to_be_visible()
    visit.close()
    assert visit.elsewhere == []
    assert visit.dialogs == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")])
def test_the_page_fits_every_screen(browser: Browser, surveys: str, width: int, scheme: str) -> None:
    visit = Visit(browser, surveys, width, "dark" if scheme == "dark" else "light")
    visit.open("/surveys")
    expect(visit.page.locator(".vet-heat")).to_be_visible(timeout=15_000)
    visit.settle()
    visit.picture(f"surveys-{width}-{scheme}")
    main = visit.page.locator('[data-testid="stMain"]')
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    found = told(grave(findings(visit.page)), f"[surveys, {width} px, {scheme}]")
    assert not found, found
    visit.close()
    assert visit.elsewhere == []
