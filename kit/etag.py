"""Versions of a resource over HTTP: a strong ETag on every answer, If-Match on every change.

Two clerks on one case is the normal situation; whoever saw an older version is told so instead of
overwriting.
"""

import re
from typing import Annotated

from fastapi import Depends, Header

from kit.problems import BadRequest, FieldError, PreconditionFailed, PreconditionRequired
from kit.schemas import INT64_MAX

_STRONG = re.compile(r'"(0|[1-9][0-9]{0,18})"')


class InvalidIfMatch(BadRequest):
    """If-Match is not one strong ETag as it was received; * and lists are refused, they would overwrite
    blindly.
    """

    code = "if_match_invalid"
    title = "Nieprawidłowy nagłówek If-Match"


def etag(version: int) -> str:
    """The strong ETag of a version: 7 is '"7"'."""
    return f'"{version}"'


def check_version(expected: int, current: int) -> None:
    """Raises PreconditionFailed, with the current ETag, when the client saw another version."""
    if expected != current:
        raise PreconditionFailed(
            "Zapis został zmieniony po odczycie. Proszę pobrać go ponownie i powtórzyć zmianę.",
            headers={"ETag": etag(current)},
        )


async def _if_match(
    if_match: Annotated[
        str | None,
        Header(description="ETag odczytanego zapisu; zmiana bez niego jest odrzucana (428)", examples=['"7"']),
    ] = None,
) -> int:
    if if_match is None:
        raise PreconditionRequired("Zmiana wymaga nagłówka If-Match z wersją odczytanego zapisu.")
    found = _STRONG.fullmatch(if_match.strip())
    if found is None or int(found[1]) > INT64_MAX:
        raise InvalidIfMatch(
            "Nagłówek If-Match musi zawierać dokładnie jeden ETag w postaci otrzymanej przy odczycie.",
            errors=[FieldError("/header/If-Match", "wrong_pattern", 'Oczekiwano na przykład "7".')],
        )
    return int(found[1])


IfMatch = Annotated[int, Depends(_if_match)]
"""The version the client saw; a change without it is refused with 428."""
