"""Files of category A: never on a list of what is destroyed, and with the state archive after their term, with list, day and sign."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from tests.casework.archives.a_list import COMMISSION
from tests.casework.archives.test_destruction import a_case
from tests.casework.records.a_file import ok
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
ARCHIVE = "Archiwum Państwowe w Łodzi"
DUE = date(2045, 1, 1)
"""The first day on which a file of category A that was closed in 2019 passes to the archive."""


async def drawn_up(people: Staff, **other: Any) -> str:
    return str((await ok(people.clerk.post("/v1/archive-passings", {"archive": ARCHIVE, **other})))["id"])


async def noted(people: Staff, passing: str, version: int = 1, on: str = "2045-01-01") -> httpx.Response:
    body = {"sign": "ŁS.421.3.2045", "on": on}
    return await people.head.post(f"/v1/archive-passings/{passing}/note", body, if_match=version)


@pytest.mark.asyncio
async def test_a_file_of_category_a_is_never_proposed_for_destruction(people: Staff, today: Turn) -> None:
    await a_case(people, "0541", 1)

    today(date(2099, 1, 1))
    proposed = await people.clerk.post("/v1/destructions", {"commission": COMMISSION})

    assert (proposed.status_code, proposed.json()["code"]) == (409, "nothing_to_destroy")
    assert (await ok(people.head.get("/v1/destruction-candidates")))["items"] == []


@pytest.mark.asyncio
async def test_it_passes_to_the_state_archive_after_its_term_with_list_day_and_sign(people: Staff, today: Turn) -> None:
    case, other = await a_case(people, "0541", 1), await a_case(people, "5212", 2)

    today(date(2044, 12, 31))
    early = await people.clerk.post("/v1/archive-passings", {"archive": ARCHIVE})
    today(DUE)
    passing = await drawn_up(people)
    (item,) = (await people.auditor.get(f"/v1/archive-passings/{passing}/items")).json()
    answer = await noted(people, passing)
    again = await people.clerk.post("/v1/archive-passings", {"archive": ARCHIVE})

    assert (early.status_code, early.json()["code"]) == (409, "nothing_to_pass")
    assert (item["case"], item["symbol"], item["state"]) == (case, "0541", "listed")
    assert (answer.status_code, answer.json()["state"]) == (200, "passed")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_pass")
    shown = await ok(people.auditor.get(f"/v1/archive-passings/{passing}"))
    assert [shown[name] for name in ("number", "archive", "sign", "passed_on", "passed_by", "cases", "allowed")] == [
        "1/2045", ARCHIVE, "ŁS.421.3.2045", "2045-01-01", people.head.subject, 1, [],
    ]  # fmt: skip
    file = await ok(people.clerk.get(f"/v1/cases/{case}"))
    assert (file["state"], (await ok(people.clerk.get(f"/v1/cases/{other}")))["state"]) == ("passed", "closed")
    history = (await ok(people.clerk.get(f"/v1/cases/{case}/history")))["items"]
    assert [(one["act"], one["document"]) for one in history][-1] == ("case_passed", "ŁS.421.3.2045")
    again = {"reason": "closed_in_error"}
    reopened = await people.clerk.post(f"/v1/cases/{case}/reopen", again, if_match=file["version"])
    assert (reopened.status_code, reopened.json()["code"]) == (409, "transition_not_allowed")


@pytest.mark.asyncio
async def test_a_file_that_was_opened_again_or_left_out_does_not_pass(people: Staff, today: Turn) -> None:
    kept, gone = await a_case(people, "0541", 1), await a_case(people, "0541", 2)
    today(DUE)
    passing = await drawn_up(people)
    items = {
        one["case"]: one["place"] for one in (await people.auditor.get(f"/v1/archive-passings/{passing}/items")).json()
    }
    version = (await ok(people.clerk.get(f"/v1/cases/{kept}")))["version"]
    await ok(people.clerk.post(f"/v1/cases/{kept}/reopen", {"reason": "closed_in_error"}, if_match=version))

    blocked = await noted(people, passing)
    out = await people.clerk.post(f"/v1/archive-passings/{passing}/leave-out", {"place": items[kept]}, if_match=1)
    before = await noted(people, passing, 2, on="2044-12-31")
    answer = await noted(people, passing, 2)

    assert (blocked.status_code, [one["pointer"] for one in blocked.json()["errors"]]) == (
        409,
        [f"/items/{items[kept]}"],
    )
    assert (out.status_code, before.status_code, answer.status_code) == (200, 422, 200)
    assert (await ok(people.clerk.get(f"/v1/cases/{gone}")))["state"] == "passed"
    assert (await ok(people.clerk.get(f"/v1/cases/{kept}")))["state"] == "open"


@pytest.mark.asyncio
async def test_a_list_that_is_given_up_lets_its_files_be_listed_anew_and_the_lists_are_printed_and_saved(
    people: Staff, today: Turn
) -> None:
    await a_case(people, "0541", 1)
    today(DUE)
    first = await drawn_up(people)
    await ok(people.clerk.post(f"/v1/archive-passings/{first}/withdraw", if_match=1))

    second = await drawn_up(people)
    late = await people.clerk.post(f"/v1/archive-passings/{first}/withdraw", if_match=2)
    pdf = await people.auditor.get(f"/v1/archive-passings/{second}/protocol")

    assert (late.status_code, late.json()["code"]) == (409, "transition_not_allowed")
    assert pdf.content.startswith(b"%PDF-")
    lists = (await ok(people.auditor.get("/v1/archive-passings", sort="drawn_on")))["items"]
    assert [(one["id"], one["state"]) for one in lists] == [(first, "withdrawn"), (second, "drawn_up")]
    saved = await people.auditor.get("/v1/archive-passings", format="csv")
    assert len(saved.text.splitlines()) == 3
    assert "0541" in (await people.auditor.get(f"/v1/archive-passings/{second}/items", format="csv")).text
