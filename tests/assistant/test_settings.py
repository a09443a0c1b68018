from pathlib import Path

import pytest

from assistant.settings import ENVIRONMENT, load_settings
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


LIMITS = {
    "VET_CHAT_UNSUPPORTED": ("left_out", "left_out"),
    "VET_CHAT_PREPARATION": ("no", False),
    "VET_CHAT_TRANSLATIONS": ("off", False),
    "VET_CHAT_SECONDS": ("45.5", 45.5),
    "VET_CHAT_FIRST_SECONDS": ("12", 12),
    "VET_CHAT_CHUNK_SECONDS": ("5", 5),
    "VET_CHAT_QUEUE_SECONDS": ("0", 0),
    "VET_CHAT_RETRIES": ("0", 0),
    "VET_CHAT_AT_ONCE": ("4", 4),
    "VET_CHAT_ANSWER_TOKENS": ("500", 500),
    "VET_CHAT_QUESTION_TOKENS": ("9000", 9000),
    "VET_CHAT_CONTEXT_TOKENS": ("4096", 4096),
    "VET_CHAT_DAY_TOKENS": ("200000", 200_000),
    "VET_CHAT_DAY_COST": ("2.50", 2.5),
    "VET_CHAT_PRICE_READ": ("0.15", 0.15),
    "VET_CHAT_PRICE_WRITTEN": ("0.6", 0.6),
    "VET_CHAT_LOCAL_ONLY": ("true", True),
    "VET_CHAT_MODEL": ("acme:large", "acme:large"),
}


def test_every_limit_of_the_chat_model_can_be_set_in_the_environment(home: Path) -> None:
    chat = load_settings({name: written for name, (written, _) in LIMITS.items()}, home).chat

    found = {f"VET_CHAT_{name.upper()}": value for name, value in chat if name != "base_url"}
    assert found == {name: value for name, (_, value) in LIMITS.items()}


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"VET_CHAT_SECONDS": "soon"}, "VET_CHAT_SECONDS: input should be a valid number"),
        ({"VET_CHAT_DAY_COST": "-1"}, "VET_CHAT_DAY_COST: input should be greater than 0"),
        ({"VET_CHAT_AT_ONCE": "2.5"}, "VET_CHAT_AT_ONCE: input should be a valid integer"),
        ({"VET_CHAT_UNSUPPORTED": "hidden"}, "VET_CHAT_UNSUPPORTED: input should be 'struck' or 'left_out'"),
        ({"VET_CHAT_PREPARATION": "perhaps"}, "VET_CHAT_PREPARATION: must be true or false"),
        ({"VET_ENTAILMENT_THRESHOLD": "1.5"}, "VET_ENTAILMENT_THRESHOLD: input should be less than 1"),
        ({"VET_CHAT_DAY_COSTS": "2"}, "VET_CHAT_DAY_COSTS: is no setting; did you mean VET_CHAT_DAY_COST?"),
    ],
)
def test_a_limit_that_would_not_hold_is_refused_by_the_name_of_its_variable(
    home: Path, environ: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ, home)
    assert str(caught.value).startswith(said)


def test_the_key_of_the_chat_model_is_no_setting_and_no_mistake(home: Path) -> None:
    settings = load_settings({"VET_CHAT_API_KEY": "sk-secret"}, home)
    assert "sk-secret" not in repr(settings)


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
    assert load_settings({"VET_ENTAILMENT_MODEL": "acme/nli"}, home).fingerprint != plain
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


def test_the_readme_tells_of_every_variable() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in ENVIRONMENT if f"`{name}`" not in readme] == []
