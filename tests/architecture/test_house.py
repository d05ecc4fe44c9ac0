"""The rules of the house that a tool does not check: what kit may know, how long a file is, what nothing is called."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("kit", "casework", "services", "gateway", "gops", "tests")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
LONGEST = 325  # about 300
LONGEST_TEST = 400
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "misc"}
BENEFITS = {
    path.stem
    for service in ("family_benefits", "social_assistance", "alimony_fund")
    for path in (ROOT / "services" / service / "benefits").glob("*.py")
    if path.stem != "__init__"
}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [p for p in SOURCES if "bench" not in p.parts], ids=_name)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    longest = LONGEST_TEST if _name(path).startswith("tests/") else LONGEST

    assert len(path.read_text().splitlines()) <= longest


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    assert [_name(path) for path in SOURCES if FORBIDDEN_NAMES & set(path.with_suffix("").parts)] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        _name(path)
        for path in SOURCES
        if path.read_text().strip() and ast.get_docstring(ast.parse(path.read_text())) is None
    ]

    assert silent == []


def test_kit_knows_no_benefit_no_chapter_of_the_budget_and_no_kind_of_decision() -> None:
    words = BENEFITS | {"grant", "refuse", "repeal"}
    found = []
    for path in (ROOT / "kit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said = node.value
                if said in words or re.search(r"\b85[0-9]{3}\b", said):
                    found.append((_name(path), said[:40]))

    assert BENEFITS
    assert found == []


def test_casework_names_no_benefit() -> None:
    found = []
    for path in (ROOT / "casework").rglob("*.py"):
        tree = ast.parse(path.read_text())
        shown = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.keyword) and node.arg == "examples"
            for part in ast.walk(node.value)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node.value in BENEFITS and id(node) not in shown:
                found.append((_name(path), node.value))

    assert found == []


def test_money_is_never_a_float() -> None:
    rooms = ("kit/money.py", "casework", "services")
    found = []
    for path in SOURCES:
        if not _name(path).startswith(rooms):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if called or literal:
                found.append(f"{_name(path)}:{node.lineno}")  # type: ignore[attr-defined]

    # Seconds of waiting are no money.
    assert [one for one in found if not re.search(r"workers|follow|feeds|running", one)] == []


def test_what_computes_asks_no_clock() -> None:
    found = []
    for path in SOURCES:
        if not re.search(r"/(benefits|law|ledger|income|statements)/", f"/{_name(path)}") or "tests" in path.parts:
            continue
        # The proof's `observed` says when it was looked at; it is the one member that two rebuilds may differ in.
        if path.name != "proof.py" and re.search(r"date\.today\(|datetime\.now\(|time\.time\(", path.read_text()):
            found.append(_name(path))

    assert found == []


def test_the_project_names_no_registry_and_no_machine() -> None:
    wrong = re.compile(
        r"--(extra-)?index-url|\"resolved\": *\"http|pypi\.org|registry\.npmjs|files\.pythonhosted|deb\.debian\.org|/work/|\.\./shared"
    )
    files = [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not {".git", ".venv", "var", "node_modules"} & set(path.relative_to(ROOT).parts)
        and not any(part.startswith((".venv", ".mypy", ".ruff", ".pytest", ".hypothesis")) or part == "__pycache__"
                    for part in path.relative_to(ROOT).parts)
        and path.suffix in {".py", ".md", ".toml", ".lock", ".txt", ".yml", ".yaml", ".json", ".csv", ""}
        and path != Path(__file__)
    ]  # fmt: skip

    assert [_name(path) for path in files if wrong.search(path.read_text(errors="replace"))] == []
