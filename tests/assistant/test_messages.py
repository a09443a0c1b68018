import re

import pytest

from assistant.messages import message
from assistant.messagetexts import TEXTS
from assistant.questions import READ


@pytest.mark.parametrize("language", READ)
def test_every_language_says_all_with_the_same_values(language: str) -> None:
    assert TEXTS[language].keys() == TEXTS["en"].keys()
    for key, text in TEXTS[language].items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", TEXTS["en"][key])), key


def test_a_language_that_we_do_not_have_is_answered_in_english() -> None:
    assert message("searched", "is", documents=3).text == "Documents searched: 3."
