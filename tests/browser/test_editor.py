"""The field that a section is written in: what is typed stays, is painted and counted, and nothing is lost."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.browser.axe import CONTRAST, findings, grave, told
from tests.browser.keyboard import focus_seen
from tests.browser.visits import SCREENSHOTS
from ui.components.theme import OPTIONS

pytestmark = pytest.mark.browser

PAGE = Path(__file__).with_name("editorpage.py")
_NUMBERS = count(1)


class EditorServer:
    """The page of the editor, which can be taken away and brought back under the same address."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.start()

    def start(self) -> None:
        options = {**OPTIONS, "server.port": str(self.port), "server.headless": "true", "server.address": "127.0.0.1"}
        options |= {"server.fileWatcherType": "none", "browser.gatherUsageStats": "false"}
        flags = [f"--{name}={value}" for name, value in options.items()]
        command = [sys.executable, "-m", "streamlit", "run", str(PAGE), *flags]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while True:
            assert self.process.poll() is None, "the page's server ended"
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=2).close()
                return
            except OSError:
                assert time.monotonic() < end, "the page's server does not answer"
                time.sleep(0.1)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(timeout=20)


@pytest.fixture(scope="module")
def server() -> Iterator[EditorServer]:
    server = EditorServer()
    yield server
    server.stop()


class Writer:
    """A window with the editor in it; its text is one of its own unless it is told whose."""

    def __init__(
        self, browser: Browser, server: EditorServer, text: str = "", more: str = "", width: int = 1200
    ) -> None:
        self.text = text or f"text{next(_NUMBERS)}"
        self.page = browser.new_page(viewport={"width": width, "height": 900}, locale="en-GB")
        self.page.goto(f"http://127.0.0.1:{server.port}/?text={self.text}{more}")
        expect(self.page.locator(".vet-editor textarea")).to_be_visible(timeout=30_000)
        expect(self.line("kept:")).to_be_visible()

    @property
    def area(self) -> Locator:
        return self.page.get_by_label("Relevance")

    def line(self, beginning: str) -> Locator:
        return self.page.get_by_test_id("stText").filter(has_text=re.compile(f"^{re.escape(beginning)}"))

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def turn_to(self, part: str) -> None:
        """Have another text in the place of this one, and wait until the field of this one is gone."""
        self.page.get_by_text(part, exact=True).click()
        expect(self.page.locator(f".stElementContainer.st-key-editor-{part} textarea")).to_be_visible()
        expect(self.area).to_have_count(1)

    def put_cursor(self, place: int) -> None:
        self.area.evaluate("(area, place) => { area.focus(); area.setSelectionRange(place, place); }", place)

    def cursor(self) -> int:
        place: int = self.area.evaluate("area => area.selectionStart")
        return place

    def kept(self, words: str) -> None:
        expect(self.line("kept:")).to_contain_text(words, timeout=15_000)

    def painted(self, standing: str) -> list[str]:
        return self.page.locator(f".vet-editor-paper .vet-said-{standing}").all_inner_texts()


@pytest.fixture
def writer(browser: Browser, server: EditorServer) -> Iterator[Writer]:
    writer = Writer(browser, server)
    yield writer
    writer.page.close()


@pytest.mark.parametrize("cited", ["titles", "numbers", "none"])
def test_the_browser_counts_what_the_form_will(browser: Browser, server: EditorServer, cited: str) -> None:
    writer = Writer(browser, server, more=f"&cited={cited}&about=1")
    for text in (
        "One [@kelluva]. Two [@kelluva; @kelluva-2] [@nobody] 😀!",
        "One [@kelluva] \t[@kelluva-2]\n[@kelluva]  and so  [@nobody; @kelluva].",
        "An address: me@there.example [@Not a key]",
        "  [@kelluva]\n\n",
    ):
        writer.area.fill(text)
        writer.kept(repr(text))
        count = re.search(r"(\d+) counted", writer.line("change:").inner_text())
        assert count
        expect(writer.page.locator(".vet-editor-count")).to_contain_text(f"{count[1]} of about 300 characters")
    writer.area.fill("One [@kelluva].")
    shown = {"titles": "(Title, year)", "numbers": "[1]", "none": "not counted"}[cited]
    expect(writer.page.locator(".vet-editor-count")).to_contain_text(shown)
    writer.page.close()


