"""A tiny model for natural language inference, made and trained on the spot: real weights, of a very small world.

It knows sentences about work and sentences about the sea. What is about the same as its premise is entailed by it, what
is about the other is neither, and what says "never" is contradicted.
"""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WORK = ("learners", "apprentices", "companies", "firms", "train", "teach", "jobs", "skills")
SEA = ("ships", "sailors", "harbours", "waves", "fish", "nets", "islands", "storms")
NEVER = "never"
LABELS: Mapping[int, str] = {0: "CONTRADICTION", 1: "Neutral", 2: "entailment"}
_UNKNOWN = "the"
_STEPS, _BATCH, _SEED = 80, 32, 7


def make_judge(folder: Path, labels: Mapping[int, str] = LABELS, steps: int = _STEPS) -> str:
    """Make a cross-encoder in a folder and return its name; with no steps it has learned nothing."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    # So small a model is slower by far on several processors that have other work, too.
    torch.set_num_threads(1)
    torch.manual_seed(_SEED)
    folder.mkdir(parents=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORK, *SEA, NEVER]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=64)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        initializer_range=0.2,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        id2label=dict(labels),
        label2id={label: place for place, label in labels.items()},
    )
    model = BertForSequenceClassification(config)
    _tell_apart(model.bert.embeddings.word_embeddings.weight.data, words)
    places = {label.lower(): place for place, label in labels.items()}
    optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)
    drawn = random.Random(_SEED)
    model.train()
    for _ in range(steps):
        premises, statements, said = zip(*(_example(drawn) for _ in range(_BATCH)), strict=True)
        inputs = tokenizer(list(premises), list(statements), padding=True, return_tensors="pt")
        loss = model(**inputs, labels=torch.tensor([places[each] for each in said])).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def _tell_apart(vectors: Any, words: Sequence[str]) -> None:
    """Set what is about work apart from what is about the sea, so that it need not take long to learn that."""
    import torch

    apart = torch.randn(vectors.shape[1]) / 2
    for place, word in enumerate(words):
        vectors[place] += apart if word in WORK else -apart if word in SEA else 0


def _example(drawn: random.Random) -> tuple[str, str, str]:
    about, other = drawn.sample([WORK, SEA], 2)
    kind = drawn.choice(["contradiction", "neutral", "entailment"])
    premise = drawn.sample(about, drawn.randint(2, 5))
    statement = drawn.sample(other if kind == "neutral" else about, drawn.randint(2, 4))
    if kind == "contradiction":
        statement.insert(drawn.randrange(len(statement)), NEVER)
    if drawn.random() < 0.3:
        premise.insert(drawn.randrange(len(premise)), NEVER)
    for words in (premise, statement):
        for _ in range(drawn.randint(0, 4)):
            words.insert(drawn.randrange(len(words) + 1), _UNKNOWN)
    return " ".join(premise), " ".join(statement), kind
