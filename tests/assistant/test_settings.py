from pathlib import Path

import pytest

from assistant.settings import load_settings
from corpus.errors import SettingsError


def write(home: Path, text: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "vet-assistant.toml").write_text(text, encoding="utf-8")


def test_overrides_win_over_the_environment_over_the_file_over_defaults(home: Path) -> None:
    write(home, 'ui_language = "fi"\n[answering]\nquotes = 3\n[ui]\nport = 8600\n')

    settings = load_settings({"VET_UI_LANGUAGE": "nl"}, home, {"ui": {"port": 8700, "host": None}})

    assert (settings.ui.language, settings.answering.quotes, settings.ui.port) == ("nl", 3, 8700)
    assert settings.ui.host == "127.0.0.1"
    assert settings.retrieval.kept == 10


@pytest.mark.parametrize("key", ["VET_CHAT_MODEL", "chat_model"])
def test_the_file_takes_the_names_of_the_environment_too(home: Path, key: str) -> None:
    write(home, f'{key} = "acme:large"')
    assert load_settings({}, home).chat.model == "acme:large"


def test_home_comes_from_the_argument_then_the_environment_then_the_user(tmp_path: Path) -> None:
    assert load_settings({"VET_HOME": str(tmp_path / "a")}, tmp_path / "b").home == tmp_path / "b"
    assert load_settings({"VET_HOME": str(tmp_path / "a")}).home == tmp_path / "a"
    assert load_settings({}).home.name == "vet-assistant"


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"VET_UI_LANGUAGE": "Dutch"}, "VET_UI_LANGUAGE"),
        ({"VET_CHROMA_URL": "localhost:8000"}, "VET_CHROMA_URL"),
        ({"VET_DATABASE_URL": "mysql://x"}, "VET_DATABASE_URL"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_variable(home: Path, environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ, home)
    assert caught.value.key == named


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('ui_langage = "nl"', "ui_language"),
        ("[answering]\nqoutes = 3", "answering.quotes"),
        ("[retreival]\nkept = 3", "retrieval"),
        ("answering = 3", r"\[answering\]"),
        ('home = "/somewhere"', "VET_HOME"),
        ("[answering]\nquotes = 0", "answering.quotes"),
        ("quotes = = 3", "not valid TOML"),
        ('database_url = "postgresql://me:secret@host/vet"', "VET_DATABASE_URL"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_what_was_meant(home: Path, text: str, hint: str) -> None:
    write(home, text)
    with pytest.raises(SettingsError, match=hint) as caught:
        load_settings({}, home)
    assert "vet-assistant.toml" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_secrets_are_neither_shown_nor_in_the_fingerprint(home: Path) -> None:
    plain = load_settings({}, home)
    secret = load_settings({"VET_DATABASE_URL": "postgresql://me:s3cret@host/vet"}, home)

    assert "s3cret" not in f"{secret!r} {secret} {secret.model_dump()} {secret.model_dump_json()}"
    assert secret.database_url.startswith("postgresql://me:s3cret@")
    assert secret.fingerprint == plain.fingerprint


def test_the_fingerprint_changes_with_what_influences_answers(home: Path) -> None:
    plain = load_settings({}, home).fingerprint

    assert load_settings({}, home, {"answering": {"quotes": 4}}).fingerprint != plain
    assert load_settings({"VET_EMBEDDING_MODEL": "acme/model"}, home).fingerprint != plain
    assert load_settings({"VET_UI_LANGUAGE": "nl"}, home, {"ui": {"port": 9000}}).fingerprint == plain


def test_the_bundled_model_is_known_by_its_own_name_too(home: Path) -> None:
    named = load_settings({"VET_EMBEDDING_MODEL": "sentence-transformers/all-MiniLM-L6-v2"}, home)
    assert named.embedding.model == load_settings({}, home).embedding.model


@pytest.mark.parametrize(("written", "asks"), [("true", True), ("On", True), ("1", True), ("no", False), ("", False)])
def test_feedback_is_asked_for_only_where_someone_said_so(home: Path, written: str, asks: bool) -> None:
    assert load_settings({"VET_UI_FEEDBACK": written}, home).ui.feedback is asks


@pytest.mark.parametrize("written", ['"perhaps"', "2", '"tru"', "[true]"])
def test_what_is_neither_yes_nor_no_is_refused(home: Path, written: str) -> None:
    write(home, f"[ui]\nfeedback = {written}")
    with pytest.raises(SettingsError, match=r"ui\.feedback.*must be true or false"):
        load_settings({}, home)