def test_sentences_are_painted_and_counted(writer: Writer) -> None:
    assert "".join(writer.painted("supported")) == "The port trains mechanics [@kelluva]."
    assert writer.painted("differs") == ["Wages differs by a third."]
    assert writer.painted("own") == ["We plan a visit 😀 soon."]
    assert writer.page.locator(".vet-editor-paper .vet-key").all_inner_texts() == ["[@kelluva]"]
    styles = writer.page.locator(".vet-editor-legend .vet-said").evaluate_all(
        "all => all.map(each => getComputedStyle(each).textDecorationStyle)"
    )
    assert styles == ["solid", "double", "dashed", "dotted"]
    expect(writer.page.locator(".vet-editor-count")).to_have_text("96 of 300 characters · sources not counted")
    expect(writer.line("change:")).to_contain_text("96 counted")
    # The paper lies exactly below what is written.
    assert writer.page.locator(".vet-editor-sheet").evaluate(
        "sheet => sheet.querySelector('textarea').scrollHeight <= sheet.clientHeight"
        " && sheet.querySelector('textarea').clientWidth === sheet.querySelector('.vet-editor-paper').clientWidth"
    )


def test_what_is_typed_is_kept_and_painted_after_a_pause(writer: Writer) -> None:
    writer.put_cursor(len("The port trains mechanics [@kelluva]. Wages"))
    writer.page.keyboard.type(" differs, and")
    expect(writer.page.locator(".vet-editor-paper .vet-said-differs")).to_have_class(re.compile("vet-stale"))
    # What was not touched keeps its paint, at its new place.
    assert writer.painted("needs_evidence") == ["Nobody knows why."]
    writer.kept("Wages differs, and differs by a third.")
    expect(writer.page.locator(".vet-editor-paper .vet-stale")).to_have_count(0)
    expect(writer.line("change:")).to_contain_text(
        f"typed at {len('The port trains mechanics [@kelluva]. Wages differs, and')}"
    )
    expect(writer.area).to_be_focused()
    expect(writer.page.locator(".vet-editor-state")).to_have_text("Saved")


def test_typing_goes_on_while_the_page_is_busy(writer: Writer) -> None:
    writer.page.get_by_text("Slow").click()
    expect(writer.page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=10_000
    )
    writer.area.press("Control+End")
    written = ""
    for words in (" First comes this.", " Then comes that.", " Last comes more.", " And the end."):
        writer.page.keyboard.type(words)
        written += words
        writer.page.wait_for_timeout(1100)
        assert writer.area.input_value().endswith(written)
    writer.kept(written.strip())
    expect(writer.line("reasons:")).to_contain_text("refused: 0")
    assert writer.area.input_value().endswith(written)
    assert writer.cursor() == len(writer.area.input_value().encode("utf-16-le")) // 2


def test_a_run_of_the_page_moves_neither_cursor_nor_text_nor_place(browser: Browser, server: EditorServer) -> None:
    writer = Writer(browser, server, more="&long=6000")
    writer.area.click()
    writer.put_cursor(3000)
    box = writer.page.locator(".vet-editor-box")
    box.evaluate("box => { box.scrollTop = 900; }")
    writer.press("Run again")
    expect(writer.line("kept:")).to_be_visible()
    writer.page.wait_for_timeout(700)
    assert writer.cursor() == 3000
    assert box.evaluate("box => box.scrollTop") == 900
    writer.page.close()


def test_a_mark_goes_where_the_cursor_is_and_can_be_undone(writer: Writer) -> None:
    before = writer.area.input_value()
    writer.put_cursor(before.index("Nobody knows why.") + len("Nobody knows why."))
    writer.press("Insert")
    writer.kept("Nobody knows why [@kelluva].")
    assert writer.area.input_value() == before.replace("knows why.", "knows why [@kelluva].")
    # The cursor is behind what was put in, so that one writes on, or puts in another.
    assert writer.area.input_value()[: writer.cursor()].endswith("[@kelluva]")
    writer.area.focus()
    writer.page.keyboard.press("Control+z")
    expect(writer.area).to_have_value(before)
    writer.kept("Nobody knows why.")
    writer.press("Run again")
    writer.page.wait_for_timeout(500)
    expect(writer.area).to_have_value(before)


def test_a_mark_goes_to_a_sentence_or_to_the_end_when_nobody_was_in_the_field(writer: Writer) -> None:
    writer.press("Insert")
    writer.kept("We plan a visit 😀 soon [@kelluva].")
    writer.press("Insert at the third")
    writer.kept("Nobody knows why [@kelluva].")
    writer.put_cursor(0)
    writer.page.evaluate("dispatchEvent(new CustomEvent('vet-insert', {detail: {text: '[@kelluva]'}}))")
    writer.kept("'[@kelluva] The port")
    # Within a word, or within another mark, there is no place for one.
    writer.put_cursor(4)
    writer.press("Insert")
    writer.kept("'[@kelluva] [@kelluva] The port")
    writer.put_cursor(writer.area.input_value().index("port") + 2)
    writer.press("Insert")
    writer.kept("The port [@kelluva] trains")


