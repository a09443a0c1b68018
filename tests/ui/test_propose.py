"""The command `propose`: evidence for a brief, exports, templates, and the check of a draft."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.citations import Citation, verify
from assistant.settings import load_settings
from assistant.wiring import Assistant
from tests.chatserver import ChatServer
from tests.ui.libraries import FILES, make_library
from ui.cli import run

BRIEF = """---
countries: Finland, Lietuva
target_groups: apprentices; instructors
---
# Apprentices at work

Apprentices need a mentor at the company. We train mentors in shipyards and schools together.
"""

SMALL = """id: small
title: A small form
sections:
  - id: method
    title: Method
    points: 30
    limit: 900
    questions:
      - {id: how, text: How do apprentices learn?, about: [activities], wants: [comparable, supports]}
"""


FIELDS = """id: fields
title: {en: A form of fields, nl: Een formulier met velden}
sections:
  - id: method
    title: {en: Method, nl: Werkwijze}
    questions:
      - {id: how, text: {en: How do apprentices learn?, nl: Hoe leren leerlingen?}, limit: 400,
         about: [activities], wants: [comparable, supports]}
      - {id: who, text: {en: Who helps apprentices?, nl: Wie helpt leerlingen?}, limit: 400,
         about: [activities], wants: [comparable, supports]}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make_library(tmp_path_factory.mktemp("library"), FILES)
    (home / "templates").mkdir()
    (home / "templates" / "small.yaml").write_text(SMALL, encoding="utf-8")
    (home / "templates" / "fields.yaml").write_text(FIELDS, encoding="utf-8")
    return home


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.md"
    path.write_text(BRIEF, encoding="utf-8")
    return path


def ran(capfd: pytest.CaptureFixture[str], library: Path, *arguments: str, code: int = 0) -> tuple[str, str]:
    capfd.readouterr()
    assert run(["--home", str(library), "propose", *arguments]) == code
    told = capfd.readouterr()
    return told.out, told.err


def as_json(capfd: pytest.CaptureFixture[str], library: Path, *arguments: str, code: int = 0) -> Any:
    return json.loads(ran(capfd, library, *arguments, "--json", code=code)[0])


def test_json_has_the_sections_with_quotes_that_stand_in_their_documents(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path
) -> None:
    told = as_json(capfd, library, str(brief))
    assert told["brief"]["countries"] == ["FI", "LT"]
    assert [section["id"] for section in told["sections"]] == ["relevance", "design", "partnership", "impact"]
    cited = [
        Citation.model_validate(item["citation"])
        for section in told["sections"]
        for question in section["questions"]
        for item in question["evidence"]
    ]
    assert cited
    with Assistant.open(load_settings({}, library)) as assistant:
        assert all(verify(each, assistant.document(each.document_id)) for each in cited)
    keys = {source["key"] for source in told["sources"]}
    assert {key for section in told["sections"] for key in section["sources"]} == keys
    assert {"section": "relevance", "country": "LT"} in told["gaps"]
    assert all(section["length"] <= section["limit"] for section in told["sections"])


def test_a_person_reads_the_questions_the_quotes_and_the_gaps(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path
) -> None:
    out, _ = ran(capfd, library, str(brief), "--template", "small")
    assert "Method  30 points · at most 900 characters" in out
    assert "How do apprentices learn?" in out
    assert "Kelluva Maritime Academy" in out
    assert "on Lithuania for Method" in out


@pytest.mark.parametrize("form", ["text", "markdown", "json", "bibtex", "ris", "csl-json"])
def test_each_format_of_text_is_printed(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, form: str
) -> None:
    out, _ = ran(capfd, library, str(brief), "--template", "small", "--format", form, "--style", "chicago")
    begins = {"bibtex": "@", "ris": "TY  - ", "csl-json": "[", "json": "{", "markdown": "# Apprentices at work"}
    assert out.startswith(begins.get(form, "Apprentices at work"))


def test_a_docx_file_opens_again_with_its_headings(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, tmp_path: Path
) -> None:
    from docx import Document

    path = tmp_path / "proposal.docx"
    arguments = (str(brief), "--template", "small", "--format", "docx", "--output", str(path))
    told = as_json(capfd, library, *arguments)
    opened = Document(io.BytesIO(path.read_bytes()))
    assert told["template"] == "small"
    assert any("Method" in paragraph.text for paragraph in opened.paragraphs)


