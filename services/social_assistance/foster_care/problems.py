"""What is refused about children in foster care, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


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
