"""Worked cases as decisions with their reasons, for lawyers: `python -m tests.services.family_benefits.explained` writes docs/examples/.

The reasons are those of the decision letter, made by what makes the letter; names and the office are invented.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from casework.decisions.content import content_of
from casework.decisions.schemas import decision_in
from casework.decisions.tables import DecisionRow
from casework.letters.contents import DecisionLetter
from casework.letters.decided import Decided, Names, Registers
from casework.letters.deciding import decision_letter
from casework.letters.polish import months_text
from casework.letters.samples import SAMPLES
from kit.money import amount_text
from services.family_benefits.catalogue import CATALOGUE
from tests.conftest import PROJECT
from tests.services.worked_cases import WorkedCase, worked_cases

FOLDER = PROJECT / "docs" / "examples"
GMINA = "101805"
NOBODY = UUID(int=7)
COMMAND = "python -m tests.services.family_benefits.explained"


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case that is told in full: its id and benefit, what it shows, and the names of those whom its facts refer to."""

    file: str
    title: str
    case: str
    benefit: str
    shows: str
    names: Mapping[str, str] = field(default_factory=dict)


EXAMPLES = (
    Example(
        "zlotowka-za-zlotowke", "Złotówka za złotówkę", "fb-ex-zlotowka", "zasilek_rodzinny",
        "A family of five whose income exceeds the criterion by less than its allowances; the mother's job is an income lost.",
        {"matka": "Maria Wzorcowa", "ojciec": "Jan Wzorcowy", "dziecko_1": "Zofia Wzorcowa", "dziecko_2": "Piotr Wzorcowy",
         "dziecko_3": "Hanna Wzorcowa"},
    ),
    Example(
        "zbieg-swiadczen-opiekunczych", "Świadczenie pielęgnacyjne w zbiegu z innym świadczeniem", "fb-ex-zbieg",
        "swiadczenie_pielegnacyjne",
        "A carer who resigns from specjalny zasiłek opiekuńczy in the middle of a month; somebody else has a benefit for the father.",
        {"opiekun": "Anna Przykładowska", "matka": "Józefa Przykładowska", "ojciec": "Stanisław Przykładowski"},
    ),
    Example(
        "swiadczenie-wychowawcze-2016", "Świadczenie wychowawcze z kryterium dochodowym", "fb-ex-wychowawcze",
        "swiadczenie_wychowawcze",
        "The first scheme of 2016: the test of income for the first child, none for the second, paid from April.",
        {"matka": "Ewa Kowalska", "ojciec": "Piotr Kowalski", "dziecko_1": "Jakub Kowalski", "dziecko_2": "Lena Kowalska"},
    ),
    Example(
        "becikowe-bez-opieki-medycznej", "Odmowa jednorazowej zapomogi", "fb-jz-week-11", "jednorazowa_zapomoga_urodzenie",
        "A refusal: medical care began a week too late.",
        {"matka": "Karolina Nowak", "ojciec": "Tomasz Nowak", "dziecko_1": "Antoni Nowak"},
    ),
    Example(
        "bon-energetyczny", "Bon energetyczny pomniejszony o przekroczenie", "fb-ex-bon", "bon_energetyczny",
        "A household of four heated with electricity, above the criterion.",
        {"osoba_1": "Barbara Lis", "osoba_2": "Marek Lis"},
    ),
)  # fmt: skip


ELSEWHERE = {
    "rachunek-dluznika": (
        "Rachunek dłużnika alimentacyjnego",
        "Not a decision but an account: payouts, receipts, interest and shares of an alimony debtor"
        " (`python -m tests.services.alimony_fund.ledger.account_example`).",
    )
}
"""Examples in the same folder that are written by another module: what the list says of them."""


def page(example: Example) -> str:
    """The example as a page."""
    case = case_of(example)
    letter = letter_of(example, case)
    return "\n".join((*_head(example, case), *_decided(letter), *_reasons(letter)))


def case_of(example: Example) -> WorkedCase:
    """The worked case beside the law."""
    return next(
        one for one in worked_cases("family_benefits") if (one.id, one.benefit) == (example.case, example.benefit)
    )


