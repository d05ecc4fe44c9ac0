"""Why something is not done with a household."""

from kit.problems import Conflict, NotFound


class HouseholdNotFound(NotFound):
    """No such household in this gmina."""

    code = "household_not_found"
    title = "Nie znaleziono rodziny"


class HouseholdExists(Conflict):
    """The reference person stands for a household already."""

    code = "household_exists"
    title = "Ta osoba reprezentuje już inną rodzinę"


class MemberAlready(Conflict):
    """The person belongs to the household on that day."""

    code = "member_already"
    title = "Osoba należy już do tej rodziny"


class NotAMember(Conflict):
    """The person does not belong to the household on that day."""

    code = "not_a_member"
    title = "Osoba nie należy do tej rodziny w tym dniu"


class HouseholdEmpty(Conflict):
    """Nobody would be left."""

    code = "household_empty"
    title = "W rodzinie nie zostałby nikt"


class HouseholdFull(Conflict):
    """More members than a household may have."""

    code = "household_full"
    title = "Rodzina ma już największą liczbę członków"
