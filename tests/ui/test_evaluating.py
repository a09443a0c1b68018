"""`vet-assistant evaluate` as a person and a program meet it, on a small library of real files."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ui.libraries import FILES
from ui.cli import run

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"id": "a", "question": "Where does the Kelluva Maritime Academy train ship mechanics?", "language": "en",
     "set": "own", "kind": "place", "split": "dev", "document": "practices/kelluva.md", "any": ["the port of Turku"]},
    {"id": "b", "question": "Hoeveel procent van de leermeesters wil meer begeleiding?", "language": "nl", "set": "own",
     "split": "dev", "document": "enquete.md", "evidence": ["62 procent"], "filters": {"country": "Netherlands"}},
    {"id": "c", "question": "Who is the minister of education of Slovenia?", "language": "en", "abstain": True,
     "set": "absent", "split": "test"},
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    home: Path = tmp_path_factory.mktemp("home")
    assert run(["--home", str(home), "index", str(folder)]) == 0
    return home


def questions(folder: Path, *lines: object) -> str:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines or QUESTIONS), encoding="utf-8")
    return str(path)


def test_the_figures_are_printed(home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--home", str(home), "evaluate", questions(tmp_path)]) == 0
    printed = capfd.readouterr().out
    assert "3 questions, 2 of them answerable, to 3 documents" in printed
    for line in (
        "Passage Recall@1 ",
        "Evidence@1 ",
        "Citation precision ",
        "absent ",
        "Brier score ",
        "ask, median (ms)",
    ):
        assert line in printed
    assert "nl → nl" in printed


def test_json_is_alone_on_standard_output_and_whole(
    home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    report = tmp_path / "reports" / "report.html"
    arguments = ["evaluate", questions(tmp_path), "--json", "--report", str(report), "--home", str(home)]
    assert run(arguments) == 0
    captured = capfd.readouterr()
    evaluation = json.loads(captured.out)
    assert evaluation["figures"]["recall_at_1"] == {
        "value": 1.0, "low": pytest.approx(0.34, abs=0.01), "high": 1.0, "count": 2,
    }  # fmt: skip
    assert evaluation["figures"]["evidence_at_1"]["value"] == 1
    assert evaluation["exact_quotes"]["value"] == 1
    assert [each["question"]["id"] for each in evaluation["outcomes"]] == ["a", "b", "c"]
    assert evaluation["outcomes"][0]["question"]["any"] == ["the port of Turku"]
    assert "report.html" in captured.err
    assert "<h1>How well the library answers</h1>" in report.read_text(encoding="utf-8")


def test_a_split_and_a_limit_choose_questions(home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    markdown = tmp_path / "report.md"
    arguments = ["evaluate", questions(tmp_path), "--split", "dev", "--limit", "1", "--report", str(markdown)]
    assert run(["--home", str(home), *arguments]) == 0
    assert "1 questions, 1 of them answerable" in capfd.readouterr().out
    assert markdown.read_text(encoding="utf-8").startswith("# How well the library answers")


def test_practices_are_measured_too(home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place = {"language": "en", "split": "dev", "document": "practices/kelluva.md"}
    cells = tmp_path / "cells.jsonl"
    cells.write_text(
        json.dumps({**place, "id": "c1", "dimension": "period", "stated": True, "any": ["2019"], "codes": ["2019"]})
        + "\n"
        + json.dumps({**place, "id": "c2", "dimension": "evaluation", "stated": False})
    )
    comparable = tmp_path / "comparable.jsonl"
    pair = {"id": "p1", "practice": "practices/kelluva.md", "candidate": "mentors.md", "split": "dev", "grade": 2}
    comparable.write_text(json.dumps({**pair, "reason": "Apprentices and shipyards."}))
    report = tmp_path / "report.html"
    arguments = ["--cells", str(cells), "--comparable", str(comparable), "--report", str(report)]
    assert run(["--home", str(home), "evaluate", questions(tmp_path), *arguments]) == 0
    printed = capfd.readouterr().out
    assert "1 judgements of candidates for 1 practices; 2 cells of 1 documents, 1 of them not stated there." in printed
    assert "whole-document cosine" in printed
    assert "nDCG@5" in report.read_text(encoding="utf-8")


def test_claims_are_measured_too(home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cites = [{"document": "enquete.md", "quote": "62 procent"}]
    faithful = {"id": "w1", "split": "dev", "language": "nl", "statement": "Meer begeleiding wil 62 %.", "cites": cites,
                "label": "supported", "kind": "figure_rewritten"}  # fmt: skip
    changed = {**faithful, "id": "w2", "statement": "Meer begeleiding wil 26 %.", "label": "unsupported",
               "kind": "changed_figure", "original": "w1", "note": "62"}  # fmt: skip
    statements, claims = tmp_path / "statements.jsonl", tmp_path / "claims.jsonl"
    statements.write_text("\n".join(map(json.dumps, (faithful, changed, {**changed, "id": "w3", "split": "test"}))))
    claims.write_text(
        json.dumps({"id": "c1", "split": "dev", "language": "nl", "sentence": "Wij gaan bouwen.", "label": "own"})
    )
    report = tmp_path / "report.html"
    arguments = ["--statements", str(statements), "--claims", str(claims), "--split", "dev", "--report", str(report)]
    assert run(["--home", str(home), "evaluate", questions(tmp_path), *arguments]) == 0
    printed = capfd.readouterr().out
    assert "2 statements, 1 of them faithful, and 1 sentences of drafts, on 1 documents." in printed
    assert "wrong ones caught" in printed
    assert "Claims: does the source say so?" in report.read_text(encoding="utf-8")


def test_needs_of_sections_are_measured_too(home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    brief = {"title": "Mentors on board", "idea": "Mentors help apprentices of shipyards.", "countries": ["FI"]}
    place = {"brief": brief, "split": "dev", "section": "relevance"}
    good = [{"document": "mentors.md", "any": ["mentor"]}]
    lines = [
        {**place, "id": "n1", "question": "needs", "evidence": good},
        {**place, "id": "n2", "question": "innovation", "none": True},
        {**place, "id": "n3", "split": "test", "question": "priorities", "evidence": good},
    ]
    needs, report = tmp_path / "needs.jsonl", tmp_path / "report.md"
    needs.write_text("\n".join(map(json.dumps, lines)))
    arguments = ["--needs", str(needs), "--split", "dev", "--report", str(report)]
    assert run(["--home", str(home), "evaluate", questions(tmp_path), *arguments]) == 0
    assert "2 needs of sections in 1 briefs; for 1 of them the library has nothing." in capfd.readouterr().out
    assert "evidence@5" in report.read_text(encoding="utf-8")


def test_a_question_that_cannot_be_asked_is_listed_and_the_others_are_measured(
    home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    endless = {**QUESTIONS[0], "id": "endless", "question": "academy " * 20_000}
    missing = {**QUESTIONS[0], "id": "missing", "document": "none.md"}
    assert run(["--home", str(home), "evaluate", questions(tmp_path, QUESTIONS[0], endless, missing)]) == 1
    printed = capfd.readouterr().out
    assert "1 could not be asked:" in printed
    assert "endless" in printed
    assert "The library holds no document of a file 'none.md'" in printed
    assert "3 questions" in printed


@pytest.mark.parametrize(
    ("lines", "options", "said"),
    [
        ([{"question": "x"}], [], "line 1, `label`"),
        ([{**QUESTIONS[0], "filters": {"country": "Atlantis"}}], [], "line 1, `filters`: There is no country"),
        ([{**QUESTIONS[0], "filters": {"year_from": "x"}}], [], "line 1, `filters`: `year_from`"),
        ([QUESTIONS[0]], ["--split", "nowhere"], "no question of the split 'nowhere'"),
        ([QUESTIONS[0]], ["--limit", "0"], "--limit"),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_is_asked(
    home: Path, tmp_path: Path, lines: list[object], options: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(home), "evaluate", questions(tmp_path, *lines), *options]) == 2
    captured = capfd.readouterr()
    assert said in captured.err
    assert not captured.out


def test_an_empty_library_says_what_to_do(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--home", str(tmp_path / "home"), "evaluate", questions(tmp_path)]) == 2
    assert "vet-assistant index" in capfd.readouterr().err
