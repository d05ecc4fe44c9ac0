"""Programs of others to compare with, in an environment of their own (.venv-bench), so that ours depends on none of them.

Made from tests/bench/requirements.txt by pip with hashes, from whatever package index the machine's pip is set to.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LOCK = Path(__file__).with_name("requirements.txt")
FOLDER = ROOT / ".venv-bench"


class NotInstalled(RuntimeError):
    """The packages of others cannot be had here; the figures that need them are left out."""


def binaries() -> Path:
    """The environment's bin folder, made when it is not there; raises NotInstalled."""
    ready = FOLDER / "ready"
    if not ready.exists() or ready.stat().st_mtime < LOCK.stat().st_mtime:
        _sh([sys.executable, "-m", "venv", str(FOLDER)])
        _sh(
            [
                str(FOLDER / "bin" / "python"),
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                "--require-hashes",
                "-r",
                str(LOCK),
            ]
        )
        ready.touch()
    return FOLDER / "bin"


def run(script: str, *arguments: str, stdin: bytes | None = None) -> Any:
    """Runs one of the scripts beside this file with that environment; what it prints is JSON. Raises NotInstalled."""
    command = [str(binaries() / "python"), str(Path(__file__).with_name(script)), *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-600:])
    return json.loads(done.stdout)


def _sh(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if not line.startswith("WARNING")]
        raise NotInstalled((lines or ["pip failed"])[-1])
