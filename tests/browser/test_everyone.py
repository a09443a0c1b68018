"""Everyone can use the page: by keyboard alone, with a screen reader, in any colours, on a phone, in large letters."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import BEST_PRACTICE, CONTRAST, findings, grave, told
from tests.browser.keyboard import focus_seen, tab_to
from tests.browser.visits import SCREENSHOTS, Visit
from tests.ui.libraries import FILES, make_library, page_of
from ui.components.theme import DARK, LIGHT

pytestmark = pytest.mark.browser

QUESTION = "Who pays the wages of the apprentices of the Kelluva academy?"
UNKNOWN = "In which year did the academy win the regatta?"
PARTIAL = "What is known about mentors in Portugal and in Estonia?"
WIDTHS = (1440, 768, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PDF = Path("corpus/samples/reports/bt4vet.pdf")
NOTED: list[str] = []
"""What axe-core finds that is not grave, to be read in the folder of the pictures."""


@pytest.fixture(scope="module")
def open_page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A visitor of a library with a PDF in it."""
    folder = tmp_path_factory.mktemp("everyone")
    (folder / "documents").mkdir()
    shutil.copy(PDF, folder / "documents")
    shutil.copy(PDF.with_name(f"{PDF.name}.meta.yaml"), folder / "documents")
    with page_of(make_library(folder, FILES)) as address:
        visit = Visit(browser, address)
        yield visit
        visit.close()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    (SCREENSHOTS / "axe.txt").write_text("\n".join(dict.fromkeys(NOTED)) + "\n", "utf-8")
    assert visit.elsewhere == []


def asked(question: str) -> Callable[[Visit], None]:
    def open_it(visit: Visit) -> None:
        visit.open()
        visit.ask(question)

    return open_it


def reading(question: str) -> Callable[[Visit], None]:
    def open_it(visit: Visit) -> None:
        asked(question)(visit)
        visit.page.locator("[data-pick^='open:']").first.click()
        expect(visit.page.get_by_role("dialog")).to_contain_text("Original", ignore_case=True)
        visit.settle()

    return open_it


def at(path: str) -> Callable[[Visit], None]:
    return lambda visit: visit.open(path)


def document(visit: Visit) -> None:
    visit.open("/library")
    visit.page.locator(".vet-table tbody a").first.click()
    visit.page.wait_for_url("**/document?*")


