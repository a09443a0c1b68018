"""Skeletons: quotes and linking phrases, in several languages, within limits, with the gaps named."""

import re

import pytest

from assistant.proposals.citing import checking_sources, keys_cited, sources_now
from assistant.proposals.claims import check_text
from assistant.proposals.foreign import untranslated, with_translations
from assistant.proposals.linking import LANGUAGES, LINKING
from assistant.proposals.relations import REASONS
from assistant.proposals.shapes import Template
from assistant.proposals.skeleton import _sentences
from assistant.proposals.templates import parse_template
from assistant.wiring import Assistant
from corpus.vocabulary import load_vocabulary
from tests.assistant.proposals.conftest import BRIEF


def ka220(assistant: Assistant) -> Template:
    return assistant.proposals().templates()["ka220-vet"]


def test_every_section_cites_its_quotes_and_every_mark_names_a_source(assistant: Assistant) -> None:
    skeleton = assistant.proposals().skeleton(BRIEF, ka220(assistant))
    keys = {source.key for source in skeleton.sources}
    assert [each.section for each in skeleton.sections] == ["relevance", "design", "partnership", "impact"]
    cited = {key for each in skeleton.sections for key in keys_cited([each.text])}
    assert cited == keys
    for section in skeleton.sections:
        assert set(section.pinned) == set(keys_cited([section.text]))


def test_quotes_are_exact_and_what_is_not_quoted_is_noted_as_the_writers_own(assistant: Assistant) -> None:
    skeleton = assistant.proposals().skeleton(BRIEF, ka220(assistant), "relevance")
    section = skeleton.sections[0]
    quotes = [" ".join(source.quote.split()) for source in skeleton.sources]
    for said in re.findall("“([^”]+)”", section.text):
        assert any(said in quote for quote in quotes)
    unquoted = [line for line in section.text.split("\n") if line and "[@" not in line]
    assert set(unquoted) <= set(section.own)


def test_a_gap_is_named(assistant: Assistant) -> None:
    text = assistant.proposals().skeleton(BRIEF, ka220(assistant), "relevance").sections[0].text
    assert re.search("No source on .*Lithuania was found for this question.", text)
    assert "[Your own answer" in text


@pytest.mark.parametrize(
    ("language", "asked", "gap"),
    [
        ("nl", "Welke behoeften pakt u aan", "Over Litouwen is voor deze vraag geen bron gevonden."),
        ("fi", "Mihin tarpeisiin vastaatte", "ei löytynyt lähdettä"),
        ("es", "¿Qué necesidades aborda", "ninguna fuente sobre Lituania"),
        ("eu", "Zein beharri erantzuten", "ez da iturririk aurkitu"),
        ("de", "Which needs do you address", "No source on"),
    ],
)
def test_it_is_written_in_the_language_of_the_brief(assistant: Assistant, language: str, asked: str, gap: str) -> None:
    brief = BRIEF.model_copy(update={"language": language})
    text = assistant.proposals().skeleton(brief, ka220(assistant), "relevance").sections[0].text
    assert asked in text
    assert gap in text


def test_a_quote_in_another_language_says_which(assistant: Assistant) -> None:
    for language, told in (("en", "in Finnish: “"), ("nl", "(Fins): “"), ("es", "en finés: “")):
        brief = BRIEF.model_copy(update={"language": language})
        text = assistant.proposals().skeleton(brief, ka220(assistant), "relevance").sections[0].text
        assert told in text
    brief = BRIEF.model_copy(update={"language": "fi"})
    text = assistant.proposals().skeleton(brief, ka220(assistant), "relevance").sections[0].text
    assert "(kieli: englanti): “" in text
    assert "kieli: suomi" not in text