def test_filters_narrow_the_evidence(capfd: pytest.CaptureFixture[str], library: Path, brief: Path) -> None:
    told = as_json(capfd, library, str(brief), "--template", "small", "--country", "Portugal")
    assert {tuple(source["countries"]) for source in told["sources"]} == {("PT",)}


def test_templates_are_listed_and_a_bad_one_is_told(
    capfd: pytest.CaptureFixture[str], library: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    out, err = ran(capfd, home, "--templates")
    assert "ka210-vet" in out
    assert not err
    (home / "templates").mkdir(parents=True)
    (home / "templates" / "bad.yaml").write_text("id: bad\ntitle: Bad\nsections: []\n", encoding="utf-8")
    out, err = ran(capfd, home, "--templates", code=1)
    assert "bad.yaml, line 3, sections: at least one is needed" in err
    assert as_json(capfd, home, "--templates", code=1)["problems"][0]["line"] == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("countries: [Ruritania]\nidea: Boats\n", "brief.yaml, line 1, countries[1]: 'Ruritania'"),
        ("idea: Boats\nbudget: 3\n", "brief.yaml, line 2, budget: there is no such field"),
        ("idea: Boats\ntemplate: ka999\n", "There is no template 'ka999'"),
    ],
)
def test_a_mistake_in_a_brief_ends_with_2_and_one_message(
    capfd: pytest.CaptureFixture[str], library: Path, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text(text, encoding="utf-8")
    out, err = ran(capfd, library, str(path), "--json", code=2)
    assert said in err
    assert not out


def test_wrong_use_is_told(capfd: pytest.CaptureFixture[str], library: Path, brief: Path, tmp_path: Path) -> None:
    assert "Give a brief" in ran(capfd, library, code=2)[1]
    assert "Give a brief" in ran(capfd, library, str(brief), "--templates", code=2)[1]
    assert "cannot be read" in ran(capfd, library, str(tmp_path / "none.yaml"), code=2)[1]
    place = tmp_path / "no" / "such" / "folder.md"
    assert (
        "cannot be written"
        in ran(capfd, library, str(brief), "--format", "markdown", "--output", str(place), code=2)[1]
    )


def test_a_draft_is_checked_claim_by_claim(capfd: pytest.CaptureFixture[str], library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# Need\n\nThe Kelluva Maritime Academy trains ship mechanics with fourteen shipyards"
        " (Kelluva Maritime Academy, 2019).\n\nWe plan to train mentors for apprentices in schools and shipyards.\n",
        encoding="utf-8",
    )
    told = as_json(capfd, library, "--check", str(draft), code=1)
    assert told["counts"]["own"] == 1
    assert told["counts"]["differs"] + told["counts"]["needs_evidence"] == 1
    out, _ = ran(capfd, library, "--check", str(draft), code=1)
    assert "fourteen shipyards" in out


ACADEMY = "[{key:eleven shipyards}]"
TRUE = f"The Kelluva Maritime Academy trains ship mechanics together with eleven shipyards {ACADEMY}."
FALSE = f"The Kelluva Maritime Academy trains ship mechanics with fourteen shipyards {ACADEMY}."
MENTORED = "Apprentice welders in Porto have a mentor who visits them at the company every week [{key:every week}]."
DOUBT = "[no source says this]"


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with ChatServer().running() as server:
        yield server


@pytest.fixture
def model(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> ChatServer:
    """The chat model that is set, which plays what a test has it say."""
    limits = {"SECONDS": "20", "FIRST_SECONDS": "20", "RETRIES": "0"}
    for name, value in {"MODEL": "openai:scripted", "BASE_URL": server.address, "API_KEY": "sk-x", **limits}.items():
        monkeypatch.setenv(f"VET_CHAT_{name}", value)
    return server


def test_a_section_is_written_from_its_quotes_and_what_no_source_says_is_marked(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, model: ChatServer
) -> None:
    model.say(f"{TRUE} {FALSE}")
    out, err = ran(capfd, library, str(brief), "--template", "small", "--mode", "written", "--json")
    told = json.loads(out)
    (section,) = told["sections"]
    sure, doubtful = section["text"].removesuffix(f" {DOUBT}.").split(". ")
    assert sure.startswith("The Kelluva Maritime Academy trains ship mechanics together with eleven shipyards [@")
    assert doubtful == "The Kelluva Maritime Academy trains ship mechanics with fourteen shipyards"
    assert (told["mode"], told["model"]) == ("written", "openai:scripted")
    (written,) = section["written"]
    assert (written["written"], written["unsupported"]) == (True, 1)
    assert "openai:scripted at 127.0.0.1" in err
    assert "1/1 Method: written. Sentences that no source supports: 1." in err
    asked = model.requests[0]["body"]["messages"][1]["content"]
    assert "How do apprentices learn?" in asked
    assert "We train mentors in shipyards" in asked


@pytest.mark.parametrize("form", ["markdown", "json", "text"])
def test_files_carry_what_was_written(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, model: ChatServer, form: str
) -> None:
    model.say(f"{TRUE} {FALSE}")
    out, _ = ran(capfd, library, str(brief), "--template", "small", "--mode", "written", "--format", form)
    assert "trains ship mechanics together with eleven shipyards" in out
    assert "no source says this" in out


def test_a_docx_file_has_what_was_written_with_a_footnote(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, model: ChatServer, tmp_path: Path
) -> None:
    from docx import Document

    model.say(TRUE)
    path = tmp_path / "proposal.docx"
    written = ("--template", "small", "--mode", "written", "--format", "docx", "--output", str(path))
    ran(capfd, library, str(brief), *written)
    opened = Document(io.BytesIO(path.read_bytes()))
    assert any("together with eleven shipyards" in paragraph.text for paragraph in opened.paragraphs)
    assert not any("Your own answer" in paragraph.text for paragraph in opened.paragraphs)


def test_a_person_reads_what_was_written_and_the_quotes(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, model: ChatServer
) -> None:
    model.say(TRUE)
    out, _ = ran(capfd, library, str(brief), "--template", "small", "--mode", "written")
    assert out.startswith("Written by openai:scripted")
    assert out.index("together with eleven shipyards [@") < out.index("How do apprentices learn?")


def test_where_the_model_fails_the_quotes_stay_part_by_part_and_a_line_says_why(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, model: ChatServer
) -> None:
    model.play({"status": 500}, {"events": [{"say": f"{TRUE} {MENTORED} " * 3}]})
    arguments = (str(brief), "--template", "fields", "--mode", "written", "--json")
    out, err = ran(capfd, library, *arguments, code=1)
    quotes = as_json(capfd, library, str(brief), "--template", "fields")["sections"][0]["text"]
    (section,) = json.loads(out)["sections"]
    first, _, second = section["text"].partition("Who helps apprentices?")
    assert first.split() == quotes.partition("Who helps apprentices?")[0].split()
    assert [each["written"] for each in section["written"]] == [False, True]
    assert "1/2 Method, How do apprentices learn?: the quotes stay. The server of the chat model" in err
    assert any(f"{said} [@" in second for said in ("together with eleven shipyards", "at the company every week"))
    assert "It is longer than the form takes" in err


def test_a_model_that_cannot_be_asked_is_asked_once(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, model: ChatServer
) -> None:
    model.play({"status": 401})
    _, err = ran(capfd, library, str(brief), "--template", "fields", "--mode", "written", code=1)
    assert len(model.requests) == 1
    assert err.count("the quotes stay. The server of the chat model openai:scripted does not accept its key.") == 2


def test_the_language_is_that_of_the_brief(
    capfd: pytest.CaptureFixture[str], library: Path, tmp_path: Path, model: ChatServer
) -> None:
    brief = tmp_path / "opzet.md"
    brief.write_text(BRIEF.replace("---\n#", "language: nl\n---\n#"), encoding="utf-8")
    model.say(f"{TRUE} {MENTORED} De koningin bakt taart.")
    told = as_json(capfd, library, str(brief), "--template", "fields", "--mode", "written")
    assert "Dutch" in model.requests[0]["body"]["messages"][0]["content"]
    assert "[geen bron zegt dit]" in told["sections"][0]["text"]


def test_without_a_model_what_to_set_is_told(
    capfd: pytest.CaptureFixture[str], library: Path, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = ran(capfd, library, str(brief), "--mode", "written", code=2)
    assert "VET_CHAT_MODEL" in err
    assert not out
    monkeypatch.setenv("VET_CHAT_MODEL", "nobody:model")
    assert "'nobody:model'" in ran(capfd, library, str(brief), "--mode", "written", code=2)[1]
    assert "give a brief" in ran(capfd, library, "--templates", "--mode", "written", code=2)[1]