def test_emoji_do_not_shift_what_is_painted_or_where_the_cursor_is(writer: Writer) -> None:
    writer.area.fill("Wages 👩‍🔧𝒳 differs. Nobody 😀 knows. We 😀 plan.")
    writer.kept("Nobody 😀 knows.")
    assert writer.painted("differs") == ["Wages 👩‍🔧𝒳 differs."]
    assert writer.painted("needs_evidence") == ["Nobody 😀 knows."]
    assert writer.painted("own") == ["We 😀 plan."]
    text = writer.area.input_value()
    writer.put_cursor(writer.area.evaluate("area => area.value.indexOf('knows')"))
    writer.page.keyboard.press("Control+Enter")
    expect(writer.line("change:")).to_contain_text(f"check at {text.index('knows')},")
    count = writer.area.evaluate("area => area.value.length")
    expect(writer.page.locator(".vet-editor-count")).to_have_text(f"{count} of 300 characters")
    expect(writer.line("change:")).to_contain_text(f"{count} counted")
    # One emoji in the place of another that begins alike.
    writer.area.fill(text.replace("😀", "😁"))
    writer.kept("Nobody 😁 knows. We 😁 plan.")


def test_over_the_limit_is_shown_and_said(writer: Writer) -> None:
    writer.area.fill("Nobody knows. " * 30)
    shown = writer.page.locator(".vet-editor-count")
    expect(shown).to_have_text("419 of 300 characters · 119 too many")
    expect(shown).to_have_class(re.compile("vet-over"))
    expect(writer.page.locator("#vet-announcer")).to_have_text("The text is 119 characters over the limit.")


def test_what_can_be_done_about_the_sentence_at_the_cursor(writer: Writer) -> None:
    writer.put_cursor(5)
    writer.press("Source: Kelluva <b>Maritime</b> Academy")
    expect(writer.line("change:")).to_contain_text("open:kelluva at 5")
    writer.area.focus()
    writer.page.keyboard.press("Alt+Enter")
    expect(writer.page.locator("#vet-announcer")).to_contain_text("Wages differs by a third.")
    writer.press("See why")
    place = len("The port trains mechanics [@kelluva]. Wages differs by a third.")
    expect(writer.line("change:")).to_contain_text(f"details at {place}")
    writer.page.keyboard.press("Alt+Enter")
    writer.press("This is our own plan")
    expect(writer.line("change:")).to_contain_text("own at")
    writer.page.keyboard.press("Alt+Enter")
    expect(writer.page.locator("#vet-announcer")).to_contain_text("Wages differs by a third.")
    writer.page.keyboard.press("Alt+Shift+Enter")
    expect(writer.page.locator("#vet-announcer")).to_contain_text("Nobody knows why.")


def test_a_version_restored_takes_the_place_of_what_is_written_and_can_be_undone(writer: Writer) -> None:
    before = writer.area.input_value()
    writer.area.fill("All is new.")
    writer.kept("All is new.")
    writer.press("Restore")
    expect(writer.area).to_have_value(before)
    writer.area.focus()
    writer.page.keyboard.press("Control+z")
    expect(writer.area).to_have_value("All is new.")
    writer.kept("All is new.")


def test_two_windows_do_not_overwrite_each_other(browser: Browser, server: EditorServer, writer: Writer) -> None:
    other = Writer(browser, server, writer.text)
    other.area.fill("The other window was faster.")
    other.kept("The other window was faster.")
    # Where nothing was written, the newer text appears.
    writer.press("Run again")
    expect(writer.area).to_have_value("The other window was faster.")
    other.area.fill("The other window was faster again.")
    other.kept("faster again")
    writer.area.fill("Mine differs.")
    asked = writer.page.locator(".vet-editor-both")
    expect(asked).to_contain_text("This text was changed elsewhere meanwhile", timeout=10_000)
    expect(writer.area).to_have_value("Mine differs.")
    writer.kept("faster again")
    writer.press("Take the other text")
    expect(writer.area).to_have_value("The other window was faster again.")
    writer.page.keyboard.press("Control+z")
    writer.kept("Mine differs.")
    other.area.fill("And once more.")
    other.press("Keep mine")
    other.kept("And once more.")
    expect(other.page.locator(".vet-editor-both")).to_be_hidden()
    other.page.close()


def test_another_text_in_its_place_is_another_text(writer: Writer) -> None:
    before = writer.area.input_value()
    writer.area.press("Control+End")
    # No pause: what was typed last is kept although the field goes away.
    writer.page.keyboard.type(" Typed just before.")
    writer.turn_to("second")
    expect(writer.area).to_have_value(before)
    writer.area.press("Control+End")
    writer.page.keyboard.type(" In the second.")
    writer.turn_to("first")
    expect(writer.area).to_have_value(f"{before} Typed just before.")
    writer.kept("Typed just before.")
    writer.turn_to("second")
    writer.kept("soon. In the second.")
    expect(writer.area).to_have_value(f"{before} In the second.")


