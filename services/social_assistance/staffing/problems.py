"""What is refused about staffing, by the name of the fact."""

from kit.problems import NotFound


class StaffingReturnNotFound(NotFound):
    """No such return in this gmina."""

    code = "staffing_return_not_found"
    title = "Nie znaleziono zestawienia zatrudnienia"
