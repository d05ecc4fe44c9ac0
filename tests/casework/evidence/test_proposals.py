"""An electronic form is not retyped: its address is known, its documents lie beside it, and what it declares is established in one act."""

import base64
from datetime import date
from typing import Any

import httpx
import pytest

from kit.db import Database
from kit.testing.clients import Caller
from tests.casework.evidence.a_fact import facts_of, history
from tests.casework.people import a_pesel
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

MOTHER, CHILD, FATHER, ATTORNEY = (
    a_pesel(date(1984, 5, 17)), a_pesel(date(2014, 3, 2), 7), a_pesel(date(1982, 1, 9), 3), a_pesel(date(1970, 2, 2), 5),
)  # fmt: skip
ACCOUNT = "61109010140000071219812874"
HEAD = "/TrescDokumentu"
APPLICANT, ROW_CHILD, ROW_FATHER, WAGES, BANK = (
    f"{HEAD}/DaneWnioskodawcy", f"{HEAD}/CzlonkowieRodziny/0", f"{HEAD}/CzlonkowieRodziny/1", f"{HEAD}/Dochody/0",
    f"{HEAD}/RachunekBankowy/NumerRachunku",
)  # fmt: skip


def a_form(**other: Any) -> dict[str, Any]:
    """A mother's application for the family allowance: a child and its father, her wages, an account, a certificate."""
    said = {
        "DaneWnioskodawcy": {
            "PESEL": MOTHER, "Imie": "Anna", "Nazwisko": "Wiśniewska", "DataUrodzenia": "1984-05-17",
            "Adres": {
                "Ulica": "ul. Jabłoniowa", "NumerDomu": "7", "NumerLokalu": "3", "KodPocztowy": "98-432", "Miejscowosc": "Łubnice",
            },
        },
        "CzlonkowieRodziny": [
            {"PESEL": CHILD, "Imie": "Ola", "Nazwisko": "Wiśniewska", "DataUrodzenia": "2014-03-02", "Pokrewienstwo": "Dziecko",
             "OdKiedy": "2014-03-02"},
            {"PESEL": FATHER, "Imie": "Jan", "Nazwisko": "Wiśniewski", "DataUrodzenia": "1982-01-09", "Pokrewienstwo": "kuzyn"},
        ],
        "Dochody": [
            {"PESEL": MOTHER, "Rodzaj": "Umowa o pracę", "Platnik": "Tartak", "Od": "2016-05-01",
             "Kwoty": [{"OdMiesiaca": "2017-01", "DoMiesiaca": "2017-12", "Kwota": "24000,00", "Za": "razem"}]},
        ],
        "RachunekBankowy": {"NumerRachunku": ACCOUNT},
        "Zalaczniki": [
            {"Nazwa": "orzeczenie.pdf", "Rodzaj": "orzeczenie o niepełnosprawności",
             "Zawartosc": base64.b64encode(b"%PDF-1.7 orzeczenie").decode()},
            {"Nazwa": "wirus.exe", "Rodzaj": "inny", "Zawartosc": base64.b64encode(b"MZ").decode()},
        ],
    }  # fmt: skip
    return {"TrescDokumentu": {**said, **other}}


