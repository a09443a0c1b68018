"""The source of a quote opens at its place: a PDF's page as it is printed, and a text at its paragraph."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from reportlab.pdfgen.canvas import Canvas

from tests.browser.visits import Visit
from tests.indexer.readers.pdf_files import HEIGHT, WIDTH
from tests.ui.libraries import make_library, page_of

pytestmark = pytest.mark.browser

QUESTION = "How many lighthouses does the glassblowing school of Vaasa visit?"
QUOTE = "The glassblowing school of Vaasa visits nineteen lighthouses with its apprentices every winter."
HOSTILE = '"><img src=https://evil.example/x.png onerror=alert(1)> ![a](https://evil.example/y.png) :material/bolt:'
LINE = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading")
    (folder / "documents").mkdir()
    canvas = Canvas(str(folder / "documents" / "glass <b>&.pdf"), pageCompression=1)
    canvas.setTitle(HOSTILE)
    for number in range(1, 5):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, HEIGHT - 100, f"Chapter {number} of the yearbook of the glassblowers.")
        canvas.drawString(72, HEIGHT - LINE, QUOTE if number == 3 else "Nothing is told of the sea in it.")
        canvas.showPage()
    canvas.save()
    return folder


@pytest.fixture(scope="module")
def reading(folder: Path) -> Iterator[str]:
    with page_of(make_library(folder)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, reading: str) -> Iterator[Visit]:
    visit = Visit(browser, reading)
    yield visit
    visit.close()
    assert visit.elsewhere == []
    assert visit.dialogs == []


def opened(visit: Visit, question: str = QUESTION, words: str = "nineteen lighthouses") -> Locator:
    visit.open(f"/?q={question}")
    card = visit.page.locator(".vet-source", has_text=words).first
    expect(card).to_be_visible(timeout=20_000)
    card.locator('[data-pick^="open:"]').first.click()
    dialog = visit.page.get_by_role("dialog")
    expect(dialog.locator(".vet-paper img, .vet-text").first).to_be_visible(timeout=20_000)
    visit.settle()
    return dialog


def box_of(element: Locator) -> tuple[float, float, float, float]:
    box = element.bounding_box()
    assert box
    return box["x"], box["y"], box["width"], box["height"]


def colours(page: Page, element: Locator) -> list[tuple[int, int, int]]:
    picture = Image.open(BytesIO(element.screenshot())).convert("RGB")
    return [colour for _, colour in picture.getcolors(1_000_000) or []]  # type: ignore[misc]


def test_a_pdf_opens_at_its_page_with_the_quote_marked(visit: Visit) -> None:
    dialog = opened(visit)
    picture, mark = dialog.locator(".vet-paper img"), dialog.locator(".vet-spot")
    expect(picture).to_have_attribute("alt", re.compile("page 3, as it is printed"))
    expect(dialog.get_by_label("Page (of 4)")).to_have_value("3")
    expect(mark).to_have_count(1)
    expect(mark).to_be_in_viewport()
    left, top, width, height = box_of(picture)
    across, down, _, thick = box_of(mark)
    assert (across - left) / width == pytest.approx(72 / WIDTH, abs=0.005)
    baseline = top + height * LINE / HEIGHT
    assert down < baseline < down + thick
    shown = colours(visit.page, mark)
    assert any(sum(colour) < 200 for colour in shown)
    assert any(red > 240 and green > 190 and blue < 120 for red, green, blue in shown)
    visit.picture("reading-pdf")


def test_pages_are_turned_jumped_to_and_read_as_text(visit: Visit) -> None:
    dialog = opened(visit)
    alt = dialog.locator(".vet-paper img")
    dialog.get_by_role("button", name="Next page").first.click()
    expect(alt).to_have_attribute("alt", re.compile("page 4"))
    expect(dialog.locator(".vet-spot")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Next page").first).to_be_disabled()
    number = dialog.get_by_label("Page (of 4)")
    number.fill("1")
    number.press("Enter")
    expect(alt).to_have_attribute("alt", re.compile("page 1"))
    expect(dialog.get_by_role("button", name="Previous page").first).to_be_disabled()
    dialog.get_by_role("button", name="Next page").last.click()
    dialog.get_by_role("button", name="Next page").last.click()
    expect(dialog.locator(".vet-spot")).to_have_count(1)
    dialog.get_by_text("As text").click()
    expect(dialog.locator("mark.vet-quote")).to_have_text(QUOTE)
    expect(dialog.locator("mark.vet-quote")).to_be_in_viewport()
    expect(dialog.locator(".vet-paper")).to_have_count(0)
    visit.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    again = visit.page.locator(".vet-source", has_text="nineteen lighthouses").first
    again.locator('[data-pick^="open:"]').first.click()
    expect(visit.page.get_by_role("dialog").locator(".vet-spot")).to_have_count(1)


def test_the_original_file_is_fetched_as_it_is(visit: Visit, folder: Path) -> None:
    dialog = opened(visit)
    with visit.page.expect_download() as fetched:
        dialog.get_by_role("button", name="Original file").click()
    assert Path(fetched.value.path()).read_bytes() == (folder / "documents" / "glass <b>&.pdf").read_bytes()
    assert "<" not in fetched.value.suggested_filename
    assert fetched.value.suggested_filename.endswith(".pdf")


def test_the_words_of_a_hostile_title_stay_words(visit: Visit) -> None:
    dialog = opened(visit)
    expect(dialog.locator(".vet-title")).to_contain_text("<img src=https://evil.example")
    expect(dialog.locator("img")).to_have_count(1)
    expect(dialog.locator(".vet-paper img")).to_have_attribute("alt", re.compile(re.escape("<img src=https://evil")))


def test_a_text_opens_at_its_paragraph(visit: Visit) -> None:
    dialog = opened(visit, "How many shipyards are there in the port of Turku?", "eleven shipyards")
    expect(dialog.locator("mark.vet-quote").first).to_be_in_viewport()
    expect(dialog.locator(".vet-paper")).to_have_count(0)
    with visit.page.expect_download() as fetched:
        dialog.get_by_role("button", name="Original file").click()
    assert b"eleven shipyards" in Path(fetched.value.path()).read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_fits_a_phone_and_can_be_made_larger(browser: Browser, reading: str, scheme: str) -> None:
    visit = Visit(browser, reading, 360, "dark" if scheme == "dark" else "light")
    dialog = opened(visit)
    picture = dialog.locator(".vet-paper img")
    assert box_of(picture)[2] < 360
    assert dialog.evaluate("each => each.scrollWidth <= each.clientWidth")
    expect(dialog.locator(".vet-spot")).to_be_in_viewport()
    visit.picture(f"reading-pdf-360-{scheme}")
    before = box_of(picture)[2]
    dialog.get_by_text("Larger").click()
    expect(dialog.locator(".vet-larger")).to_be_visible()
    assert box_of(picture)[2] > 2 * before
    assert dialog.evaluate("each => each.scrollWidth <= each.clientWidth")
    visit.close()
    assert visit.elsewhere == []


def test_a_file_that_changed_or_went_is_not_shown_but_its_text_is(visit: Visit, folder: Path) -> None:
    path = folder / "documents" / "glass <b>&.pdf"
    content = path.read_bytes()
    try:
        path.write_bytes(content + b"\n% changed")
        dialog = opened(visit)
        expect(dialog.get_by_text("has changed since it was indexed")).to_be_visible()
        expect(dialog.locator("mark.vet-quote")).to_have_text(QUOTE)
        expect(dialog.locator(".vet-paper")).to_have_count(0)
        expect(dialog.get_by_role("button", name="Original file")).to_have_count(0)
        visit.picture("reading-changed")
        path.unlink()
        dialog = opened(visit)
        expect(dialog.get_by_text("no longer where it was")).to_be_visible()
        expect(dialog.locator("mark.vet-quote")).to_be_in_viewport()
    finally:
        path.write_bytes(content)
    dialog = opened(visit)
    expect(dialog.locator(".vet-spot")).to_have_count(1)
