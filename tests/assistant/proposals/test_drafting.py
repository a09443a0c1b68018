"""Drafts of sections by a chat model: marks of the pinned sources, and what none of them says."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.checking.shapes import Source
from assistant.proposals.drafting import Drafted, DraftedField, draft_proposal, draft_section
from assistant.proposals.shapes import GuidingQuestion, Template, TemplateSection
from assistant.wiring import Assistant
from assistant.written.writing import Writer
from corpus.proposals import MARK, Brief, Proposal, SectionDraft
from tests.assistant.written.askingmodels import written_with
from tests.chatserver import ChatServer

SECTION = TemplateSection(
    id="needs",
    title={"en": "Needs"},
    questions=(GuidingQuestion(id="which", text={"en": "Which needs does the project meet?", "nl": "Welke noden?"}),),
)
BRIEF = Brief(title="Welders abroad", idea="Colleges and companies train welders together.")
WELDING, SAUNA = "[{key:over 230 companies}]", "[{key:sauna trade spend}]"


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with ChatServer().running() as server:
        yield server


@pytest.fixture
def writing(indexed: object, server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    monkeypatch.setenv("VET_CHAT_API_KEY", "sk-x")
    with written_with(indexed, server, seconds=20, first_seconds=20) as assistant:  # type: ignore[arg-type]
        yield assistant


def drafted(assistant: Assistant, brief: Brief = BRIEF) -> Drafted:
    writer = assistant.writer()
    assert writer
    cards = {card.title: assistant.document(card.id) for card in assistant.documents()}
    pinned = {"welding": cards["Welding circles"], "sauna": cards["Learning at work in the sauna trade"]}
    sources = {key: Source(document, 0, len(document.text)) for key, document in pinned.items()}
    return draft_section(writer, SECTION, brief, sources)


def test_a_draft_cites_the_pinned_sources_and_marks_what_none_of_them_says(
    writing: Assistant, server: ChatServer
) -> None:
    server.say(
        f"In 2018, over 230 companies took part {WELDING}. In 2018, 430 companies took part {WELDING}.\n\n"
        f"Apprentices spend four days a week with a company {SAUNA}. Our project will do the same."
    )
    draft = drafted(writing)
    first, second = draft.text.split("\n\n")
    assert first == (
        "In 2018, over 230 companies took part [@welding]. In 2018, 430 companies took part [no source says this]."
    )
    assert second.startswith("Apprentices spend four days a week with a company [@sauna].")
    assert second.endswith("Our project will do the same [no source says this].")
    assert draft.unsupported == 2
    assert [note.key for note in draft.notes] == ["written_unsupported"]
    assert set(MARK.findall(draft.text)) == {"[@welding]", "[@sauna]"}
    asked = server.requests[0]["body"]["messages"][1]["content"]
    assert "Which needs does the project meet?" in asked
    assert BRIEF.idea in asked


def test_a_draft_in_another_language_is_asked_for_in_it(writing: Assistant, server: ChatServer) -> None:
    server.say("De koningin bakt taart.")
    draft = drafted(writing, BRIEF.model_copy(update={"language": "nl"}))
    assert (draft.text, draft.notes[0].key) == ("", "written_nothing")
    system, human = (each["content"] for each in server.requests[0]["body"]["messages"])
    assert "Dutch" in system
    assert "Welke noden?" in human


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        ({"status": 401}, "chat_bad_key"),
        ({"events": [{"say": "THE SOURCES DO NOT SAY"}]}, "written_no_answer"),
        ({"events": [{"say": "  "}]}, "chat_empty"),
        ({"events": [{"say": "Cakes are baked here [S9]."}]}, "written_nothing"),
    ],
)
def test_a_draft_that_fails_is_empty_and_says_why(
    writing: Assistant, server: ChatServer, reply: dict[str, object], note: str
) -> None:
    server.play(reply)
    draft = drafted(writing)
    assert (draft.text, [each.key for each in draft.notes]) == ("", [note])


def test_what_came_before_a_cut_is_kept_with_a_line(writing: Assistant, server: ChatServer) -> None:
    server.play({"events": [{"say": f"In 2018, over 230 companies took part {WELDING}. And"}, {"cut": True}]})
    draft = drafted(writing)
    assert draft.text == "In 2018, over 230 companies took part [@welding]."
    assert [each.key for each in draft.notes] == ["chat_cut"]


FORM = Template(
    id="four", title={"en": "Four"}, sections=tuple(SECTION.model_copy(update={"id": name}) for name in "abcd")
)
QUOTED = Proposal(
    brief=BRIEF, sections=tuple(SectionDraft(section=name, text=f"“Quote {name}” [@welding].") for name in "abcd")
)


@pytest.mark.parametrize(
    ("replies", "written", "asked"),
    [
        # What is wrong for good is not tried again, what may be over soon is tried once more.
        ([{"status": 401}], "", 1),
        ([{"status": 500}], "", 2),
        ([{"status": 500}, "say", {"status": 500}, "say"], "bd", 4),
        ([{"events": [{"say": "THE SOURCES DO NOT SAY"}]}, {"events": [{"say": " "}]}, "say"], "cd", 4),
    ],
)
def test_a_proposal_is_written_part_by_part_and_keeps_its_quotes_where_that_fails(
    writing: Assistant, server: ChatServer, replies: list[Any], written: str, asked: int
) -> None:
    said = {"events": [{"say": f"In 2018, over 230 companies took part {WELDING}."}]}
    server.play(*(said if each == "say" else each for each in replies))
    (document,) = (writing.document(card.id) for card in writing.documents() if card.title == "Welding circles")
    became: list[DraftedField] = []
    sources = {"welding": Source(document, 0, len(document.text))}
    model = writing.chat_model()
    assert model
    proposal = draft_proposal(QUOTED, FORM, sources, lambda: Writer(model, writing.checker()), became.append)
    texts = {each.section: each.text for each in proposal.sections}
    assert [name for name in "abcd" if texts[name].startswith("In 2018, over 230")] == list(written)
    assert all(texts[name] == f"“Quote {name}” [@welding]." for name in "abcd" if name not in written)
    assert [each.failed for each in became] == [name not in written for name in "abcd"]
    assert all(each.drafted.notes for each in became if each.failed)
    assert len(server.requests) == asked
