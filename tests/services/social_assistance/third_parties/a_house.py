"""The office with its social worker, and the way of a document to its acceptance, for tests."""

from dataclasses import dataclass
from typing import Any

import httpx

from kit.db import Database
from kit.testing.clients import GMINA, Caller
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
    """The body of an invoice of April for March 2026."""
    return {
        "third_party": party, "kind": "invoice", "number": "FV 12/2026", "service_month": "2026-03", "issued_on": "2026-04-02",
        "due_on": "2026-04-16", "amount": amount, "purpose": "other", **other,
    }  # fmt: skip


async def registered(house: House, party: str, amount: str = "10.03", **other: Any) -> str:
    """A registered document; returns its address."""
    answer = await house.people.clerk.post("/v1/invoices", a_document(party, amount, **other))
    return f"/v1/invoices/{(await ok(answer, 201))['id']}"


async def accepted(house: House, address: str, items: list[dict[str, Any]]) -> None:
    """Divided, checked by the social worker, controlled and accepted, as version 5."""
    people = house.people
    await ok(await people.clerk.post(f"{address}/allocate", {"items": items}, if_match=1))
    await ok(await house.worker.post(f"{address}/check", {}, if_match=2))
    await ok(await people.accountant.post(f"{address}/control", {}, if_match=3))
    await ok(await people.head.post(f"{address}/accept", {}, if_match=4))


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
