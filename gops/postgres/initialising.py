"""Making a data folder: by initdb, or in a fraction of its time as a copy of one that initdb made before."""

import os
import shutil
import time
from pathlib import Path

from gops.keeper import Identity, keep, last_lines
from gops.postgres.binaries import MAJOR, Binaries
from gops.postgres.failures import PostgresUnavailable, ServerDidNotStart
from gops.postgres.leftovers import end_leftovers
from gops.postgres.lock import Lock
from gops.postgres.passwords import kept_password, write_private
from gops.postgres.place import Place

SUPERUSER = "postgres"


def is_initialised(place: Place) -> bool:
    """Whether the place holds a cluster of ours. Raises PostgresUnavailable for one of another major version."""
    try:
        found = (place.data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return False
    if found != str(MAJOR):
        raise PostgresUnavailable(
            f"{place.private} holds data of PostgreSQL {found}, the programs here are PostgreSQL {MAJOR}: "
            "dump it with the old programs, or remove it"
        )
    return True


def initialise(place: Place, binaries: Binaries, *, durable: bool) -> None:
    """Run initdb; the folder gets its name only when it is whole. Raises ServerDidNotStart."""
    shutil.rmtree(place.draft, ignore_errors=True)
    user = place.identity
    # Removed anew and made with O_EXCL: it lies in a folder of the server's user, who has to read it.
    secret = place.private / "password.once"
    secret.unlink(missing_ok=True)
    write_private(secret, kept_password(place.password), None if user is None else (user.uid, user.gid))
    arguments = [
        *(binaries("initdb"), "-D", str(place.draft), "--username", SUPERUSER, "--pwfile", str(secret)),
        *("--auth", "scram-sha-256", "--locale", "C", "--encoding", "UTF8", "--no-instructions"),
        *(() if durable else ("--no-sync",)),
    ]
    try:
        made = keep(arguments, log=place.log, env=environment(), cwd=place.private, identity=user, ending=ENDING)
        while (code := made.poll()) is None:
            time.sleep(0.01)
        made.stop()
    finally:
        secret.unlink(missing_ok=True)
    if code != 0:
        raise ServerDidNotStart(f"initdb failed (exit code {code}):\n{last_lines(place.log)}")
    place.draft.rename(place.data)


def copy_initialised(template: Place, place: Place, binaries: Binaries) -> None:
    """Take over a cluster, password included, from a template that is initialised first if it is not yet."""
    template.make_base()
    lock = Lock(template.lock)
    lock.take(f"the template of a PostgreSQL in {template.directory}", wait=True)
    try:
        if template.is_orphaned():
            template.forget_data()
        template.make_private()
        if not is_initialised(template):
            end_leftovers(template)
            initialise(template, binaries, durable=True)
    finally:
        lock.give_back()
    shutil.rmtree(place.draft, ignore_errors=True)
    shutil.copytree(template.data, place.draft)
    if place.identity is not None:
        _hand_over(place.draft, place.identity)
    place.password.unlink(missing_ok=True)
    write_private(place.password, template.password.read_text())
    place.draft.rename(place.data)


ENDING = (("INT", 30.0), ("QUIT", 5.0), ("KILL", 5.0))
"""Fast shutdown (open transactions roll back, a checkpoint is written), then harder."""


def environment() -> dict[str, str]:
    """The server's environment: none of our secrets, none of libpq's PG* variables, messages in English."""
    kept = {name: value for name, value in os.environ.items() if name == "PATH" or name.startswith(("LD_", "DYLD_"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def _hand_over(folder: Path, user: Identity) -> None:
    # From the bottom up: as long as a folder is root's, nobody can put a link into it.
    for place, _, files in os.walk(folder, topdown=False):
        for name in files:
            os.chown(Path(place, name), user.uid, user.gid, follow_symlinks=False)
        os.chown(place, user.uid, user.gid, follow_symlinks=False)
