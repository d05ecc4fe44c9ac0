"""What is refused about procedures "Niebieskie Karty", by the name of the fact."""

from kit.problems import Conflict, NotFound


class BlueCardNotFound(NotFound):
    """No such thing in this gmina, or the caller is not entered by name among those who may know of it."""

    code = "blue_card_not_found"
    title = "Nie znaleziono"


class BlueCardRuns(Conflict):
    """A procedure on the same family runs already: a further form A joins it."""

    code = "blue_card_runs"
    title = "Procedura wobec tej rodziny już się toczy: kolejny formularz A dołącza się do niej"


class BlueCardActNoted(Conflict):
    """The procedure has such an act already, and has one of them alone."""

    code = "blue_card_act_noted"
    title = "Tę czynność już odnotowano"


class BlueCardActStays(Conflict):
    """The act is part of the opening, the closing or the naming of a group, is the only form A, or was withdrawn already."""

    code = "blue_card_act_stays"
    title = "Tej czynności nie wycofuje się osobno"


class ReaderEntersHimself(Conflict):
    """Nobody enters himself among those who may know of the procedures, not even the head."""

    code = "blue_card_reader_himself"
    title = "Nikt nie wpisuje samego siebie"


class ReaderNotFound(NotFound):
    """No such entry among those who may know of the procedures."""

    code = "blue_card_reader_not_found"
    title = "Nie znaleziono wpisu osoby uprawnionej"
