"""The letter of every kind of act in every service: complete by art. 107 § 1 and 124 k.p.a., in Polish, with nothing left unfilled."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from casework.benefits.catalogue import Catalogue
from casework.decisions.kinds import Kind, kinds
from casework.letters import templates
from casework.letters.blocks import Heading, Items, Paragraph
from casework.letters.contents import DecisionLetter, OrderLetter
from casework.letters.deciding import decision_letter
from casework.letters.paper import Paper, paper_of
from casework.letters.pdf import to_pdf
from casework.letters.places import kind_of
from casework.letters.said import said
from casework.letters.samples import SAMPLES
from casework.terms.law import procedure
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.casework.letters.a_letter import pdf_text
from tests.casework.letters.acts import DAY, PARTY, WORDS, an_act, registers

SERVICES = [FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND]
OFFICE = SAMPLES["decision"].sheet.office
FEES = {"fee", "fee_exemption", "refuse_fee_exemption"}
"""Social assistance only."""
IN_SERVICES = pytest.mark.parametrize("catalogue", SERVICES, ids=lambda one: str(one.service))
IN_EVERY = pytest.mark.parametrize(
    ("catalogue", "kind"),
    [
        pytest.param(catalogue, kind, id=f"{kind.code}-{catalogue.service}")
        for kind in kinds().values()
        for catalogue in SERVICES
        if kind.code not in FEES or catalogue is SOCIAL_ASSISTANCE
    ],
)

UNFILLED = re.compile(
    r"None|[{}]|\b[a-z]+_[a-z0-9_]+\b|\b(?:19|20)\d{2}-\d{2}|\d\.\d{2}\b zł|\bFalse\b|\bTrue\b|  ,|\.\.|\( ?\)"
)
ENGLISH = re.compile(
    r"\b(grant|refuse|change|repeal|expire|suspend|resume|discontinue|undue|return|instalments?|deferral|remission|correction|"
    r"supplement|decision|appeal|the|of|ahead|whole|month|day)\b"
)
OPERATIVE: dict[str, tuple[str, ...]] = {
    "grant": ("Przyznać stronie świadczenie", "1 215,00 zł", "od listopada 2025 r. do października 2026 r."),
    "refuse": ("Odmówić przyznania świadczenia", "Dochód 700,00 zł przekracza kryterium (art. 5 ust. 1)"),
    "change": (
        "Zmienić decyzję nr 3/2025 z dnia 10 stycznia 2025 r. (znak sprawy: OPS.5111.1.2025)", "od stycznia 2026 r.",
        "1 215,00 zł", "1 015,00 zł", "W pozostałym zakresie decyzja pozostaje bez zmian.",
    ),
    "refuse_change": ("Odmówić zmiany decyzji nr 3/2025",),
    "repeal": ("Uchylić decyzję nr 3/2025", "od stycznia 2026 r.", "1 215,00 zł", "nie przysługuje"),
    "refuse_repeal": ("Odmówić uchylenia decyzji nr 3/2025",),
    "expire": ("Stwierdzić wygaśnięcie decyzji nr 3/2025", "od stycznia 2026 r.", "nie przysługuje"),
    "refuse_expire": ("Odmówić stwierdzenia wygaśnięcia decyzji nr 3/2025",),
    "suspend": ("Wstrzymać od stycznia 2026 r. wypłatę", "orzeczono decyzją nr 3/2025", "1 215,00 zł"),
    "refuse_suspend": ("Odmówić wstrzymania wypłaty",),
    "resume": ("Wznowić od stycznia 2026 r. wypłatę", "od listopada 2025 r. do grudnia 2025 r.", "1 215,00 zł"),
    "refuse_resume": ("Odmówić wznowienia wypłaty",),
    "discontinue": ("Umorzyć postępowanie",),
    "undue_payment": ("Uznać za nienależnie pobrane", "1 000,00 zł", "500,00 zł", "grudzień 2025 r."),
    "return": ("Zobowiązać stronę do zwrotu", "1 000,00 zł", "rachunek bankowy nr 00 0000"),
    "refuse_return": ("Odstąpić od żądania zwrotu", "1 000,00 zł"),
    "instalments": ("Rozłożyć na raty", "1 000,00 zł", "10 stycznia 2026 r.", "600,00 zł", "400,00 zł"),
    "refuse_instalments": ("Odmówić rozłożenia na raty",),
    "deferral": ("Odroczyć do dnia 10 lutego 2026 r. termin płatności", "1 000,00 zł"),
    "refuse_deferral": ("Odmówić odroczenia terminu płatności",),
    "remission": ("Umorzyć należność", "1 000,00 zł"),
    "refuse_remission": ("Odmówić umorzenia należności",),
    "fee": ("Ustalić od stycznia 2026 r. opłatę", "1 000,00 zł miesięcznie"),
    "fee_exemption": ("Zwolnić stronę od stycznia 2026 r. z opłaty", "decyzją nr 3/2025", "Po zwolnieniu opłata wynosi 1 000,00 zł"),
    "refuse_fee_exemption": ("Odmówić zwolnienia z opłaty", "decyzją nr 3/2025"),
    "correction": ("Sprostować decyzję nr 3/2025", WORDS),
    "refuse_correction": ("Odmówić sprostowania decyzji nr 3/2025",),
    "supplement": ("Uzupełnić decyzję nr 3/2025", WORDS),
    "refuse_supplement": ("Odmówić uzupełnienia decyzji nr 3/2025",),
    "refuse_start": ("Odmówić wszczęcia postępowania", "zażalenie", "w terminie 7 dni"),
    "return_application": ("Zwrócić podanie", "zażalenie"),
    "suspend_proceedings": ("Zawiesić postępowanie", "zażalenie"),
    "refuse_suspend_proceedings": ("Odmówić zawieszenia postępowania", "zażalenie"),
    "resume_proceedings": ("Podjąć zawieszone postępowanie", "nie służy zażalenie"),
    "refuse_resume_proceedings": ("Odmówić podjęcia zawieszonego postępowania", "zażalenie"),
    "restore_term": ("Przywrócić termin", WORDS, "nie służy zażalenie"),
    "refuse_restore_term": ("Odmówić przywrócenia terminu", WORDS, "zażalenie"),
    "reopen": ("Wznowić postępowanie", "decyzją nr 3/2025", "nie służy zażalenie"),
    "refuse_reopen": ("Odmówić wznowienia postępowania", "decyzją nr 3/2025", "zażalenie"),
    "enforceability": ("Nadać rygor natychmiastowej wykonalności", "decyzją nr 3/2025", "zażalenie"),
    "refuse_certificate": ("Odmówić wydania zaświadczenia", WORDS, "zażalenie"),
    "refuse_file_access": ("Odmówić dostępu do akt", WORDS, "zażalenie"),
    "repeal_order": ("Uchylić", "3/2025", "zażalenie"),
}  # fmt: skip


def letter(catalogue: Catalogue, kind: Kind) -> DecisionLetter | OrderLetter:
    return decision_letter(an_act(catalogue, kind), registers(OFFICE), DAY)


def paper(catalogue: Catalogue, kind: Kind) -> Paper:
    content = letter(catalogue, kind)
    return paper_of(content, templates.shipped(kind_of(content)), draft=False)


def text_of(made: Paper) -> str:
    lines: list[str] = []
    for block in made.blocks:
        if isinstance(block, Heading):
            lines.append(block.text)
        elif isinstance(block, Paragraph):
            lines.extend(block.lines)
        elif isinstance(block, Items):
            lines.extend(block.items)
        else:
            lines.extend(cell for row in (block.head, *block.rows) for cell in row)
    return "\n".join(lines).replace("\u00a0", " ")


@IN_EVERY
def test_a_letter_has_every_element_of_article_107(catalogue: Catalogue, kind: Kind) -> None:
    told = text_of(paper(catalogue, kind))

    order = kind.form == "postanowienie"
    elements = (
        OFFICE.organ, OFFICE.centre,
        "Przykładowo, dnia 5 listopada 2025 r.",
        PARTY.name, *PARTY.address,
        "Znak sprawy: OPS.5111.12.2025",
        f"{'POSTANOWIENIE' if order else 'DECYZJA'} NR 12/2025",
        f"Na podstawie art. {'123 i art. 124' if order else '104 i art. 107'} ustawy z dnia 14 czerwca 1960 r.",
        "upoważnienia nr 12/2024 z dnia 7 maja 2024 r. (art. 268a k.p.a.)",
        "POSTANAWIA" if order else "ORZEKA",
        *OPERATIVE[kind.code],
        catalogue.get(an_act(catalogue, kind).row.benefit).name,
        "UZASADNIENIE", "Dochód na osobę wynosi 674,00 zł w okresie od listopada 2025 r. do października 2026 r. (art. 5 ust. 1).",
        "Wobec ustalonych okoliczności i przytoczonych przepisów",
        "POUCZENIE",
        "z up. Wójta", "Grażyna Wąsik", "Kierownik GOPS",
        "Otrzymują:", "a/a",
    )  # fmt: skip
    assert [one for one in elements if one not in told] == []


def test_persons_of_the_facts_stand_by_their_names_and_no_article_has_two_stops() -> None:
    decided = an_act(FAMILY_BENEFITS, kinds()["refuse"])
    decided.row.steps = [
        "Zasiłek rodzinny (dziecko_1): 124.00 zł. (art. 6 ust. 2 u.ś.r.)",
        "Dochody (a, b) dzieli się. (art. 3 u.ś.r.)",
    ]
    decided.row.refusals = [decided.row.refusals[0] | {"person": name} for name in ("dziecko_1", "a")]
    called = {"dziecko_1": "Łucja Ćwiklińska", "a": "Jan Kłos", "b": "Ewa Kłos"}
    content = decision_letter(replace(decided, names=replace(decided.names, references=called)), registers(OFFICE), DAY)

    told = text_of(paper_of(content, templates.shipped(kind_of(content)), draft=False))

    for said_so in (
        "Zasiłek rodzinny (Łucja Ćwiklińska): 124,00 zł (art. 6 ust. 2 u.ś.r.).",
        "Dochody (Jan Kłos, Ewa Kłos) dzieli się (art. 3 u.ś.r.).",
        "W sprawie zastosowano: art. 6 ust. 2 u.ś.r.; art. 3 u.ś.r.",
        "Dochód 700,00 zł przekracza kryterium (art. 5 ust. 1) – dotyczy: Łucja Ćwiklińska, Jan Kłos.",
    ):
        assert said_so in told
    assert "dziecko_1" not in told
    assert ".." not in told


def test_what_is_confirmed_and_not_granted_is_said_so_and_costs_nothing() -> None:
    code = "prawo_do_swiadczen_opieki_zdrowotnej_decyzje"
    decided = an_act(SOCIAL_ASSISTANCE, kinds()["grant"])
    decided.row.benefit = code
    decided.row.grants = [decided.row.grants[0] | {"benefit": code, "amount": 0}]
    own = {code: SOCIAL_ASSISTANCE.get(code).operative}
    content = decision_letter(replace(decided, names=replace(decided.names, operative=own)), registers(OFFICE), DAY)

    told = text_of(paper_of(content, templates.shipped(kind_of(content)), draft=False))

    assert "Potwierdzić prawo strony do świadczeń opieki zdrowotnej" in told
    assert "Przyznać" not in told
    assert "0,00" not in told


@IN_EVERY
def test_nothing_is_left_unfilled_and_nothing_is_english(catalogue: Catalogue, kind: Kind) -> None:
    told = text_of(paper(catalogue, kind))

    assert UNFILLED.findall(told) == []
    assert ENGLISH.findall(told) == []


@IN_EVERY
def test_the_grounds_act_is_written_out_where_the_letter_rests_on_it(catalogue: Catalogue, kind: Kind) -> None:
    act = an_act(catalogue, kind)
    basis = letter(catalogue, kind).basis[1]

    if act.ground is None or act.ground.article.endswith("k.p.a."):
        assert "ustawa " not in basis
    else:
        assert basis.startswith("art. ")
        assert " ustawy z dnia " in basis


@IN_EVERY
def test_the_instruction_names_the_remedy_of_the_kind_and_its_term(catalogue: Catalogue, kind: Kind) -> None:
    told = " ".join(letter(catalogue, kind).instruction)
    law = procedure().on(DAY)

    appeal = "odwołanie do Samorządowego Kolegium Odwoławczego w Przykładowie"
    complaint = "zażalenie do Samorządowego Kolegium Odwoławczego w Przykładowie"
    assert (appeal in told, complaint in told) == (kind.remedy == "appeal", kind.remedy == "complaint")
    if kind.remedy == "appeal":
        assert f"w terminie {law.count('kpa_appeal_days')} dni" in told
        for element in (
            "art. 127a § 1",
            "ostateczna i prawomocna",
            "art. 132 § 1",
            "art. 133",
            "art. 130",
            "wolne od opłat",
        ):
            assert element in told
    elif kind.remedy == "complaint":
        assert f"w terminie {law.count('kpa_complaint_days')} dni" in told
        assert "art. 141" in told
        assert "art. 127a w związku z art. 144" in told
    else:
        assert "nie służy zażalenie" in told
        assert "art. 142" in told
        assert ("art. 111 § 2" in told) == ("supplement" in kind.code)


def test_every_kind_of_act_has_its_sentences() -> None:
    assert set(said()) == set(kinds()) == set(OPERATIVE)


@IN_SERVICES
@pytest.mark.parametrize("code", ["change", "suspend", "instalments", "correction"])
def test_the_pdf_of_a_later_act_is_accessible_and_says_the_same(catalogue: Catalogue, code: str) -> None:
    made = paper(catalogue, kinds()[code])

    body = to_pdf(made)

    assert b"pdfuaid" in PdfReader(io.BytesIO(body)).trailer["/Root"]["/Metadata"].get_object().get_data()
    told = re.sub(r" ?OPS\.5111\.12\.2025 str\. \d z \d", "", pdf_text(body))
    assert [line for line in text_of(made).splitlines() if " ".join(line.split()) not in told] == []
