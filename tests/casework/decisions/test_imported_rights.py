"""Acts on rights that came by import: another system had decided, and the act says by which decision."""

from datetime import date
from typing import Any

import pytest

from casework.facts.cases import DECISION_ISSUED
from kit.db import Database
from kit.feed.envelope import new_id
from tests.casework.decisions.later import Turn, carried
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.reconciliation.test_reconciliation import reconciled
from tests.casework.rights import Staff, a_decision

pytestmark = pytest.mark.postgres

BENEFIT = "zasilek_staly_testowy"
EARLIER = {"number": "GOPS.5211.14.2018", "issued_on": "2018-12-14", "organ": "Wójt Gminy Łubnice"}
INSERT = """
INSERT INTO award (gmina, id, benefit, unit, entitled, recipient, origin, state, since, until, reference)
VALUES ('101805', %s, %s, 'gops', %s, %s, 'imported', 'active', '2019-01-01', '2019-12-01', '{"number": "GOPS.5211.14.2018"}')
"""
AMOUNT = """
INSERT INTO award_amount (gmina, award, since, until, amount) VALUES ('101805', %s, '2019-01-01', '2019-12-01', 64500)
"""


async def an_imported_right(people: Staff, database: Database, today: Turn) -> tuple[dict[str, Any], str]:
    """A right of 645.00 all over 2019, as an import leaves it, on 4 February; the body of an act on it and the award."""
    today(date(2019, 2, 4))
    person = await a_person(people.clerk)
    award = str(new_id())
    async with database.tenant("101805") as connection:
        await connection.execute(INSERT, (award, BENEFIT, person, person))
        await connection.execute(AMOUNT, (award,))
    return {"benefit": BENEFIT, "on": "2019-02-04", "entitled": person, "recipient": person}, award


def act_on(body: dict[str, Any], award: str, kind: str, ground: str = "test_32", **act: Any) -> dict[str, Any]:
    said = {
        "kind": kind,
        "award": award,
        "earlier": EARLIER,
        "ground": ground,
        "reason": "Zmieniły się okoliczności.",
        **act,
    }
    return {**body, "act": {name: value for name, value in said.items() if value is not None}}


def raised(body: dict[str, Any], award: str, amount: str, first: str, **act: Any) -> dict[str, Any]:
    wanted = {
        "amount": amount,
        "first_month": first,
        "last_month": "2019-12",
        "reason": "Nowa kwota.",
        "article": "art. 37",
    }
    return {**act_on(body, award, "change", effective_from=first, **act), "recorded": wanted}


async def shown(people: Staff, award: str) -> tuple[str, list[tuple[str, str | None, str]]]:
    found = (await people.auditor.get(f"/v1/awards/{award}")).json()
    return found["state"], [(one["first_month"], one["last_month"], one["amount"]) for one in found["amounts"]]


async def agrees(people: Staff) -> bool:
    found = [await reconciled(people, month) for month in ("2019-01", "2019-03", "2019-10")]
    assert all(one["agrees"] for one in found), [one["cases"] for one in found]
    return True


@pytest.mark.asyncio
async def test_an_imported_right_is_changed_by_an_act_that_names_the_earlier_decision(
    people: Staff, database: Database, today: Turn
) -> None:
    body, award = await an_imported_right(people, database, today)

    act = await a_decision(people, raised(body, award, "700.00", "2019-03"))
    await carried(people, act)

    assert await shown(people, award) == (
        "active",
        [("2019-01", "2019-02", "645.00"), ("2019-03", "2019-12", "700.00")],
    )
    found = (await people.auditor.get(f"/v1/decisions/{act}")).json()
    assert (found["act"]["earlier"], found["act"]["refers_to"]) == (EARLIER, None)
    assert "Wójt Gminy Łubnice, nr GOPS.5211.14.2018, z dnia 2018-12-14" in found["steps"][0]
    (told,) = await events(database, DECISION_ISSUED)
    assert (told["data"]["kind"], told["data"].get("refers_to")) == ("change", None)
    assert await agrees(people)


