"""How the lists of this slice are turned: by a day of the row that is never empty, then by its id."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import SQLModel

from kit.paging import PageRequest

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Turn:
    """From where a page is read, by which day, which way, how many rows (None: all)."""

    order_by: str
    after: tuple[str, str] | None
    descending: bool
    fetch: int | None


class Pages:
    """One reading of a list: the turn that its query takes, and the cut of what was found."""

    def __init__(
        self, paging: PageRequest, subject: str, gmina: str, wanted: "DataclassInstance", sort: str, *, everything: bool
    ) -> None:
        self._keyset = paging.keyset(f"{subject} by {sort}", {"gmina": gmina, **asdict(wanted)})
        self._everything = everything
        after, fetch = (None, None) if everything else (self._keyset.after, self._keyset.fetch)
        self.turn = Turn(sort.removeprefix("-"), after, sort.startswith("-"), fetch)

    def cut(self, found: Sequence[T]) -> tuple[list[T], str | None]:
        """The rows of the page and the cursor of the next one."""
        if self._everything:
            return list(found), None
        by: Any = self.turn.order_by
        rows, cursor = self._keyset.page(found, lambda row: (getattr(row, by), row.id))  # type: ignore[attr-defined]
        return list(rows), cursor


def turned(query: Any, row: type[SQLModel], turn: Turn) -> Any:
    """The page of a query of one table."""
    order: tuple[Any, Any] = (getattr(row, turn.order_by), row.id)  # type: ignore[attr-defined]
    if turn.after is not None:
        place = tuple_(date.fromisoformat(turn.after[0]), UUID(turn.after[1]))
        query = query.where(tuple_(*order) < place if turn.descending else tuple_(*order) > place)
    return query.order_by(*(one.desc() if turn.descending else one for one in order)).limit(turn.fetch)
