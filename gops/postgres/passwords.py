"""Passwords that nobody types: generated once, kept in files that only their owner may read."""

import os
import secrets
from pathlib import Path


def kept_password(file: Path) -> str:
    """The password in the file; generated (192 bits) and written with mode 0600 when there is none yet."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        write_private(draft, secrets.token_urlsafe(24) + "\n")
    try:
        # link, not rename: of two processes that come at once the second takes the first one's password.
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_text().strip()


def write_private(file: Path, text: str, owner: tuple[int, int] | None = None) -> None:
    """Write a new file of mode 0600; never follows a link and never touches a file that is there already."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        if owner is not None:
            os.fchown(descriptor, *owner)
        opened.write(text)
