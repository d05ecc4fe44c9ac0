"""The port to registers: a question about one person, and what comes back. Adapters are given from outside; errors are states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

RegisterCode = Literal["disability", "labour_office", "pesel", "tax", "zus"]
Said = Literal["answered", "not_found", "refused"]


class RegisterUnavailable(Exception):
    """The register cannot be reached or fails; nobody knows its answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """About whom a register is asked, and for which days."""

    register: RegisterCode
    pesel: str | None
    document: str | None
    first_name: str
    last_name: str
    birth_date: date
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the register says: items, each with its `type`, days as ISO text and money as "1384.00"."""

    said: Said
    items: tuple[Mapping[str, Any], ...] = ()


class Register(Protocol):
    """A way to a register. `name` stands beside every answer, so that a recorded one is never taken for a register's own."""

    @property
    def name(self) -> str: ...

    async def ask(self, question: Question) -> Reply:
        """The register's answer. Raises RegisterUnavailable, TimeoutError, OSError."""
        ...


Registers = Mapping[RegisterCode, Register]
"""The adapters of a service; a register without one is unavailable."""
