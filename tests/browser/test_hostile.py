"""Documents and questions that try to be more than text: the browser shows them as written, and does nothing else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import Visit
from tests.ui.libraries import make_library, page_of

pytestmark = pytest.mark.browser

ELSEWHERE = "http://127.0.0.1:9"
TITLE = f"![img]({ELSEWHERE}/title) <img src={ELSEWHERE} onerror=alert(1)> :smile: :red[x] $x$ [l](//x)"
TEXT = f"""The quibbleford method teaches welding with <script>alert('text')</script> and ![i]({ELSEWHERE}/text).

<iframe src="{ELSEWHERE}/frame"></iframe> <img src="{ELSEWHERE}/img" onerror="alert('img')"> <svg onload=alert(3)>

[reference]: {ELSEWHERE}/reference
<style>body {{ background: url({ELSEWHERE}/style) }}</style>
:red[directive] :smile: $\\href{{javascript:alert(4)}}{{x}}$
"""
# Beside the file, because a reader of Markdown would leave most of the text's markup out.
SIDECAR = f"""
title: '{TITLE}'
kind: good_practice
country: "<b onmouseover=alert(5)>Atlantis</b>"
theme: "![t]({ELSEWHERE}/theme)"
organisation: "<img src={ELSEWHERE}/organisation>"
source_url: "javascript:alert(6)"
"""
FILE = "<img src=x onerror=alert(7)> ![n](x) :tada:.txt"


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    home = make_library(
        tmp_path_factory.mktemp("hostile"), {FILE: TEXT, f"{FILE}.meta.yaml": SIDECAR, "plain.md": "Welding is taught."}
    )
    with page_of(home) as address:
        visit = Visit(browser, address)
        yield visit
        visit.close()


def test_hostile_documents_and_questions_are_shown_as_they_are_written(hostile: Visit) -> None:
    page = hostile.page
    hostile.open()
    hostile.ask(f"What does the quibbleford method teach? {TITLE}")
    hostile.ask("What does the quibbleford method teach?")
    hostile.picture("hostile-answer")
    expect(page.locator(".vet-card h3").first).to_have_text(TITLE)
    expect(page.locator("blockquote").first).to_contain_text("<script>alert('text')</script>")
    assert page.locator(".vet-card a[href^='javascript'], .vet-card img, .vet-answer img, iframe").count() == 0

    page.get_by_role("button", name="Read in the document").first.click()
    reader = page.get_by_role("dialog")
    expect(reader.locator("h2.vet-title")).to_have_text(TITLE)
    expect(reader).to_contain_text(f'<iframe src="{ELSEWHERE}/frame"></iframe>')
    hostile.picture("hostile-reading")
    page.keyboard.press("Escape")

    # The first question, full of Markdown, is the label of a button now.
    page.get_by_text("Earlier questions").click()
    label = page.locator('[class*="st-key-earlier-"] button').first
    expect(label).to_be_visible()
    assert label.inner_text().replace("\u2060", "").endswith(TITLE)
    assert label.locator("a, img, .katex, [data-testid=stIconMaterial]").count() == 0

    hostile.ask("When was the quibbleford method invented?")
    near = page.locator('[class*="st-key-near-"] button', has_text="img").first
    expect(near).to_be_visible()
    assert near.locator("a, img, .katex").count() == 0
    hostile.picture("hostile-nearest")

    hostile.open("/library")
    hostile.settle()
    page.locator('[data-testid="stDataFrame"]').click(position={"x": 16, "y": 54})
    expect(page.locator("h2.vet-title")).to_be_visible()
    hostile.picture("hostile-library")
    assert hostile.dialogs == []
    assert hostile.elsewhere == []


def test_the_browser_is_told_to_fetch_from_here_alone(hostile: Visit) -> None:
    hostile.open()
    refused = hostile.page.evaluate(f"fetch('{ELSEWHERE}/x', {{mode: 'no-cors'}}).then(() => 'sent', e => String(e))")
    assert "sent" not in refused
    violated = hostile.page.evaluate(
        """() => new Promise(done => {
            document.addEventListener('securitypolicyviolation', event => done(event.blockedURI));
            const image = new Image(); image.src = 'http://127.0.0.1:9/pixel.png';
        })"""
    )
    assert "127.0.0.1:9" in violated
