"""A visitor hands over a draft, sees what the library says of its sentences, and takes the report along."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import CONTRAST, findings, grave, told
from tests.browser.visits import Visit

pytestmark = pytest.mark.browser

DRAFT = """# Why <b>now</b>

The Kelluva Maritime Academy trains ship mechanics together with seventeen shipyards in the port of Turku [1].
Each shipyard pays a third of the wages of its apprentices [1]. Most apprentices in Europe lack mentors.
We will send forty teachers to sea.

# References

[1] Kelluva Maritime Academy, https://kelluva.example/academy
"""


def test_a_draft_is_checked_filtered_read_in_its_source_and_forgotten(visit: Visit) -> None:
    page = visit.page
    visit.open("/proposals")
    page.get_by_text("Check a draft").click()
    field = page.locator(".vet-file input")
    field.set_input_files({"name": "my <i>draft.md", "mimeType": "text/markdown", "buffer": DRAFT.encode()})
    report = page.locator(".vet-draft-report")
    expect(report).to_be_visible(timeout=60_000)
    visit.settle()
    expect(report.get_by_role("heading", name="Why <b>now</b>")).to_be_visible()
    different = report.locator(".vet-standing-differs")
    expect(different.first).to_contain_text("together with eleven shipyards")
    expect(different.first.locator("del")).to_contain_text("seventeen")
    expect(report.locator(".vet-standing-supported")).to_contain_text("Each shipyard pays a third")
    visit.picture("draft-report")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.wait_for_timeout(500)
        found = grave(findings(page)) + grave(findings(page, rules=(*CONTRAST, "target-size")))
        assert not found, told(found, scheme)

    page.locator("[data-pick='standing:needs_evidence']").click()
    visit.settle()
    expect(report).not_to_contain_text("seventeen")
    expect(report).to_contain_text("Most apprentices in Europe lack mentors.")
    page.locator("[data-pick='standing:']").click()
    visit.settle()
    different.first.get_by_role("button", name="Read in the source").click()
    expect(page.get_by_role("dialog")).to_contain_text("eleven shipyards")
    page.keyboard.press("Escape")
    with page.expect_download() as word:
        page.get_by_role("button", name="Word (DOCX)").click()
    assert word.value.suggested_filename == "check-my-i-draft.docx"
    page.locator("[data-pick='forget:']").click()
    expect(report).to_be_hidden()


def test_what_is_no_draft_is_said(visit: Visit) -> None:
    visit.open("/proposals")
    visit.page.get_by_text("Check a draft").click()
    visit.page.locator(".vet-file input").set_input_files(
        {"name": "draft.docx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 nothing"}
    )
    expect(visit.page.get_by_text("This did not work")).to_be_visible(timeout=30_000)
    expect(visit.page.locator(".vet-draft-report")).to_have_count(0)
