"""Days, months and amounts as a Polish letter writes them."""

from datetime import date

import pytest

from casework.letters.contents import Authorisation, Capacity, Signature, signature_lines
from casework.letters.polish import as_written, day_text, in_genitive, months_text, sentence
from casework.letters.samples import SAMPLES
from kit.money import amount_text
from kit.periods import month

OFFICE = SAMPLES["decision"].sheet.office


def test_a_day_is_written_out() -> None:
    assert day_text(date(2025, 11, 5)) == "5 listopada 2025 r."


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0,00 zł"), (1, "0,01 zł"), (138_400, "1 384,00 zł"), (123_456_789, "1 234 567,89 zł"), (-5, "-0,05 zł")],
)
def test_an_amount_has_a_comma_and_is_not_torn_apart(amount: int, text: str) -> None:
    assert amount_text(amount) == text.replace(" ", "\u00a0")


def test_a_run_of_months_is_told_in_the_right_case() -> None:
    first, last = month(2025, 11), month(2026, 10)

    assert months_text(first, first) == "listopad 2025 r."
    assert months_text(first, last) == "od listopada 2025 r. do października 2026 r."
    assert months_text(first, None) == "od listopada 2025 r., bezterminowo"


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (
            "Dochód 1\u00a0384,00 zł od 2025-11 do 2025-12.",
            "Dochód 1 384,00 zł od listopada 2025 r. do grudnia 2025 r.",
        ),
        ("Dochód 1384.00 zł od 2025-11 do 2026-10.", "Dochód 1 384,00 zł od listopada 2025 r. do października 2026 r."),
        ("Okres 2025-11..2026-10 (art. 5)", "Okres od listopada 2025 r. do października 2026 r. (art. 5)"),
        ("W miesiącu: 2025-11", "W miesiącu: listopad 2025 r."),
        ("Urodzona 2019-03-01.", "Urodzona 1 marca 2019 r."),
        ("art. 9 ust. 2-2b, 2025-13-45, 12.50 %", "art. 9 ust. 2-2b, 2025-13-45, 12.50 %"),
    ],
)
def test_a_sentence_of_a_trace_is_written_as_in_a_letter(told: str, written: str) -> None:
    assert as_written(told).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("ustalono dochód. (art. 8 ust. 1)", "Ustalono dochód (art. 8 ust. 1)."),
        ("prawo od 1 maja 2026 r. (art. 24 u.ś.r.)", "Prawo od 1 maja 2026 r. (art. 24 u.ś.r.)."),
    ],
)
def test_a_sentence_and_its_article_are_one(told: str, written: str) -> None:
    assert sentence(told) == written


def test_an_act_stands_in_the_genitive_after_na_podstawie() -> None:
    assert in_genitive("art. 4–7 ustawa z dnia 1 maja 2003 r.") == "art. 4–7 ustawy z dnia 1 maja 2003 r."


@pytest.mark.parametrize(("capacity", "above"), [("on_behalf", ("z up. Wójta",)), ("organ", ()), ("own", ())])
def test_z_up_wojta_stands_above_whoever_signs_for_the_organ(capacity: Capacity, above: tuple[str, ...]) -> None:
    given = Authorisation("1/2025", date(2025, 1, 2), "art. 268a k.p.a.") if capacity == "on_behalf" else None

    assert signature_lines(OFFICE, Signature("Ewa Żak", "Kierownik", capacity, given)) == (
        *above,
        "Ewa Żak",
        "Kierownik",
    )
