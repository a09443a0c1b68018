"""Embedders: one suite for every way to run the model, their agreement, and what happens where a part is missing."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import ModelNotFound
from corpus.library import TOKEN_DIMENSION
from corpus.sentences import sentence_spans
from indexer.embedding import Embedder, PassageInput, load_embedder, prepare
from indexer.models import bundled, encoders
from indexer.models.pooled import PooledEmbedder

SHORT = "Mentors visit apprentices. They talk about “safety” at work, ça va?"
LONG = "Teachers and trainers of schools learn to assess skills that were gained at work. " * 14
ODD = "漢字 😀 ½ \u202f\x00 AI-supported, co-operative; naïve. Ünïcödé! \n Zß."
TEXTS = [SHORT, LONG, ODD, "One.", "Practice in Finland: 3.5 % of students (2021) chose it."]


def passage(text: str) -> PassageInput:
    return PassageInput(text, sentence_spans(text))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    prepare(folder)
    return folder


@pytest.fixture(scope="module")
def question_embedder(cache: Path) -> Embedder:
    return load_embedder("bundled", cache, "question")


@pytest.fixture(scope="module", params=["question", "index", "sentence-transformers"])
def embedder(request: pytest.FixtureRequest, cache: Path) -> Embedder:
    if request.param == "sentence-transformers":
        return load_embedder(str(bundled.folder()), cache, "index")
    return load_embedder("", cache, request.param)


def test_every_way_gives_the_same_vectors(embedder: Embedder, question_embedder: Embedder) -> None:
    passages = [passage(text) for text in TEXTS]
    both = zip(embedder.embed_passages(passages), question_embedder.embed_passages(passages), strict=True)
    for ours, theirs in both:
        assert ours.vector @ theirs.vector > 0.999
        assert np.all((ours.sentences * theirs.sentences).sum(axis=1) > 0.999)


def test_vectors_are_those_of_sentence_transformers(question_embedder: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(bundled.folder()), device="cpu", local_files_only=True)
    model.max_seq_length = bundled.MAX_TOKENS
    assert question_embedder.count_tokens([LONG])[0] > 128
    expected = model.encode(TEXTS, normalize_embeddings=True)
    ours = np.array([result.vector for result in question_embedder.embed_passages([passage(text) for text in TEXTS])])
    questions = np.array([question_embedder.embed_question(text).vector for text in TEXTS])
    assert np.all((ours * expected).sum(axis=1) > 0.9999)
    assert np.all((questions * expected).sum(axis=1) > 0.9999)


def test_vectors_have_unit_length_and_the_stated_shape(embedder: Embedder) -> None:
    for text, result in zip(TEXTS, embedder.embed_passages([passage(text) for text in TEXTS]), strict=True):
        assert result.vector.shape == (embedder.dimension,)
        assert result.vector.dtype == np.float32
        assert result.sentences.shape == (len(sentence_spans(text)), embedder.dimension)
        assert np.allclose(np.linalg.norm(result.sentences, axis=1), 1, atol=1e-4)
        assert np.linalg.norm(result.vector) == pytest.approx(1, abs=1e-4)


def test_passages_come_back_in_the_order_given(embedder: Embedder) -> None:
    texts = [f"{'word ' * (index * 7 % 40)}number {index}" for index in range(40)]
    done: list[int] = []
    results = embedder.embed_passages([passage(text) for text in texts], done.append)
    alone = [embedder.embed_passages([passage(text)])[0].vector for text in texts[::8]]
    assert all(results[index * 8].vector @ vector > 0.999 for index, vector in enumerate(alone))
    assert sum(done) == 40


def test_a_sentence_is_told_from_its_neighbours(embedder: Embedder) -> None:
    text = "Bakers use flour and yeast. The survey covers twelve countries. Nurses train in hospitals."
    (result,) = embedder.embed_passages([passage(text)])
    for question, best in [("What do bakers use?", 0), ("How many countries?", 1), ("Where do nurses learn?", 2)]:
        assert int(np.argmax(result.sentences @ embedder.embed_question(question).vector)) == best


def test_each_word_of_a_question_finds_its_own_in_a_passage(question_embedder: Embedder) -> None:
    asked = "Which countries did the survey cover?"
    (result,) = question_embedder.embed_passages(
        [passage("Bakers use flour and yeast. The survey covers twelve countries.")]
    )
    question = question_embedder.embed_question(asked)
    assert [asked[start:end] for start, end in question.places][1] == "countries"
    assert np.allclose(np.linalg.norm(result.tokens, axis=1), 1, atol=1e-3)
    first, last = result.token_rows[1]
    assert first <= (result.tokens @ question.tokens[1]).argmax() < last


def test_a_model_behind_sentence_transformers_gives_no_tokens(tmp_path: Path, cache: Path) -> None:
    embedder = load_embedder(changed_model(tmp_path, lambda folder: None), cache, "index")
    (result,) = embedder.embed_passages([passage(SHORT)])
    assert not len(result.tokens)
    assert not len(embedder.embed_question("Who?").tokens)


def test_odd_passages_still_get_vectors(embedder: Embedder) -> None:
    inputs = [PassageInput("", []), PassageInput("  ", [(0, 1)]), PassageInput("a b", [(1, 2), (0, 3)])]
    results = embedder.embed_passages(inputs)
    assert [result.sentences.shape[0] for result in results] == [0, 1, 2]
    assert all(result.tokens.shape[1] == TOKEN_DIMENSION for result in results)
    assert all(np.isfinite(result.vector).all() and np.isfinite(result.sentences).all() for result in results)
    assert embedder.embed_passages([]) == []
    assert np.isfinite(embedder.embed_question("").vector).all()


def test_a_text_longer_than_the_window_is_refused_not_cut(embedder: Embedder) -> None:
    fits = "word " * (embedder.max_tokens - 2)
    assert embedder.count_tokens([fits, fits * 10, ""]) == [254, 2540, 0]
    embedder.embed_passages([PassageInput(fits, [])])
    with pytest.raises(ValueError, match="more than the"):
        embedder.embed_passages([PassageInput("short", []), PassageInput(fits + "word", [])])


def test_of_a_very_long_question_the_beginning_is_read(embedder: Embedder) -> None:
    beginning = "How are apprentices helped? " * 50
    vector = embedder.embed_question(beginning + "Something else entirely. " * 500).vector
    assert vector @ embedder.embed_question(beginning).vector > 0.999


def test_the_name_says_which_weights(embedder: Embedder, question_embedder: Embedder) -> None:
    assert question_embedder.name == "sentence-transformers/all-MiniLM-L6-v2@53aa5117"
    assert "@" in embedder.name


def run_python(code: str, *arguments: str, home: Path) -> str:
    """Run code in a process of its own and return what it prints."""
    environment = {"HOME": str(home), "PATH": "", "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout


QUESTION = """
import sys; from pathlib import Path; from indexer.embedding import load_embedder
embedder = load_embedder("", Path(sys.argv[1]), sys.argv[2])
embedder.embed_question("Who helps?")
print(*(name for name in ("torch", "onnx", "transformers", "openvino_telemetry.main") if name in sys.modules))
"""


@pytest.mark.parametrize("purpose", ["question", "index"])
def test_neither_torch_nor_telemetry_is_loaded(cache: Path, tmp_path: Path, purpose: str) -> None:
    assert run_python(QUESTION, str(cache), purpose, home=tmp_path).split() == []
    assert not list(tmp_path.iterdir()), "something was written to the home folder"


def test_a_question_makes_what_is_not_yet_prepared(tmp_path: Path) -> None:
    run_python(QUESTION, str(tmp_path / "new" / "cache"), "question", home=tmp_path)
    assert [path.suffix for path in (tmp_path / "new" / "cache").iterdir()] == [".onnx"]


def test_two_processes_may_prepare_at_once(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from indexer.embedding import prepare; prepare(Path(sys.argv[1]))"
    both = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert len([path for path in tmp_path.iterdir() if path.suffix == ".onnx"]) == 1
    assert not list(tmp_path.glob("*.part"))
    assert load_embedder("", tmp_path, "question").embed_question("Who?").vector.shape == (384,)


@pytest.mark.parametrize("purpose", ["question", "index"])
def test_a_damaged_file_in_the_cache_is_made_anew(tmp_path: Path, purpose: str) -> None:
    prepare(tmp_path)
    (damaged,) = tmp_path.glob("*.onnx")
    damaged.write_bytes(damaged.read_bytes()[:1000])
    embedder = load_embedder("", tmp_path, "question" if purpose == "question" else "index")
    assert embedder.embed_question("Who?").vector.shape == (384,)
    assert damaged.stat().st_size > 1_000_000


def test_indexing_does_without_openvino(
    cache: Path, monkeypatch: pytest.MonkeyPatch, question_embedder: Embedder
) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    embedder = load_embedder("", cache, "index")
    assert embedder.embed_question("Who?").vector @ question_embedder.embed_question("Who?").vector > 0.9999


def test_a_way_that_disagrees_is_not_used(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reference = encoders.onnx_encoder(cache)

    def wrong(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        return reference(ids, np.ones_like(mask))[:, ::-1]

    assert encoders.agrees(reference, reference)
    assert not encoders.agrees(wrong, reference)
    monkeypatch.setattr(encoders, "openvino_encoder", lambda _: wrong)
    (file,) = cache.glob("*.onnx")
    (tmp_path / file.name).symlink_to(file)
    for _ in range(2):
        assert encoders.indexing_encoder(tmp_path) is not wrong
        assert "differ" in caplog.text


def test_other_weights_than_those_that_were_checked_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    monkeypatch.setattr(bundled, "folder", lambda: tmp_path)
    with pytest.raises(ModelNotFound, match="again"):
        prepare(tmp_path / "cache")


def changed_model(folder: Path, change: Callable[[Path], None]) -> str:
    """Make a folder like the bundled model's with something changed, and return its name."""
    for path in bundled.folder().rglob("*"):
        target = folder / path.relative_to(bundled.folder())
        if path.suffix == ".safetensors":
            target.symlink_to(path)
        elif path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    change(folder)
    return str(folder)


