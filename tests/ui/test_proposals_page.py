"""The Proposals page: a brief, its link, sections with evidence, what is kept, and what other windows do meanwhile."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from assistant.checking.shapes import Difference
from assistant.citations import Citation, cite
from assistant.exporting.proposal_text import FormWording
from assistant.proposals.citing import keep
from assistant.proposals.fields import Field, fields_of
from assistant.proposals.shapes import (
    CheckedSentence,
    Complement,
    Coverage,
    EvidenceItem,
    GuidingQuestion,
    QuestionEvidence,
    Template,
    TemplateSection,
)
from assistant.proposals.templates import load_templates
from assistant.settings import load_settings
from assistant.wiring import Assistant
from corpus.documents import Locator
from corpus.facets import Kind
from corpus.library import Library
from corpus.proposals import Brief, Proposal, SectionDraft, create, load, save, versions
from corpus.vocabulary import load_vocabulary
from tests.assistant.practices.invented import HOSTILE
from tests.chatserver import ChatServer
from tests.ui.libraries import make_library
from tests.ui.pages import opened
from tests.ui.proposalfiles import IDEA, PROPOSALS
from ui.components.editor import EditorChange
from ui.components.proposalacting import Acting
from ui.components.proposalbegun import Begun
from ui.components.proposalbrief import changed_brief, lines_of
from ui.components.proposalclaims import claims_html, claims_of
from ui.components.proposaldesk import change, name_of_link, section_of, version_of, with_section
from ui.components.proposalevidence import evidence_html
from ui.components.proposalfields import fields_html
from ui.components.proposallengths import Lengths, lengths_of
from ui.components.proposaloverview import complements_html, coverage_html
from ui.components.proposalsections import Progress, sections_html
from ui.components.proposalstart import Around
from ui.texts import Texts, languages

ENGLISH, NAMES = Texts("en"), load_vocabulary()
BRIEF = Brief(
    title="Apprentices at sea", idea="Shipyards and schools train apprentices together.", countries=("FI", "PT")
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("proposals"), PROPOSALS)


@pytest.fixture
def library(home: Path) -> Library:
    return Library.open(load_settings({}, home).database_url)


def visited(monkeypatch: pytest.MonkeyPatch, home: Path, **address: str) -> AppTest:
    page = opened(monkeypatch, home, **({"lang": address["lang"]} if "lang" in address else {}))
    for key, value in address.items():
        page.query_params[key] = value
    page.switch_page("views/proposals.py").run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All that the page says, in HTML or plain; the field that is written in is not of it."""
    bodies = [element.proto.body for element in page.get("html")]
    html = [body for body in bodies if not body.startswith(("<style", "<script"))]
    pressable = [json.loads(element.proto.json).get("html", "") for element in page.get("bidi_component")]
    others = [*page.text, *page.header, *page.subheader, *page.title, *page.warning, *page.info, *page.success]
    return "\n".join([*html, *pressable, *(each.value for each in others)])


def link_of(page: AppTest) -> str:
    """The link of the proposal that the address names."""
    found = page.query_params["p"]
    return str("".join(found))


def html_of(page: AppTest, containing: str) -> str:
    found: list[str] = [json.loads(each.proto.json).get("html", "") for each in page.get("bidi_component")]
    return next(each for each in found if containing in each)


