"""The same server without root: everything lies in the directory that was asked for. Only root can play both parts."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.conftest import PROJECT
from tests.gops.conftest import eventually, has_ended

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(os.geteuid() != 0, reason="as an ordinary user every other test shows it"),
]

NOBODY = 65534

StartAsNobody = Callable[[Path], "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def interpreter() -> list[str]:
    """A command that runs Python with our packages as an ordinary user; not every installation can be read by one."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, shutil.which(version, path="/usr/bin:/usr/local/bin")):
        trial = ["-c", "import psycopg, psutil, gops.postgres"]
        # Refused at once where the interpreter lies in a folder that is closed to others, as /root is.
        with suppress(PermissionError):
            if candidate and subprocess.run([candidate, *trial], **_as_nobody(), check=False).returncode == 0:
                return [candidate]
    pytest.skip("no interpreter with our packages that an ordinary user may run")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of the ordinary user's; pytest's own are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="gops-test-", dir="/var/tmp"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody(interpreter: list[str]) -> Iterator[StartAsNobody]:
    with ExitStack() as started:

        def start(directory: Path) -> "subprocess.Popen[str]":
            process = subprocess.Popen(
                [*interpreter, "-m", "tests.gops.an_owner", str(directory)],
                **_as_nobody(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            # Closes its stdin, which it takes as a word to stop, and waits.
            started.enter_context(process)
            return process

        yield start


def _as_nobody() -> dict[str, Any]:
    packages = f"{PROJECT}{os.pathsep}{sysconfig.get_path('platlib')}"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1"}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": [], "env": env, "cwd": PROJECT}


def _told(process: "subprocess.Popen[str]") -> dict[str, object]:
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert line, process.stderr.read()
    told: dict[str, object] = json.loads(line)
    return told


@pytest.mark.parametrize("name", ["postgres", "with space and ś", "long" * 40])
def test_the_server_runs_as_its_owner_and_its_data_lies_in_the_directory(
    as_nobody: StartAsNobody, home: Path, name: str
) -> None:
    told = _told(as_nobody(home / name))

    assert psutil.Process(int(str(told["pid"]))).uids().real == NOBODY
    assert (home / name / "server" / "data" / "PG_VERSION").read_text() == "18\n"


def test_the_server_of_an_ordinary_user_ends_with_its_killed_owner_and_starts_again(
    as_nobody: StartAsNobody, home: Path
) -> None:
    first = as_nobody(home / "postgres")
    told = _told(first)
    postmaster = psutil.Process(int(str(told["pid"])))

    first.kill()
    first.wait()

    assert _told(as_nobody(home / "postgres"))["dsn"] == told["dsn"]
    assert eventually(lambda: has_ended(postmaster))


def test_the_second_starter_is_refused_for_an_ordinary_user_too(as_nobody: StartAsNobody, home: Path) -> None:
    first = as_nobody(home / "postgres")
    _told(first)

    second = as_nobody(home / "postgres")
    _, refusal = second.communicate()

    assert second.returncode == 1
    assert f"DirectoryInUse: the PostgreSQL of {home / 'postgres'} is in use by process {first.pid} " in refusal
