"""Sets VET Assistant up in .venv, then opens its page or tests it; needs Python 3.11 and nothing else.

    python3 tools/bootstrap.py setup            install what running needs
    python3 tools/bootstrap.py run [OPTION…]    the same, then the page; options go to `vet-assistant ui`
    python3 tools/bootstrap.py test [OPTION…]   the same with what tests need, then every check; options go to pytest
    python3 tools/bootstrap.py evaluate [OPTION…]
                                                measure the answers on the sample corpus; options go to
                                                `vet-assistant evaluate`

What was installed is remembered in .venv, so a second time costs nothing until pyproject.toml, constraints.txt, this
file, the Python or the folder's place change.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
CONSTRAINTS = ROOT / "constraints.txt"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


class SetupError(Exception):
    """Set-up cannot go on; the message says what to do."""


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        say(f"VET Assistant needs Python 3.11 or newer; this is {platform.python_version()}.")
        say("Install a newer one, or name it: make run PYTHON=python3.12")
        return 2
    parser = argparse.ArgumentParser(description="Set VET Assistant up, run it, test it, or measure it.")
    parser.add_argument("command", choices=["setup", "run", "test", "evaluate"])
    command, options = parser.parse_known_args(arguments)
    try:
        return {"setup": setup, "run": run, "test": test, "evaluate": evaluate}[command.command](options)
    except SetupError as error:
        say(str(error))
        return 2
    except subprocess.CalledProcessError as error:
        say(f"This step failed (exit code {error.returncode}): {' '.join(map(str, error.cmd))}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The next call goes on from here.")
        return 130


def setup(_options: list[str]) -> int:
    install("run")
    return 0


def run(options: list[str]) -> int:
    install("run")
    command = [program("vet-assistant"), "ui", "--samples", *options]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command).returncode


def test(options: list[str]) -> int:
    install("test")
    install_browser()
    # A file is one process's, since its tests share what is slow to set up; tests/conftest.py has the longest first.
    processes = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
    checks = [
        [program("ruff"), "check"],
        [program("ruff"), "format", "--check"],
        [program("mypy")],
        [program("lint-imports")],
        [program("python"), "-m", "pytest", *processes, *options],
    ]
    failed = []
    for check in checks:
        say(f"── {Path(check[0]).name} {' '.join(check[1:])}")
        if subprocess.run(check, cwd=ROOT).returncode:
            failed.append(Path(check[0]).name if "pytest" not in check else "pytest")
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def evaluate(options: list[str]) -> int:
    install("run")
    # The samples get a library of their own, wherever that of the person who measures may be.
    elsewhere = ("VET_DATABASE_URL", "VET_CHROMA_URL")
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    command = [program("vet-assistant"), "--home", str(ROOT / "build" / "evaluation")]
    samples = [*command, "index", str(ROOT / "corpus" / "samples")]
    # What indexing says goes beside the figures, which a program may want to read.
    subprocess.run(samples, env=environment, stdout=sys.stderr, check=True)
    labels = ROOT / "benchmarks" / "questions"
    practices = ["--cells", str(labels / "cells.jsonl"), "--comparable", str(labels / "comparable.jsonl")]
    claims = ["--statements", str(labels / "statements.jsonl"), "--claims", str(labels / "claims.jsonl")]
    proposals = ["--needs", str(labels / "needs.jsonl")]
    labelled = [str(labels / "samples.jsonl"), *practices, *proposals, *claims]
    report = ["--report", str(ROOT / "build" / "evaluation.html")]
    return subprocess.run([*command, "evaluate", *labelled, *report, *options], env=environment).returncode


def install(purpose: str) -> None:
    """Bring .venv up to date for `run` or `test`; return at once when it is."""
    stamp = ENVIRONMENT / f"installed-for-{purpose}"
    wanted = fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    make_environment()
    say("Installing the pinned packages; the first time takes some minutes …")
    install_torch()
    extras = "[test]" if purpose == "test" else ""
    pip("--no-build-isolation", "-e", f"{ROOT}{extras}")
    for done in ("run", purpose):
        (ENVIRONMENT / f"installed-for-{done}").write_text(wanted)
    say("Installed.")


def fingerprint() -> str:
    """Return what the state of .venv depends on, hashed."""
    digest = hashlib.sha256(origin().encode())
    for path in (ROOT / "pyproject.toml", CONSTRAINTS, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def origin() -> str:
    """Return what a virtual environment cannot outlive: its place, and the Python that it was made with."""
    return f"{ENVIRONMENT}\n{sys.version}\n{platform.machine()}"


def make_environment() -> None:
    """Create .venv, anew if it was made in another place or with another Python."""
    made_by = ENVIRONMENT / "made-by"
    if made_by.is_file() and made_by.read_text() == origin() and Path(program("python")).exists():
        return
    say(f"Creating a virtual environment in {ENVIRONMENT} …")
    install_venv_module()
    subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    made_by.write_text(origin())


def install_venv_module() -> None:
    """Make sure that this Python can create virtual environments: Debian packs that part apart."""
    if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0:
        return
    if not apt_install("python3-venv"):
        raise SetupError("This Python cannot create virtual environments. On Debian: sudo apt-get install python3-venv")


def install_torch() -> None:
    """Install the pinned torch, from PyTorch's own index of CPU builds where that answers.

    On Linux and Windows the same release on PyPI may be a build for graphics cards, gigabytes larger and no use here.
    The extra index is asked for torch alone, never for another package.
    """
    pins = [line.strip() for line in CONSTRAINTS.read_text().splitlines()]
    first = [pin for pin in pins if pin.split("==")[0] in ("setuptools", "torch")]
    extra: list[str] = []
    if sys.platform != "darwin" and not has_torch():
        if answers(CPU_INDEX + "/torch/", seconds=5):
            extra = ["--extra-index-url", CPU_INDEX]
        else:
            say("PyTorch's index of CPU builds does not answer; taking the build that pip finds, which may be large.")
    pip("--no-deps", *extra, *first)


def has_torch() -> bool:
    return bool(list(ENVIRONMENT.glob("[Ll]ib/**/site-packages/torch-*.dist-info")))


def answers(address: str, seconds: float) -> bool:
    """Return whether a web address answers in time, name resolution included."""
    reached: list[bool] = []

    def ask() -> None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=seconds):
            reached.append(True)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return bool(reached)


def pip(*arguments: str) -> None:
    command = [program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, "-c", str(CONSTRAINTS), *arguments], check=True)


def install_browser() -> None:
    """Make sure that the browser tests have a browser, or say how to get one: they are skipped without."""
    if find_browser() is None and not apt_install("chromium", "fonts-dejavu-core"):
        say("No Chromium was found, so the browser tests are skipped. On Debian: sudo apt-get install chromium")


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def apt_install(*packages: str) -> bool:
    """Install Debian packages if we may; return whether that worked."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"Installing {', '.join(packages)} with apt-get …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # An old package list is no reason to give up: only the installation itself counts.
    subprocess.run(["apt-get", "update", "-qq"], env=environment)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(install, env=environment).returncode == 0


def program(name: str) -> str:
    """Return the path of a program of .venv."""
    return str(PROGRAMS / (f"{name}.exe" if os.name == "nt" else name))


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
