"""Reasons that a lawyer would accept: every step of every case has its article, and nothing in it is written for machines."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from casework.letters.polish import as_written, named, sentence
from kit.law import sentences
from tests.services.family_benefits import counting, explained
from tests.services.family_benefits.counting import Answered

ARTICLE = re.compile(r"(art\.|§) ?\d")
FOR_MACHINES = re.compile(r"[a-z0-9]+_[a-z0-9]+|\d{4}-\d{2}|None|True|False|[{}]|\(\)|\s\s|;\.|\.\.")
ANSWERED = pytest.mark.parametrize(
    "benefit", sorted({one.case.benefit for one in counting.answered()})
)  # fmt: skip


@pytest.mark.parametrize("example", explained.EXAMPLES, ids=lambda one: one.file)
def test_an_example_is_what_is_computed_today(example: explained.Example) -> None:
    written = explained.FOLDER / f"{example.file}.md"

    assert written.read_text(encoding="utf-8") == explained.page(example), f"write it again: {explained.COMMAND}"


def test_the_list_of_examples_is_theirs() -> None:
    assert (explained.FOLDER / "README.md").read_text(encoding="utf-8") == explained.index()
    assert {one.stem for one in explained.FOLDER.glob("*.md")} == {
        "README",
        *(one.file for one in explained.EXAMPLES),
        *explained.ELSEWHERE,
    }


@ANSWERED
def test_every_step_of_every_case_names_its_article(benefit: str) -> None:
    for one in _of(benefit):
        assert all(ARTICLE.search(record[0].article) for record in one.answer.trace), one.case
        assert all(ARTICLE.search(refusal.ground.article) for refusal in one.answer.refusals), one.case


@ANSWERED
def test_every_step_of_every_case_reads_as_a_letter_is_written(benefit: str) -> None:
    for one in _of(benefit):
        names = dict.fromkeys(_references(one.case.facts), "Zofia Wzorcowa")
        for step in sentences(one.answer.trace):
            written = sentence(named(as_written(step), names))
            assert FOR_MACHINES.search(written) is None, (one.case, written)
            assert written[0].isupper()
            assert written.endswith(".")


@ANSWERED
def test_what_is_granted_or_refused_is_explained(benefit: str) -> None:
    for one in _of(benefit):
        assert one.answer.trace or one.answer.refusals, one.case
        assert one.answer.trace or not one.answer.months, one.case


def _of(benefit: str) -> list[Answered]:
    return [one for one in counting.answered() if one.case.benefit == benefit]


def _references(facts: Any) -> Iterator[str]:
    """How the facts call persons."""
    if isinstance(facts, dict):
        for name, value in facts.items():
            if name in {"id", "member", "child"} and isinstance(value, str):
                yield value
            else:
                yield from _references(value)
    elif isinstance(facts, list):
        for one in facts:
            yield from _references(one)
    yield "opiekun"
    yield "osoba_1"
