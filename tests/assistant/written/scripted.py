"""Scripts of what a model says and what must come of it, over a library of their own; see `scripts/*.yaml`.

A script has an `id`, what the model says (`say`, so many `times`; or a `reply`, or `replies`, as `tests.chatserver`
plays them) to the question `ask`, with `settings` of the chat model. Of it must come `expect`, the outcome of each
sentence (`doubted` is in part or not at all; a reason may follow), with `notes` and `quotes`; or quotes alone with a
`note` that says why. With `some` other sentences may stand around, none of them supported; `outcome: any` leaves open
what comes, as long as nothing comes that never may. `never` must not be in any sentence or note.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.answers import Answer, Statement
from corpus.documents import Document
from tests.assistant.situations import write_documents
from tests.chatserver import Reply

FOLDER = Path(__file__).parent / "scripts"
SECRET = "sk-nobody-may-see-this"

QUESTIONS = {
    "welding": "How many companies and colleges took part in the welding circles?",
    "objectives": "What are the objectives of the welding circles?",
    "sauna": "How many days a week do apprentices in the sauna trade spend with a company?",
    "hout": "Hoeveel dagen per week leren studenten in de houtbouw in een bedrijf?",
    "survey": "What do leaders of colleges ask for in the survey?",
    "trap": "How many steps has the checklist of mobility coordinators?",
    "repair": "What came of the repair cafés of the Tartu trade school?",
    "taller": "¿Cuántas empresas participan en los talleres compartidos de Gipuzkoa?",
    "telakka": "Kuinka monta oppisopimusopiskelijaa aloitti Turun telakalla?",
    "drones": "How many pupils does the drone pilots' course of Lelystad train?",
    "english-hout": "When did learning at work in timber building (houtbouw) in the Netherlands begin?",
    "english-taller": "How many companies are in the shared workshops (talleres compartidos) of Gipuzkoa?",
    "dutch-welding": "Hoeveel bedrijven deden mee aan de welding circles?",
    "basque-taller": "Zenbat enpresa daude Gipuzkoako talleres compartidos direlakoetan?",
}
_OPENINGS = {
    "welding": "teachers of nine colleges",
    "sauna": "four days a week with a company",
    "hout": "drie dagen per week",
    "survey": "310 leaders of colleges",
    "trap": "compare their checklists",
    "repair": "opened on 12 March 2019",
    "taller": "seis centros",
    "telakka": "Turun telakalla aloitti",
    "drones": "trains 24 pupils",
}
_TRUE = {
    "true": "In 2018 more than 230 companies took part in the welding circles [{welding}].",
    "sauna-true": "A workplace instructor assesses each apprentice twice a year [{sauna}].",
    "hout-true": "Een praktijkbegeleider beoordeelt de studenten elk kwartaal [{hout}].",
    "survey-true": "The survey was held among 310 leaders of colleges [{survey}].",
    "repair-true": "Drop-out fell from 14 per cent in 2019 to 9 per cent in 2022 [{repair}].",
    "taller-true": "Cada estudiante pasa 300 horas al año en un taller [{taller}].",
    "telakka-true": "Työpaikkaohjaaja arvioi jokaisen opiskelijan kolme kertaa vuodessa [{telakka}].",
    "drones-true": "The drone pilots' course of Lelystad trains 24 pupils a year [{drones}].",
}
# What no sentence may hold, whatever a model wrote: addresses, markup, keys, and signs that nobody sees.
_NEVER = re.compile(
    r"https?:|www\.|javascript:|data:|</?[a-z!]|!\[|\]\(|\[S?\d|【|\bS\d{1,3}\b|</?think"
    r"|[\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]",
    re.IGNORECASE,
)
QUICK = {"seconds": 1.6, "first_seconds": 0.7, "chunk_seconds": 0.7}

Script = Mapping[str, Any]


def scripts() -> list[Script]:
    """Return all scripts, in the order of their files."""
    found: list[Script] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        found += [{**each, "id": f"{path.stem}-{each['id']}"} for each in yaml.safe_load(path.read_text("utf-8"))]
    assert len({each["id"] for each in found}) == len(found)
    return found


def write_library(folder: Path) -> Path:
    """Write the documents that the scripts are about."""
    write_documents(folder)
    for path in (FOLDER / "documents").iterdir():
        shutil.copy(path, folder)
    return folder


def replies(script: Script, elsewhere: str) -> list[Reply]:
    """Return what a server must play; `elsewhere` is an address that nothing may be sent to."""
    said: Any = script.get("replies") or [
        script.get("reply") or {"events": [{"say": script.get("say", ""), "times": script.get("times", 1)}]}
    ]
    if "times" in script:
        # Quickly: how it is cut into pieces matters elsewhere.
        said = [{**said[0], "piece": 4_000}]
    replayed: list[Reply] = _filled(said, elsewhere)
    return replayed


def _filled(value: Any, elsewhere: str) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, elsewhere) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, elsewhere) for each in value]
    if not isinstance(value, str):
        return value
    for name, text in _TRUE.items():
        value = value.replace(f"{{{name}}}", text)
    for name, words in _OPENINGS.items():
        value = value.replace(f"{{{name}}}", f"{{key:{words}}}").replace(f"{{number:{name}}}", f"{{number:{words}}}")
    return value.replace("{elsewhere}", elsewhere).replace("{secret}", SECRET)


def problems(script: Script, answer: Answer, document: Callable[[str], Document]) -> list[str]:
    """Return what is wrong with what came of a script; nothing if all is as it must be."""
    return [*_wrong_ever(script, answer, document), *_wrong_here(script, answer)]


def _wrong_ever(script: Script, answer: Answer, document: Callable[[str], Document]) -> Iterator[str]:
    texts = [each.text for each in answer.statements] if answer.mode == "written" else []
    for text in texts:
        if _NEVER.search(text):
            yield f"never may be in a sentence: {text!r}"
    for words in script.get("never", ()):
        if any(words in text for text in [*texts, *(note.text for note in answer.notes)]):
            yield f"{words!r} is there"
    if SECRET in answer.model_dump_json():
        yield "the key is in the answer"
    for citation in answer.citations:
        if document(citation.document_id).text[citation.locator.start : citation.locator.end] != citation.quote:
            yield f"no exact quote: {citation.quote!r}"
    for each in answer.statements:
        if any(not 0 < number <= len(answer.citations) for number in each.citations):
            yield f"no such source: {each}"
        if answer.mode == "written" and bool(each.citations) != (each.outcome != "unsupported"):
            yield f"{each.outcome} with {len(each.citations)} sources: {each.text!r}"
    if not any(each.supported for each in answer.statements):
        yield "nothing that a source says is shown"


def _wrong_here(script: Script, answer: Answer) -> Iterator[str]:
    keys = [note.key for note in answer.notes]
    came = [_came(each) for each in answer.statements]
    if "note" in script:
        if (answer.mode, answer.model, keys[:2]) != ("quotes", None, [script["note"], "quotes_instead"]):
            yield f"{answer.mode} with {keys}: {came}"
        return
    if script.get("outcome") == "any":
        return
    if answer.mode != "written":
        yield f"quotes, with {keys}"
        return
    expected = script["expect"]
    if script.get("some"):
        supported = [each for each in answer.statements if each.outcome == "supported"]
        if len(supported) != len(expected):
            yield f"supported {len(supported)}: {came}"
    elif len(expected) != len(came) or not all(map(_as_expected, expected, answer.statements)):
        yield f"came {came}"
    if "notes" in script and [key for key in keys if key != "written_unsupported"] != [
        key for key in script["notes"] if key != "written_unsupported"
    ]:
        yield f"notes {keys}"
    for words in script.get("quotes", ()):
        if not any(words in " ".join(citation.quote.split()) for citation in answer.citations):
            yield f"no quote has {words!r}"


def _as_expected(expected: str, statement: Statement) -> bool:
    outcome, *reasons = expected.split()
    outcomes = ("partial", "unsupported") if outcome == "doubted" else (outcome,)
    found = {each.reason for each in statement.differences}
    return statement.outcome in outcomes and (not reasons or bool(found & set(reasons)))


def _came(statement: Statement) -> str:
    reasons = " ".join(each.reason for each in statement.differences)
    return f"{statement.outcome} {reasons}: {statement.text[:120]!r}"