STATES: dict[str, Callable[[Visit], None]] = {
    "opening": at("/"),
    "answered": asked(QUESTION),
    "partial": asked(PARTIAL),
    "no evidence": asked(UNKNOWN),
    "reading": reading(QUESTION),
    "reading a PDF": reading("What does BT4VET do for VET schools?"),
    "nothing matches": at("/?country=FI&kind=survey_summary"),
    "filtered": at("/?country=FI&theme=apprenticeship&lang=nl"),
    "explore": at("/explore"),
    "library": at("/library"),
    "state": at("/state"),
    "document": document,
    "no such document": at("/document?d=0000"),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_grave(open_page: Visit, state: str) -> None:
    open_page.page.set_viewport_size({"width": 1440, "height": 900})
    STATES[state](open_page)
    found = look_at(open_page, state)
    if found:
        pytest.fail(found, pytrace=False)


def look_at(visit: Visit, state: str, widths: Sequence[int] = WIDTHS) -> str:
    """Look at a state in both colour schemes and at several widths; return what is grave, as text."""
    page, found = visit.page, []
    visit.settle()
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES if width == widths[0] else SCHEMES[:1]:
            if width == 768:  # between the widest and the phone only what fits differs
                visit.settle()
                break
            colour(page, scheme)
            where = f"[{state}, {width} px, {scheme}]"
            # Between the schemes only colours differ.
            here = findings(page) if scheme == "light" else findings(page, rules=CONTRAST)
            found.append(told(grave(here), where))
            NOTED.append(told([each for each in here if each not in grave(here)], where))
        if not fits(page):
            found.append(f"[{state}, {width} px] is wider than the window")
    NOTED.append(told(findings(page, BEST_PRACTICE), f"[{state}]"))
    return "\n".join(filter(None, found))


def colour(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Have the page in a colour scheme, and wait until it is drawn in it."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_function(
        """wanted => {
            const probe = Object.assign(document.createElement("i"), { style: `color: ${wanted}` });
            document.body.append(probe);
            const colour = getComputedStyle(probe).color;
            probe.remove();
            return getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor === colour
                && document.getAnimations().every(each => each.playState !== "running");
        }""",
        arg=(DARK if scheme == "dark" else LIGHT)["backgroundColor"],
    )
    page.wait_for_timeout(100)


def fits(page: Page) -> bool:
    return bool(
        page.evaluate(
            "() => document.documentElement.scrollWidth <= innerWidth"
            " && [...document.querySelectorAll('main')].every(each => each.scrollWidth <= each.clientWidth)"
        )
    )


def phone(page: Page, small: bool) -> None:
    page.set_viewport_size({"width": 360 if small else 1440, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce", forced_colors="none")


def cut_off(page: Page) -> list[str]:
    """Return the texts that their own box cuts off, where they are not meant to scroll."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main :is(p, span, button, a, label, h1, h2, h3, td, th, li)")]
            .filter(each => {
                const style = getComputedStyle(each);
                return style.overflow === "hidden" && each.clientHeight > 2 && each.checkVisibility()
                    && (each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2);
            }).map(each => each.outerHTML.slice(0, 200))"""
    )
    return found


def test_with_a_keyboard_alone_from_the_question_to_its_source_and_back(open_page: Visit) -> None:
    page = open_page.page
    phone(page, False)
    open_page.open()
    open_page.settle()
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the question")).to_be_focused()
    expect(page.get_by_text("Skip to the question")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".vet-status")).to_be_visible(timeout=15_000)
    open_page.settle()

    tab_to(page, "a.vet-mark")
    page.keyboard.press("Enter")
    card = page.locator(".vet-source:target")
    expect(card).to_be_in_viewport()
    # From the card on, not from the mark: what comes next is the card's own button.
    tab_to(page, "[data-pick^='open:']", most=2)
    assert card.evaluate("card => card.contains(document.activeElement)")
    page.keyboard.press("Enter")
    reader = page.get_by_role("dialog")
    expect(reader.locator(".vet-quote, .vet-here").first).to_be_visible()
    open_page.settle()
    assert reader.evaluate("dialog => dialog.contains(document.activeElement)")
    tab_to(page, "[role=dialog] button", most=6)
    page.keyboard.press("Escape")
    expect(reader).to_be_hidden()
    assert page.evaluate("() => document.activeElement.dataset.pick?.startsWith('open:')"), focus_seen(page)
    assert not focus_seen(page)["wrong"]


def test_with_a_keyboard_alone_through_filters_and_the_library(open_page: Visit) -> None:
    page = open_page.page
    phone(page, False)
    open_page.open("/library")
    open_page.settle()
    tab_to(page, "[data-testid=stSidebar] input[data-pick='country:FI']")
    page.keyboard.press("Space")
    page.wait_for_url("**country=FI**")
    open_page.settle()
    # The list was drawn anew, with other counts: who is in it stays there.
    assert page.evaluate("() => document.activeElement.dataset.pick") == "country:FI"
    tab_to(page, ".vet-table tbody a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Kelluva")
    open_page.settle()
    page.keyboard.press("Tab")
    assert not focus_seen(page)["wrong"], focus_seen(page)


def test_an_answer_is_announced_once(open_page: Visit) -> None:
    page = open_page.page
    phone(page, False)
    open_page.open()
    region = page.locator("#vet-announcer")
    expect(region).to_have_attribute("aria-live", "polite")
    expect(region).to_have_text("")
    page.evaluate(
        """() => {
            window.heard = [];
            const region = document.querySelector("#vet-announcer");
            new MutationObserver(() => region.textContent && heard.push(region.textContent))
                .observe(region, {childList: true, characterData: true, subtree: true});
        }"""
    )
    open_page.ask(QUESTION)
    expect(region).to_contain_text("Answered. 3 quotes, 1 document.")
    assert len(page.evaluate("heard")) == 1
    # A run of the page that changes nothing says nothing; nor do other parts of the page speak up by themselves.
    page.locator("[data-pick^='open:']").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    open_page.settle()
    assert len(page.evaluate("heard")) == 1
    spoken = "main :is([role=status], [role=alert], [aria-live]:not([aria-live=off])):not(button, button *)"
    assert [each for each in page.locator(spoken).all_inner_texts() if each.strip()] == []
    open_page.ask(UNKNOWN)
    expect(region).to_contain_text("No answer found")
    assert len(page.evaluate("heard")) == 2
    page.get_by_role("link", name="Library").click()
    expect(page.locator("h1")).to_have_text("What the library holds")
    expect(region).to_have_text("")


def test_on_a_phone_the_sidebar_is_there_or_not_there(open_page: Visit) -> None:
    page = open_page.page
    phone(page, True)
    open_page.open()
    open_page.settle()
    sidebar = page.get_by_test_id("stSidebar")
    # Closed, it is beyond the edge of the window, where the focus must not get lost.
    assert sidebar.evaluate("each => each.inert")
    page.keyboard.press("Tab")
    tab_to(page, "[data-testid=stExpandSidebarButton]", most=3)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Close pages and filters")).to_be_focused()
    assert page.locator("main").evaluate("each => each.inert")
    found = look_at(open_page, "sidebar on a phone", (360,))
    assert not found, found
    open_page.picture("sidebar-360")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open pages and filters")).to_be_focused()
    assert not page.locator("main").evaluate("each => each.inert")
    phone(page, False)


@pytest.mark.parametrize("path", ["/", "/explore", "/library", "/state", f"/?q={QUESTION}"])
def test_large_letters_and_wide_spacing_lose_nothing(open_page: Visit, path: str) -> None:
    page = open_page.page
    # 1280 pixels at 400 % are 320; the spacing is that of criterion 1.4.12.
    page.set_viewport_size({"width": 320, "height": 256})
    open_page.open(path)
    open_page.settle()
    assert fits(page)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        " p { margin-bottom: 2em !important }"
    )
    page.wait_for_timeout(200)
    assert fits(page)
    assert cut_off(page) == []
    phone(page, False)


