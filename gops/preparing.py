"""Settings of the processes as files, for containers that share a state folder: written by `gops prepare`, read by `gops serve --state`."""

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from gops.house import databases, environments
from gops.postgres import server


class NotPrepared(RuntimeError):
    """`gops prepare` has written no settings of the process there."""


def write_settings(state: Path, gminas: tuple[str, ...], urls: Mapping[str, str]) -> None:
    """Databases at the newest revision, keys and passwords made where missing, one file of settings (mode 0600) per process."""
    with server(state / "postgres") as address:
        told = environments(state, urls, databases(state, address), gminas)
    folder = state / "settings"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, environment in told.items():
        draft = folder / f".{name}.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{key}='{value}'\n" for key, value in environment.items())
        draft.replace(folder / f"{name}.env")


def read_settings(state: Path, name: str) -> None:
    """Puts a process's settings into its environment; what stands there already wins. Raises NotPrepared."""
    file = state / "settings" / f"{name}.env"
    if not file.is_file():
        raise NotPrepared(f"Nie ma {file}: najpierw gops prepare --state {state}")
    for key, value in dotenv_values(file, interpolate=False).items():
        os.environ.setdefault(key, value or "")
