"""Mass recalculation of rights that came from the former program without facts: by the law's amount where the law states it as one sum."""

from datetime import date
from typing import Any

import pytest

from casework.facts.cases import DECISION_ISSUED
from casework.recalculations import service
from kit.db import Database
from kit.feed.envelope import new_id
from kit.periods import parse_month
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.letters.a_letter import lives, registered
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.recalculations.test_recalculations import (
    ORDER,
    Turn,
    a_right,
    amounts,
    issued,
    started,
    step,
    to_the_end,
)
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

NURSING = "zasilek_pielegnacyjny"
AWARD = """
INSERT INTO award (gmina, id, benefit, variant, unit, entitled, recipient, origin, state, since, until, reference)
VALUES ('101805', %s, %s, %s, 'gops', %s, %s, 'imported', 'active', '2018-11-01', NULL, %s::jsonb)
"""
AMOUNT = "INSERT INTO award_amount (gmina, award, since, until, amount) VALUES ('101805', %s, '2018-11-01', NULL, %s)"
REFERENCE = '{"number": "GOPS.5211.14.2018", "issued_on": "2018-12-14"}'


async def an_imported_right(
    people: Staff, database: Database, serial: int, *, grosze: int = 18442, benefit: str = NURSING,
    variant: str | None = "znaczny_stopien", reference: str | None = REFERENCE,
) -> str:  # fmt: skip
    """A right until further notice since November 2018, as an import leaves it."""
    person = await a_person(people.clerk, serial=serial, born=date(1970, 5, 5))
    award = str(new_id())
    async with database.tenant("101805") as connection:
        await connection.execute(AWARD, (award, benefit, variant, person, person, reference))
        await connection.execute(AMOUNT, (award, grosze))
    return award


async def items(people: Staff, address: str, **wanted: str) -> list[dict[str, Any]]:
    answer = await people.auditor.get(f"{address}/items", **wanted)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


@pytest.mark.asyncio
async def test_a_right_at_the_old_amount_of_the_law_is_raised_with_the_others_and_says_by_which_rule(
    people: Staff, turned: Turn, database: Database
) -> None:
    await registered(people, [NURSING, "swiadczenie_pielegnacyjne"])
    ours, (_, granted, _) = await an_imported_right(people, database, 1), await a_right(people, 2)
    address = await started(people, turned)

    await to_the_end(people.clerk, address)
    preview = (await people.accountant.get(address)).json()
    await issued_from_preview(people, address)

    assert preview["counts"] == [{"state": "planned", "code": None, "items": 2, "difference": "125.68"}]
    assert (preview["chains"], preview["looked_at"]) == (2, 2)
    assert [one["amount"] for one in preview["cost"]] == ["62.84", "62.84"]
    for award in (ours, granted):
        assert await amounts(people, award) == [("2018-11", "2019-10", "184.42"), ("2019-11", None, "215.84")]
    (item,) = [one for one in await items(people, address, state="issued") if one["award"] == ours]
    act = (await people.auditor.get(f"/v1/decisions/{item['decision']}")).json()
    assert (act["kind"], act["state"], act["act"]["refers_to"], act["act"]["award"]) == ("change", "issued", None, ours)
    assert act["act"]["earlier"] == {
        "number": "GOPS.5211.14.2018", "issued_on": "2018-12-14", "organ": "Wójt Gminy Łubnice",
    }  # fmt: skip
    assert act["steps"][0].startswith(
        "Prawo przeniesione z poprzedniego programu (decyzja nr GOPS.5211.14.2018 z dnia 2018-12-14); "
        "kwota świadczenia wynika wprost z: art. 16 ust. 4 USR"
    )
    told = [one["data"] for one in await events(database, DECISION_ISSUED)][-2:]
    assert [(one["kind"], one["outcome"]) for one in told] == [("change", "changed")] * 2
    found = (await people.auditor.get("/v1/reconciliation", month="2019-11")).json()
    assert (found["agrees"], found["cases"]) == (True, [])


@pytest.mark.asyncio
async def test_its_letter_names_the_decision_of_the_former_program(
    people: Staff, turned: Turn, database: Database
) -> None:
    await registered(people, [NURSING, "swiadczenie_pielegnacyjne"])
    award = await an_imported_right(people, database, 1)
    await lives(people, (await people.auditor.get(f"/v1/awards/{award}")).json()["recipient"])
    address = await started(people, turned)
    await issued(people, address)

    await step(people.clerk, address, "letters")
    await to_the_end(people.clerk, address)

    (letter,) = (await people.auditor.get(f"{address}/letters")).json()["items"]
    assert (letter["state"], letter["code"]) == ("made", None)