def test_quotes_and_the_page_say_their_languages(open_page: Visit) -> None:
    phone(open_page.page, False)
    open_page.open("/?lang=fi")
    expect(open_page.page.locator("html")).to_have_attribute("lang", "fi")
    names = open_page.page.locator("#root [aria-label]").evaluate_all("all => all.map(each => each.ariaLabel)")
    assert not {"Sidebar", "App pages", "Collapse sidebar", "Open", "Clear all", "Close"} & set(names)
    open_page.open("/?lang=en")
    open_page.ask("Hoeveel procent van de leermeesters vindt dat leerlingen meer begeleiding nodig hebben?")
    expect(open_page.page.locator("blockquote [lang=nl]").first).to_contain_text("62 procent")
    expect(open_page.page.locator("html")).to_have_attribute("lang", "en")


def test_a_visitors_own_colours_keep_what_colours_say(open_page: Visit) -> None:
    page = open_page.page
    phone(page, False)
    page.emulate_media(forced_colors="active", color_scheme="dark")
    open_page.open("/?country=FI")
    open_page.ask(QUESTION)
    page.screenshot(path=SCREENSHOTS / "forced-colours.png")
    mark = page.locator("mark").first
    assert mark.evaluate("each => getComputedStyle(each).textDecorationLine") == "underline"
    page.keyboard.press("Tab")
    assert focus_seen(page)["outlined"]
    page.emulate_media(forced_colors="none")


def test_an_empty_and_a_broken_library(browser: Browser, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "library.db").write_bytes(b"not a database" * 400)
    for name, home in {"empty library": tmp_path / "empty", "error": broken}.items():
        with page_of(home) as address:
            visit = Visit(browser, address)
            pages = ("/", "/explore", "/library", "/state", "/document?d=x") if name == "empty library" else ("/",)
            found = []
            for path in pages:
                visit.page.set_viewport_size({"width": 1440, "height": 900})
                visit.page.goto(address + path)
                visit.page.wait_for_selector("main :is(h1, [role=alert])")
                found.append(look_at(visit, f"{name} {path}", (1440, 360)))
                visit.picture(f"{name.replace(' ', '-')}-{path.strip('/').partition('?')[0] or 'ask'}")
            visit.close()
            assert not any(found), "\n".join(found)
