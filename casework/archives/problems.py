"""Why a list of what is to be destroyed is not made or not carried out."""

from kit.problems import Conflict, NotFound


class DestructionNotFound(NotFound):
    """No such list in this gmina."""

    code = "destruction_not_found"
    title = "Nie znaleziono spisu do brakowania"


class NothingToDestroy(Conflict):
    """No closed case has passed its term, or something is unsettled in each."""

    code = "nothing_to_destroy"
    title = "Nie ma akt, które można przeznaczyć do zniszczenia"


class ItemNotListed(NotFound):
    """The list has no such place, or it was left out before."""

    code = "destruction_item_not_found"
    title = "Nie ma takiej pozycji na spisie"


class ProposerApproves(Conflict):
    """Whoever drew the list up wants to approve the destruction."""

    code = "proposer_approves"
    title = "Zniszczenie zatwierdza inna osoba niż ta, która sporządziła spis"


class PassingNotFound(NotFound):
    """No such list in this gmina."""

    code = "archive_passing_not_found"
    title = "Nie znaleziono spisu zdawczo-odbiorczego"


class NothingToPass(Conflict):
    """No closed case of category A is due, or everything on the list was left out."""

    code = "nothing_to_pass"
    title = "Nie ma akt kategorii A do przekazania"


class PassingBlocked(Conflict):
    """A file on the list was opened again or is of another category by now; errors name the places to leave out."""

    code = "archive_passing_blocked"
    title = "Na spisie są akta, których nie można teraz przekazać"


class DestructionBlocked(Conflict):
    """A case on the list came to life again or is to be kept longer; errors name the places to leave out."""

    code = "destruction_blocked"
    title = "Na spisie są akta, których nie wolno zniszczyć"
