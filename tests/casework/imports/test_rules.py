"""An import holds to the rules of the API: nothing enters by a file that a clerk could not enter."""

from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.imports import files

pytestmark = pytest.mark.postgres

PASSPORT = {"type": "paszport", "number": "AB 1234567"}
BARE = {"pesel": None, "document": PASSPORT}

REFUSED: dict[str, tuple[list[files.Line], tuple[int, str, str]]] = {
    "a child that stands for the family": (
        [files.a_person(), {**files.a_family(), "members": [{"person": "p1", "role": "child"}]}], (2, "", "reference_person_missing"),
    ),
    "somebody who is not born yet": (
        [files.a_person(pesel=None, birth_date="2098-01-01")], (1, "/birth_date", "day_in_future"),
    ),
    "a payment that has not been made yet": (
        [files.a_person(), files.an_award(), files.a_payment(paid_on="2098-01-28", budget_year=2098)],
        (3, "/paid_on", "day_in_future"),
    ),
    "a decision that has not been issued yet": (
        [files.a_person(), files.an_award(decision={"number": "1/2098", "issued_on": "2098-01-28"})],
        (2, "/decision/issued_on", "day_in_future"),
    ),
    "a decision whose number holds a NUL": (
        [files.a_person(), files.an_award(decision={"number": "1\u0000", "issued_on": "2018-01-28"})],
        (2, "/decision/number", "wrong_pattern"),
    ),
    "a payment of nothing": (
        [files.a_person(), files.an_award(), files.a_payment(amount="0.00")], (3, "/amount", "amount_is_zero"),
    ),
    "a payment of nothing in parts": (
        [
            files.a_person(), files.an_award(benefit="posilek"),
            files.a_payment(benefit="posilek", amount="0.00", lines=[{"source": "srodki_wlasne", "amount": "0.00"}]),
        ],
        (3, "/amount", "amount_is_zero"),
    ),
    "the budget year after the payment": (
        [files.a_person(), files.an_award(), files.a_payment(budget_year=2020)], (3, "/budget_year", "other_budget_year"),
    ),
    "the budget year before a payment of February": (
        [files.a_person(), files.an_award(), files.a_payment(period="2018-12", paid_on="2019-02-01", budget_year=2018)],
        (3, "/budget_year", "other_budget_year"),
    ),
    "the budget year before a payment for January": (
        [files.a_person(), files.an_award(), files.a_payment(budget_year=2018)], (3, "/budget_year", "other_budget_year"),
    ),
    "a variant that had ended when the right began": (
        [files.a_person(), files.an_award(variant="dawny")], (2, "/variant", "unknown_variant"),
    ),
    "a mechanism from after the first month": (
        [files.a_person(), files.an_award(mechanism="pozniejszy")], (2, "/mechanism", "unknown_mechanism"),
    ),
    "two persons with one document": (
        [files.a_person(**BARE), files.a_person("p2", **BARE)], (2, "/document", "person_twice"),
    ),
    "a document that is another's beside a PESEL": (
        [files.a_person(document=PASSPORT), files.a_person("p2", **BARE)], (2, "/document", "person_twice"),
    ),
}  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize("why", REFUSED)
async def test_what_a_clerk_could_not_enter_is_refused(office: Office, why: str) -> None:
    lines, expected = REFUSED[why]
    anna = office.caller("anna", "caseworker")

    run = await files.imported(anna, lines)

    assert run["state"] == "rejected"
    assert await files.wrong(anna, run["id"]) == [expected]


TAKEN: dict[str, list[files.Line]] = {
    "December, paid in January, in the old year": [
        files.an_award(), files.a_payment(period="2018-12", paid_on="2019-01-02", budget_year=2018),
    ],
    "December, paid in January, in the new year": [
        files.an_award(), files.a_payment(period="2018-12", paid_on="2019-01-02", budget_year=2019),
    ],
    "a variant that came within the first month": [files.an_award(variant="nowy")],
    "a variant that ended while the right went on": [files.an_award(variant="dawny", **{"from": "2018-10"})],
}  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize("what", TAKEN)
async def test_what_could_have_been_is_taken(office: Office, what: str) -> None:
    run = await files.imported(office.caller("anna", "caseworker"), [files.a_person(), *TAKEN[what]])

    assert run["state"] == "applied"