def test_one_question_alone_can_be_drafted(assistant: Assistant) -> None:
    form = ka220(assistant)
    needs = form.sections[0].questions[1]
    section = assistant.proposals().skeleton(BRIEF, form, "relevance", question="needs").sections[0]
    assert section.text.startswith(needs.text["en"])
    assert not any(each.text["en"] in section.text for each in form.sections[0].questions if each.id != "needs")


def test_translations_stand_below_the_first_line_that_cites_and_claim_nothing(assistant: Assistant) -> None:
    skeleton = assistant.proposals().skeleton(BRIEF, ka220(assistant), "relevance")
    text = skeleton.sections[0].text
    first = untranslated(text, skeleton.sources, "en")[0]
    said = f"One sentence. Another [@{first.key}] one of 58 per cent."
    translated = with_translations(text, {first.key: said}, "en", "ollama:x", load_vocabulary())
    line = (
        f"[{first.key}, in English, translated by ollama:x: “One sentence. Another (@{first.key}) one of 58 per cent.”]"
    )
    assert translated.text.count(line) == 1
    assert f"[@{first.key}]" in translated.text.split(line)[0].split("\n")[-2]
    assert first not in untranslated(translated.text, skeleton.sources, "en")
    checked = check_text(line, {}, translated.own, assistant.checker(), lambda _: (), "en")
    assert {each.standing for each in checked} <= {"own"}


def test_it_keeps_within_the_fields_of_the_form(assistant: Assistant) -> None:
    form = parse_template(
        "id: fund\ntitle: Fund\nsections:\n  - id: a\n    title: A\n    limit: 700\n    questions:\n"
        "      - {id: needs, text: What is needed?, about: [needs], limit: 400, wants: [statistic, supports]}\n"
        "      - {id: method, text: What is done?, about: [activities], wants: [comparable]}\n"
        "      - {id: more, text: What else?, about: [results], wants: [statistic]}\n",
        "fund.yaml",
    )
    text = assistant.proposals().skeleton(BRIEF, form).sections[0].text
    first, *_ = text.split("\n\n")
    assert "[@" in first
    assert len(first) <= 400
    assert len(text) <= 700


def test_sources_that_the_proposal_has_are_used_again(assistant: Assistant) -> None:
    proposals, form = assistant.proposals(), ka220(assistant)
    first = proposals.skeleton(BRIEF, form, "impact")
    again = proposals.skeleton(BRIEF, form, "impact", first.sources)
    assert again.sources == first.sources
    assert again.sections == first.sections
    other = proposals.skeleton(BRIEF, form, "relevance", first.sources)
    assert other.sources[: len(first.sources)] == first.sources
    assert len({each.key for each in other.sources}) == len(other.sources)


def test_a_mark_in_a_document_is_not_taken_for_one_of_ours() -> None:
    assert keys_cited(_sentences("As others [@others] say.", "en")) == []


def test_of_a_long_quote_the_first_sentences_are_taken() -> None:
    long = "The second one goes on and on " * 20
    assert _sentences(f"The first sentence says something. {long}", "en") == ["The first sentence says something."]
    assert _sentences(long * 3, "en")[0].endswith(" […]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_of_claims_finds_quotes_of_every_language_supported(assistant: Assistant, language: str) -> None:
    brief = BRIEF.model_copy(update={"language": language})
    skeleton = assistant.proposals().skeleton(brief, ka220(assistant))
    record = assistant.generation()
    assert record is not None
    now = sources_now(assistant.library, record.number, skeleton.sources)
    sources = checking_sources(assistant.library, record.number, skeleton.sources, now)
    for section in skeleton.sections:
        checked = check_text(section.text, sources, section.own, assistant.checker(), lambda _: (), language)
        found = {section.text[each.start : each.end]: each.standing for each in checked}
        assert set(found.values()) <= {"supported", "own"}, found


def test_every_phrase_is_there_in_every_language_and_for_every_reason() -> None:
    assert set(REASONS) <= set(LINKING)
    for key, texts in LINKING.items():
        assert set(texts) == set(LANGUAGES), key
