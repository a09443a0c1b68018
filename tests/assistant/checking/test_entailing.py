"""An entailment model of the operator's: it judges meaning, the rules stay, and without it answers are not lost."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.checking.checker import Checker
from assistant.checking.entailing import EntailmentModel, labels_of
from assistant.checking.shapes import Verdict
from assistant.evaluating.claimlabels import CitedQuote, ClaimLabels, StatementLabel
from assistant.evaluating.claimrunning import measure_claims
from assistant.health import check_opened, state_of
from assistant.settings import EntailmentSettings, Settings, load_settings
from assistant.wiring import Assistant
from corpus.errors import ModelNotFound
from tests.assistant.checking.judges import make_judge
from tests.assistant.checking.sources import source

SOURCE = source("40 apprentices train in companies.", title="About learners")
DENIAL = source("Apprentices never teach in firms.", title="About learners")
REWORDED = "Learners get skills and jobs with firms."
UNLABELLED = {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_judge(tmp_path_factory.mktemp("models") / "tiny-nli")


def model(name: str, threshold: float = 0.5) -> EntailmentModel:
    return EntailmentModel(EntailmentSettings(model=name, threshold=threshold))


def checker(assistant: Assistant, name: str) -> Checker:
    return Checker(assistant.embedder, assistant.vocabulary, model(name))


def reasons(verdict: Verdict) -> list[str]:
    return [each.reason for each in verdict.differences]


def test_what_the_sources_entail_is_supported_in_whatever_words(assistant: Assistant, judge: str) -> None:
    assert assistant.checker().check(REWORDED, [SOURCE], "en").outcome != "supported"
    verdict = checker(assistant, judge).check(REWORDED, [SOURCE], "en")
    assert (verdict.outcome, verdict.differences) == ("supported", ())
    assert verdict.score > 0.9
    assert verdict.citation is not None


def test_what_they_contradict_is_told_with_the_sentence_that_does(assistant: Assistant, judge: str) -> None:
    statement = "Never did apprentices teach in firms."
    assert assistant.checker().check(statement, [DENIAL], "en").outcome == "supported"
    verdict = checker(assistant, judge).check(statement, [DENIAL], "en")
    assert verdict.outcome == "unsupported"
    (difference,) = verdict.differences
    assert (difference.reason, difference.said) == ("contradiction", statement)
    assert difference.found == ("Apprentices never teach in firms.",)


def test_what_they_say_nothing_of_is_not_supported(assistant: Assistant, judge: str) -> None:
    verdict = checker(assistant, judge).check("Sailors mend nets on islands.", [SOURCE], "en")
    assert (verdict.outcome, set(reasons(verdict))) == ("unsupported", {"meaning"})


def test_a_changed_figure_is_told_whatever_the_model_says(assistant: Assistant, judge: str) -> None:
    verdict = checker(assistant, judge).check("60 apprentices train in companies.", [SOURCE], "en")
    assert verdict.outcome != "supported"
    assert reasons(verdict) == ["figure"]


def test_how_sure_the_model_must_be_is_set(judge: str) -> None:
    premises = ["Apprentices train in companies."]
    sure = model(judge).judge(premises, REWORDED)
    assert sure is not None
    assert sure.relation == "entails"
    unsure = model(judge, 0.9999).judge(premises, REWORDED)
    assert unsure is not None
    assert unsure.relation == "neither"
    assert unsure.score == pytest.approx(sure.score)


def test_threads_may_share_a_model(judge: str) -> None:
    shared = model(judge)
    statements = [REWORDED, "Sailors mend nets.", "Learners never train."] * 8
    with ThreadPoolExecutor(4) as pool:
        judged = list(pool.map(lambda each: shared.judge(["Apprentices train in companies."], each), statements))
    assert [each and each.relation for each in judged] == ["entails", "neither", "contradicts"] * 8


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("contradiction", "entailment", "neutral"), (1, 0)),
        (("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), (0, 2)),
        (("neutral", "contradicts", "entails"), (2, 1)),
        (("entailment", "not_entailment"), (0, None)),
        (("Not Entailment", "Entailment"), (1, None)),
        (("contradiction", "entailment"), (1, 0)),
        (("LABEL_0", "LABEL_1", "LABEL_2"), None),
        (("entailment",), None),
        (("entailment", "entailed"), None),
        (("neutral", "contradiction"), None),
        (("entailment", "neutral", "toxic"), None),
    ],
)
def test_labels_are_read_in_any_order_and_case_or_not_at_all(labels: tuple[str, ...], expected: object) -> None:
    assert labels_of(dict(enumerate(labels))) == expected


def test_a_model_of_two_labels_contradicts_nothing(tmp_path: Path) -> None:
    two = model(make_judge(tmp_path / "two", {0: "entailment", 1: "not_entailment"}, steps=0))
    judged = two.judge(["Apprentices train."], "Learners never train.")
    assert judged is not None
    assert judged.relation == ("entails" if judged.score >= 0.5 else "neither")


@pytest.fixture(scope="module")
def unlabelled(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_judge(tmp_path_factory.mktemp("models") / "unlabelled", UNLABELLED, steps=0)


@pytest.mark.parametrize("name", ["nobody/no-such-model", "\0"])
def test_a_model_that_is_not_here_is_named_with_what_to_do(name: str) -> None:
    with pytest.raises(ModelNotFound, match=r"entailment model .* \(VET_ENTAILMENT_MODEL\) is not on this machine"):
        model(name).try_out()


def test_labels_that_mean_nothing_are_named(unlabelled: str) -> None:
    with pytest.raises(ModelNotFound, match="labels are LABEL_0, LABEL_1, LABEL_2"):
        model(unlabelled).try_out()


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(ModelNotFound, match="safetensors"):
        model(str(tmp_path)).try_out()


def test_without_its_model_the_checker_judges_as_ever_and_says_so_once(
    assistant: Assistant, unlabelled: str, caplog: pytest.LogCaptureFixture
) -> None:
    broken = checker(assistant, unlabelled)
    with caplog.at_level(logging.WARNING):
        for statement in (REWORDED, "40 apprentices train at companies."):
            assert broken.check(statement, [SOURCE], "en") == assistant.checker().check(statement, [SOURCE], "en")
    (line,) = [each.message for each in caplog.records if each.name == "assistant.checking.entailing"]
    assert "LABEL_0" in line


def test_a_model_that_fails_at_a_statement_judges_the_next(judge: str, tmp_path: Path) -> None:
    # Its tokeniser knows a word that it does not know itself.
    for path in Path(judge).iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    told = json.loads((tmp_path / "tokenizer.json").read_text(encoding="utf-8"))
    told["model"]["vocab"]["whales"] = 10_000
    (tmp_path / "tokenizer.json").write_text(json.dumps(told), encoding="utf-8")
    failing, premises = model(str(tmp_path)), ["Apprentices train in companies."]
    assert failing.judge(premises, "Learners train whales.") is None
    assert failing.trouble
    assert failing.judge(premises, REWORDED) is not None
    assert failing.trouble is None


def opened(indexed: Settings, name: str) -> Assistant:
    return Assistant.open(load_settings({"VET_ENTAILMENT_MODEL": name}, indexed.home))


def test_the_check_names_the_model_and_what_is_wrong_with_it(indexed: Settings, judge: str, unlabelled: str) -> None:
    for name, level, said in ((judge, "ok", "entailment model: "), (unlabelled, "warning", "LABEL_0")):
        with opened(indexed, name) as assistant:
            lines = check_opened(assistant)
        (line,) = [each for each in lines if each.name == "entailment_model"]
        assert (line.level, said in line.detail) == (level, True)
        assert state_of(lines) == ("ok" if level == "ok" else "degraded")


def test_what_is_measured_is_the_model_that_is_set(indexed: Settings, judge: str, unlabelled: str) -> None:
    place = CitedQuote(document="sauna.md", quote="Apprentices in the sauna trade spend four days a week")
    facts = {"id": "1", "split": "own", "language": "en", "statement": "Learners have skills.", "label": "supported"}
    label = StatementLabel.model_validate({**facts, "kind": "paraphrase", "cites": [place]})
    labels = ClaimLabels((label,), ())
    with Assistant.open(indexed) as plain, opened(indexed, judge) as judging, opened(indexed, unlabelled) as broken:
        found = [measure_claims(each, labels).statement_outcomes[0].outcome for each in (plain, judging)]
        with pytest.raises(ModelNotFound):
            measure_claims(broken, labels)
    assert found == ["unsupported", "supported"]