@pytest.mark.asyncio
async def test_the_stated_budget_year_is_the_one_that_is_told(office: Office) -> None:
    anna = office.caller("anna", "caseworker")

    await files.imported(anna, [files.a_person(), *TAKEN["December, paid in January, in the old year"]])

    (event,) = await files.events(office.caller("reporting", "system"))
    assert (event["data"]["budget_year"], event["data"]["booked_on"]) == (2018, "2019-01-02")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("first", "then"), [({"document": PASSPORT}, BARE), (BARE, {"document": PASSPORT})], ids=["with PESEL", "without"]
)
async def test_a_document_of_a_person_registered_otherwise_is_refused(
    office: Office, first: dict[str, Any], then: dict[str, Any]
) -> None:
    anna = office.caller("anna", "caseworker")
    await files.imported(anna, [files.a_person(**first)])

    run = await files.imported(anna, [files.a_person("p2", **then)])

    assert await files.wrong(anna, run["id"]) == [(1, "/document", "person_exists")]


@pytest.mark.asyncio
async def test_two_persons_may_show_one_document_beside_their_own_numbers(office: Office) -> None:
    lines = [files.a_person(document=PASSPORT), files.a_person("p2", day=9, document=PASSPORT)]

    run = await files.imported(office.caller("anna", "caseworker"), lines)

    assert (run["state"], run["applied_lines"]) == ("applied", 2)


@pytest.mark.asyncio
async def test_all_that_is_wrong_is_told_at_once(office: Office) -> None:
    anna = office.caller("anna", "caseworker")
    lines = [
        files.a_person(),
        files.a_person("p2", pesel="80010512345"),
        files.an_award(),
        files.a_payment(award="a9", amount="184,42"),
        files.an_award("a2", "p2"),
        files.a_payment("y2", "a2", period="2019-12"),
        files.a_family("f9", ["p1", "p9"], household_kind="flat_share"),
        files.an_award("a3", "p8", amount=1),
        files.a_payment("y3", benefit="posilek", amount="x"),
    ]

    run = await files.imported(anna, lines)

    assert run["bad_lines"] == 6
    assert await files.wrong(anna, run["id"]) == [
        (2, "/pesel", "pesel_invalid"),
        (4, "/amount", "wrong_pattern"),
        (4, "/award", "reference_unknown"),
        (6, "/period", "period_outside_award"),
        (7, "/household_kind", "not_in_list"),
        (7, "/members", "reference_unknown"),
        (8, "/amount", "must_be_text"),
        (8, "/entitled", "reference_unknown"),
        (8, "/recipient", "reference_unknown"),
        (9, "/amount", "wrong_pattern"),
        (9, "/benefit", "award_of_other_benefit"),
    ]


@pytest.mark.asyncio
async def test_a_bad_line_is_compared_with_nothing(office: Office) -> None:
    anna = office.caller("anna", "caseworker")
    await files.imported(anna, files.a_file())

    run = await files.imported(anna, [*files.a_file(), files.a_payment("y1", amount="184,42")])

    assert await files.wrong(anna, run["id"]) == [(6, "/amount", "wrong_pattern")]


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [70_000, 9_000_000])
async def test_a_line_that_is_too_long_is_a_numbered_error(office: Office, size: int) -> None:
    anna = office.caller("anna", "caseworker")
    lines = [*files.a_file(), files.a_person("p2", day=9, first_name="x" * size), files.a_payment(amount="x")]

    run = await files.imported(anna, lines)

    assert run["lines"] == 7
    assert await files.wrong(anna, run["id"]) == [(6, "", "line_too_long"), (7, "/amount", "wrong_pattern")]


@pytest.mark.asyncio
async def test_a_number_that_was_given_wrongly_is_moved_over_with_what_shows_it(
    office: Office, store: ServiceDatabase
) -> None:
    anna = office.caller("anna", "caseworker")
    wrong = {"pesel": "80010512345"}

    bare = await files.imported(anna, [files.a_person(**wrong)])
    shown = await files.imported(anna, [files.a_person(**wrong, pesel_basis="odpis aktu urodzenia")])

    assert (bare["state"], shown["state"]) == ("rejected", "applied")
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    try:
        async with database.tenant(GMINA) as connection:
            kept = await (await connection.execute("SELECT number_basis FROM person")).fetchall()
    finally:
        await database.close()
    assert [b"odpis" in bytes(row[0]) for row in kept] == [False]
