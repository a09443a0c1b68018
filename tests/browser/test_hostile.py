"""Documents, questions and addresses that try to be more than text: the browser shows them as written, and does
nothing else."""

import http.client
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.visits import Visit
from tests.ui.libraries import make_library, page_of

pytestmark = pytest.mark.browser

ELSEWHERE = "http://127.0.0.1:9"
# One after another: Markdown, HTML, formulas, names of emoji, icons and colours, format strings, and signs that turn
# the direction of what follows.
TRICKS = (
    f"![img]({ELSEWHERE}/image)",
    f"[link](javascript:alert(1)) [link]({ELSEWHERE}) [here][reference] <javascript:alert(1)> www.example.org",
    f"<img src={ELSEWHERE}/img onerror=alert(1)><svg onload=alert(1)><iframe src=//127.0.0.1:9></iframe>",
    "</script></style><script>alert(1)</script><!-- -->",
    "\"onmouseover='alert(1)' x=\" & &lt;b&gt;",
    "$\\href{javascript:alert(1)}{x}$ $$x^2$$ \\(x\\) `x` **x** ~~x~~ # x",
    ":smile: :red[x] :material/home: :blue-badge[x] :streamlit:",
    "{title} {0} %s ${alert(1)} {{7*7}}",
    "data:text/html,<script>alert(1)</script>",
    "\u202eright to left\u202c \u200f \u2066x\u2069",
)
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
country: ["<b onmouseover=alert(5)>Atlantis</b>", Finland]
region: "![r]({ELSEWHERE}/region)"
theme: ["![t]({ELSEWHERE}/theme)", apprenticeship]
education_level: "<img src={ELSEWHERE}/level>"
language: "<i>xx</i>"
organisation: "<img src={ELSEWHERE}/organisation>"
programme: "[p](javascript:alert(8)) :smile: $x$"
coordinator: "=HYPERLINK({ELSEWHERE})"
source_title: "**s** <u>s</u>"
source_url: "javascript:alert(6)"
"""
FILE = "<img src=x onerror=alert(7)> ![n](x) :tada:.txt"
BROKEN = "![b](x) <img src=x onerror=alert(9)> :tada: $x$.pdf"
PAGES = ("/", "/explore", "/library", "/state", "/document")
PARAMETERS = (
    "q", "country", "theme", "kind", "language", "level", "from_year", "to_year", "lang",
    "before", "find", "sort", "rows", "p", "d", "from", "to", "file", "n", "says", "ends", "check",
)  # fmt: skip

# What a page of ours never holds, whatever is in its texts.
_UNWANTED = """origin => {
  const found = [];
  const inert = (address) => address.startsWith("#") || new URL(address, location.href).origin === origin;
  for (const each of document.querySelectorAll("body *")) {
    const wrong = ["iframe", "object", "embed", "video", "audio", "base", "marquee"].includes(each.localName)
      || each.matches("main img:not([src^='data:image/']), .katex, [role=img][aria-label*=smile]")
      || [...each.attributes].some(({ name, value }) => name.startsWith("on")
        || (["href", "src", "action", "formaction", "xlink:href", "poster", "srcset"].includes(name)
          && !value.startsWith("data:image/") && !inert(value))
        || (name === "style" && /url\\(/.test(value)));
    if (wrong) found.push(each.outerHTML.slice(0, 200));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "documents").mkdir()
    (folder / "documents" / BROKEN).write_bytes(b"%PDF-1.7\nnothing that a reader could use")
    files = {FILE: TEXT, f"{FILE}.meta.yaml": SIDECAR, "plain.md": "Welding is taught."}
    with page_of(make_library(folder, files)) as address:
        visit = Visit(browser, address)
        yield visit
        visit.close()


@pytest.fixture(autouse=True)
def nothing_happens(hostile: Visit) -> Iterator[None]:
    yield
    assert hostile.dialogs == []
    assert hostile.elsewhere == []


def unwanted(page: Page) -> list[str]:
    """Return the elements that a page should never hold."""
    parts = urlsplit(page.url)
    found: list[str] = page.evaluate(_UNWANTED, f"{parts.scheme}://{parts.netloc}")
    return found


def test_hostile_documents_are_shown_as_they_are_written(hostile: Visit) -> None:
    page = hostile.page
    hostile.open()
    hostile.ask("What does the quibbleford method teach?")
    hostile.picture("hostile-answer")
    expect(page.locator(".vet-card h3, .vet-document h2, .vet-document h3").first).to_have_text(TITLE)
    expect(page.locator("blockquote").first).to_contain_text("<script>alert('text')</script>")
    assert unwanted(page) == []

    page.locator("[data-pick^='open:']").first.click()
    reader = page.get_by_role("dialog")
    expect(reader.locator("h2.vet-title")).to_have_text(TITLE)
    expect(reader).to_contain_text(f'<iframe src="{ELSEWHERE}/frame"></iframe>')
    hostile.picture("hostile-reading")
    assert unwanted(page) == []
    page.keyboard.press("Escape")

    hostile.ask("When was the quibbleford method invented?")
    near = page.locator('[class*="st-key-near-"] button', has_text="img").first
    expect(near).to_be_visible()
    hostile.picture("hostile-nearest")
    assert unwanted(page) == []
    assert near.locator("a, img, .katex").count() == 0


def test_the_other_pages_show_hostile_documents_as_they_are_written(hostile: Visit) -> None:
    page = hostile.page
    hostile.open("/library")
    hostile.settle()
    row = page.locator(".vet-table tbody tr", has_text="img").first
    expect(row.locator("a")).to_have_text(TITLE)
    assert row.locator("img, svg, b, i, u").count() == 0
    hostile.picture("hostile-library")
    assert unwanted(page) == []
    row.locator("a").click()
    expect(page).to_have_url(re.compile(r"/document\?"))
    expect(page.locator("h1")).to_have_text(TITLE)
    hostile.settle()
    hostile.picture("hostile-document")
    assert unwanted(page) == []
    expect(page).to_have_title(re.compile(re.escape(TITLE[:60])))
    for path in ("/explore", "/state"):
        hostile.open(path)
        hostile.settle()
        hostile.picture(f"hostile-{path[1:]}")
        assert unwanted(page) == []
    expect(page.locator("main")).to_contain_text(BROKEN)


@pytest.mark.parametrize("tricks", [TRICKS[:2], TRICKS[2:4], TRICKS[4:7], TRICKS[7:]])
def test_hostile_questions_and_searches_are_shown_as_they_are_written(hostile: Visit, tricks: Sequence[str]) -> None:
    page, trick = hostile.page, " ".join(tricks)
    hostile.open()
    hostile.ask(f"What does the quibbleford method teach? {trick}")
    written(page.locator("h2.vet-question"), trick)
    assert unwanted(page) == []
    # What was asked before is the label of something that folds; and of a button, in another conversation.
    hostile.ask("What is taught?")
    label = page.locator("[data-testid=stExpander] summary", has_text="quibbleford").first
    written(label, trick)
    assert label.locator("a, img, .katex, code, strong, del").count() == 0
    page.get_by_role("button", name="New question").click()
    hostile.settle()
    assert unwanted(page) == []

    hostile.open("/library")
    search = page.locator("main input").first
    search.fill(f"quibbleford {trick}")
    search.press("Enter")
    hostile.settle()
    assert unwanted(page) == []


def test_hostile_addresses_do_nothing(hostile: Visit) -> None:
    page = hostile.page
    tricks = [*TRICKS, "../../etc/passwd", "-1", "9" * 400, "\x00", "a" * 5000]
    for path in PAGES:
        for start in range(0, len(tricks), 6):
            turn = [tricks[(start + place) % len(tricks)] for place in range(len(PARAMETERS))]
            query = "&".join(f"{name}={quote(trick)}" for name, trick in zip(PARAMETERS, turn, strict=True))
            page.goto(f"{hostile.address}{path}?{query}")
            expect(page.locator("main :is(h1, [role=alert])").first).to_be_visible(timeout=30_000)
            hostile.settle()
            assert unwanted(page) == []
            expect(page.get_by_text("encountered an error")).to_have_count(0)
    found = page.request.get(f"{hostile.address}/library?find={quote(TRICKS[3])}").text()
    assert "alert(1)" not in found


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
    hostile.elsewhere.clear()


def test_with_the_network_cut_the_pages_are_the_same(hostile: Visit, browser: Browser) -> None:
    cut: list[str] = []
    hostile.page.context.clear_cookies()  # So that both are strangers.

    def let_through(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(hostile.address).netloc:
            route.continue_()
        else:
            cut.append(route.request.url)
            route.abort()

    alone = Visit(browser, hostile.address)
    alone.page.context.route("**/*", let_through)
    for path in ("/", "/explore", "/library", "/state", "/?q=What is taught?"):
        for visit in (hostile, alone):
            visit.open(path)
            visit.settle()
        expect(alone.page.locator("main")).to_have_text(hostile.page.locator("main").inner_text(), use_inner_text=True)
        fonts = alone.page.evaluate("document.fonts.ready.then(all => [...all].map(each => each.status))")
        assert "loaded" in fonts
        assert "error" not in fonts
    alone.close()
    assert cut == []


def test_the_server_takes_nothing_but_questions_from_its_own_page(hostile: Visit) -> None:
    server = urlsplit(hostile.address).netloc
    # No page asks for a file, so that nobody can fill the memory with files.
    for method in ("PUT", "POST", "DELETE"):
        assert status(server, method, "/_stcore/upload_file/session/file", {}, b"x" * 1000) == 405
    assert status(server, "POST", "/_stcore/agent/interact", {"Content-Type": "application/json"}, b"{}") == 405
    # A page from elsewhere cannot open a conversation with the server, not even under a name that is led here.
    port = server.rpartition(":")[2]
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip
    assert status(server, "GET", "/_stcore/stream", {**upgrade, "Origin": hostile.address}) == 101
    assert status(server, "GET", "/_stcore/stream", {**upgrade, "Origin": "http://elsewhere.example"}) == 403
    named = {"Host": f"elsewhere.example:{port}", "Origin": f"http://elsewhere.example:{port}"}
    assert status(server, "GET", "/_stcore/stream", {**upgrade, **named}) == 403


def status(server: str, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> int:
    connection = http.client.HTTPConnection(server, timeout=10)
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def written(element: Locator, trick: str) -> None:
    """Expect an element to show a text as it is: but for spaces, and signs without width."""
    expect(element).to_be_visible()
    shown, wanted = (re.sub(r"[\s\u2060]+", "", text) for text in (element.inner_text(), trick))
    assert wanted in shown, (wanted, shown)
