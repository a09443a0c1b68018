"""The project's own promises: all pinned, nothing of one machine in the repository, the README's commands real."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TEXT_SUFFIXES = {"", ".cfg", ".css", ".html", ".ini", ".json", ".mako", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): release for name, release in pairs}


def needed(requirements: list[str]) -> Iterator[Requirement]:
    """Every requirement that follows from the given ones, read from what is installed."""
    waiting = [Requirement(text) for text in requirements]
    seen = set()
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), tuple(sorted(requirement.extras)))
        if key in seen:
            continue
        seen.add(key)
        yield requirement
        for text in metadata.distribution(requirement.name).requires or []:
            further = Requirement(text)
            extras = requirement.extras | {""}
            if further.marker is None or any(further.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(further)


def repository_files() -> list[Path]:
    """The files that git knows or would add; in a copy without git, all that are not hidden."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [
            path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        ]
    return [path for path in paths if path.is_file()]


def test_every_needed_package_is_installed_at_its_pinned_release() -> None:
    requirements = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    pinned = pins()
    for requirement in needed(requirements):
        name = canonicalize_name(requirement.name)
        assert name in pinned, f"{name} is not in constraints.txt"
        assert Version(metadata.version(name)).public == pinned[name], name


def test_the_licence_of_every_installed_package_is_named() -> None:
    named = {canonicalize_name(word) for word in re.findall(r"[\w-]+", (ROOT / "THIRD_PARTY.md").read_text("utf-8"))}
    assert {canonicalize_name(each.name) for each in needed(PROJECT["dependencies"])} <= named


def test_pins_lie_within_the_ranges_of_the_project() -> None:
    pinned = pins()
    extras = PROJECT["optional-dependencies"]
    for text in [*PROJECT["dependencies"], *extras["test"], *extras["dev"]]:
        requirement = Requirement(text)
        if requirement.name != PROJECT["name"]:
            assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, text


def test_no_file_names_a_folder_of_one_machine() -> None:
    # The first part is written apart so that this file passes too.
    folder = re.compile(r"(?<![\w.:/}-])/" + r"(home|root|Users|work)/[\w.]", re.ASCII)
    for path in repository_files():
        if path.suffix in TEXT_SUFFIXES:
            text = path.read_text(encoding="utf-8", errors="replace")
            assert str(ROOT) not in text, path
            found = folder.search(text)
            assert found is None, f"{path}: {text[max(found.start() - 40, 0) : found.end() + 40]!r}"


def test_package_init_files_are_empty() -> None:
    for path in repository_files():
        if path.name == "__init__.py":
            assert path.stat().st_size == 0, path


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_commands_named_in_the_documents_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"tools/bootstrap\.py ([a-z]+)", text)) <= targets
    for name in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (ROOT / name).exists(), f"{document} points to {name}"


def test_every_make_target_is_one_call_of_bootstrap() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target, recipe in re.findall(r"^([a-z]+):.*\n((?:\t.*\n?)+)", makefile, re.MULTILINE):
        assert recipe.strip() == f"@$(PYTHON) tools/bootstrap.py {target}"


def test_changelog_tells_of_this_version() -> None:
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
