"""How fast questions are answered on a library of any size: a batch, a first question in a new process, and warm ones.

    python -m benchmarks.asking FOLDER [--passages 10000] [--questions 1000] [--home HOME]

FOLDER holds `documents/*.txt` and `questions.jsonl` (lines with `question`). The documents are dealt out into as many
passages as are asked for (see `benchmarks.indexing`). With `--home` the library is kept there and used again. Wanted:
1,000 questions in a batch within 60 s on 10,000 passages, a first question within 3 s, a warm question embedded within
15 ms.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from assistant.settings import load_settings
from assistant.wiring import Assistant, index_sources
from benchmarks.indexing import deal_out

_COMMAND = [sys.executable, "-c", "from ui.cli import main; main()"]


def seconds_of(arguments: Sequence[str]) -> float:
    """Run the command line in a new process; return how long it took."""
    started = perf_counter()
    subprocess.run([*_COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - started


def main() -> int:
    """Make the library, ask, print; return 1 if any figure is not as wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=1_000)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    lines = (arguments.folder / "questions.jsonl").read_text("utf-8").splitlines()
    questions = list(islice(cycle([json.loads(line)["question"] for line in lines]), arguments.questions))
    with tempfile.TemporaryDirectory() as temporary:
        home = arguments.home or Path(temporary, "home")
        documents = home / "documents"
        settings = load_settings({}, home)
        if not documents.exists():
            documents.mkdir(parents=True)
            deal_out(arguments.folder / "documents", documents, arguments.passages)
            index_sources(settings, [documents])
        batch = Path(temporary, "questions.jsonl")
        batch.write_text("\n".join(json.dumps({"question": question}) for question in questions), "utf-8")
        cold = median(seconds_of(["--home", str(home), "ask", questions[0]]) for _ in range(5))
        whole = seconds_of(["--home", str(home), "--json", "ask", "--batch", str(batch)])
        with Assistant.open(settings) as assistant:
            record = assistant.generation()
            times, embedding = [], []
            for question in questions[:200]:
                started = perf_counter()
                assistant.embedder().embed_question(question)
                embedding.append(perf_counter() - started)
                started = perf_counter()
                assistant.ask(question)
                times.append(perf_counter() - started)
    p95, ratio = quantiles(times[10:], n=20)[-1], median(times[10:]) / median(embedding[10:])
    print(f"{record.passages if record else 0} passages")
    print(f"batch of {len(questions)} questions: {whole:.1f} s, wanted 60 s for 1,000")
    print(f"first question in a new process: {cold:.2f} s (median of 5), wanted 3 s")
    print(f"warm question: embedded in {median(embedding[10:]) * 1000:.1f} ms (wanted 15 ms), answered in")
    print(f"  {median(times[10:]) * 1000:.1f} ms, 95 % within {p95 * 1000:.1f} ms; {ratio:.1f} times the embedding")
    return 0 if whole <= 60 * len(questions) / 1000 and cold <= 3 and median(embedding[10:]) <= 0.015 else 1


if __name__ == "__main__":
    sys.exit(main())
