import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.written.cleaning import plain_line
from assistant.written.reading import CitedSentence, is_refusal, read_sentences
from corpus.errors import ChatError

REPLY = """The region pays the wages. [S1] Since 2019 it has paid e.g. for the tools as well. [S2] [S3]

**Firms** give the places [S2, S4]; they choose the mentors. Nobody else does.[S1]
- In the Netherlands 4.500 pupils took part [S9]."""
READ = [
    ("The region pays the wages.", ("S1",)),
    ("Since 2019 it has paid e.g. for the tools as well.", ("S2", "S3")),
    ("Firms give the places; they choose the mentors.", ("S2", "S4")),
    ("Nobody else does.", ("S1",)),
    ("In the Netherlands 4.500 pupils took part.", ("S9",)),
]


def read(*pieces: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.text, each.keys) for each in read_sentences(pieces, "en")]


def test_a_reply_is_read_sentence_by_sentence_with_its_marks() -> None:
    assert read(REPLY) == READ


@given(st.lists(st.integers(1, len(REPLY) - 1), max_size=40))
def test_however_a_reply_is_cut_into_pieces_it_says_the_same(cuts: list[int]) -> None:
    places = [0, *sorted(set(cuts)), len(REPLY)]
    assert read(*(REPLY[start:end] for start, end in pairwise(places))) == READ


def test_a_sentence_is_given_before_the_next_one_has_ended() -> None:
    given: list[CitedSentence] = []
    pieces = iter(["The region pays. [S1]", " Firms ", "give places.", " [S2] And"])
    reading = read_sentences(pieces, "en")
    given.append(next(reading))
    assert given[0].text == "The region pays."
    assert given[0].keys == ("S1",)
    assert next(pieces) == "give places."


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("![x](https://evil.example/?q=who) Pupils gain.", "Pupils gain."),
        ("See [the report](https://evil.example/leak?q=secret).", "See the report."),
        ("Go to https://evil.example/a?b=c now", "Go to now"),
        ("<img src=x onerror=alert(1)>Hello <b>you</b>", "Hello you"),
        ("## Heading", "Heading"),
        ("| a | b |", "a | b"),
        ("1. **First** of *all*", "First of all"),
        ("a_b_c stays, 2 * 3 too", "a_b_c stays, 2 * 3 too"),
        ("\u202eright\u202c to left\u200b", "right to left"),
        ("<think>The user wants\nmoney</think>Pupils gain.", "Pupils gain."),
        ("[click](javascript:alert(1)) www.evil.example data:text/html,x", "click"),
    ],
)
def test_nothing_but_words_is_left(written: str, plain: str) -> None:
    assert plain_line(written) == plain


def test_marks_of_other_kinds_are_no_words() -> None:
    assert read("The region pays [1][^2] 【3†source】 [4]. [S1]") == [("The region pays.", ("S1",))]


@pytest.mark.parametrize(
    ("mark", "keys"),
    [
        ("[S1, S2]", ("S1", "S2")),
        ("[S1 and S2]", ("S1", "S2")),
        ("[S2-S4]", ("S2", "S3", "S4")),
        ("[S1-S999]", ("S1", "S999")),
        ("(S3)", ("S3",)),
        ("[s3]", ("S3",)),
        ("[Source 3]", ("S3",)),
        ("【S3†lines 1-4】", ("S3",)),
        ("[S\u200b3]", ("S3",)),
        ("(in S3)", ()),
    ],
)
def test_marks_are_known_in_other_forms(mark: str, keys: tuple[str, ...]) -> None:
    ((text, found),) = read(f"The region pays {mark}.")
    assert found == keys
    assert text.startswith("The region pays")


def test_marks_on_a_line_of_their_own_belong_to_the_line_before() -> None:
    for pieces in (
        ["The region pays.\n[S1]\n\nFirms help. [S2]"],
        ["The region pays.", "\n", "[S", "1]", "\nFirms help. [S2]"],
    ):
        assert read(*pieces) == [("The region pays.", ("S1",)), ("Firms help.", ("S2",))]


def test_what_was_thought_aloud_is_forgotten() -> None:
    thought = ["They ask who pays. ", "Perhaps", " the region?\n</think>\n", "Firms. [S1]"]
    first, forgets, last = read_sentences(thought, "en")
    assert first.text == "They ask who pays."
    assert forgets.forgets
    assert last.keys == ("S1",)


def test_a_complete_sentence_outlives_what_cuts_the_next_one() -> None:
    def pieces(text: str) -> Iterator[str]:
        yield text
        raise ChatError("cut")

    for text, kept in {
        "Firms pay [S1].": 1,
        "Firms pay. [S1]": 1,
        "Firms pay [S1]. In 20": 1,
        "Firms pay [S1]": 0,
    }.items():
        found: list[CitedSentence] = []
        with pytest.raises(ChatError):
            found.extend(read_sentences(pieces(text), "en"))
        assert len(found) <= kept


def test_what_a_model_thinks_is_not_what_it_says() -> None:
    assert read("<think>First. Second. [S1]\n", "Third.</think>\n", "The region pays. [S1]") == [
        ("The region pays.", ("S1",))
    ]


def test_a_refusal_is_known_in_any_dress() -> None:
    assert is_refusal("**The sources do not say**.")
    assert not is_refusal("The sources say so.")


def test_text_without_end_does_not_wait_for_one() -> None:
    assert sum(len(text) for text, _ in read(*(["word " * 1_000] * 40))) > 1_000


@pytest.mark.parametrize(
    "repeated",
    ["\n", " ", " \n", "[", "](", "![", "[x](", "(", "<", "<a ", "<!--", "<script>", "<think>", "</think", "&", "*_",
     "`", "S1 ", "[S1", "(S1, ", "[S1]", "【S1", ". ", "1. ", "a.b/", "www.", "$1", "| ", "# ", "\u200b", "A. "],
)  # fmt: skip
def test_nothing_that_is_repeated_takes_long_to_read(repeated: str) -> None:
    started = time.monotonic()
    pieces = [repeated * (40 // len(repeated))] * 500
    assert sum(len(each.text) for each in read_sentences(pieces, "en")) <= sum(map(len, pieces))
    assert time.monotonic() - started < 6
