"""When two numbers of documents are one: the third party is paid once for it."""

import re

_APART = re.compile(r"[\s./\\_-]+")


def number_key(number: str) -> str:
    """The number without spaces and signs between its parts, in capitals: "FV 12/2026" and "fv-12/2026" are one document."""
    return _APART.sub("/", number.strip().upper()).strip("/")
