"""Where an embedded server keeps what belongs to it, and as which user it runs.

For an ordinary user everything lies in the directory that was asked for. PostgreSQL refuses to run as root, so for root
it runs as an unprivileged user that exists already; that user may not reach the directory (and no ancestor's mode is
ours to change), so the server's folder lies under /var/tmp, named after the directory. What root itself writes stays in
folders of root: a file in a folder of the server's user could be swapped for a link.
"""

import hashlib
import os
import pwd
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from gops.keeper import Identity
from gops.postgres.failures import PostgresUnavailable, UnsafePlace

UNPRIVILEGED = ("daemon", "nobody", "postgres")
"""Users that root may run the server as; `postgres` comes last because a real server's data may belong to it."""

_SOCKET_PATH_LIMIT = 103  # macOS; Linux has 107
_LONGEST_SOCKET_NAME = len("/.s.PGSQL.65535.lock")
_ROOTS_PLACES = "gops-postgres-"
_MARKER = "data-is-in"
_OWNER = "belongs-to"


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one embedded server."""

    directory: Path
    """What was asked for; its disappearance means that the data is not wanted any more."""
    base: Path
    """Lock, password, log and client rules; belongs to us."""
    sockets: Path
    identity: Identity | None
    """The user the server runs as, where that is not us."""

    @property
    def private(self) -> Path:
        """The 0700 folder of the server's user."""
        return self.base / "server"

    @property
    def data(self) -> Path:
        return self.private / "data"

    @property
    def draft(self) -> Path:
        """A data folder in the making; becomes `data` when it is whole."""
        return self.private / "data.draft"

    @property
    def lock(self) -> Path:
        return self.base / "lock"

    @property
    def password(self) -> Path:
        return self.base / "superuser.password"

    @property
    def rules(self) -> Path:
        return self.base / "pg_hba.conf"

    @property
    def port(self) -> Path:
        return self.base / "port"

    @property
    def log(self) -> Path:
        return self.base / "postgres.log"

    @property
    def throwaway_mark(self) -> Path:
        return self.base / "throwaway"

    def is_orphaned(self) -> bool:
        """The directory was removed (and perhaps made anew) since the data was written."""
        return self.base != self.directory and not (self.directory / _MARKER).exists()

    def make_base(self) -> None:
        """Make the folders that are ours. Raises UnsafePlace."""
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.identity is None:
            _own(self.base, 0o700)
        else:
            # Others may pass through, to the server's folder that is theirs and to the programs.
            _own(self.base, 0o711)

    def make_private(self) -> None:
        """Make the folders of the server's user. Raises UnsafePlace."""
        user = self.identity
        _own(self.private, 0o700, None if user is None else (user.uid, user.gid))
        if self.sockets != self.private:
            _own(self.sockets, 0o700)
        if self.base != self.directory:
            (self.directory / _MARKER).write_text(f"{self.private}\n")
            (self.base / _OWNER).write_text(f"{self.directory}\n")

    def forget_data(self) -> None:
        """Remove the cluster and what goes with it, the lock stays."""
        shutil.rmtree(self.private, ignore_errors=True)
        for file in (self.password, self.port, self.throwaway_mark):
            file.unlink(missing_ok=True)

    def remove_short_sockets(self) -> None:
        """Remove the folder that was made for the sockets because the directory's own path would not do."""
        if self.sockets != self.private:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def remove(self) -> None:
        """Remove everything that belongs to the server; the caller holds the lock or knows that nobody does."""
        self.remove_short_sockets()
        if self.base != self.directory:
            shutil.rmtree(self.base, ignore_errors=True)
            (self.directory / _MARKER).unlink(missing_ok=True)
            return
        self.forget_data()
        for file in (self.rules, self.log, self.log.with_name(f"{self.log.name}.1"), self.lock):
            file.unlink(missing_ok=True)


def place_for(directory: Path) -> Place:
    """The place of a directory's server, for the user we are. Nothing is made yet."""
    directory = Path(os.path.realpath(directory))
    name = hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]
    if os.geteuid() == 0:
        base = _variable_temp() / f"{_ROOTS_PLACES}{name}"
        return Place(directory, base, base / "server", _unprivileged())
    sockets = directory / "server"
    # A comma or a blank would have to survive libpq's host list, a URL and PostgreSQL's own list of folders.
    if (
        not re.fullmatch(r"[\w/.-]+", str(sockets), re.ASCII)
        or len(str(sockets)) + _LONGEST_SOCKET_NAME > _SOCKET_PATH_LIMIT
    ):
        sockets = Path("/tmp") / f"gops-{os.getuid()}-{name}"  # noqa: S108 - owner and mode are checked when it is made
    return Place(directory, directory, sockets, None)


def throwaway_places() -> list[Place]:
    """Root's places under /var/tmp that were made to be thrown away, running or left behind."""
    return _roots_places("throwaway")


def left_behind() -> list[Place]:
    """Root's places under /var/tmp whose directory was removed, or made anew, since their data was written."""
    return [place for place in _roots_places(_OWNER) if place.is_orphaned()]


def _roots_places(mark: str) -> list[Place]:
    if os.geteuid() != 0:
        return []
    found = []
    for base in _variable_temp().glob(f"{_ROOTS_PLACES}*"):
        named = base / mark
        about = base.lstat()
        if stat.S_ISDIR(about.st_mode) and about.st_uid == 0 and named.exists():
            found.append(Place(Path(named.read_text().strip()), base, base / "server", _unprivileged()))
    return found


def _variable_temp() -> Path:
    return Path(os.path.realpath("/var/tmp"))  # noqa: S108 - owner and mode of our folder are checked


def _unprivileged() -> Identity:
    for name in UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        if user.pw_uid != 0:
            return Identity(user.pw_uid, user.pw_gid)
    raise PostgresUnavailable(
        f"PostgreSQL does not run as root and none of the users {', '.join(UNPRIVILEGED)} exists. Run this as an "
        "ordinary user, or name a running server in GOPS_DATABASE_URL."
    )


def _own(folder: Path, mode: int, owner: tuple[int, int] | None = None) -> None:
    wanted = os.geteuid() if owner is None else owner[0]
    try:
        folder.mkdir(mode=mode)
    except FileExistsError:
        about = folder.lstat()
        if not stat.S_ISDIR(about.st_mode) or about.st_uid != wanted:
            raise UnsafePlace(f"{folder} is needed for PostgreSQL but belongs to somebody else") from None
        folder.chmod(mode)
        return
    folder.chmod(mode)
    if owner is not None:
        os.chown(folder, *owner)
