"""Files of labelled questions: what they may say, and how their mistakes are told."""

import json
from pathlib import Path

import pytest

from assistant.evaluating.labelled import LabelledSet, chosen, read_labelled
from corpus.errors import UsageError


def written(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def read(folder: Path, *lines: object) -> LabelledSet:
    return read_labelled(written(folder, *lines))


def test_the_shapes_of_a_line(tmp_path: Path) -> None:
    fact = {"id": 7, "question": " When? ", "language": "en", "set": "xquad", "document": "a.txt", "any": ["1968"]}
    listing = {
        "question": "Which?",
        "documents": ["a.md", "b.md"],
        "evidence": "It is.",
        "also": ["c.pdf"],
        "page": 3,
    }
    near = {"question": "Who?", "abstain": True, "near": "a.txt", "previous": ["What?"], "any": None}
    outside = {"question": "Who?", "document": "a", "any": ["x"], "filters": {"country": "FI"}, "outside": True}
    labelled = read(tmp_path, fact, "", listing, near, outside)
    first, second, third, fourth = labelled.questions
    assert (first.id, first.question, first.group, first.documents, first.answers) == (
        "7", "When?", "xquad", ("a.txt",), ("1968",),
    )  # fmt: skip
    assert (second.id, second.line, second.evidence, second.also) == ("line 3", 3, ("It is.",), ("c.pdf",))
    assert (third.answerable, third.near, third.previous) == (False, "a.txt", ("What?",))
    assert (fourth.answerable, fourth.filters) == (False, {"country": "FI"})
    assert labelled.unused == ("page",)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"question": "x", "abstain": true}\r\n{"question": "y", "abstain": true}\r\n')
    assert [each.question for each in read_labelled(path).questions] == ["x", "y"]


def test_an_answer_of_which_nothing_is_left_is_passed_over(tmp_path: Path) -> None:
    (question,) = read(tmp_path, {"question": "x", "document": "a", "any": [".", "war"]}).questions
    assert question.answers == ("war",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2, is not valid JSON"),
        ("[" * 100_000, "line 2, is not valid JSON"),
        ("[1]", "line 2, is not a JSON object"),
        ({"abstain": True}, "line 2, `question`: is missing"),
        ({"question": " ", "abstain": True}, "line 2, `question`: must not be empty"),
        ({"question": 3, "abstain": True}, "line 2, `question`"),
        ({"question": "x"}, "`label`: has no label"),
        ({"question": "x", "document": "a"}, "give `any` or `evidence`"),
        ({"question": "x", "document": "a", "any": "…"}, "`any`: must hold at least one letter"),
        ({"question": "x", "document": "a", "any": [1]}, "`any`"),
        ({"question": "x", "document": 5, "any": ["y"]}, "`document`"),
        ({"question": "x", "document": "a", "documents": ["b"], "any": ["y"]}, "not both"),
        ({"question": "x", "document": "", "any": ["y"]}, "`document`: must name a file"),
        ({"question": "x", "abstain": True, "any": ["y"]}, "says that there is no answer"),
        ({"question": "x", "abstain": "yes"}, "`abstain`"),
        ({"question": "x", "documents": ["a", "b"], "title": "t", "any": ["y"]}, "`title`"),
        ({"question": "x", "document": "a", "any": ["y"], "outside": True}, "`outside`"),
        ({"id": "1", "question": "x", "abstain": True}, "line 2, `id`: line 1 has the same, '1'"),
    ],
)
def test_a_mistake_is_told_by_its_line_and_field(tmp_path: Path, line: object, said: str) -> None:
    with pytest.raises(UsageError, match=r"questions\.jsonl") as raised:
        read(tmp_path, {"id": "1", "question": "x", "abstain": True}, line)
    assert said in str(raised.value)


def test_many_mistakes_are_told_together_but_not_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read(tmp_path, *(["{"] * 9))
    assert "9 lines cannot be used" in str(raised.value)
    assert "line 5" in str(raised.value)
    assert "and 4 more" in str(raised.value)


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_labelled(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="holds no question"):
        read(tmp_path, "")
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00\n")
    with pytest.raises(UsageError, match="line 1, is not valid JSON"):
        read_labelled(binary)


def test_questions_are_chosen_by_split_and_spread_evenly(tmp_path: Path) -> None:
    lines = [{"question": str(n), "abstain": True, "split": "dev" if n % 2 else "test"} for n in range(10)]
    questions = read(tmp_path, *lines).questions
    assert [each.question for each in chosen(questions, "dev")] == ["1", "3", "5", "7", "9"]
    assert [each.question for each in chosen(questions, None, 4)] == ["0", "2", "5", "7"]
    assert len(chosen(questions, None, 99)) == 10
    with pytest.raises(UsageError, match="there are: test, dev"):
        chosen(questions, "held-out")