def test_a_brief_becomes_a_proposal_under_a_link_with_evidence_for_each_question(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    page = visited(monkeypatch, home)
    page.text_input(key="proposal-new-title").set_value("Apprentices at sea")
    page.text_area(key="proposal-new-idea").set_value(IDEA)
    page.text_area(key="proposal-new-target_groups").set_value("apprentices\n\n apprentices \nteachers")
    page.multiselect(key="proposal-new-countries").set_value(["FI", "PT"])
    page.button(key="proposal-new-go").click().run()
    assert not page.exception
    token = link_of(page)
    kept = load(library, token).proposal.brief
    assert (kept.title, kept.countries) == ("Apprentices at sea", ("FI", "PT"))
    assert kept.target_groups == ("apprentices", "teachers")
    text = shown(page)
    assert ENGLISH("proposal_keep_link_text") in text
    assert f"/proposals?p={token}" in text
    sections = html_of(page, "vet-sections")
    assert "25 points" in sections
    assert sections.count('data-pick="section:') == 4
    assert sections.count('aria-current="step"') == 1
    assert html_of(page, "vet-fields").count('data-pick="field:') == 7, "six questions, and the whole"
    assert html_of(page, "vet-evidence-list").count("<section>") == 1, "of the question that is being answered"
    page.query_params["q"] = "all"
    page.run()
    evidence = html_of(page, "vet-evidence-list")
    assert "62 percent of them lack mentors" in evidence
    page.query_params["view"] = "keep"
    page.run()
    assert shown(page).count(ENGLISH("proposal_keep_link_text")) == 1, "the link of a new proposal stands there once"
    assert ENGLISH("proposal_evidence_none") in evidence, "what nothing was found for says so"
    assert re.search(r"<b>(Supports|Statistic|Comparable project)</b>\s*<span>[a-z]", evidence)
    assert "&lt;script&gt;alert(1)" in evidence or "<script>alert" not in evidence


def test_nothing_is_listed_to_others(monkeypatch: pytest.MonkeyPatch, home: Path, library: Library) -> None:
    token = create(library, Proposal(brief=BRIEF.model_copy(update={"title": "A secret plan"}))).token
    mine = visited(monkeypatch, home, p=token)
    mine.query_params.clear()
    mine.run()
    assert "A secret plan" in shown(mine)
    assert "A secret plan" not in shown(visited(monkeypatch, home))


def test_any_link_can_be_written_under(monkeypatch: pytest.MonkeyPatch, home: Path, library: Library) -> None:
    monkeypatch.setattr("corpus.proposals.secrets.token_urlsafe", lambda _: f"__{'a' * 28}__")
    token = create(library, Proposal(brief=BRIEF)).token
    assert "25 points" in shown(visited(monkeypatch, home, p=token)), "two low lines are a sign of Streamlit's own"


@pytest.mark.parametrize("link", ["A" * 32, "<script>alert(1)</script>", "../etc"])
def test_a_link_that_leads_nowhere_says_so(monkeypatch: pytest.MonkeyPatch, home: Path, link: str) -> None:
    page = visited(monkeypatch, home, p=link)
    assert page.warning[0].value == ENGLISH("proposal_unknown")
    assert "<script>alert" not in shown(page)


def test_filters_chosen_elsewhere_leave_the_link_in_the_address(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    token = create(library, Proposal(brief=BRIEF)).token
    page = visited(monkeypatch, home, p=token, s="impact")
    page.session_state.country = ["FI"]
    page.run()
    assert link_of(page) == token
    assert "country" in page.query_params
    assert "Impact</h2>" in html_of(page, "vet-section-head")


def test_an_empty_brief_is_not_kept(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    page = visited(monkeypatch, home)
    page.button(key="proposal-new-go").click().run()
    assert page.warning[0].value == ENGLISH("brief_empty")
    assert "p" not in page.query_params


def test_the_brief_can_be_changed_later_and_what_is_written_stays(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    written = SectionDraft(section="relevance", text="Our own words.")
    token = create(library, Proposal(brief=BRIEF, sections=(written,))).token
    before = html_of(visited(monkeypatch, home, p=token), "vet-evidence-list")
    page = visited(monkeypatch, home, p=token, view="brief")
    key = f"proposal-brief-{name_of_link(token)}"
    page.text_input(key=f"{key}-title").set_value("Bees")
    page.text_area(key=f"{key}-idea").set_value("Honey from the roofs of museums.")
    page.button(key=f"{key}-go").click().run()
    assert not page.exception
    kept = load(library, token).proposal
    assert (kept.brief.title, kept.brief.idea) == ("Bees", "Honey from the roofs of museums.")
    assert kept.brief.countries == BRIEF.countries
    assert kept.sections == (written,)
    assert ENGLISH("brief_saved") in shown(page)
    assert html_of(page, "vet-evidence-list") != before, "the evidence follows"


def test_a_form_changes_what_was_changed_in_it_alone() -> None:
    elsewhere = BRIEF.model_copy(update={"title": "Renamed in another window"})
    sent = BRIEF.model_copy(update={"countries": ("NL",)})
    now = changed_brief(elsewhere, BRIEF, sent)
    assert (now.title, now.countries) == ("Renamed in another window", ("NL",))


def test_lines_of_a_field_are_bounded_and_said_once() -> None:
    assert lines_of(" a \n\nb\na\n") == ("a", "b")
    assert len(lines_of("\n".join(map(str, range(100))))) == 30


def test_two_windows_that_change_different_things_both_keep_theirs(library: Library) -> None:
    token = create(library, Proposal(brief=BRIEF)).token

    def written(section: str, words: str) -> Callable[[Proposal], Proposal]:
        return lambda proposal: with_section(proposal, SectionDraft(section=section, text=words))

    def slowly(proposal: Proposal) -> Proposal:
        if not section_of(proposal, "impact").text:
            # Somebody else saves between reading and saving.
            now = load(library, token)
            save(library, token, written("impact", "theirs")(now.proposal), now.revision)
        return written("relevance", "mine")(proposal)

    kept = change(library, token, slowly).proposal
    assert section_of(kept, "relevance").text == "mine"
    assert section_of(kept, "impact").text == "theirs"
    assert version_of("mine") != version_of("theirs")


def test_an_earlier_version_can_be_looked_at_and_restored(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    first = create(library, Proposal(brief=BRIEF, sections=(SectionDraft(section="impact", text="Before <b>it</b>."),)))
    now = with_section(first.proposal, SectionDraft(section="impact", text="After."))
    save(library, first.token, now, first.revision)
    page = visited(monkeypatch, home, p=first.token, view="keep")
    assert "look:1" in html_of(page, "vet-versions")
    page.session_state["proposal-looking"] = (first.token, 1)
    page.run()
    assert "Before &lt;b&gt;it&lt;/b&gt;." in shown(page)
    page.button(key="proposal-restore").click().run()
    assert section_of(load(library, first.token).proposal, "impact").text == "Before <b>it</b>."
    assert len(versions(library, first.token)) == 3


def test_a_copy_has_a_link_of_its_own_and_deleting_asks_once(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    token = create(library, Proposal(brief=BRIEF)).token
    page = visited(monkeypatch, home, p=token, view="keep")
    page.button(key="proposal-duplicate").click().run()
    copy = link_of(page)
    assert copy != token
    assert load(library, copy).proposal.brief.title == "Copy of Apprentices at sea"
    page.query_params["view"] = "keep"
    page.run()
    page.button(key="proposal-delete").click().run()
    assert load(library, copy)
    page.button(key="proposal-delete-yes").click().run()
    assert not page.exception
    assert "p" not in page.query_params
    assert ENGLISH("proposal_deleted") in shown(page)
    assert "Copy of Apprentices at sea" not in shown(page)
    gone = visited(monkeypatch, home, p=copy)
    assert gone.warning[0].value == ENGLISH("proposal_unknown")


def test_a_source_that_changed_is_flagged_and_kept(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    with Assistant.open(load_settings({}, home)) as assistant:
        card = next(each for each in assistant.documents() if each.title.startswith("Ships"))
        document = assistant.document(card.id)
        source = keep(cite(document, 0, 40, 1), document, (), datetime.now(UTC).date())
    changed = source.model_copy(
        update={"document_id": "0" * 16, "source": "gone.md", "quote": "Words <i>that</i> left."}
    )
    draft = SectionDraft(section="relevance", text=f"We build on ships [@{changed.key}].", pinned=(changed.key,))
    token = create(library, Proposal(brief=BRIEF, sections=(draft,), sources=(changed,))).token
    page = visited(monkeypatch, home, p=token)
    pinned = html_of(page, "vet-pinned")
    assert ENGLISH("kept_gone") in pinned
    assert ENGLISH("proposal_cited_here") in pinned
    assert "Words &lt;i&gt;that&lt;/i&gt; left." in pinned
    page.query_params["view"] = "keep"
    page.run()
    assert ENGLISH("kept_gone") in shown(page)
    labels = [each.proto.label for each in page.get("download_button")]
    assert labels[:2] == ["Word (DOCX)", "Markdown"]
    assert labels[3:6] == ["BibTeX", "RIS", "CSL-JSON"]


def test_a_chat_model_drafts_from_what_is_pinned_and_what_no_source_says_is_marked(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    with Assistant.open(load_settings({}, home)) as assistant:
        card = next(each for each in assistant.documents() if each.title.startswith("Ships"))
        document = assistant.document(card.id)
        source = keep(cite(document, 0, 100, 1), document, (), datetime.now(UTC).date())
    draft = SectionDraft(section="relevance", text="What I wrote.", pinned=(source.key,))
    token = create(library, Proposal(brief=BRIEF, sections=(draft,), sources=(source,))).token
    with ChatServer().running() as server:
        server.say("Since 2015, 900 apprentices have taken part [S1]. Since 2015, 4,000 teachers have left [S1].")
        monkeypatch.setenv("VET_CHAT_MODEL", "openai:scripted")
        monkeypatch.setenv("VET_CHAT_BASE_URL", server.address)
        page = visited(monkeypatch, home, p=token)
        page.button(key="proposal-write").click().run()
        assert not page.exception
        (request,) = server.requests
    assert "900 apprentices" in request["body"]["messages"][1]["content"]
    assert "bakers" not in request["body"]["messages"][1]["content"].lower(), "nothing but what is pinned"
    text = section_of(load(library, token).proposal, "relevance").text
    assert text.startswith("What I wrote.")
    assert f"900 apprentices have taken part [@{source.key}]" in text
    assert "[no source says this]" in text.partition("teachers have left")[2]


def test_quotes_in_other_languages_are_translated_by_a_model_on_a_press_alone(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    with Assistant.open(load_settings({}, home)) as assistant:
        card = next(each for each in assistant.documents() if each.title.startswith("Ships"))
        document = assistant.document(card.id)
        source = keep(cite(document, 0, 40, 1), document, (), datetime.now(UTC).date())
    brief = BRIEF.model_copy(update={"language": "nl"})
    draft = SectionDraft(section="relevance", text=f"“{source.quote}” [@{source.key}] Meer niet.")
    token = create(library, Proposal(brief=brief, sections=(draft,), sources=(source,))).token
    with ChatServer().running() as server:
        server.say("1: Schepen zijn groot.")
        monkeypatch.setenv("VET_CHAT_MODEL", "openai:scripted")
        monkeypatch.setenv("VET_CHAT_BASE_URL", server.address)
        page = visited(monkeypatch, home, p=token)
        assert server.requests == []
        page.button(key="proposal-translate").click().run()
        assert not page.exception
        (request,) = server.requests
    assert source.quote.strip() in request["body"]["messages"][-1]["content"]
    kept = section_of(load(library, token).proposal, "relevance")
    line = f"[{source.key}, in het Nederlands, vertaald door openai:scripted: “Schepen zijn groot.”]"
    assert kept.text == f"{draft.text}\n{line}"
    assert "proposal-translate" not in [each.key for each in page.button], "all is translated"


@pytest.mark.parametrize("language", languages())
def test_every_view_is_in_every_language(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library, language: str
) -> None:
    say = Texts(language)
    assert visited(monkeypatch, home, lang=language).title[0].value == say("proposals_title")
    token = create(library, Proposal(brief=BRIEF)).token
    page = visited(monkeypatch, home, p=token, lang=language)
    assert say("proposal_questions") in shown(page)
    for view, key in (("glance", "proposal_complements"), ("brief", "brief_idea"), ("keep", "proposal_versions")):
        page.query_params["view"] = view
        page.run()
        assert not page.exception
        assert say(key) in shown(page) + " ".join(each.label for each in page.text_area)


def test_a_form_with_a_mistake_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    folder = home / "templates"
    folder.mkdir()
    (folder / "bad.yaml").write_text("id: mine\ntitle: Mine\nsections:\n  - id: one\n    limit: many\n", "utf-8")
    try:
        text = shown(visited(monkeypatch, home))
    finally:
        (folder / "bad.yaml").unlink()
        folder.rmdir()
    assert ENGLISH("proposals_bad_forms") in text
    assert "bad.yaml, line" in text


def test_an_unknown_form_keeps_what_is_written(monkeypatch: pytest.MonkeyPatch, home: Path, library: Library) -> None:
    brief = BRIEF.model_copy(update={"template": "![](http://x.example/y)"})
    token = create(library, Proposal(brief=brief, sections=(SectionDraft(section="x", text="Words."),))).token
    page = visited(monkeypatch, home, p=token)
    assert "](" not in page.warning[0].value, "what is no form of ours is words alone"
    assert load(library, token).proposal.sections[0].text == "Words."


def test_hostile_words_stay_words() -> None:
    quote = _quote(HOSTILE)
    difference = Difference(reason="figure", said=HOSTILE, start=0, end=3, found=(HOSTILE,))
    sentences = [
        CheckedSentence(start=0, end=len(HOSTILE), standing="differs", differences=(difference,), citation=quote),
        CheckedSentence(start=0, end=len(HOSTILE), standing="needs_evidence"),
        CheckedSentence(start=0, end=len(HOSTILE), standing="own", marked=True),
    ]
    claims = claims_of(HOSTILE, sentences)
    complement = Complement(document_id="a" * 16, title=HOSTILE, score=1.0, why=quote)
    template = _template(HOSTILE)
    coverage = Coverage(counts={"one": {"FI": 0, "NL": 2}})
    for html in (
        claims_html(claims, {each.name: [quote] for each in claims}, NAMES, ENGLISH),
        complements_html([complement], NAMES, ENGLISH),
        coverage_html(coverage, template, NAMES, ENGLISH),
        sections_html([Progress(_lengths(template.sections[0], "abc"), 1)], "one", ENGLISH),
        fields_html(_lengths(_asking(HOSTILE), ""), fields_of(_asking(HOSTILE))[0], ENGLISH),
    ):
        assert "<script" not in html
        assert "<img" not in html


def test_each_field_of_a_section_is_counted_on_its_own() -> None:
    section = _asking("What of need?", "What of method?")
    started = _lengths(section, "What of need?\n\n“Much.”\n[Your own answer.]")
    assert (started.answered, started.places) == (0, 1)
    lengths = _lengths(section, "Before.\n\nWhat of  need?\nMuch.\n\nMore, and more.\n")
    assert [each.characters for each in lengths.fields] == [len("Much.\n\nMore, and more."), 0]
    assert (lengths.outside, lengths.answered, lengths.over) == (len("Before."), 1, 2)
    html = fields_html(lengths, lengths.fields[0].field, ENGLISH)
    assert "22 / ≈ 20" in html
    assert "about 20 characters" in html, "nobody has seen that limit"
    assert ENGLISH.counted("proposal_outside", 7) in html
    told = sections_html([Progress(lengths)], "one", ENGLISH)
    assert ENGLISH("proposal_answered", count=1, all=2) in told
    assert ENGLISH("proposal_field_over", question=1, number=2) in told


def test_a_quote_that_was_given_above_is_one_line() -> None:
    section = _asking("First?", "Second?")
    item = EvidenceItem(citation=_quote(HOSTILE), relation="supports", reason="states", score=1.0)
    evidence = [QuestionEvidence(section="one", question=each.id, items=(item,)) for each in section.questions]
    html = evidence_html(section, evidence, (), NAMES, ENGLISH)
    assert html.count('class="vet-again"') == 1
    first, _, second = html.partition("2. Second?")
    assert "vet-again" not in first
    assert ENGLISH("proposal_quote_again", number=1) in second
    assert second.count('data-pick="insert:') == 1, "unfolded, it can be cited"
    assert "<script" not in html


def test_quotes_that_are_being_looked_for_are_said_to_be() -> None:
    words = "Half of all yards lack mentors."
    claims = claims_of(words, [CheckedSentence(start=0, end=len(words), standing="needs_evidence")])
    html = claims_html(claims, {}, NAMES, ENGLISH, searching={claims[0].name})
    assert ENGLISH("claim_searching") in html
    assert ENGLISH("claim_find") not in html


def test_another_source_can_be_looked_for_where_the_cited_one_says_otherwise() -> None:
    words = "Half of all yards lack mentors."
    claims = claims_of(words, [CheckedSentence(start=0, end=len(words), standing="differs", keys=("yards",))])
    html = claims_html(claims, {}, NAMES, ENGLISH)
    assert f'data-pick="find:{claims[0].name}"' in html
    html = claims_html(claims, {claims[0].name: [_quote("Half of the yards have no mentor.")]}, NAMES, ENGLISH)
    assert "Half of the yards have no mentor." in html
    assert f'data-pick="add:{claims[0].name}:' in html


def test_what_is_pasted_into_one_field_goes_where_its_questions_are(library: Library) -> None:
    saved = create(library, Proposal(brief=BRIEF))
    template = load_templates()["ka220-vet"]
    needs, groups = (Field(template.sections[0], each) for each in template.sections[0].questions[1:3])
    acting = Acting(saved, template, needs, Around(library, load_templates(), NAMES, ENGLISH))
    heading = groups.question.text["en"]
    acting.written(EditorChange(f"Mentors are few.\n{heading}\nWelders.", 0, "typed", version_of("")))
    kept = section_of(load(library, saved.token).proposal, "relevance").text
    assert (needs.of(kept), groups.of(kept)) == ("Mentors are few.", "Welders.")
    # Meanwhile somebody else wrote something into this field: theirs stays.
    assert acting.written(EditorChange("Over it.", 0, "typed", version_of(""))) is None
    assert needs.of(section_of(load(library, saved.token).proposal, "relevance").text) == "Mentors are few."


def test_how_sources_are_cited_in_a_form_is_chosen_and_counted(
    monkeypatch: pytest.MonkeyPatch, home: Path, library: Library
) -> None:
    token = create(library, Proposal(brief=BRIEF)).token
    page = visited(monkeypatch, home, p=token, view="keep")
    page.selectbox(key=f"proposal-form-citations-{name_of_link(token)}").set_value("numbers").run()
    assert not page.exception
    assert load(library, token).proposal.form_citations == "numbers"
    page.query_params["view"] = "write"
    page.run()
    told = [json.loads(each.proto.json) for each in page.get("bidi_component")]
    assert next(each["cited"] for each in told if "cited" in each) == ENGLISH("editor_cited_numbers")


def test_no_more_are_begun_than_are_allowed(monkeypatch: pytest.MonkeyPatch, home: Path, library: Library) -> None:
    now = [0.0]
    begun = Begun(lambda: now[0])
    begun.note("me")
    assert not begun.room("me", 1)
    assert begun.room("you", 1)
    now[0] = 3600.0
    assert begun.room("me", 1)
    monkeypatch.setenv("VET_PROPOSALS_HOURLY", "1")
    token = create(library, Proposal(brief=BRIEF)).token
    page = visited(monkeypatch, home, p=token, view="keep")
    page.button(key="proposal-duplicate").click().run()
    page.query_params["view"] = "keep"
    page.run()
    page.button(key="proposal-duplicate").click().run()
    assert ENGLISH("proposals_enough", most="1") in [each.value for each in page.warning]


def test_gaps_of_the_coverage_are_told_in_words() -> None:
    html = coverage_html(Coverage(counts={"one": {"FI": 0, "NL": 2}}), _template("Needs"), NAMES, ENGLISH)
    assert ENGLISH("proposal_gap_whole", place="Finland") in html
    assert "Netherlands: no source" not in html


def _asking(*questions: str) -> TemplateSection:
    asked = tuple(
        GuidingQuestion(id=f"q{number}", text={"en": text}, limit=20, limit_assumed=True)
        for number, text in enumerate(questions)
    )
    return TemplateSection(id="one", title={"en": "One"}, limit=40, questions=asked)


def _lengths(section: TemplateSection, text: str) -> Lengths:
    proposal = Proposal(sections=(SectionDraft(section=section.id, text=text),))
    return lengths_of(proposal, section, FormWording(proposal))


def _template(title: str) -> Template:
    section = TemplateSection(id="one", title={"en": title}, limit=100)
    return Template(id="t", title={"en": title}, sections=(section,))


def _quote(words: str) -> Citation:
    return Citation(
        number=1, document_id="a" * 16, title=words, kind=Kind.GOOD_PRACTICE, source=words, quote=words,
        locator=Locator(start=0, end=len(words)),
    )  # fmt: skip


def test_what_is_shown_can_be_pressed_until_the_page_shows_something_else(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    page = visited(monkeypatch, home)
    page.text_input(key="proposal-new-title").set_value("Apprentices at sea")
    page.text_area(key="proposal-new-idea").set_value(IDEA)
    page.button(key="proposal-new-go").click().run()
    page.query_params["q"] = "all"
    page.run()
    names = set(re.findall(r'data-pick="pin:([^"]+)"', html_of(page, "vet-evidence-list")))
    assert names

    def interrupted(*_: object) -> None:
        # As a press does to the run that it comes in.
        raise StopException

    with monkeypatch.context() as patch:
        patch.setattr("ui.components.proposalwriting._evidence", interrupted)
        page.run()
    assert names <= set(page.session_state["proposal-quotes"])
