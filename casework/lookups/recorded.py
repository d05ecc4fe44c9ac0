"""The adapter of recorded answers: synthetic data files stand for the registers, one for each, found by PESEL."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

from casework.lookups.registers import Question, RegisterCode, Registers, RegisterUnavailable, Reply
from kit.written import read_yaml

_FOLDER = Path(__file__).with_name("recorded")


class Recorded:
    """Answers as they were written down; whoever is not in the file is not found. `state` may tell of a failure instead."""

    name = "recorded"

    def __init__(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        self._answers = answers

    async def ask(self, question: Question) -> Reply:
        """The recorded answer. Raises RegisterUnavailable, TimeoutError."""
        found = self._answers.get(question.pesel or "")
        state = "not_found" if found is None else found.get("state", "answered")
        if state == "unavailable":
            raise RegisterUnavailable
        if state == "timed_out":
            raise TimeoutError
        if found is None or state != "answered":
            return Reply("refused" if state == "refused" else "not_found")
        return Reply("answered", tuple(found.get("items") or ()))


@cache
def recorded_registers() -> Registers:
    """The registers as recorded with the program."""
    return {code: Recorded(_read(_FOLDER / f"{code}.yaml")) for code in get_args(RegisterCode)}


def _read(path: Path) -> Mapping[str, Mapping[str, Any]]:
    return {str(row["pesel"]): row for row in read_yaml(path.read_text("utf-8"))["answers"]}
