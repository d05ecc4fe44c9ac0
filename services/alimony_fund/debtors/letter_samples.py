"""Sample content of letters about debtors: every place that their templates may name. Nobody and nothing in it is real."""

from collections.abc import Mapping

from casework.letters.own_kinds import Place

SAMPLE: Mapping[str, Place] = {
    "dluznik": {
        "nazwa": "Zdzisław Przykładowy", "pesel": "00000000000", "urodzony": "5 maja 1980 r.",
        "adres": ["ul. Jabłoniowa 7 m. 3", "00-001 Przykładowo"],
    },
    "wierzyciel": "Burmistrz Sąsiedzka",
    "tytuly": [
        {
            "osoba": "Łucja Przykładowa", "rodzaj": "wyrok", "sad": "Sąd Rejonowy w Przykładowie", "sygnatura": "III RC 1/20",
            "kwota": "1 000,00 zł", "komornik": "Komornik Sądowy w Przykładowie", "sygnatura_komornika": "Kmp 1/20",
        }
    ],
    "postepowanie": {
        "stan": "decyzja ostateczna", "wniosek_dnia": "5 stycznia 2025 r.", "wywiad_dnia": "15 stycznia 2025 r.",
        "przyczyna": "dłużnik alimentacyjny odmówił złożenia oświadczenia majątkowego (art. 5 ust. 3 pkt 1 ustawy)",
        "wszczete_dnia": "20 stycznia 2025 r.", "decyzja_znak": "FA.1.2025", "decyzja_dnia": "20 lutego 2025 r.",
        "doreczona_dnia": "25 lutego 2025 r.", "ostateczna_dnia": "12 marca 2025 r.", "prawo_jazdy_dnia": "20 marca 2025 r.",
        "ustanie": "nastąpiła utrata statusu dłużnika alimentacyjnego (art. 5 ust. 6 pkt 2 ustawy)",
    },
    "czynnosci": [{"dzien": "15 stycznia 2025 r.", "nazwa": "przeprowadzono wywiad alimentacyjny", "przepis": "art. 4 ust. 1 u.p.o.u.a."}],
    "miesiace": [{"miesiac": "styczeń 2025 r.", "nalezne": "1 000,00 zł", "wplacone": "0,00 zł"}],
    "zadluzenie": {
        "dzien": "5 listopada 2025 r.", "naleznosc": "10 000,00 zł", "odsetki": "500,00 zł", "zaliczki": "0,00 zł",
        "razem": "10 500,00 zł",
    },
    "wyplaty": [
        {
            "osoba": "Łucja Przykładowa", "okres": "styczeń 2025 r.", "dzien": "20 stycznia 2025 r.", "kwota": "500,00 zł",
            "naleznosc": "500,00 zł", "odsetki": "40,00 zł",
        }
    ],
    "wyplaty_razem": {"kwota": "500,00 zł", "naleznosc": "500,00 zł", "odsetki": "40,00 zł"},
    "ulga": {
        "znak": "FA.7.2025", "przepis": "art. 30 ust. 2 i 3", "dzien": "5 września 2025 r.",
        "rozstrzygniecie": "Umorzyć należności dłużnika alimentacyjnego w kwotach podanych niżej.", "udzial": "30 %",
        "naleznosc": "300,00 zł", "odsetki": "10,00 zł", "razem": "310,00 zł", "miesiace": "36",
        "raty": [{"numer": "1", "termin": "10 grudnia 2025 r.", "kwota": "100,00 zł"}],
    },
    "wywiad_dnia": "15 stycznia 2025 r.", "wywiad_godzina": "10.00", "termin_dni": "30", "powod": "przyznanie świadczenia",
    "zaleglosc_od": "5 stycznia 2025 r.", "ochrona_miesiecy": "6", "ochrona_udzial": "50 %", "big_miesiecy": "6",
    "wywiad_miesiecy": "3", "komornik_dni": "14",
    "pouczenie": ["Od niniejszej decyzji stronie służy odwołanie."],
    "tresc": ["Dłużnik podjął zatrudnienie."],
    "zalaczniki": ["odpis decyzji"],
    "rodo_dluznika": "Administratorem danych osobowych jest Gminny Ośrodek Pomocy Społecznej w Przykładowie.",
}  # fmt: skip
