"""The receipt of a computation: what must be pinned so that the same facts and day give the same result years later."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_DISTRIBUTION = "gops"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Engine version, digests (SHA-256, hexadecimal) of the rules' source, the parameters and the inputs, and the day asked."""

    engine_version: str
    rules_hash: str
    parameters_hash: str
    inputs_hash: str
    as_of: date


@cache
def engine_version() -> str:
    """The version of this program."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"


def digest_of_files(root: Path, files: Iterable[Path]) -> str:
    """One digest over the files' paths below root and their contents, in order of path."""
    total = hashlib.sha256()
    for path in sorted(files):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()


def digest_of_text(text: str) -> str:
    """The digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
