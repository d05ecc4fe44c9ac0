"""What is refused about children in foster care, by the name of the fact."""

from collections.abc import Sequence

from kit.problems import AlreadyExists, Conflict, FieldError, NotFound


class FosterChildNotFound(NotFound):
    """No such child in this gmina's register, or the caller does not see it."""

    code = "foster_child_not_found"
    title = "Nie znaleziono dziecka w pieczy zastępczej"


class FosterChildExists(AlreadyExists):
    """The child is in the register, and has not left care."""

    code = "foster_child_exists"
    title = "To dziecko jest już w rejestrze pieczy zastępczej"


class NotAFosterNote(Conflict):
    """The document is no note of a powiat for foster care, or is checked already."""

    code = "not_a_foster_note"
    title = "To nie jest nota powiatu za pieczę zastępczą, którą można rozpisać"


class FosterMonthAskedTwice(Conflict):
    """A row of the note asks for a child's month that another document which stands asks for, or another row; it would be paid twice."""

    code = "foster_month_asked_twice"
    title = "O ten miesiąc pobytu dziecka wystąpiono już wcześniej"

    def __init__(self, rows: Sequence[tuple[int, Sequence[str]]] = ()) -> None:
        """rows: places of the note's rows from zero, with the ids of the other documents (none: another row of the same note)."""
        super().__init__(
            errors=[
                FieldError(
                    f"/items/{place}", "asked_twice", f"O ten miesiąc występuje już inny dokument: {', '.join(ids)}."
                )
                if ids
                else FieldError(f"/items/{place}", "asked_twice", "O ten miesiąc występuje już inna pozycja tej noty.")
                for place, ids in rows
            ]
        )
