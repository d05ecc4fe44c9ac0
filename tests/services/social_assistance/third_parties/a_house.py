"""The office with its social worker, and the way of a document to its acceptance, for tests."""

from dataclasses import dataclass
from re import sub
from typing import Any

import httpx
from fastapi import FastAPI

from casework.authority.matrix import OPERATIONS
from kit.auth import ROLES
from kit.db import Database
from kit.testing.clients import GMINA, Caller, Office
from tests.casework.rights import Staff


@dataclass(frozen=True, slots=True)
class House:
    """The office with its social worker and its database."""

    people: Staff
    worker: Caller
    database: Database


async def ok(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    """What was answered."""
    assert answer.status_code == status, answer.text
    return dict(answer.json())


async def a_party(house: House, kind: str = "facility", name: str = "Szkoła Podstawowa nr 1") -> str:
    """A third party in the register; returns its id."""
    body = {"kind": kind, "name": name, "unit": "gops", "since": "2017-01-01"}
    return str((await ok(await house.people.accountant.post("/v1/third-parties", body), 201))["id"])


def a_document(party: str, amount: str = "10.03", **other: Any) -> dict[str, Any]:
    """The body of an invoice of April for meals of March 2026."""
    return {
        "third_party": party, "kind": "invoice", "number": "FV 12/2026", "service_month": "2026-03", "issued_on": "2026-04-02",
        "due_on": "2026-04-16", "amount": amount, "purpose": "meals", **other,
    }  # fmt: skip


async def registered(house: House, party: str, amount: str = "10.03", **other: Any) -> str:
    """A registered document; returns its address."""
    answer = await house.people.clerk.post("/v1/invoices", a_document(party, amount, **other))
    return f"/v1/invoices/{(await ok(answer, 201))['id']}"


async def accepted(house: House, address: str, items: list[dict[str, Any]]) -> None:
    """Divided, checked by the social worker, controlled and accepted, as version 5; what meals are asked for has its list."""
    people = house.people
    await ok(await people.clerk.post(f"{address}/allocate", {"items": items}, if_match=1))
    document = await ok(await people.auditor.get(address))
    if (document["kind"], document["purpose"]) == ("invoice", "meals"):
        await _eaten(house, document)
    await ok(await house.worker.post(f"{address}/check", {}, if_match=2))
    await ok(await people.accountant.post(f"{address}/control", {}, if_match=3))
    await ok(await people.head.post(f"{address}/accept", {}, if_match=4))


async def _eaten(house: House, document: dict[str, Any]) -> None:
    """A confirmed list that says what the document asks for: everybody ate a meal of a kind of her own on the first of its month."""
    clerk, school, month = house.people.clerk, document["third_party"], document["service_month"]
    if (await ok(await clerk.get("/v1/meal-lists", facility=school, month=month)))["items"]:
        return
    since, eaten = f"{month}-01", []
    for one in document["allocations"]:
        kind = f"posilek_{one['number']}"
        price = {"facility": school, "kind": kind, "since": since, "price": one["amount"]}
        await ok(await clerk.post("/v1/meal-prices", price), 201)
        fed = {
            "person": one["entitled"], "facility": school, "benefit": one["benefit"], "kind": kind, "way": "without_decision",
            "since": since,
        }  # fmt: skip
        entry = await ok(await clerk.post("/v1/meal-persons", fed), 201)
        eaten.append({"meal_person": entry["id"], "days": [1]})
    made = await ok(await clerk.post("/v1/meal-lists", {"facility": school, "month": month}), 201)
    await ok(await clerk.post(f"/v1/meal-lists/{made['id']}/enter", {"items": eaten}, if_match=1))
    await ok(await clerk.post(f"/v1/meal-lists/{made['id']}/confirm", {}, if_match=2))


async def facts(house: House) -> list[dict[str, Any]]:
    """What the log was told of documents: type, data, and its place."""
    query = "SELECT sequence, item::json FROM event_log WHERE gmina = %s ORDER BY sequence"
    async with house.database.tenant(GMINA) as connection:
        rows = await (await connection.execute(query, (GMINA,))).fetchall()
    found = [{"sequence": row[0], "type": row[1]["type"], **row[1]["data"]} for row in rows]
    return [one for one in found if one["type"].startswith(("pl.gops.invoice.", "pl.gops.funding."))]


def sums(told: list[dict[str, Any]], type_: str, measure: str) -> dict[str, int]:
    """Grosze by source."""
    by_source: dict[str, int] = {}
    for one in told:
        if (one["type"], one["measure"]) == (f"pl.gops.{type_}.v1", measure):
            for line in one["lines"]:
                by_source[line["source"]] = by_source.get(line["source"], 0) + line["amount"]
    return by_source


async def listed(house: House, path: str, **query: object) -> list[str]:
    """Ids of what a list shows to an auditor, in its order."""
    return [str(one["id"]) for one in (await ok(await house.people.auditor.get(path, **query)))["items"]]


async def as_the_matrix_says(office: Office, service: FastAPI, tag: str) -> int:
    """Calls the operations of a tag as every role: refused are those that the matrix does not name. Returns how many there are."""
    nobody, known = "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", 0
    for path, item in service.openapi()["paths"].items():
        for method, operation in item.items():
            if tag not in operation.get("tags", ()):
                continue
            known += 1
            there = sub(r"\{[a-z_]+\}", nobody, path)
            for role in sorted(ROLES):
                answer = await office.caller(f"{role}-x", role).send(
                    method.upper(), there, key=f"{role}-{path}", if_match=1
                )
                refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
                assert refused is (role not in OPERATIONS[operation["operationId"]]), (path, role, answer.text)
    return known
