"""What somebody is to do about a right that a mass recalculation leaves out, by the code of the reason."""

_FACTS = "Wprowadź dane (skład rodziny, dochód, orzeczenie) i wydaj decyzję zmieniającą dla tego prawa."
_TO_DO = {
    "imported": "Kwota prawa z poprzedniego programu nie wynika wprost z przepisu. " + _FACTS,
    "no_facts": "Decyzja nie ma zapisanych danych. " + _FACTS,
    "facts_outdated": "Dane zapisane przy decyzji nie mają tego, czego dziś wymaga ocena. " + _FACTS,
    "amount_not_of_the_law": "Kwota nie jest pełną kwotą z przepisu (obniżona, proporcjonalna albo podwyższona). "
    + _FACTS,
    "earlier_decision_unknown": "Nie wiadomo, jaką decyzją poprzedni program przyznał prawo. Odnotuj ją przy prawie i powtórz przeliczenie "
    "albo wydaj decyzję zmieniającą, podając jej numer, datę i organ.",
    "decision_not_final": "Decyzja nie jest jeszcze ostateczna, a podstawa zmiany tego wymaga. Powtórz przeliczenie, gdy się nią stanie.",
    "right_differs": "Z danych wynika inne prawo, nie tylko inna kwota. Wydaj dla niego osobną decyzję.",
    "person_not_named": "Wskaż osoby, których dotyczą dane decyzji, i wydaj decyzję zmieniającą.",
    "left_unexamined": "Dane nie wystarczają do rozstrzygnięcia. Uzupełnij je i wydaj decyzję zmieniającą.",
    "forwarded": "Według danych rozstrzyga inny organ. Sprawdź, czy mają zastosowanie przepisy o koordynacji, i wydaj decyzję.",
    "official_excluded": "Podpisująca osoba jest wyłączona od tej sprawy. Decyzję zatwierdza i wydaje kto inny.",
    "no_authority": "Podpisująca osoba nie ma upoważnienia do decyzji tego rodzaju. Projekt czeka w teczce na osobę, która je ma.",
    "given_up": "Projekt wycofano razem z przeliczeniem. Powtórz przeliczenie albo wydaj decyzję zmieniającą.",
    "draft_gone": "Projekt cofnięto albo zmieniono ręcznie. Sprawdź sprawę i w razie potrzeby wydaj decyzję.",
    "award_changed": "Prawo zmieniło się od podglądu. Powtórz przeliczenie albo wydaj decyzję zmieniającą.",
}
_OTHER = "Ocena się nie powiodła z podanego powodu. Sprawdź dane sprawy i wydaj decyzję zmieniającą."


def to_do(code: str | None) -> str | None:
    """The Polish sentence; None for an item that was not left out."""
    return None if code is None else _TO_DO.get(code, _OTHER)
