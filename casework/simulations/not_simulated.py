"""Why a right is in no figure of a simulation, by the code of the reason."""

_REASONS = {
    "imported": "Prawo z poprzedniego programu: nie ma danych, z których można je ocenić, a jego kwota nie wynika wprost z przepisu.",
    "no_facts": "Decyzja nie ma zapisanych danych, z których można ocenić prawo.",
    "amount_not_of_the_law": "Kwota nie jest pełną kwotą z przepisu (obniżona, proporcjonalna albo podwyższona).",
    "person_not_named": "Dane wymieniają osobę, której decyzja nie wskazuje.",
    "left_unexamined": "Dane nie wystarczają do rozstrzygnięcia.",
    "forwarded": "Według danych rozstrzyga inny organ (koordynacja).",
    "unfit_facts": "Danych nie da się ocenić na ten dzień, np. należą do innego okresu.",
    "no_law_for_date": "Przepisy nie mają wartości na ten dzień albo miesiąc.",
    "cannot_be_booked": "Świadczenie nie ma klasyfikacji budżetowej w tych miesiącach.",
    "supposed_law_contradicts": "Z założonych parametrów niczego nie da się policzyć dla tych danych.",
}
_OTHER = "Ocena prawa nie powiodła się."


def reason_of(code: str) -> str:
    """The Polish sentence."""
    return _REASONS.get(code, _OTHER)