def letter_of(example: Example, case: WorkedCase) -> DecisionLetter:
    """The letter of the decision on the case's facts."""
    persons = {reference: uuid5(NOBODY, reference) for reference in example.names}
    first = next(iter(persons.values()))
    order = decision_in("family_benefits", CATALOGUE.facts).model_validate(
        {
            "benefit": case.benefit, "on": case.on.isoformat(), "entitled": str(first), "recipient": str(first),
            "facts": case.facts, "persons": {name: str(one) for name, one in persons.items()},
        }
    )  # fmt: skip
    content = content_of(CATALOGUE, GMINA, order)
    row = DecisionRow(
        gmina=GMINA, id=NOBODY, benefit=case.benefit, kind=content.kind, outcome=content.outcome, state="prepared",
        entitled=first, recipient=first, unit="gops", channel="application", reasons=[], on_day=case.on,
        legal_basis=content.legal_basis, reason=content.reason, justified=True, grants=[one.to_json() for one in content.grants],
        refusals=list(content.refusals), steps=list(content.steps), facts=b"facts", prepared_by="clerk", prepared_on=case.on,
    )  # fmt: skip
    names = Names(
        persons={one: example.names[name] for name, one in persons.items()},
        benefits={one.code: one.name for one in CATALOGUE},
        references=example.names,
    )
    sheet = SAMPLES["decision"].sheet
    registers = Registers(
        office=sheet.office, signature=sheet.signature, znak=sheet.znak, party=sheet.party, recipients=sheet.recipients,
        applied_on=date.fromisoformat(case.facts["application"]["received_on"]),
    )  # fmt: skip
    letter = decision_letter(Decided(row, names), registers, case.on)
    assert isinstance(letter, DecisionLetter)
    return letter


def index() -> str:
    """What the examples are."""
    rows = (f"- [{one.title}]({one.file}.md): {one.shows}" for one in EXAMPLES)
    return "\n".join(
        (
            "# Five decisions, from facts to reasons",
            "",
            "Facts as an office enters them, and what the decision letter says of them: operative part, reasons of fact, reasons of law.",
            "Each step names its article, its values and its result; the same steps stand in the answer of `POST /v1/assessments`. Persons",
            "are invented; the cases lie beside the law (`services/family_benefits/law/cases/`).",
            "",
            f"Written by `{COMMAND}`; do not edit by hand.",
            "",
            *rows,
            *(f"- [{title}]({file}.md): {shows}" for file, (title, shows) in ELSEWHERE.items()),
            "",
        )
    )


def write(folder: Path) -> None:
    """All pages."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(index(), encoding="utf-8")
    for example in EXAMPLES:
        (folder / f"{example.file}.md").write_text(page(example), encoding="utf-8")


def _head(example: Example, case: WorkedCase) -> Iterator[str]:
    yield f"# {example.title}"
    yield ""
    yield example.shows
    yield ""
    yield f"{CATALOGUE.get(case.benefit).name}, {case.on.isoformat()}. Written by `{COMMAND}`; do not edit by hand."
    yield ""
    yield "## Facts"
    yield ""
    yield (
        f"As in `POST /v1/assessments` on {case.on.isoformat()}. "
        + "; ".join(f"`{reference}`: {name}" for reference, name in example.names.items())
        + "."
    )
    yield ""
    yield "```json"
    yield _json(case.facts)
    yield "```"
    yield ""


def _decided(letter: DecisionLetter) -> Iterator[str]:
    yield "## Decision"
    yield ""
    yield f"*{letter.opening[0].upper()}{letter.opening[1:]}, na podstawie {', '.join(letter.basis[1:-1])}:*"
    yield ""
    for one in letter.operative:
        yield f"{one}"
        yield ""
    if letter.amounts:
        yield "| Osoba | Okres | Kwota |"
        yield "|---|---|---|"
        for amount in letter.amounts:
            yield f"| {amount.person} | {months_text(amount.first, amount.last)} | {amount_text(amount.amount)} |"
        yield ""


def _reasons(letter: DecisionLetter) -> Iterator[str]:
    for title, told in (("Uzasadnienie faktyczne", letter.factual), ("Uzasadnienie prawne", letter.legal)):
        yield f"## {title}"
        yield ""
        for one in told:
            yield one
            yield ""


def _json(facts: Any) -> str:
    """One line for each person and each income, as one reads them."""
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    return text if len(text.splitlines()) < 12 else _by_part(facts)


def _by_part(facts: Mapping[str, Any]) -> str:
    parts = []
    for name, part in facts.items():
        inner = []
        for key, value in part.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                rows = ",\n".join(f"      {json.dumps(row, ensure_ascii=False)}" for row in value)
                inner.append(f'    "{key}": [\n{rows}\n    ]')
            else:
                inner.append(f'    "{key}": {json.dumps(value, ensure_ascii=False)}')
        parts.append(f'  "{name}": {{\n' + ",\n".join(inner) + "\n  }")
    return "{\n" + ",\n".join(parts) + "\n}"


if __name__ == "__main__":
    write(FOLDER)
