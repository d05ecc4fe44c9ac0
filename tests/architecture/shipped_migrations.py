"""shipped_migrations.txt: the digest of every migration as it was shipped. `python -m tests.architecture.shipped_migrations` adds new ones.

A database at a revision does not run it again: an edit of a shipped migration would reach new databases only.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LIST = Path(__file__).with_suffix(".txt")
_PLACES = ("kit/migrations", "casework/migrations", "services/*/migrations/versions")
_RUNS_EVERY_TIME = frozenset({"kit/migrations/env.py"})


def present() -> Iterator[tuple[str, str]]:
    """Path and digest of every migration in the tree."""
    for place in _PLACES:
        for path in sorted(found for folder in PROJECT.glob(place) for found in folder.rglob("*.py")):
            name = path.relative_to(PROJECT).as_posix()
            text = path.read_text(encoding="utf-8")
            if text.count("\n") > 1 and name not in _RUNS_EVERY_TIME:
                yield name, hashlib.sha256(text.encode()).hexdigest()


def shipped() -> dict[str, str]:
    """Digest by path, as listed."""
    pairs = (line.split() for line in LIST.read_text().splitlines())
    return {name: digest for digest, name in pairs}


if __name__ == "__main__":
    listed = shipped() if LIST.exists() else {}
    added = {name: digest for name, digest in present() if name not in listed}
    LIST.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted((listed | added).items())))
    sys.stdout.write(f"{len(added)} added\n")