def test_a_model_that_reads_its_first_token_embeds_sentences_on_their_own(tmp_path: Path, cache: Path) -> None:
    def first_token(folder: Path) -> None:
        settings = {"word_embedding_dimension": 384, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
        (folder / "1_Pooling" / "config.json").write_text(json.dumps(settings))

    embedder = load_embedder(changed_model(tmp_path, first_token), cache, "index")
    (result,) = embedder.embed_passages([passage(SHORT)])
    (alone,) = embedder.embed_passages([passage("Mentors visit apprentices.")])
    assert result.sentences[0] @ alone.vector > 0.999


def test_a_models_own_prompt_is_read_before_every_passage(tmp_path: Path, cache: Path) -> None:
    def prompt(folder: Path) -> None:
        (folder / "config_sentence_transformers.json").write_text(
            json.dumps({"prompts": {"query": "query: ", "document": "passage: "}})
        )

    embedder = load_embedder(changed_model(tmp_path, prompt), cache, "index")
    plain = load_embedder("", cache, "question")
    assert embedder.max_tokens == plain.max_tokens - 2
    (ours,), (theirs,) = (
        embedder.embed_passages([passage(SHORT)]),
        plain.embed_passages([PassageInput("passage: " + SHORT, [(9, 35), (36, 9 + len(SHORT))])]),
    )
    assert ours.vector @ theirs.vector > 0.999
    assert np.all((ours.sentences * theirs.sentences).sum(axis=1) > 0.999)


def test_pickled_weights_are_refused(tmp_path: Path, cache: Path) -> None:
    def pickled(folder: Path) -> None:
        (folder / "model.safetensors").unlink()
        (folder / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")

    with pytest.raises(ModelNotFound, match="safetensors"):
        load_embedder(changed_model(tmp_path, pickled), cache, "index")


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no such model", "../../nowhere", "\0", "a" * 500])
def test_a_model_that_is_not_here_is_named_with_what_to_do(name: str, cache: Path) -> None:
    with pytest.raises(ModelNotFound, match="VET_EMBEDDING_MODEL"):
        load_embedder(name, cache, "question")


def test_a_folder_without_a_model_is_named(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(ModelNotFound, match="holds no model"):
        load_embedder(str(tmp_path), cache, "question")


def test_threads_may_share_an_embedder(question_embedder: Embedder) -> None:
    from concurrent.futures import ThreadPoolExecutor

    assert isinstance(question_embedder, PooledEmbedder)
    with ThreadPoolExecutor(4) as pool:
        vectors = [each.vector for each in pool.map(question_embedder.embed_question, [SHORT, LONG[:300]] * 10)]
    assert all(vector @ vectors[index % 2] > 0.9999 for index, vector in enumerate(vectors))
