"""Where the house of a state folder answers: written while it runs, so that a command finds it whatever ports were free."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gops.ports import LOOPBACK

_FILE = "addresses.json"


@contextmanager
def published(state: Path, urls: Mapping[str, str]) -> Iterator[None]:
    """The addresses of the processes, in the state folder as long as they run."""
    file = state / _FILE
    file.write_text(json.dumps(dict(urls), indent=1) + "\n")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def address_of(process: str, state: Path, preferred: int) -> str:
    """The address of a process: that of the house which runs from this folder, else the preferred port of this machine."""
    try:
        found = json.loads((state / _FILE).read_text())
    except (FileNotFoundError, ValueError):
        return f"http://{LOOPBACK}:{preferred}"
    return str(found[process])
