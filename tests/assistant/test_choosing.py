from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.citations import verify
from assistant.settings import Settings, load_settings
from assistant.wiring import Assistant, index_sources, open_assistant

SAID = "The harbour school of Kelluva trains forty ship mechanics a year with eleven shipyards."


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("same")
    documents = {"report.md": "It began in a boat shed.", "news.md": "A minister came.", "leaflet.md": "Come and see."}
    (folder / "documents").mkdir()
    for name, further in documents.items():
        title = Path(name).stem.title()
        text = f"---\ntitle: {title}\n---\n{SAID}\n\n{further} Of {title.lower()} nothing more is known.\n"
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    settings: Settings = load_settings({}, folder / "home")
    index_sources(settings, [folder / "documents"])
    with open_assistant(settings) as opened:
        yield opened


def test_documents_that_say_the_same_stand_together_each_with_a_citation_of_its_own(assistant: Assistant) -> None:
    answer = assistant.ask("How many ship mechanics does the harbour school of Kelluva train?")

    together = answer.statements[0]
    assert "forty ship mechanics" in together.text
    cited = [citation for citation in answer.citations if citation.number in together.citations]
    assert {citation.title for citation in cited} == {"Report", "News", "Leaflet"}
    assert all(verify(citation, assistant.document(citation.document_id)) for citation in cited)
    assert sum(SAID in statement.text for statement in answer.statements) == 1
    assert all(f"[{citation.number}]" in answer.answer for citation in cited)


def test_what_stands_beside_a_quote_counts_as_a_quote(assistant: Assistant) -> None:
    answer = assistant.ask("How many ship mechanics does the harbour school of Kelluva train?", limit=2)

    assert [citation.number for citation in answer.citations] == [1, 2]
