"""A process that runs a server and does nothing else, to be killed: `python -m tests.gops.an_owner DIRECTORY [TEMPLATE]`.

Tells the postmaster's id and the address as one line of JSON, then waits for the end of its stdin.
"""

import json
import sys
from pathlib import Path

from gops.postgres import EmbeddedPostgres, PostgresUnavailable


def main(directory: str, template: str | None = None, throwaway: str = "") -> None:
    embedded = EmbeddedPostgres(
        Path(directory), throwaway=bool(throwaway), template=Path(template) if template else None
    )
    try:
        embedded.start()
    except PostgresUnavailable as refusal:
        sys.exit(f"{type(refusal).__name__}: {refusal}")
    json.dump({"pid": embedded.pid, "dsn": embedded.superuser_dsn}, sys.stdout)
    sys.stdout.write("\n")
    sys.stdout.flush()
    sys.stdin.read()
    embedded.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
