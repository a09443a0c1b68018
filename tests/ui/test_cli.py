"""The command line as a person and a program meet it, on a small library of real files."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.models import share_files
from ui.cli import run

PROGRAM = [sys.executable, "-c", "from ui.cli import main; main()"]

ACADEMY = """---
title: Kelluva Maritime Academy
kind: good_practice
country: Finland
year_start: 2019
---
The Kelluva Maritime Academy trains ship mechanics in the port of Turku.
Its budget was 240,000 euros, paid by the region and by eleven shipyards.
"""
SURVEY = """---
title: Enquête bij leermeesters
kind: survey_summary
country: België
language: nl
year_start: 2021
---
Van de leermeesters vindt 62 procent dat leerlingen meer begeleiding op de werkvloer nodig hebben.
"""
HOSTILE = """---
title: "Zinc \\e]0;owned\\a[bold]welding[/bold] \\e[2Jhandbook"
country: Portugal
---
Zinc welding needs a mask. \x1b[31mAlways\x1b[0m wear gloves when you weld zinc.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with three documents indexed, and one file that cannot be read."""
    folder = tmp_path_factory.mktemp("documents")
    for name, text in {"academy.md": ACADEMY, "enquete.md": SURVEY, "zinc.md": HOSTILE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing that a reader could use")
    home: Path = tmp_path_factory.mktemp("home")
    share_files(home)
    assert run(["--home", str(home), "index", str(folder)]) == 1
    return home


def asked(capfd: pytest.CaptureFixture[str], *arguments: object) -> Any:
    capfd.readouterr()
    assert run([str(argument) for argument in arguments]) == 0
    return json.loads(capfd.readouterr().out)


def test_index_says_what_became_of_every_file(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["index", "--home", str(library)]) == 1
    printed = capfd.readouterr().out
    assert "broken.pdf" in printed
    assert "3 unchanged, 1 failed" in printed
    assert "3 documents" in printed


def test_an_answer_names_its_document_and_quotes_it(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "Who paid the budget of 240,000 euros?", "--home", str(library)]) == 0
    printed = capfd.readouterr().out
    assert "Kelluva Maritime Academy" in printed
    assert "Its budget was 240,000 euros, paid by the region and by eleven shipyards.”" in printed
    assert "academy.md" in printed


def test_json_is_the_contract(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    answer = asked(capfd, "--home", library, "--json", "ask", "Who paid for the academy in Turku?", "--limit", "1")
    assert answer["status"] == "answered"
    assert len(answer["citations"]) == 1
    citation = answer["citations"][0]
    assert (citation["number"], citation["kind"], citation["countries"]) == (1, "good_practice", ["FI"])
    assert " ".join(citation["quote"].split()) in " ".join(ACADEMY.split())
    assert set(answer["filters"]) >= {"countries", "themes", "kinds", "languages", "years", "inferred"}


def test_a_question_may_lean_on_the_one_before(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = ("--previous", "What is the Kelluva Maritime Academy?", "--home", str(library))
    assert run(["ask", "Who paid for it?", *before]) == 0
    printed = capfd.readouterr().out
    assert "Understood as: Who paid for it (Kelluva Maritime Academy)?" in printed
    assert "academy.md" in printed


def test_the_question_narrows_unless_told_otherwise(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    question = ("ask", "What does the academy in Finland train?", "--home", str(library))
    assert run(list(question)) == 0
    assert "Narrowed by the question: Finland" in capfd.readouterr().out
    assert run([*question, "--keep-wide", "countries"]) == 0
    assert "Narrowed" not in capfd.readouterr().out


def test_search_takes_filters_by_any_name(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    home = ("--json", "--home", library)
    found = asked(capfd, "search", "training at work", *home)["passages"]
    assert len(found) == 3
    for narrowed in (["--country", "Belgique"], ["--kind", "survey"], ["--language", "Dutch"], ["--year-from", "2021"]):
        titles = {passage["title"] for passage in asked(capfd, "search", "training", *narrowed, *home)["passages"]}
        assert titles == {"Enquête bij leermeesters"}, narrowed


def test_values_of_one_filter_widen_each_other(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    listed = asked(capfd, "documents", "--country", "FI", "--country", "Portugal", "--json", "--home", library)
    assert {document["source"] for document in listed["documents"]} == {"academy.md", "zinc.md"}


def test_documents_tell_their_facets_and_where_those_come_from(
    library: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (document,) = asked(capfd, "documents", "--kind", "good_practice", "--json", "--home", library)["documents"]
    assert document["facets"]["countries"] == ["FI"]
    assert document["facets"]["origins"]["countries"] == "declared"
    assert document["characters"] > 100


def test_a_batch_answers_line_by_line(library: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "a", "question": "What should you wear to weld zinc?"}\n'
        '{"id": "b", "question": "What should you wear?", "country": "Atlantis"}\n'
        '{"id": "c", "question": "Hoeveel leermeesters willen meer begeleiding?"}\n',
        encoding="utf-8",
    )
    assert run(["ask", "--batch", str(questions), "--home", str(library)]) == 1
    captured = capfd.readouterr()
    first, second, third = map(json.loads, captured.out.splitlines())
    assert (first["id"], first["citations"][0]["source"]) == ("a", "zinc.md")
    assert (second["id"], second["line"]) == ("b", 2)
    assert "Atlantis" in second["error"]
    assert (third["id"], third["citations"][0]["source"]) == ("c", "enquete.md")
    assert "1 of the lines" in captured.err


def test_documents_cannot_command_the_terminal(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for command in (["documents"], ["search", "zinc"], ["ask", "What should you wear to weld zinc?"]):
        assert run([*command, "--home", str(library)]) == 0
        printed = capfd.readouterr().out
        assert "[bold]welding[/bold]" in printed
        assert "\x1b" not in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "x", "--country", "Netherland"], "'Netherlands'"),
        (["search", "x", "--theme", "qqqqqqqqqq"], "There is no theme 'qqqqqqqqqq'"),
        (["ask", "x", "--year-from", "2022", "--year-to", "2020"], "wrong way round"),
        (["ask"], "Give a question"),
        (["ask", "x", "--batch", "y"], "not both"),
        (["search", "--batch", "no-such-file.jsonl"], "no-such-file.jsonl cannot be read"),
        (["index", "no-such-folder"], "no-such-folder"),
        (["frobnicate"], "frobnicate"),
        (["ask", "x", "--limit", "0"], "--limit"),
        (["ask", "x", "--keep-wide", "colours"], "countries, kinds, years"),
    ],
)
def test_what_cannot_be_done_is_said_on_standard_error(
    library: Path, arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(library), *arguments]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_an_empty_library_says_what_to_do(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "anything"]) == 2
    captured = capfd.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert "vet-assistant index" in captured.err


def test_check_and_repair(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    checked = asked(capfd, "check", "--json", "--home", library)
    assert checked["sound"]
    assert {line["name"] for line in checked["checks"]} >= {"home", "library", "index", "model"}
    assert asked(capfd, "repair", "--json", "--home", library) == {"repaired": False, "generation": None}
    assert asked(capfd, "repair", "--previous", "--json", "--home", library) == {"repaired": False, "generation": None}


def test_check_fails_where_nothing_is_indexed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 1
    assert "error" in capfd.readouterr().out


def test_every_command_has_help(capfd: pytest.CaptureFixture[str]) -> None:
    for command in ("index", "ask", "search", "documents", "feedback", "check", "repair", "ui"):
        assert run([command, "--help"]) == 0
        assert "--home" in capfd.readouterr().out


def test_help_loads_nothing_heavy() -> None:
    heavy = {"torch", "chromadb", "streamlit", "sqlalchemy", "numpy", "onnxruntime", "pydantic", "babel", "pypdf"}
    code = f"import sys, ui.cli; print(sorted({heavy} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_a_reader_that_goes_away_is_no_error(library: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "--home", str(library), "documents"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let programs that are started be interrupted, even if these tests run in the background, which cannot be."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_with_a_word_and_no_traceback(library: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "--home", str(library), "search", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b'{"id": 1, "question": "zinc"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert process.stderr.read() == b"Stopped.\n"