@pytest.mark.parametrize(
    ("kind", "ground", "state", "last"),
    [
        ("repeal", "test_32", "terminated", "2019-02"),
        ("expire", "kpa_162_1_1", "terminated", "2019-02"),
        ("suspend", "test_28", "suspended", "2019-12"),
    ],
)
@pytest.mark.asyncio
async def test_an_imported_right_is_repealed_expired_or_suspended(
    people: Staff, database: Database, today: Turn, kind: str, ground: str, state: str, last: str
) -> None:
    body, award = await an_imported_right(people, database, today)

    act = await a_decision(people, act_on(body, award, kind, ground, effective_from="2019-03"))
    await carried(people, act)

    assert await shown(people, award) == (state, [("2019-01", last, "645.00")])
    assert await agrees(people)


@pytest.mark.asyncio
async def test_a_second_act_refers_to_the_first_one(people: Staff, database: Database, today: Turn) -> None:
    body, award = await an_imported_right(people, database, today)
    first = await a_decision(people, raised(body, award, "700.00", "2019-03"))
    await carried(people, first)
    await people.clerk.post(f"/v1/decisions/{first}/deliver", {"on": "2019-02-04"}, if_match=3)
    today(date(2019, 2, 25))

    again = await people.clerk.post("/v1/decisions", raised(body, award, "800.00", "2019-09"))
    order = raised(body, award, "800.00", "2019-09", earlier=None, refers_to=first)
    second = await a_decision(people, order)
    await carried(people, second)

    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/act/refers_to")
    assert (await shown(people, award))[1][-1] == ("2019-09", "2019-12", "800.00")
    assert await agrees(people)


@pytest.mark.asyncio
async def test_what_an_imported_right_had_paid_is_declared_undue(
    people: Staff, database: Database, today: Turn
) -> None:
    body, award = await an_imported_right(people, database, today)

    act = await a_decision(people, act_on(body, award, "undue_payment", "test_30", amount="645.00"))
    await carried(people, act)

    found = (await people.auditor.get(f"/v1/decisions/{act}")).json()
    assert (found["outcome"], found["act"]["amount"], found["act"]["earlier"]["number"]) == (
        "obliged", "645.00", EARLIER["number"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"award": None}, "/act/award"),
        ({"award": str(new_id())}, "/act/award"),
        ({"earlier": {**EARLIER, "number": "GOPS.1.2018"}}, "/act/earlier/number"),
        ({"earlier": None}, "/act/refers_to"),
    ],
)
@pytest.mark.asyncio
async def test_an_act_on_an_imported_right_names_the_right_and_its_decision(
    people: Staff, database: Database, today: Turn, other: dict[str, Any], pointer: str
) -> None:
    body, award = await an_imported_right(people, database, today)

    answer = await people.clerk.post(
        "/v1/decisions", act_on(body, **{"award": award, "kind": "repeal", "effective_from": "2019-03", **other})
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "act_incomplete")
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.asyncio
async def test_a_quashed_act_leaves_the_imported_right_as_it_was(
    people: Staff, database: Database, today: Turn
) -> None:
    body, award = await an_imported_right(people, database, today)
    act = await a_decision(people, act_on(body, award, "repeal", effective_from="2019-03"))
    await carried(people, act)
    await people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2019-02-04"}, if_match=3)
    claim = {"ground": "no_basis_or_gross_breach", "received_on": "2019-02-04"}
    made = (await people.clerk.post(f"/v1/decisions/{act}/nullities", claim)).json()["id"]
    await people.head.post(f"/v1/nullities/{made}/start", {"sign": "1"}, if_match=1)
    decided = {"outcome": "annulled", "decided_on": "2019-02-04", "delivered_on": "2019-02-04"}

    answer = await people.clerk.post(f"/v1/nullities/{made}/decide", decided, if_match=2)

    assert answer.status_code == 200, answer.text
    assert await shown(people, award) == ("active", [("2019-01", "2019-12", "645.00")])
    assert await agrees(people)
    second = await a_decision(people, act_on(body, award, "repeal", effective_from="2019-06"))
    await carried(people, second)
    assert await agrees(people)
