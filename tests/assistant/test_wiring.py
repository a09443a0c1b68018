import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.settings import Settings, load_settings
from assistant.wiring import Assistant, check_health, index_sources, repair_index
from corpus.errors import LibraryEmpty, ModelMismatch
from corpus.facets import Filters
from tests.assistant.situations import write_paged

QUESTION = "How many companies took part in the welding circles?"


def copied(settings: Settings, home: Path) -> Settings:
    shutil.copytree(settings.home, home)
    return load_settings({}, home)


def test_an_empty_library_says_what_to_do(home: Path) -> None:
    with Assistant.open(load_settings({}, home)) as assistant:
        assert assistant.generation() is None
        with pytest.raises(LibraryEmpty, match="vet-assistant index"):
            assistant.ask(QUESTION)


def test_another_embedding_model_is_refused_by_name(indexed: Settings, assistant: Assistant) -> None:
    class Other:
        name, dimension, max_tokens = "acme/other-model", 384, 256

    other = Assistant(indexed, assistant.library, Other)  # type: ignore[arg-type]
    with pytest.raises(ModelMismatch, match="acme/other-model") as caught:
        other.ask(QUESTION)
    assert assistant.embedder().name in str(caught.value)
    assert "vet-assistant index" in str(caught.value)


def test_a_new_generation_answers_the_next_question(indexed: Settings, home: Path, tmp_path: Path) -> None:
    settings = copied(indexed, home)
    with Assistant.open(settings) as assistant:
        assert assistant.ask("Who paid for the crane simulator?").status == "no_evidence"
        (tmp_path / "more").mkdir()
        write_paged(tmp_path / "more" / "harbour.pdf")
        index_sources(settings, [tmp_path / "more"])

        answer = assistant.ask("Who paid for the crane simulator?")

    assert "eleven shipping companies" in answer.citations[0].quote
    assert answer.citations[0].locator.page == 2
    assert answer.generation == 2


def test_threads_share_an_assistant(assistant: Assistant) -> None:
    questions = [QUESTION, "Who assesses apprentices?", "Hoeveel leerbedrijven heeft de houtbouw?"] * 6
    alone = [assistant.ask(question).answer for question in questions]

    with ThreadPoolExecutor(6) as threads:
        together = [answer.answer for answer in threads.map(assistant.ask, questions)]

    assert together == alone


def test_a_lost_index_still_answers_and_repair_mends_it(indexed: Settings, home: Path) -> None:
    settings = copied(indexed, home)
    shutil.rmtree(settings.index_folder)
    with Assistant.open(settings) as assistant:
        answer = assistant.ask(QUESTION)
    assert "over 230 companies" in answer.citations[0].quote
    assert [note.key for note in answer.notes] == ["slow_index"]

    assert repair_index(settings) == 1
    with Assistant.open(settings) as assistant:
        assert assistant.ask(QUESTION).notes == ()
    assert repair_index(settings) is None


def test_counts_follow_the_filters_of_other_facets(assistant: Assistant) -> None:
    counts = assistant.facet_counts(Filters(countries=("FI",)))

    assert counts["kind"] == {"good_practice": 1, "survey_summary": 1}
    assert counts["countries"]["NL"] == 3


def test_a_question_loads_neither_torch_nor_what_only_indexing_needs(indexed: Settings) -> None:
    script = (
        "import sys; from pathlib import Path; from assistant.settings import load_settings;"
        "from assistant.wiring import Assistant;"
        f"Assistant.open(load_settings({{}}, Path(sys.argv[1]))).ask({QUESTION!r});"
        "print([name for name in ('torch', 'transformers', 'pypdf', 'docx', 'bs4') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, indexed.home], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_health_names_what_is_amiss(indexed: Settings, home: Path) -> None:
    assert all(line.level == "ok" for line in check_health(indexed))
    assert "error" in [line.level for line in check_health(load_settings({}, home / "empty")) if line.name == "library"]

    damaged = copied(indexed, home / "damaged")
    shutil.rmtree(damaged.index_folder)
    assert [line.action for line in check_health(damaged) if line.name == "index"] == ["vet-assistant repair"]


def test_practices_are_ready_to_be_compared_when_indexing_is_done(documents: Path, tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path / "home")
    stages = []
    index_sources(settings, [documents], progress=lambda step: stages.append(step.stage))
    worked_out: list[tuple[int, int]] = []
    with Assistant.open(settings) as assistant:
        assert len(assistant.practices(lambda done, total: worked_out.append((done, total))))
    assert {total for _, total in worked_out} <= {0}
    assert stages[-1] == "comparing"
