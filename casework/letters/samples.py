"""Sample contents, one of each kind: what a template is previewed and checked against. Nobody and nothing in them is real."""

from datetime import date

from casework.letters import contents
from casework.letters.contents import (
    Amount,
    Authorisation,
    Changed,
    Content,
    Instalment,
    Kind,
    Office,
    Party,
    Sheet,
    Signature,
    Undue,
)
from kit.periods import month

_OFFICE = Office(
    organ="Wójt Gminy Przykładowo",
    organ_kind="wojt",
    centre="Gminny Ośrodek Pomocy Społecznej w Przykładowie",
    address=("ul. Źródlana 1", "00-001 Przykładowo"),
    place="Przykładowo",
    appeal_body="Samorządowe Kolegium Odwoławcze w Przykładowie",
    court="Wojewódzki Sąd Administracyjny w Przykładowie",
    data_protection="Administratorem danych osobowych jest Gminny Ośrodek Pomocy Społecznej w Przykładowie.",
    phone="00 000 00 00",
    email="gops@przykladowo.example",
    electronic_address="AE:PL-00000-00000-AAAAA-00",
    account="00000000000000000000000000",
    appeal_body_address=("ul. Odwoławcza 1", "00-001 Przykładowo"),
)
_PARTY = Party(
    "Żaneta Ćwiklińska-Łoś",
    ("ul. Jabłoniowa 7 m. 3", "00-001 Przykładowo"),
    Party("Zdzisław Gęś", ("ul. Pełnomocna 2", "00-001 Przykładowo")),
)
_SHEET = Sheet(
    office=_OFFICE,
    znak="OPS.5111.12.2025",
    day=date(2025, 11, 5),
    party=_PARTY,
    signature=Signature(
        "Grażyna Wąsik",
        "Kierownik Gminnego Ośrodka Pomocy Społecznej",
        "on_behalf",
        Authorisation("12/2024", date(2024, 5, 7), "art. 268a k.p.a."),
    ),
    recipients=("Żaneta Ćwiklińska-Łoś", "a/a"),
)
_MATTER = "przyznanie świadczenia przykładowego"
_APPLIED = date(2025, 10, 20)
_REASON = "oczekiwanie na odpowiedź innego organu, o którą wystąpiono dnia 22 października 2025 r."

SAMPLES: dict[Kind, Content] = {
    "decision": contents.DecisionLetter(
        sheet=_SHEET,
        number="12/2025",
        basis=(
            "art. 104 i art. 107 ustawy z dnia 14 czerwca 1960 r. – Kodeks postępowania administracyjnego",
            "art. 1 ustawy przykładowej",
            "upoważnienia nr 12/2024 z dnia 7 maja 2024 r. (art. 268a k.p.a.)",
        ),
        opening="po rozpatrzeniu wniosku z dnia 20 października 2025 r. o świadczenie: świadczenie przykładowe",
        operative=("Przyznać świadczenie: świadczenie przykładowe, za okresy i w kwotach podanych w tabeli.",),
        amounts=(
            Amount("świadczenie przykładowe", "Łucja Ćwiklińska", month(2025, 11), month(2026, 9), 9_500),
            Amount("świadczenie przykładowe", "Łucja Ćwiklińska", month(2026, 10), None, 1_234_500),
        ),
        payment="przelewem na rachunek bankowy wskazany we wniosku",
        enforceable="decyzja podlega natychmiastowemu wykonaniu",
        factual=("Wniosek złożono dnia 20 października 2025 r.", "Dochód na osobę wynosi 612,40 zł (art. 5 ust. 1)."),
        legal=("Podstawą rozstrzygnięcia jest art. 1 ustawy przykładowej.",),
        instruction=(
            "Od niniejszej decyzji stronie służy odwołanie.",
            "Strona może zrzec się prawa do jego wniesienia.",
        ),
        changes=(
            Changed("świadczenie przykładowe", "Łucja Ćwiklińska", month(2025, 11), None, 9_000, 9_500),
            Changed("świadczenie przykładowe", "Jan Ćwikliński", month(2025, 11), month(2025, 12), 9_000, None),
        ),
        held=(Amount("świadczenie przykładowe", "Łucja Ćwiklińska", month(2025, 11), month(2026, 1), 9_500),),
        undue=(Undue(month(2025, 6), date(2025, 6, 20), 9_500),),
        instalments=(Instalment(date(2025, 12, 10), 5_000), Instalment(date(2026, 1, 10), 4_500)),
    ),
    "order": contents.OrderLetter(
        sheet=_SHEET,
        number="13/2025",
        matter=_MATTER,
        basis=("art. 113 § 1 ustawy z dnia 14 czerwca 1960 r. – Kodeks postępowania administracyjnego",),
        operative=("Sprostować oczywistą omyłkę pisarską w decyzji z dnia 5 listopada 2025 r.",),
        reasons=("W decyzji omyłkowo podano numer domu.",),
        instruction=("Na postanowienie służy zażalenie.",),
    ),
    "completion_call": contents.CompletionCall(
        _SHEET, _MATTER, _APPLIED, "art. 64 § 2 k.p.a.", ("podpisanie wniosku", "podanie adresu"), 7
    ),
    "start_notice": contents.StartNotice(_SHEET, _MATTER, _APPLIED, ex_officio=False),
    "delay_notice": contents.DelayNotice(_SHEET, _MATTER, _APPLIED, _REASON, date(2025, 12, 5)),
    "forwarding": contents.Forwarding(
        _SHEET,
        _MATTER,
        _APPLIED,
        Party("Burmistrz Sąsiedzka", ("ul. Szkolna 2", "00-002 Sąsiedzko")),
        "wnioskodawca mieszka na obszarze innej gminy",
    ),
    "left_unexamined": contents.LeftUnexamined(
        _SHEET, _MATTER, _APPLIED, date(2025, 10, 22), "art. 64 § 2 k.p.a.", "wniosek nie został podpisany w terminie"
    ),
    "certificate": contents.Certificate(
        _SHEET, _APPLIED, ("w roku 2024 nie pobierano świadczeń z pomocy społecznej",), "przedłożenia w szkole"
    ),
    "duties_note": contents.DutiesNote(
        _SHEET,
        _MATTER,
        "art. 25 ustawy przykładowej",
        ("niezwłocznie powiadomić o zmianie dochodu",),
        ("świadczenie pobrane nienależnie podlega zwrotowi",),
    ),
    "hearing_notice": contents.HearingNotice(
        _SHEET, _MATTER, ("Nie wykazano dochodu za rok 2024 (art. 5 ust. 1 ustawy przykładowej).",), 7
    ),
    "appeal_transfer": contents.AppealTransfer(
        _SHEET,
        _MATTER,
        "Żaneta Ćwiklińska-Łoś",
        "decyzja nr 12/2025 z dnia 5 listopada 2025 r.",
        date(2025, 11, 18),
        in_time=False,
        sheets_of_file=42,
        stance="Odwołanie nie zasługuje na uwzględnienie.",
    ),
    "reminder": contents.Reminder(
        _SHEET, _MATTER, "U/3/2025", "decyzja nr 12/2025 z dnia 5 listopada 2025 r.", 95_000, 1_234, 1_600, 7
    ),
    "to_body": contents.ToBody(
        _SHEET,
        _MATTER,
        "Żaneta Ćwiklińska-Łoś",
        "art. 50 § 1 k.p.a.",
        ("Proszę o zaświadczenie o stanie egzekucji świadczeń alimentacyjnych.",),
        ("kopia wniosku",),
    ),
}
