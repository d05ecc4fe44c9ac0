"""What is refused about the hire of equipment, by the name of the fact."""

from kit.problems import Conflict, NotFound


class HireItemNotFound(NotFound):
    """No such piece of equipment in this gmina, or of no unit of the caller's."""

    code = "hire_item_not_found"
    title = "Nie znaleziono sprzętu"


class HireItemExists(Conflict):
    """The inventory has a piece under this number."""

    code = "hire_item_exists"
    title = "W ewidencji jest już sprzęt o tym numerze"


class HireItemLent(Conflict):
    """Somebody has the piece."""

    code = "hire_item_lent"
    title = "Ten sprzęt jest wypożyczony"


class HireItemRetired(Conflict):
    """The piece was taken out of the inventory."""

    code = "hire_item_retired"
    title = "Ten sprzęt wycofano z wypożyczalni"


class EquipmentHireNotFound(NotFound):
    """No such contract in this gmina, or the caller does not see it."""

    code = "equipment_hire_not_found"
    title = "Nie znaleziono umowy wypożyczenia"


class HireCharged(Conflict):
    """A fee of the contract stands: it is returned, it was not entered in error."""

    code = "hire_charged"
    title = "Za to wypożyczenie naliczono opłatę"
