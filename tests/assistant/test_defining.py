from time import perf_counter

import pytest

from assistant.defining import defines


@pytest.mark.parametrize(
    ("subject", "definition", "mention"),
    [
        ("Jet-Net", "Jet-Net is a network of companies and schools.", "In 2012 Denmark copied Jet-Net."),
        ("Jet-Net", "Jet-Net & TechNet (JNTN) is a joint venture.", "Philips began Jet-Net."),
        ("EQAVET", "EQAVET (European Quality Assurance in VET) helps schools.", "The tool follows EQAVET."),
        ("welding circle", "Welding circles are a way to learn.", "She left the welding circle."),
        ("leerbedrijf", "Een leerbedrijf is een erkend bedrijf.", "Zij werkt bij een leerbedrijf."),
        ("Jugendcoaching", "Das Jugendcoaching ist ein Angebot für Jugendliche.", "Er sprach über Jugendcoaching."),
        ("HETEL", "HETEL ikastetxeen sarea da.", "Bilbon HETEL."),
        ("Dualiza", "Dualiza es una iniciativa de CaixaBank.", "Lo pagó Dualiza."),
    ],
)
def test_a_definition_is_told_from_a_mention(subject: str, definition: str, mention: str) -> None:
    assert defines(definition, subject) > defines(mention, subject) == 1.0


def test_hostile_text_takes_no_time() -> None:
    started = perf_counter()
    assert defines("(" * 100_000 + "Jet-Net" * 10_000, "Jet-Net") >= 1.0
    assert defines("((((", "(((") == 1.0
    assert perf_counter() - started < 1