def test_without_a_connection_the_text_stays_and_is_kept_later(browser: Browser) -> None:
    server = EditorServer()
    writer = Writer(browser, server)
    try:
        server.stop()
        expect(writer.page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
        writer.area.evaluate("area => { area.focus(); area.setSelectionRange(0, 0); }")
        writer.page.keyboard.type("Written without a connection. ")
        expect(writer.page.locator(".vet-editor-state")).to_contain_text("Not saved yet: there is no connection.")
        writer.page.wait_for_timeout(1200)
        server.start()
        writer.kept("Written without a connection. The port")
        expect(writer.page.locator(".vet-editor-state")).to_have_text("Saved")
        assert writer.area.input_value().startswith("Written without a connection. The port")
    finally:
        server.stop()
        writer.page.close()


def test_the_browser_asks_before_it_leaves_what_is_not_kept(writer: Writer) -> None:
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    writer.page.on("dialog", note)
    writer.area.click()
    writer.page.keyboard.type("Kept. ")
    writer.kept("Kept. ")
    expect(writer.page.locator(".vet-editor-state")).to_have_text("Saved")
    writer.page.reload()
    expect(writer.area).to_be_visible(timeout=15_000)
    assert asked == []
    writer.area.click()
    writer.page.keyboard.type("Not kept. ")
    writer.page.reload()
    assert asked == ["beforeunload"]


def test_a_long_text_stays_fluid(browser: Browser, server: EditorServer) -> None:
    writer = Writer(browser, server, more="&long=50000")
    expect(writer.line("kept:")).to_contain_text(re.compile(r"kept: \d{5}"), timeout=15_000)
    assert len(writer.area.input_value()) > 49_000
    writer.put_cursor(25_000)
    took = writer.area.evaluate(
        """async area => {
            const took = [];
            for (let turn = 0; turn < 20; turn += 1) {
                const start = performance.now();
                document.execCommand("insertText", false, "x");
                area.getBoundingClientRect();
                took.push(performance.now() - start);
                await new Promise(requestAnimationFrame);
            }
            return took.sort((one, other) => one - other)[10];
        }"""
    )
    # Typed in the middle of 50,000 characters; a machine that does much else at the time is given its due.
    assert took < 100
    print(f"a key in 50,000 characters takes {took:.0f} ms")
    writer.page.close()


def test_with_the_keyboard_alone(writer: Writer) -> None:
    writer.area.focus()
    writer.page.keyboard.press("Tab")
    expect(writer.area).not_to_be_focused()
    assert writer.page.evaluate("document.activeElement.closest('.vet-editor') !== null")
    assert not focus_seen(writer.page)["wrong"]
    writer.page.keyboard.press("Shift+Tab")
    expect(writer.area).to_be_focused()
    assert not focus_seen(writer.page)["wrong"], focus_seen(writer.page)
    assert writer.area.evaluate("area => [area.lang, area.spellcheck]") == ["en", True]


@pytest.mark.parametrize("width", [1200, 360])
def test_axe_finds_nothing_grave(browser: Browser, server: EditorServer, width: int) -> None:
    writer = Writer(browser, server, width=width)
    writer.put_cursor(len("The port trains mechanics [@kelluva]. Wages"))
    writer.page.keyboard.type(" [@nowhere]")
    writer.kept("[@nowhere]")
    found = []
    for scheme in ("light", "dark"):
        colour(writer.page, scheme)
        found += grave(findings(writer.page)) + grave(findings(writer.page, rules=(*CONTRAST, "target-size")))
        picture(writer.page, f"editor-{width}-{scheme}")
    assert not found, told(found)
    fits = "() => [...document.querySelectorAll('main')].every(each => each.scrollWidth <= each.clientWidth)"
    assert writer.page.evaluate(fits)
    writer.page.close()


def test_a_visitors_own_colours_tell_the_standings_apart(writer: Writer) -> None:
    writer.page.emulate_media(forced_colors="active", color_scheme="dark", reduced_motion="reduce")
    picture(writer.page, "editor-forced-colours")
    seen = writer.page.locator(".vet-editor-paper .vet-said").evaluate_all(
        "all => all.map(each => [getComputedStyle(each).textDecorationStyle, getComputedStyle(each).color])"
    )
    assert {style for style, _ in seen} == {"solid", "double", "dashed", "dotted"}
    # The paper's own letters stay invisible: they would be drawn twice.
    assert {colour for _, colour in seen} == {"rgba(0, 0, 0, 0)"}


def colour(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.wait_for_timeout(600)


def picture(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    time.sleep(0.2)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