@pytest.mark.asyncio
async def test_the_next_recalculation_goes_on_from_the_act_of_the_first(
    people: Staff, turned: Turn, database: Database
) -> None:
    await registered(people, [NURSING, "swiadczenie_pielegnacyjne"])
    turned(date(2019, 1, 7))
    award = await an_imported_right(
        people, database, 1, benefit="swiadczenie_pielegnacyjne", variant="stare_zasady", grosze=147700
    )
    acts = []
    for year, on in ((2019, "2019-01-07"), (2020, "2020-01-07")):
        turned(date.fromisoformat(on))
        order = {**ORDER, "benefit": "swiadczenie_pielegnacyjne", "on": on, "effective_from": f"{year}-01"}
        made = await people.clerk.post("/v1/recalculations", order)
        assert made.status_code == 201, made.text
        address = f"/v1/recalculations/{made.json()['id']}"
        await issued(people, address)
        (item,) = await items(people, address)
        assert (item["state"], item["award"]) == ("issued", award)
        acts.append((await people.auditor.get(f"/v1/decisions/{item['decision']}")).json())
        version = acts[-1]["version"]
        delivered = await people.clerk.post(f"/v1/decisions/{item['decision']}/deliver", {"on": on}, if_match=version)
        assert delivered.status_code == 200, delivered.text

    assert await amounts(people, award) == [
        ("2018-11", "2018-12", "1477.00"), ("2019-01", "2019-12", "1583.00"), ("2020-01", None, "1830.00"),
    ]  # fmt: skip
    assert [one["act"]["refers_to"] for one in acts] == [None, acts[0]["id"]]
    assert acts[1]["act"]["earlier"] is None


@pytest.mark.asyncio
async def test_what_the_law_does_not_state_is_left_out_with_what_is_to_be_done(
    people: Staff, turned: Turn, database: Database
) -> None:
    reduced = await an_imported_right(people, database, 1, grosze=9221)
    nameless = await an_imported_right(people, database, 2, reference=None)
    raised = await an_imported_right(people, database, 3, grosze=21584)
    address = await started(people, turned)

    await to_the_end(people.clerk, address)

    found = {one["award"]: one for one in await items(people, address)}
    assert {award: (one["state"], one["code"]) for award, one in found.items()} == {
        reduced: ("left_out", "amount_not_of_the_law"),
        nameless: ("left_out", "earlier_decision_unknown"),
        raised: ("unchanged", None),
    }
    assert found[reduced]["entitled"] == (await people.auditor.get(f"/v1/awards/{reduced}")).json()["entitled"]
    assert (found[reduced]["earlier"], found[nameless]["earlier"]) == ("GOPS.5211.14.2018", None)
    assert "Wprowadź dane" in found[reduced]["to_do"]
    assert [one["award"] for one in await items(people, address, code="amount_not_of_the_law")] == [reduced]
    sheet = await people.auditor.get(f"{address}/items", state="left_out", format="csv")
    assert reduced in sheet.text
    assert nameless in sheet.text
    assert raised not in sheet.text


@pytest.mark.asyncio
async def test_a_hidden_persons_imported_right_is_not_listed(people: Staff, turned: Turn, database: Database) -> None:
    award = await an_imported_right(people, database, 1)
    person = (await people.auditor.get(f"/v1/awards/{award}")).json()["entitled"]
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    seen = (await people.clerk.get(f"{address}/items")).json()["items"]
    body = {"matter_kind": "person", "matter": person, "reason": "domestic_violence"}
    hidden = await people.head.post("/v1/restrictions", body)
    assert hidden.status_code == 201, hidden.text

    left = (await people.clerk.get(f"{address}/items")).json()["items"]

    assert ([one["award"] for one in seen], left) == ([award], [])


@pytest.mark.asyncio
async def test_a_benefit_whose_amount_is_not_one_sum_of_the_law_leaves_its_imported_rights_out(
    people: Staff, turned: Turn, database: Database
) -> None:
    award = await an_imported_right(people, database, 1, benefit="zasilek_rodzinny", variant=None, grosze=12400)
    address = await started(people, turned, benefit="zasilek_rodzinny")

    await to_the_end(people.clerk, address)

    (item,) = await items(people, address)
    assert (item["award"], item["state"], item["code"]) == (award, "left_out", "imported")


@pytest.mark.asyncio
async def test_chunk_by_chunk_imported_rights_come_to_the_same_and_nothing_twice(
    people: Staff, turned: Turn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "CHUNK", 2)
    monkeypatch.setattr(service, "ISSUED_AT_ONCE", 2)
    await registered(people, [NURSING, "swiadczenie_pielegnacyjne"])
    await a_right(people, 9)
    rights = [await an_imported_right(people, database, serial) for serial in range(1, 5)]
    address = await started(people, turned)

    await issued(people, address)

    for award in rights:
        assert await amounts(people, award) == [("2018-11", "2019-10", "184.42"), ("2019-11", None, "215.84")]
    (count,) = (await people.accountant.get(address)).json()["counts"]
    assert (count["state"], count["items"]) == ("issued", 5)


@pytest.mark.asyncio
async def test_drafts_wait_for_the_name_of_the_organ_whose_the_former_decisions_are(
    people: Staff, turned: Turn, database: Database
) -> None:
    await an_imported_right(people, database, 1)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    await step(people.clerk, address, "draft")

    version = (await people.clerk.get(address)).json()["version"]
    refused = await people.clerk.post(f"{address}/continue", if_match=version)

    assert (refused.status_code, refused.json()["code"]) == (409, "office_unknown")


def test_what_a_benefit_declares_as_its_whole_amount_is_a_sum_of_the_law() -> None:
    law = CATALOGUE.law().month(parse_month("2019-11"))
    declared = {name for one in CATALOGUE for name in one.amount_of.values()}

    assert NURSING in declared
    assert {law.parameters[name].kind for name in declared} == {"money"}


async def issued_from_preview(people: Staff, address: str) -> None:
    for who, name in ((people.clerk, "draft"), (people.head, "approve"), (people.clerk, "issue")):
        await step(who, address, name)
        await to_the_end(who, address)
