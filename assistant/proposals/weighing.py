"""Weighing: what tells whether a sentence serves a question of a form, and what each thing counts for."""

from typing import NamedTuple


class Weights(NamedTuple):
    """What each thing counts for, in logarithms of odds; chosen on briefs of our own on the sample corpus."""

    subject: float = 0.4
    question: float = 0.23
    about: float = 0.5
    aspect: float = 4.4
    wanted: float = 1.7
    similar: float = 2.2
    country: float = 1.5
    says: float = 2.5
    running: float = 2.5
    used: float = 1.4
    same_document: float = 0.45
    floor: float = 4.8
    floor_alone: float = 3.8


WEIGHTS = Weights()


class Signals(NamedTuple):
    """What tells whether a sentence serves a question.

    `subject` and `question` are odds (logarithms) that it bears on what the brief says, and on the question as the
    brief would ask it, `about` those that its document is about what the brief is about. The others are from 0 to 1: it
    speaks of what is asked for; its relation is wanted; its document is of a practice like the one planned, of a
    partner country; it is a whole sentence. `running` is what it says, from half up or down, of how a project is run,
    where the question asks for that: there the subject counts for less.
    """

    subject: float
    question: float
    about: float
    similar: float
    country: float
    says: float
    aspect: float = 0.0
    wanted: float = 0.0
    running: float = 0.0

    def at_least(self, least: "Signals") -> "Signals":
        """Return these with none of them smaller than in `least`."""
        return Signals(*map(max, self, least))

    def weighed(self, weights: Weights) -> float:
        """Return the odds (a logarithm) that the sentence serves the question."""
        return (
            weights.subject * self.subject
            + weights.question * self.question
            + weights.about * self.about
            + weights.aspect * self.aspect
            + weights.wanted * self.wanted
            + weights.running * self.running
            + weights.similar * self.similar
            + weights.country * self.country
            + weights.says * self.says
        )
