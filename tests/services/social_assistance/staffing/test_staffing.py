"""Staff by post over HTTP: imported, replaced, read against the act, listed; other gminas, roles."""

from typing import Any

import pytest

from kit.testing.clients import OTHER_GMINA, Caller, Office
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import code, ok

pytestmark = pytest.mark.postgres

RETURNS = "/v1/staffing-returns"
WORKERS = {"unit": "gops", "post": "pracownik_socjalny", "persons": 3, "posts": "2.5"}
SENIOR = {"unit": "gops", "post": "starszy_pracownik_socjalny", "persons": 2, "posts": "1.5"}
HEAD = {"unit": "gops", "post": "kierownik", "persons": 1, "posts": "1"}


async def imported(who: Caller, on: str = "2026-03-31", *posts: dict[str, Any], **other: Any) -> str:
    """The address of a return; 4 posts of social workers for 8 000 inhabitants unless told otherwise."""
    body = {"on": on, "inhabitants": 8000, "families": 300, "posts": list(posts) or [WORKERS, SENIOR, HEAD]}
    return f"{RETURNS}/{(await ok(who.post(RETURNS, body | other)))['id']}"


@pytest.mark.asyncio
async def test_a_return_is_read_against_what_the_act_asks_for(people: Staff) -> None:
    shown = await ok(people.auditor.get(await imported(people.clerk)))

    assert {one: shown[one] for one in ("persons", "posts", "social_workers", "by_inhabitants", "by_families")} == {
        "persons": 6, "posts": "5.000", "social_workers": "4.000", "by_inhabitants": "4.000", "by_families": "6.000",
    }  # fmt: skip
    assert (shown["at_least"], shown["meets"], shown["holds"]) == (3, True, True)
    assert [(one["post"], one["persons"], one["posts"]) for one in shown["staff"]] == [
        ("kierownik", 1, "1.000"), ("pracownik_socjalny", 3, "2.500"), ("starszy_pracownik_socjalny", 2, "1.500"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_part_of_a_post_too_few_is_too_few_however_many_others_there_are(people: Staff) -> None:
    others = {"unit": "gops", "post": "asystent_rodziny", "persons": 5, "posts": "5"}
    short = await imported(people.clerk, "2026-03-31", WORKERS, {**SENIOR, "posts": "1.499"}, others)
    third = await imported(people.clerk, "2026-03-31", inhabitants=8001, families=1)

    assert (await ok(people.auditor.get(short)))["meets"] is False
    shown = await ok(people.auditor.get(third))
    assert (shown["by_inhabitants"], shown["by_families"], shown["meets"]) == ("4.001", "0.020", True)


@pytest.mark.asyncio
async def test_a_second_return_of_a_day_takes_the_place_of_the_first(people: Staff) -> None:
    first = await imported(people.clerk)
    second = await imported(people.clerk, "2026-03-31", HEAD)
    later = await imported(people.clerk, "2026-04-30")

    async def listed(**query: Any) -> list[str]:
        return [f"{RETURNS}/{one['id']}" for one in (await ok(people.accountant.get(RETURNS, **query)))["items"]]

    assert (await ok(people.auditor.get(first)))["holds"] is False
    assert await listed() == [later, second, first]
    assert await listed(sort="on") == [first, second, later]
    assert await listed(holds=True) == [later, second]
    assert await listed(holds=False) == [first]
    assert await listed(since="2026-04-01") == await listed(limit=1) == [later]
    assert await listed(until="2026-04-29") == [second, first]
    page = await ok(people.auditor.get(RETURNS, limit=1))
    assert await listed(limit=1, cursor=page["next_cursor"]) == [second]
    assert len((await people.auditor.get(RETURNS, format="csv")).text.strip().splitlines()) == 4


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "other",
    [
        {"posts": [WORKERS, WORKERS]}, {"posts": [{**WORKERS, "posts": "3.001"}]}, {"posts": [{**WORKERS, "posts": "0"}]},
        {"posts": []}, {"on": "2026-05-05"}, {"inhabitants": 0}, {"posts": [{**WORKERS, "post": "burmistrz"}]},
    ],
    ids=str,
)  # fmt: skip
async def test_a_return_that_cannot_be_is_refused(people: Staff, other: dict[str, Any]) -> None:
    body = {"on": "2026-05-04", "inhabitants": 8000, "families": 0, "posts": [{**WORKERS, "posts": "3"}]}

    assert (await people.clerk.post(RETURNS, {**body, **other})).status_code == 422
    assert (await people.clerk.post(RETURNS, body)).status_code == 201


@pytest.mark.asyncio
async def test_another_gmina_has_its_own_and_an_accountant_imports_none(people: Staff, office: Office) -> None:
    address = await imported(people.clerk)
    stranger = office.caller("obcy", "caseworker", gmina=OTHER_GMINA)

    assert await code(stranger.get(address)) == (404, "staffing_return_not_found")
    assert (await ok(stranger.get(RETURNS)))["items"] == []
    assert (await people.accountant.post(RETURNS, {})).status_code == 403
    assert (await people.auditor.get(RETURNS, year=2026)).status_code == 422
