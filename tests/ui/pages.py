"""The page through Streamlit's own driver, and all that it says."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "ui" / "app.py")


def opened(monkeypatch: pytest.MonkeyPatch, home: Path, **address: str | list[str]) -> AppTest:
    """The page as it opens at an address."""
    monkeypatch.setenv("VET_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60)
    for key, value in address.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def ask(page: AppTest, question: str) -> AppTest:
    """The page after a question was typed."""
    page.text_input(key="typed").set_value(question).run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All that the page says, in HTML or plain."""
    # AppTest has no class for st.html, nor for components: they are found by their type.
    bodies = [element.proto.body for element in page.get("html")]
    html = [body for body in bodies if not body.startswith(("<style", "<script"))]
    pressable = [json.loads(element.proto.json).get("html", "") for element in page.get("bidi_component")]
    return "\n".join([*html, *pressable, *(text.value for text in page.text)])
