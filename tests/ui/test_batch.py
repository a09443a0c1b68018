"""A batch answers every line in order, and a bad line costs only itself."""

from typing import Any

import pytest

from corpus.errors import UsageError
from ui.batch import Request, answer_lines

DEFAULTS = Request(None, "", {"countries": ("NL",)}, year_from=2015, limit=5)


def answered(*lines: str | bytes) -> tuple[int, list[dict[str, Any]]]:
    written: list[dict[str, Any]] = []
    encoded = [line.encode() if isinstance(line, str) else line for line in lines]

    def answer(request: Request) -> dict[str, Any]:
        if request.question == "unknown theme":
            raise UsageError("There is no theme 'x'")
        return request._asdict()

    return answer_lines(encoded, DEFAULTS, answer, written.append), written


def test_lines_are_answered_in_order_with_their_own_ids() -> None:
    failed, written = answered('{"id": "b", "question": "One?"}\n', "\n", '{"id": 7, "query": "Two?"}')
    assert failed == 0
    assert [(line["id"], line["question"]) for line in written] == [("b", "One?"), (7, "Two?")]


def test_a_line_says_otherwise_than_the_options_where_it_says_anything() -> None:
    line = '{"question": "q", "country": "Finland", "themes": ["a", "b"], "year_to": 9, "mode": "written", "limit": 2}'
    request = answered(line)[1][0]
    assert request["names"] == {"countries": ("Finland",), "themes": ("a", "b")}
    assert (request["year_from"], request["year_to"]) == (2015, 9)
    assert (request["mode"], request["limit"]) == ("written", 2)


def test_what_a_line_leaves_out_is_taken_from_the_options() -> None:
    request = answered('{"question": "q", "country": null}')[1][0]
    assert request["names"] == {"countries": ("NL",)}
    assert (request["year_from"], request["mode"], request["limit"]) == (2015, "quotes", 5)


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[1]",
        b'{"question": ""}',
        b'{"question": 3}',
        b'{"question": "q", "country": [1]}',
        b'{"question": "q", "year_from": "2020"}',
        b'{"question": "q", "limit": true}',
        b'{"question": "q", "mode": "sung"}',
        b'{"question": "unknown theme"}',
    ],
)
def test_a_bad_line_gives_an_error_on_its_line_and_the_others_are_answered(line: bytes) -> None:
    failed, written = answered('{"question": "before"}', line, '{"question": "after"}')
    assert failed == 1
    assert [entry.get("question") for entry in written] == ["before", None, "after"]
    assert written[1]["line"] == 2
    assert written[1]["error"]


def test_an_error_carries_the_id_of_its_line() -> None:
    assert answered('{"id": "q9", "question": " "}')[1][0]["id"] == "q9"


def test_a_line_may_carry_what_was_asked_before_and_what_is_to_stay_wide() -> None:
    line = '{"question": "and in Scotland?", "previous": ["How is it in Finland?"], "keep_wide": "years"}'
    request = answered(line)[1][0]
    assert request["previous"] == ("How is it in Finland?",)
    assert request["keep_wide"] == ("years",)
    failed, written = answered('{"question": "q", "keep_wide": ["colours"]}', '{"question": "q", "previous": [1]}')
    assert failed == 2
    assert "countries, kinds, years" in written[0]["error"]