async def sent(clerk: Caller, document: dict[str, Any] | None = None) -> str:
    order = {"form": "SR-1", "proof": "UPO-1", "received_on": "2018-11-05", "document": document or a_form()}
    answer = await clerk.post("/v1/applications/electronic", order)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def read(who: Caller, path: str, **query: Any) -> Any:
    answer = await who.get(f"/v1/{path}", **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def took(clerk: Caller, application: str, *take: dict[str, Any], **other: Any) -> httpx.Response:
    version = (await read(clerk, f"applications/{application}"))["version"]
    path = f"/v1/applications/{application}/proposed-facts/establish"
    return await clerk.post(path, {"take": list(take), **other}, if_match=version)


@pytest.mark.asyncio
async def test_the_address_the_documents_and_the_representative_of_a_form_are_known_at_once(people: Staff) -> None:
    attorney = {"PESEL": ATTORNEY, "Imie": "Ewa", "Nazwisko": "Mecenas", "DataUrodzenia": "1970-02-02"}
    application = await sent(people.clerk, a_form(DanePelnomocnika=attorney))
    again = await sent(people.clerk)

    shown = await read(people.clerk, f"applications/{application}")
    addresses = await read(people.clerk, f"persons/{shown['applicant']}/addresses")
    represents = await read(people.clerk, f"persons/{shown['representative']}")

    assert [(one["lines"], one["since"], one["source"], one["application"]) for one in addresses] == [
        (["ul. Jabłoniowa 7 m. 3", "98-432 Łubnice"], "2018-11-05", "declaration", application)
    ]
    assert (shown["representation"], represents["last_name"]) == ("attorney", "Mecenas")
    assert [(one["name"], one["kind"]) for one in shown["attachments"]] == [
        ("wniosek-SR-1.json", "wniosek"), ("orzeczenie.pdf", "orzeczenie"),
    ]  # fmt: skip
    assert (
        await people.clerk.get(f"/v1/attachments/{shown['attachments'][1]['id']}")
    ).content == b"%PDF-1.7 orzeczenie"
    assert (await read(people.clerk, f"applications/{again}"))["state"] == "registered"


@pytest.mark.asyncio
async def test_what_a_form_declares_is_proposed_under_the_acts_own_codes_and_what_cannot_be_read_is_named(
    people: Staff,
) -> None:
    found = await read(people.auditor, f"applications/{await sent(people.clerk)}/proposed-facts")

    said = {one["pointer"]: one for one in found["items"]}
    assert {pointer: (one["kind"], one["code"]) for pointer, one in said.items()} == {
        APPLICANT: ("membership", "parent"),
        ROW_CHILD: ("membership", "child"),
        ROW_FATHER: ("membership", None),
        WAGES: ("income_source", "taxed"),
        BANK: ("payment_way", "account"),
    }
    assert (said[ROW_CHILD]["person"], said[ROW_CHILD]["first_name"], said[ROW_CHILD]["valid_from"]) == (
        None, "Ola", "2014-03-02",
    )  # fmt: skip
    assert said[WAGES]["amounts"] == [
        {"from_month": "2017-01", "to_month": "2017-12", "amount": "24000.00", "per": "total"}
    ]
    assert (said[BANK]["account"], said[APPLICANT]["established"]) == (ACCOUNT, None)
    assert found["unread"] == [{"pointer": f"{HEAD}/Zalaczniki/1", "code": "attachment_unreadable"}]


@pytest.mark.asyncio
async def test_one_act_establishes_the_family_its_income_and_the_account_from_the_form(people: Staff) -> None:
    application = await sent(people.clerk)

    answer = await took(
        people.clerk, application, {"pointer": APPLICANT, "valid_from": "2014-03-02"}, {"pointer": ROW_CHILD},
        {"pointer": ROW_FATHER, "code": "parent", "valid_from": "2014-03-02"}, {"pointer": WAGES}, {"pointer": BANK},
        new_household="parents_with_children",
    )  # fmt: skip

    assert answer.status_code == 200, answer.text
    shown = await read(people.clerk, f"applications/{application}")
    family = await read(people.clerk, f"households/{shown['household']}")
    assert {(one["role"], one["since"], one["until"]) for one in family["members"]} == {
        ("adult", "2014-03-02", None), ("child", "2014-03-02", None),
    }  # fmt: skip
    assert len(family["members"]) == 3
    facts = await facts_of(people.clerk, household=shown["household"], kind="membership")
    assert {(one["evidence"]["source"], one["evidence"]["attachment"]) for one in facts} == {
        ("declaration", shown["attachments"][0]["id"])
    }
    incomes = await read(
        people.clerk, f"persons/{shown['applicant']}/incomes", from_month="2017-12", to_month="2017-12"
    )
    (source,) = incomes["sources"]
    assert source["months"][0]["amount"] is not None
    (way,) = (await read(people.clerk, "payment-ways", person=shown["applicant"]))["items"]
    assert (way["account"], way["since"], way["basis"]) == (
        f"PL{ACCOUNT}", "2018-11-05", f"wniosek elektroniczny {shown['number']}",
    )  # fmt: skip
    proposed = await read(people.clerk, f"applications/{application}/proposed-facts")
    assert all(one["established"] is not None for one in proposed["items"])
    assert {one["evidence"]["known_since"] for one in facts} == {"2018-11-05"}


@pytest.mark.asyncio
async def test_nothing_is_established_twice_or_without_what_the_act_needs(people: Staff, database: Database) -> None:
    application = await sent(people.clerk)

    homeless = await took(people.clerk, application, {"pointer": ROW_CHILD})
    unnamed = await took(people.clerk, application, {"pointer": ROW_FATHER}, new_household="couple")
    elsewhere = await took(people.clerk, application, {"pointer": f"{HEAD}/Dochody/7"})
    unfit = await took(people.clerk, application, {"pointer": BANK}, {"pointer": WAGES, "code": "lottery"})
    first = await took(people.clerk, application, {"pointer": WAGES})
    again = await took(people.clerk, application, {"pointer": WAGES})

    told = [
        (one.status_code, [two["pointer"] for two in one.json()["errors"]])
        for one in (homeless, unnamed, elsewhere, unfit)
    ]
    assert told == [
        (422, ["/household"]), (422, ["/take/0/code"]), (422, ["/take/0/pointer"]), (422, ["/take/1/code"]),
    ]  # fmt: skip
    assert (first.status_code, again.status_code, again.json()["code"]) == (200, 409, "proposal_taken")
    async with database.tenant(people.clerk.gmina) as connection:
        left = await (
            await connection.execute("SELECT (SELECT count(*) FROM household), (SELECT count(*) FROM person)")
        ).fetchone()
    assert left == (0, 1)


@pytest.mark.asyncio
async def test_a_letter_on_paper_proposes_nothing(people: Staff) -> None:
    person = (await read(people.clerk, f"applications/{await sent(people.clerk)}"))["applicant"]
    asked = {"form": "paper", "received_on": "2018-11-05", "applicant": person, "benefits": ["zasilek_rodzinny"]}
    paper = (await people.clerk.post("/v1/applications", asked)).json()["id"]

    answer = await people.clerk.get(f"/v1/applications/{paper}/proposed-facts")

    assert (answer.status_code, answer.json()["code"]) == (409, "no_electronic_form")


WRONG = "84051700000"


async def numberless(clerk: Caller) -> list[str]:
    found = await read(clerk, "tasks", kind="applicant_number")
    return [one["matter"] for one in found["items"]]


@pytest.mark.parametrize(
    ("number", "birth"), [(WRONG, "1984-05-17"), ("nie pamiętam", "1984-05-17"), (MOTHER, "1984-05-18")]
)
@pytest.mark.asyncio
async def test_a_form_whose_number_cannot_be_is_an_application_and_a_task_until_the_number_is_known(
    people: Staff, number: str, birth: str
) -> None:
    said = {**a_form()["TrescDokumentu"]["DaneWnioskodawcy"], "PESEL": number, "DataUrodzenia": birth}
    application = await sent(people.clerk, a_form(DaneWnioskodawcy=said))

    shown = await read(people.clerk, f"applications/{application}")
    applicant = await read(people.clerk, f"persons/{shown['applicant']}")
    proposed = await read(people.clerk, f"applications/{application}/proposed-facts")
    waits = await numberless(people.clerk)
    number_known = {"pesel": number, "pesel_basis": "odpis aktu urodzenia"} if number == WRONG else {"pesel": MOTHER}
    corrected = await people.clerk.send(
        "PATCH", f"/v1/persons/{shown['applicant']}", body={"birth_date": "1984-05-17", **number_known}, if_match=1
    )

    assert (shown["state"], applicant["pesel"], applicant["last_name"]) == ("registered", None, "Wiśniewska")
    assert {"pointer": f"{APPLICANT}/PESEL", "code": "pesel_wrong"} in proposed["unread"]
    (own,) = [one for one in proposed["items"] if one["said"] == "wnioskodawca"]
    assert own["person"] == shown["applicant"]
    assert waits == [application]
    assert corrected.status_code == 200, corrected.text
    assert await numberless(people.clerk) == []


@pytest.mark.asyncio
async def test_a_number_that_the_register_has_with_what_shows_it_is_hers_and_of_another_day_of_birth_it_is_not(
    people: Staff,
) -> None:
    body = {"first_name": "Anna", "last_name": "Wiśniewska", "birth_date": "1984-05-17", "pesel": WRONG}
    registered = await people.clerk.post("/v1/persons", {**body, "pesel_basis": "odpis aktu urodzenia"})
    own = {**a_form()["TrescDokumentu"]["DaneWnioskodawcy"], "PESEL": WRONG}

    hers = await sent(people.clerk, a_form(DaneWnioskodawcy=own))
    other = await sent(people.clerk, a_form(DaneWnioskodawcy={**own, "DataUrodzenia": "1991-05-17"}))

    applicants = [(await read(people.clerk, f"applications/{one}"))["applicant"] for one in (hers, other)]
    assert applicants[0] == registered.json()["id"]
    assert applicants[1] != applicants[0]
    assert await numberless(people.clerk) == [other]


@pytest.mark.asyncio
async def test_a_member_and_an_attorney_whose_numbers_cannot_be_are_not_lost(people: Staff) -> None:
    child = {**a_form()["TrescDokumentu"]["CzlonkowieRodziny"][0], "PESEL": "14230200001"}
    attorney = {"PESEL": WRONG, "Imie": "Ewa", "Nazwisko": "Mecenas", "DataUrodzenia": "1970-02-02"}
    application = await sent(people.clerk, a_form(CzlonkowieRodziny=[child], DanePelnomocnika=attorney))

    proposed = await read(people.clerk, f"applications/{application}/proposed-facts")
    answer = await took(
        people.clerk, application, {"pointer": APPLICANT, "valid_from": "2014-03-02"}, {"pointer": ROW_CHILD},
        new_household="parents_with_children",
    )  # fmt: skip

    assert answer.status_code == 200, answer.text
    shown = await read(people.clerk, f"applications/{application}")
    assert (await read(people.clerk, f"persons/{shown['representative']}"))["last_name"] == "Mecenas"
    wrong = [one["pointer"] for one in proposed["unread"] if one["code"] == "pesel_wrong"]
    assert sorted(wrong) == sorted([ROW_CHILD, f"{HEAD}/DanePelnomocnika"])


def an_income(number: str | None, payer: str = "Tartak") -> dict[str, Any]:
    amounts = [{"OdMiesiaca": "2017-01", "DoMiesiaca": "2017-12", "Kwota": "24000,00", "Za": "razem"}]
    said = {"Rodzaj": "Umowa o pracę", "Platnik": payer, "Od": "2016-05-01", "Kwoty": amounts}
    return said if number is None else {"PESEL": number, **said}


@pytest.mark.parametrize("place", [ROW_FATHER, APPLICANT])
@pytest.mark.asyncio
async def test_an_income_under_a_number_of_nobody_is_established_of_whom_the_clerk_names(
    people: Staff, place: str
) -> None:
    application = await sent(people.clerk, a_form(Dochody=[an_income(WRONG)]))
    before = await read(people.clerk, f"applications/{application}/proposed-facts")

    unnamed = await took(people.clerk, application, {"pointer": WAGES})
    nowhere = await took(people.clerk, application, {"pointer": WAGES, "whose": f"{HEAD}/CzlonkowieRodziny/9"})
    answer = await took(people.clerk, application, {"pointer": WAGES, "whose": place})

    assert answer.status_code == 200, answer.text
    after = await read(people.clerk, f"applications/{application}/proposed-facts")
    (wages,) = [one for one in before["items"] if one["pointer"] == WAGES]
    assert (wages["person"], wages["last_name"], wages["code"]) == (None, None, "taxed")
    assert {"pointer": WAGES, "code": "person_wrong"} in before["unread"]
    told = [
        (one.status_code, one.json()["errors"][0]["pointer"], one.json()["errors"][0]["code"])
        for one in (unnamed, nowhere)
    ]
    assert told == [(422, "/take/0/whose", "required"), (422, "/take/0/whose", "person_unknown")]
    # The form is kept as it came and names nobody; the proposal names the fact that says whose it is.
    (taken,) = [one for one in after["items"] if one["pointer"] == WAGES]
    fact = await history(people.clerk, taken["established"])
    first_name = (await read(people.clerk, f"persons/{fact['versions'][0]['person']}"))["first_name"]
    assert (first_name, taken["person"]) == ("Jan" if place == ROW_FATHER else "Anna", None)
    assert not [one for one in after["unread"] if one["code"] == "person_wrong"]


@pytest.mark.asyncio
async def test_nobody_else_is_named_where_the_form_says_whose_it_is(people: Staff) -> None:
    application = await sent(people.clerk)

    answers = [
        await took(people.clerk, application, {"pointer": pointer, "whose": ROW_FATHER}, new_household="couple")
        for pointer in (WAGES, ROW_CHILD, BANK)
    ]

    assert [(one.status_code, one.json()["errors"][0]["code"]) for one in answers] == [
        (422, "not_of_this_proposal")
    ] * 3


@pytest.mark.parametrize(("second", "whose"), [("Ola", "Ola"), (None, None)])
@pytest.mark.asyncio
async def test_a_number_that_cannot_be_names_whom_the_form_gives_it_to_unless_it_gives_it_to_two(
    people: Staff, second: str | None, whose: str | None
) -> None:
    child = {**a_form()["TrescDokumentu"]["CzlonkowieRodziny"][0], "PESEL": WRONG}
    listed = [child] if second else [child, {**child, "Imie": "Ala"}]
    application = await sent(people.clerk, a_form(CzlonkowieRodziny=listed, Dochody=[an_income(WRONG)]))

    found = await read(people.clerk, f"applications/{application}/proposed-facts")

    (wages,) = [one for one in found["items"] if one["pointer"] == WAGES]
    assert wages["first_name"] == whose
    assert ("person_wrong" in {one["code"] for one in found["unread"] if one["pointer"] == WAGES}) == (whose is None)
