"""Drafts of sections by a chat model: marks of the pinned sources, and what none of them says."""

from collections.abc import Iterator

import pytest

from assistant.checking.shapes import Source
from assistant.proposals.drafting import Drafted, draft_section
from assistant.proposals.shapes import GuidingQuestion, TemplateSection
from assistant.wiring import Assistant
from corpus.proposals import MARK, Brief
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
