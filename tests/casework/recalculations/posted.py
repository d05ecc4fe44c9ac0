"""An office that issued a mass recalculation and sends what it issued: registers that letters need, rights of people who live somewhere."""

from typing import Any

from tests.casework.letters.a_letter import lives, registered
from tests.casework.recalculations.test_recalculations import Turn, a_right, issued, started, step, to_the_end
from tests.casework.rights import Staff


async def rights_of(people: Staff, count: int, *, first: int = 1) -> list[tuple[str, str, str]]:
    """Rights of persons with an address: decision, award, person."""
    found = []
    for serial in range(first, first + count):
        decision, award, body = await a_right(people, serial)
        found.append((decision, award, await lives(people, body["entitled"])))
    return found


async def an_issued_one(people: Staff, turned: Turn, count: int) -> tuple[str, list[tuple[str, str, str]]]:
    """A recalculation whose decisions are out, of this many rights."""
    await registered(people, ["zasilek_pielegnacyjny"])
    rights = await rights_of(people, count)
    address = await started(people, turned)
    await issued(people, address)
    return address, rights


async def lettered(people: Staff, address: str) -> None:
    """Its letters are made."""
    await step(people.clerk, address, "letters")
    await to_the_end(people.clerk, address)


async def sent(people: Staff, address: str, **order: Any) -> None:
    """Its letters are sent."""
    version = (await people.auditor.get(address)).json()["version"]
    answer = await people.clerk.post(f"{address}/send", order, if_match=version)
    assert answer.status_code == 200, answer.text
    await to_the_end(people.clerk, address)


async def letters_of(people: Staff, address: str, **wanted: Any) -> list[dict[str, Any]]:
    """Its letters."""
    answer = await people.auditor.get(f"{address}/letters", limit=100, **wanted)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])
