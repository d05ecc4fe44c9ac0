"""What a service has of its own beside the procedure: registers and ledgers with routes, doors, tasks and tables, told to the rooms that
every service shares. A service gives its slices to its catalogue; nothing in casework/ names them.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from fastapi import APIRouter

    from casework.authority.sight import Sight
    from casework.benefits.catalogue import Catalogue
    from casework.letters.own_kinds import OwnKind
    from casework.tasks.sources.source import Source
    from kit.db import WriteSession
    from kit.problems import NotFound
    from kit.secrets import KeyRing

Thing = tuple[Any, "Callable[[Sight], Any]", "type[NotFound]"]
"""A row with `gmina` and `id`, the condition under which it is not seen, and what is told then."""


CameBack = Callable[["WriteSession", "Catalogue", UUID, str], Awaitable[None]]
"""came_back(db, catalogue, payment, by): money of a payment was just noted as come back, or the payment as none; the payment is locked."""


WentAgain = Callable[["WriteSession", "Catalogue", UUID, int, str], Awaitable[None]]
"""went_again(db, catalogue, payment, amount, by): of what had come back, so many grosze went out again or never came; it is locked."""


async def _nothing_follows(_db: "WriteSession", _catalogue: "Catalogue", _payment: UUID, _by: str) -> None:
    return None


async def _nothing_follows_again(
    _db: "WriteSession", _catalogue: "Catalogue", _payment: UUID, _amount: int, _by: str
) -> None:
    return None


Said = str | bool | Sequence[str] | None
"""What a register says under one name: a text, a day or an amount as text, yes or no, or lines."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a register holds of a person, for the copy of her data (GDPR art. 15; persons/file.py).

    title: its heading on paper; names: member to its name on paper, in order. tables: what is read for it. read: under one entry of hers,
    as far as the reader sees it, each record by its id with every member of `names`; nothing of others stands in it (art. 15 ust. 4).
    """

    register: str
    title: str
    names: Mapping[str, str]
    tables: frozenset[str]
    read: "Callable[[WriteSession, KeyRing, Sight, UUID], Awaitable[Sequence[tuple[UUID, Mapping[str, Said]]]]]"


@dataclass(frozen=True, slots=True)
class OfCase:
    """Of which case a register is asked when its facts are composed, as the office knew it at the end of a day."""

    person: UUID
    application: UUID | None
    known_on: date


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice of a service.

    routers: its routes; `guarded` ones stand behind the door of whatever their addresses name (authority/guard.py). things: its own path
    parameters for that door. of_matter: the same to the SQL that tells whose matter it is (authority/taking_part.py). tasks: its sources
    of the worklist. erase: table to what of it goes with destroyed files (archives/erasing.py); kept: table to why nothing does. keeps:
    SQL selects of persons who stay as long as the slice names them (%(gmina)s). held: what of it stands in a person's file; not_held:
    table to why nothing of it does. recorded: what it knows of a case, which the service's mapping of established facts reads
    (Established.recorded). letters: kinds of letters that it writes. came_back: what follows, in the same transaction, from money of a
    payment that came back; went_again: from such money that went out again. veils: kinds of audit entries that are told only to whom
    an SQL condition lets (%(asks)s, %(today)s).
    """

    routers: "Callable[[Catalogue, KeyRing], Sequence[APIRouter]]"
    guarded: "Callable[[Catalogue, KeyRing], Sequence[APIRouter]]" = lambda _, __: ()
    things: Mapping[str, Thing] = field(default_factory=dict)
    of_matter: Mapping[str, str] = field(default_factory=dict)
    tasks: "tuple[Source, ...]" = ()
    erase: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    keeps: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    not_held: Mapping[str, str] = field(default_factory=dict)
    recorded: "tuple[Callable[[WriteSession, Sight, OfCase], Awaitable[Sequence[object]]], ...]" = ()
    letters: "tuple[OwnKind, ...]" = ()
    came_back: CameBack = _nothing_follows
    went_again: WentAgain = _nothing_follows_again
    veils: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """All slices of a service together."""

    slices: tuple[Slice, ...] = ()

    @property
    def things(self) -> dict[str, Thing]:
        """Path parameters of all of them."""
        return {name: one for part in self.slices for name, one in part.things.items()}

    @property
    def of_matter(self) -> dict[str, str]:
        """Whose matter each is."""
        return {name: sql for part in self.slices for name, sql in part.of_matter.items()}

    @property
    def tasks(self) -> "tuple[Source, ...]":
        """Sources of the worklist."""
        return tuple(one for part in self.slices for one in part.tasks)

    @property
    def erase(self) -> dict[str, str]:
        """Table to the statement that erases what goes."""
        return {table: sql for part in self.slices for table, sql in part.erase.items()}

    @property
    def kept(self) -> dict[str, str]:
        """Table to why nothing of it is erased."""
        return {table: why for part in self.slices for table, why in part.kept.items()}

    @property
    def keeps(self) -> tuple[str, ...]:
        """Selects of persons who stay."""
        return tuple(sql for part in self.slices for sql in part.keeps)

    @property
    def held(self) -> tuple[Held, ...]:
        """What stands in a person's file."""
        return tuple(one for part in self.slices for one in part.held)

    @property
    def not_held(self) -> dict[str, str]:
        """Table to why nothing of it stands in a person's file."""
        return {table: why for part in self.slices for table, why in part.not_held.items()}

    @property
    def letters(self) -> "dict[str, OwnKind]":
        """Kinds of letters by their code."""
        return {one.code: one for part in self.slices for one in part.letters}

    @property
    def veils(self) -> dict[str, str]:
        """Kinds of audit entries to who is told of them."""
        return {kind: sql for part in self.slices for kind, sql in part.veils.items()}

    async def came_back(self, db: "WriteSession", catalogue: "Catalogue", payment: UUID, by: str) -> None:
        """Money of a payment was just noted as come back, or the payment as none."""
        for part in self.slices:
            await part.came_back(db, catalogue, payment, by)

    async def went_again(self, db: "WriteSession", catalogue: "Catalogue", payment: UUID, amount: int, by: str) -> None:
        """Of what had come back, so much went out again, or never came."""
        for part in self.slices:
            await part.went_again(db, catalogue, payment, amount, by)

    async def recorded(self, db: "WriteSession", sight: "Sight", case: OfCase) -> tuple[object, ...]:
        """What all of them know of a case."""
        return tuple([one for part in self.slices for read in part.recorded for one in await read(db, sight, case)])


NOTHING = Own()
