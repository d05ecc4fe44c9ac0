"""The letters of a mass recalculation in one archive: each as it was made, in order, none left out in silence, a few in memory at once."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from casework.recalculations import letters_found, printing
from kit.db import Database
from kit.testing.clients import OTHER_GMINA
from kit.testing.clients import running as running_app
from kit.testing.tokens import TokenIssuer
from tests.casework.letters.a_letter import lives
from tests.casework.log import audited
from tests.casework.recalculations.posted import an_issued_one, lettered, letters_of, sent
from tests.casework.recalculations.test_recalculations import Turn, a_right, issued, started, step
from tests.casework.rights import Staff, staff

pytestmark = pytest.mark.postgres


def opened(answer: httpx.Response) -> tuple[list[dict[str, str]], dict[str, bytes]]:
    """The list of the archive and its files."""
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    return list(csv.DictReader(io.StringIO(files.pop("spis.csv").decode()))), files


@pytest.mark.asyncio
async def test_every_letter_is_in_it_as_it_was_made_in_the_order_of_signs_and_the_list_says_where(
    people: Staff, turned: Turn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "LETTERS", 4)
    address, _ = await an_issued_one(people, turned, 11)
    await lettered(people, address)

    answer = await people.clerk.get(f"{address}/letters/export")

    listed, files = opened(answer)
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("application/zip", "no-store")
    assert list(files) == [one["file"] for one in listed]
    assert [int(one["znak"].split(".")[2]) for one in listed] == list(range(1, 12))
    assert [one["file"] for one in listed][::10] == [
        f"{place:02}-{listed[place - 1]['number'].replace('/', '-')}.pdf" for place in (1, 11)
    ]
    made = {one["letter"] for one in await letters_of(people, address)}
    assert {one["letter"] for one in listed} == made
    for one in listed:
        alone = (await people.clerk.get(f"/v1/letters/{one['letter']}")).content
        assert (files[one["file"]], one["sha256"]) == (alone, hashlib.sha256(alone).hexdigest())
    assert ("jan", "printed_letters", address.rpartition("/")[2]) in await audited(database)


@pytest.mark.asyncio
async def test_as_long_as_a_letter_is_still_to_be_made_there_is_no_archive(
    people: Staff, turned: Turn, database: Database
) -> None:
    address, _ = await an_issued_one(people, turned, 2)
    before = await people.clerk.get(f"{address}/letters/export")
    await step(people.clerk, address, "letters")

    answer = await people.clerk.get(f"{address}/letters/export")

    for one in (before, answer):
        assert (one.status_code, one.json()["code"]) == (409, "recalculation_letters_not_made")
    assert not [one for one in await audited(database) if one[1] == "printed_letters"]


@pytest.mark.asyncio
async def test_a_letter_that_could_not_be_made_is_named_in_the_list_also_when_only_unsent_ones_are_asked_for(
    people: Staff, turned: Turn
) -> None:
    await an_issued_one(people, turned, 0)
    turned(date(2018, 11, 15))
    for serial in (1, 2):
        _, _, body = await a_right(people, serial)
        if serial == 1:
            await lives(people, body["entitled"])
    address = await started(people, turned)
    await issued(people, address)
    await lettered(people, address)

    unsent, files = opened(await people.head.get(f"{address}/letters/export", state="made"))
    await sent(people, address)
    later, none = opened(await people.head.get(f"{address}/letters/export", state="made"))

    assert [(one["place"], one["state"], one["code"], bool(one["file"])) for one in unsent] == [
        ("1", "made", "", True),
        ("2", "left_out", "address_unknown", False),
    ]
    assert len(files) == 1
    assert [(one["state"], one["file"]) for one in later] == [("left_out", "")]
    assert none == {}
    assert len(opened(await people.head.get(f"{address}/letters/export"))[1]) == 1


@pytest.mark.asyncio
async def test_by_addresses_they_lie_as_the_post_walks(people: Staff, turned: Turn) -> None:
    address, rights = await an_issued_one(people, turned, 4)
    turned(date(2019, 11, 5))
    lines = (
        ["ul. Żwirowa 1", "98-432 Łubnice"],
        ["ul. Lipowa 10", "98-432 Łubnice"],
        ["ul. Lipowa 9", "98-432 Łubnice"],
        ["Zawady 3", "98-400 Wieruszów"],
    )
    for right, told in zip(rights, lines, strict=True):
        await lives(people, right[2], lines=told, since="2016-01-01")
    await lettered(people, address)
    whose = {one["id"]: one["person"] for one in (await people.clerk.get("/v1/letters", act=True)).json()["items"]}

    listed, files = opened(await people.clerk.get(f"{address}/letters/export", sort="address"))

    assert [whose[one["letter"]] for one in listed] == [rights[number][2] for number in (3, 2, 1, 0)]
    assert list(files) == [one["file"] for one in listed]


@pytest.mark.asyncio
async def test_never_more_than_a_few_letters_are_in_memory(
    people: Staff, turned: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, _ = await an_issued_one(people, turned, 5)
    await lettered(people, address)
    monkeypatch.setattr(printing, "LETTERS", 2)
    asked: list[int] = []
    bodies = letters_found.bodies

    async def counted(database: Database, gmina: str, letters: Sequence[UUID]) -> Any:
        asked.append(len(letters))
        return await bodies(database, gmina, letters)

    monkeypatch.setattr(letters_found, "bodies", counted)

    _, files = opened(await people.clerk.get(f"{address}/letters/export"))

    assert asked == [2, 2, 1]
    assert len(files) == 5


@pytest.mark.asyncio
async def test_what_is_hidden_from_the_reader_is_not_in_it_and_another_gmina_finds_nothing(
    people: Staff, turned: Turn, nursing: FastAPI, issuer: TokenIssuer, database: Database
) -> None:
    address, rights = await an_issued_one(people, turned, 2)
    await lettered(people, address)
    body = {"matter_kind": "person", "matter": rights[0][2], "reason": "domestic_violence"}
    assert (await people.head.post("/v1/restrictions", body)).status_code == 201

    seen = opened(await people.clerk.get(f"{address}/letters/export"))
    whole = opened(await people.head.get(f"{address}/letters/export"))
    async with running_app(nursing, issuer) as office:
        elsewhere = await staff(office, OTHER_GMINA).head.get(f"{address}/letters/export")

    assert [len(one) for one in (*seen, *whole)] == [1, 1, 2, 2]
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "recalculation_not_found")
    assert not [one for one in await audited(database, OTHER_GMINA) if one[1] == "printed_letters"]
    assert (await people.accountant.get(f"{address}/letters/export")).status_code == 403
