"""Letters about debtors: what each says, what it is refused for, and that the office may write it in its own words."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest

from casework.letters import docx, templates
from casework.letters.blocks import Heading, Items, Paragraph, Table
from casework.letters.paper import Paper
from casework.letters.problems import TemplateRefused
from services.alimony_fund.debtors.letter_kinds import debtor_kinds, words
from services.alimony_fund.debtors.letter_schemas import DebtorLetterKind
from services.alimony_fund.debtors.proceeding_schemas import Reason
from services.alimony_fund.debtors.states import PROCEEDING
from tests.casework.letters.a_letter import STAFF, docx_text, lives, named
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.a_debtor import (
    Proceeding,
    a_child,
    a_debtor,
    a_proceeding,
    a_title,
    code,
    ok,
    opened,
)

Turn = Callable[[date], None]
BAILIFF = {"name": "Komornik Sądowy w Jędrzejowie", "address": ["ul. Sądowa 1", "28-300 Jędrzejów"]}
STAROSTA = {"name": "Starosta Jędrzejowski", "address": ["ul. Powiatowa 2", "28-300 Jędrzejów"]}
KINDS = list(debtor_kinds())
UNFILLED = re.compile(r"None|[{}<>]|\bFalse\b|\bTrue\b|\.\. |  ,")


def text(paper: Paper) -> str:
    told: list[str] = []
    for block in paper.blocks:
        match block:
            case Heading():
                told.append(block.text)
            case Paragraph():
                told.extend(block.lines)
            case Items():
                told.extend(block.items)
            case Table():
                told.extend(" ".join(row) for row in (block.head, *block.rows))
    return "\n".join(told)


@pytest.mark.parametrize("kind", KINDS)
def test_the_templates_of_the_program_name_what_they_must_and_leave_nothing_unfilled(kind: str) -> None:
    own = debtor_kinds()[kind].own

    said = text(templates.preview(own, own.template))

    assert not UNFILLED.search(said.replace("....", "")), said
    assert "z up. Wójta" in said
    assert "art." in said


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_without_a_place_that_the_letter_needs_is_refused(kind: str) -> None:
    own = debtor_kinds()[kind].own

    for name in own.required:
        with pytest.raises(TemplateRefused) as refused:
            templates.check(own, own.template.replace(name, "znak"))
        assert any(name in error.message for error in refused.value.errors)


def test_every_kind_may_be_ordered_and_every_code_of_the_registers_has_its_words() -> None:
    steps = {one.step for one in PROCEEDING.transitions}

    assert set(get_args(DebtorLetterKind)) == set(KINDS)
    assert set(words("step")) == steps
    assert set(words("reason")) == set(get_args(Reason))
    assert {one.step for one in debtor_kinds().values() if one.step} <= steps


async def text_of(people: Staff, letter: str) -> str:
    """The paragraphs and the cells of tables, row by row."""
    answer = await people.clerk.send("GET", f"/v1/letters/{letter}", headers={"Accept": docx.MEDIA_TYPE})
    assert answer.status_code == 200, answer.text
    return docx_text(answer.content)


class Letters:
    """A debtor who lives somewhere, with a case, in an office that is called by name."""

    def __init__(self, people: Staff, debtor: str, case: str) -> None:
        self.people, self.debtor, self.case = people, debtor, case

    def tried(self, kind: str, **said: Any) -> Any:
        by = getattr(self.people, said.pop("by", "clerk"))
        return by.post(f"/v1/debtors/{self.debtor}/letters", {"kind": kind, "case": self.case, **said})

    async def made(self, kind: str, **said: Any) -> str:
        """The id of a letter that has to come about."""
        return str((await ok(self.tried(kind, **said)))["id"])

    async def text(self, kind: str, **said: Any) -> str:
        return await text_of(self.people, await self.made(kind, **said))


async def letters(people: Staff, **of: Any) -> Letters:
    await named(people, *STAFF)
    plan = {
        "unit": "FA",
        "classes": [
            {"symbol": "5200", "title": "Dłużnicy", "category": "B10", "valid_from": "2010-01-01", "benefits": []}
        ],
    }
    await ok(people.head.send("PUT", "/v1/file-plan", body=plan, if_match=0))
    debtor = await a_debtor(people, **of)
    person = (await ok(people.clerk.get(f"/v1/debtors/{debtor}")))["person"]
    await lives(people, person)
    case = await ok(people.clerk.post("/v1/cases", {"symbol": "5200", "party": person}))
    return Letters(people, debtor, case["id"])


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_debtor_is_called_to_the_interview_by_a_letter_that_the_step_names(people: Staff) -> None:
    found = await letters(people)
    proceeding = await a_proceeding(people, found.debtor, creditor_organ="Burmistrz Sędziszowa")

    letter = await found.made(
        "debtor_interview_call", proceeding=proceeding.id, interview_on="2026-05-12", interview_at="10.00"
    )
    await proceeding.done("call_interview", interview_on="2026-05-12", letter=letter)
    said = await text_of(people, letter)
    listed = (await ok(people.clerk.get("/v1/letters", about="debtor_proceeding", about_id=proceeding.id)))["items"]

    assert "WEZWANIE NA WYWIAD ALIMENTACYJNY" in said
    assert "dnia 12 maja 2026 r. o godzinie 10.00" in said
    assert "Burmistrz Sędziszowa" in said
    assert "za okres dłuższy niż 6 miesięcy" in said
    assert "Piotr Nowak" in said
    assert "ul. Jabłoniowa 7 m. 3" in said
    assert [(one["id"], one["kind"]) for one in listed] == [(letter, "debtor_interview_call")]
    assert (await proceeding.shown())["steps"][0]["letter"] == letter


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_letter_of_a_step_waits_for_the_state_that_allows_it(people: Staff) -> None:
    found = await letters(people)
    proceeding = await a_proceeding(people, found.debtor)
    order = {"proceeding": proceeding.id, "term_days": 30}

    early = await code(found.tried("debtor_job_order", **order))
    await proceeding.done("call_interview", interview_on="2026-05-04")
    await proceeding.done("note_interview")
    too_long = await code(found.tried("debtor_job_order", proceeding=proceeding.id, term_days=31))
    said = await found.text("debtor_job_order", **order)

    assert early == (409, "step_unfit")
    assert too_long[0] == 422
    assert "w terminie 30 dni" in said
    assert "przeprowadzonym dnia 4 maja 2026 r." in said


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_decision_is_a_draft_until_it_is_issued_and_then_one_letter_of_the_head(
    people: Staff, today: Turn
) -> None:
    found = await letters(people)
    await a_title(people, found.debtor)
    proceeding = await opened(people, found.debtor)
    of = {"proceeding": proceeding.id, "by": "head"}

    clerk = await code(found.tried("debtor_evading_decision", proceeding=proceeding.id, draft=True))
    await found.made("debtor_evading_decision", draft=True, **of)
    early = await code(found.tried("debtor_evading_decision", **of))
    today(date(2026, 5, 5))
    await proceeding.done("decide", sign="FA.5200.1.2026")
    today(date(2026, 5, 6))
    another_day = await code(found.tried("debtor_evading_decision", day="2026-05-06", **of))
    said = await found.text("debtor_evading_decision", said=["Dłużnik nie podał przyczyny odmowy."], **of)
    again = await code(found.tried("debtor_evading_decision", **of))

    assert clerk == (403, "no_authority")
    assert early == (409, "step_unfit")
    assert another_day[0] == 422
    assert again == (409, "letter_exists")
    for part in (
        "dnia 5 maja 2026 r.", "Znak decyzji: FA.5200.1.2026", "uznać dłużnika alimentacyjnego: Piotr Nowak",
        "odmówił złożenia oświadczenia majątkowego (art. 5 ust. 3 pkt 1 ustawy)", "Dłużnik nie podał przyczyny odmowy.",
        "nie niższej niż 50 % kwoty", "kwiecień 2026 r. 1 000,00 zł 0,00 zł",
        "odwołanie do Samorządowego Kolegium Odwoławczego w Sieradzu", "w terminie 14 dni",
    ):  # fmt: skip
        assert part in said, part


@pytest.mark.postgres
@pytest.mark.asyncio
@pytest.mark.parametrize("held", [True, False])
async def test_the_starosta_is_asked_only_of_a_debtor_who_holds_a_licence(
    people: Staff, today: Turn, held: bool
) -> None:
    found = await letters(people)
    proceeding = await opened(people, found.debtor)
    today(date(2026, 5, 5))
    await proceeding.done("decide", sign="FA.5200.1.2026")
    of = {"proceeding": proceeding.id, "to": STAROSTA}
    not_final = await code(found.tried("debtor_prosecution_motion", **of))
    await proceeding.done("deliver")
    today(date(2026, 5, 20))
    await proceeding.done("finalise", basis="term_passed")
    prosecuted = await found.text("debtor_prosecution_motion", **of)
    not_asked = await code(found.tried("debtor_licence_motion", **of))
    await found.made("debtor_drivers_query", **of)
    await proceeding.done("ask_licence")
    await proceeding.done("note_licence", held=held)
    answer = await found.tried("debtor_licence_motion", **of)

    assert not_final == not_asked == (409, "step_unfit")
    assert "Decyzja stała się ostateczna dnia 20 maja 2026 r." in prosecuted
    assert answer.status_code == (201 if held else 409)
    if held:
        said = await text_of(people, answer.json()["id"])
        assert "Starosta Jędrzejowski" in said
        assert "PESEL" in said


async def lift_is_due(proceeding: Proceeding, today: Turn) -> None:
    today(date(2026, 5, 5))
    await proceeding.done("decide", sign="FA.5200.1.2026")
    await proceeding.done("deliver")
    today(date(2026, 5, 20))
    await proceeding.done("finalise", basis="term_passed")
    await proceeding.done("ask_licence")
    await proceeding.done("note_licence", held=True)
    await proceeding.done("file_licence_motion")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_licence_is_asked_back_with_the_reason_that_was_noted(people: Staff, today: Turn) -> None:
    found = await letters(people)
    proceeding = await opened(people, found.debtor)
    await lift_is_due(proceeding, today)
    of = {"proceeding": proceeding.id, "to": STAROSTA}

    early = await code(found.tried("debtor_licence_return", **of))
    await proceeding.done("lift", ground="status_lost")
    said = await found.text("debtor_licence_return", **of)
    told = await found.text("debtor_actions_told", **of)

    assert early == (409, "step_unfit")
    assert "na podstawie wniosku z dnia 20 maja 2026 r." in said
    assert "utrata statusu dłużnika alimentacyjnego (art. 5 ust. 6 pkt 2 ustawy)" in said
    assert "złożono wniosek o ściganie" not in told
    assert "skierowano do starosty wniosek o zatrzymanie prawa jazdy" in told


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_bailiff_is_told_the_day_and_amount_of_every_payout(people: Staff, today: Turn) -> None:
    found = await letters(people)
    child = await a_child(people)
    await a_title(people, found.debtor, entitled=child)
    account = f"/v1/ledger/accounts/{found.debtor}/claims"
    nothing = await code(found.tried("debtor_payouts", to=BAILIFF))
    for day, period, sum_of in (("2026-02-13", "2026-02", "500.00"), ("2026-03-13", "2026-03", "480.50")):
        body = {"entitled": child, "paid_on": day, "period": period, "paid": sum_of}
        await ok(people.accountant.post(account, body))

    said = await found.text("debtor_payouts", to=BAILIFF)
    before = await found.text("debtor_payouts", to=BAILIFF, day="2026-03-12")

    assert nothing == (409, "letter_nothing_noted")
    assert "Ola Nowak luty 2026 r. 13 lutego 2026 r. 500,00 zł 500,00 zł" in said
    assert "Ola Nowak marzec 2026 r. 13 marca 2026 r. 480,50 zł 480,50 zł" in said
    assert "Razem – – 980,50 zł 980,50 zł" in said
    assert "Kmp 5/24" in said
    assert "marzec 2026 r." not in before


@pytest.mark.postgres
@pytest.mark.asyncio
@pytest.mark.parametrize(("since", "status"), [("2025-11-03", 201), ("2025-11-04", 409)])
async def test_a_bureau_is_told_of_arrears_longer_than_six_months(people: Staff, since: str, status: int) -> None:
    found = await letters(people)
    child = await a_child(people)
    await a_title(people, found.debtor, entitled=child)
    body = {"entitled": child, "paid_on": "2025-11-03", "period": "2025-11", "paid": "500.00"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{found.debtor}/claims", body))

    answer = await found.tried("debtor_big_notice", to={**BAILIFF, "name": "Biuro"}, arrears_since=since)

    assert answer.status_code == status, answer.text
    if status == 201:
        said = await text_of(people, answer.json()["id"])
        assert "Świadczenia z funduszu alimentacyjnego 500,00 zł" in said
        assert "Ola" not in said


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_each_organ_writes_its_own_letters_to_an_addressee_who_is_named(people: Staff) -> None:
    found = await letters(people, creditor_organ=False, other_organ=None)
    other = await a_person(people.clerk, "Obcy", "Jan", born=date(1970, 1, 1), serial=7)
    case = (await ok(people.clerk.post("/v1/cases", {"symbol": "5200", "party": other})))["id"]

    answers = [
        await code(found.tried("debtor_action_request", to=BAILIFF, reason="benefit_granted")),
        await code(found.tried("debtor_bailiff_asked")),
        await code(found.tried("debtor_bailiff_told", to=BAILIFF)),
        await code(found.tried("debtor_bailiff_asked", to=BAILIFF, term_days=14)),
        await code(found.tried("debtor_actions_told", to=BAILIFF)),
        await code(found.tried("debtor_bailiff_asked", to=BAILIFF, case=case)),
    ]
    asked = await found.text("debtor_bailiff_asked", to=BAILIFF)

    assert answers == [(409, "not_this_role")] + [(422, "validation_failed")] * 5
    assert "w terminie 14 dni od dnia otrzymania wezwania" in asked
    assert "Komornik Sądowy w Jędrzejowie" in asked


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_office_puts_its_own_words_in_place_of_the_programs(people: Staff) -> None:
    found = await letters(people)
    address = "/v1/letter-templates/debtor_court_told"
    text_of_program = (await ok(people.head.get(address)))["text"]

    refused = await code(people.head.send("PUT", address, body={"text": "# PISMO {{ znak }}"}, key="a", if_match=0))
    own = text_of_program.replace("# INFORMACJA DLA SĄDU", "# ZAWIADOMIENIE SĄDU")
    await ok(people.head.send("PUT", address, body={"text": own}, key="b", if_match=0))
    said = await found.text("debtor_court_told", to=BAILIFF, said=["Komornik nie odpowiada od trzech miesięcy."])
    listed = [one["kind"] for one in (await people.clerk.get("/v1/letter-templates")).json()]
    unknown = await code(people.clerk.get("/v1/letter-templates/no_such_kind"))

    assert refused == (422, "letter_template_refused")
    assert "ZAWIADOMIENIE SĄDU" in said
    assert "Komornik nie odpowiada od trzech miesięcy." in said
    assert set(KINDS) <= set(listed)
    assert unknown == (404, "letter_kind_not_found")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_decision_of_a_relief_is_written_once_it_is_decided(people: Staff) -> None:
    found = await letters(people)
    child = await a_child(people)
    await a_title(people, found.debtor, entitled=child)
    body = {"entitled": child, "paid_on": "2026-05-04", "period": "2026-05", "paid": "500.00"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{found.debtor}/claims", body))
    relief = (await ok(people.clerk.post("/v1/debtor-reliefs", {"debtor": found.debtor, "kind": "instalments"})))["id"]
    order = {"relief": relief, "by": "head", "said": ["Dłużnik utrzymuje się z renty."]}
    early = await code(found.tried("debtor_relief_decision", **order))
    plan = {"sign": "FA.5200.7.2026", "count": 2, "first_due_on": "2026-06-10"}
    await ok(people.head.post(f"/v1/debtor-reliefs/{relief}/grant", plan, if_match=1))

    letter = await found.made("debtor_relief_decision", **order)
    said = await text_of(people, letter)
    again = await code(found.tried("debtor_relief_decision", **order))
    by_clerk = await code(found.tried("debtor_relief_decision", relief=relief, said=["Dłużnik."], draft=True))

    assert early == (409, "step_unfit")
    assert again == (409, "letter_exists")
    assert by_clerk == (403, "no_authority")
    for part in (
        "Rozłożyć spłatę należności", "art. 30 ust. 2", "1 10 czerwca 2026 r. 250,00 zł", "2 10 lipca 2026 r. 250,00 zł",
        "Dłużnik utrzymuje się z renty.", "w terminie 14 dni",
    ):  # fmt: skip
        assert part in said, part
    (shown,) = (await ok(people.clerk.get("/v1/debtor-reliefs", debtor=found.debtor)))["items"]
    assert shown["letter"] == letter
