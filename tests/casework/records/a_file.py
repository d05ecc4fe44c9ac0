"""A case from its application to the last payment, for tests of what is done with its file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from tests.casework.letters.a_letter import lives
from tests.casework.payments.a_list import a_settled
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

Turn = Callable[[date], None]
PERMANENT = "zasilek_staly_testowy"
SUPPLEMENT = "dodatek_szkolny"
PLAN: dict[str, Any] = {
    "unit": "GOPS",
    "classes": [
        {"symbol": symbol, "title": name, "category": category, "valid_from": "2018-01-01", "benefits": benefits}
        for symbol, name, category, benefits in (
            ("5212", "Zasiłki stałe", "B5", [PERMANENT]),
            ("5213", "Dodatki", "BE5", [SUPPLEMENT]),
            ("0541", "Skargi", "A", []),
            ("0542", "Zapytania", "Bc", []),
        )
    ],
}


@dataclass(frozen=True, slots=True)
class File:
    """A case and what belongs to it."""

    case: str
    sign: str
    person: str
    application: str
    decision: str
    award: str
    people: Staff

    async def shown(self) -> dict[str, Any]:
        answer = await self.people.head.get(f"/v1/cases/{self.case}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def tried(self, step: str, who: Any = None, **body: Any) -> httpx.Response:
        version = (await self.shown())["version"]
        answer: httpx.Response = await (who or self.people.clerk).post(
            f"/v1/cases/{self.case}/{step}", body, if_match=version
        )
        return answer

    async def done(self, step: str, who: Any = None, **body: Any) -> dict[str, Any]:
        answer = await self.tried(step, who, **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


async def opened(people: Staff, *, serial: int = 1, person: str | None = None, **other: Any) -> File:
    """Applied on 8 January, granted for January to March and gone out on 10 January, its letter under the sign; not yet delivered."""
    anna = person or await a_person(people.clerk, serial=serial)
    asked = {"form": "paper", "received_on": "2019-01-08", "applicant": anna, "benefits": [PERMANENT], **other}
    application = await ok(people.clerk.post("/v1/applications", asked))
    (matter,) = (await people.clerk.get(f"/v1/applications/{application['id']}")).json()["matters"]
    body = recorded(anna)
    body["recorded"]["last_month"] = "2019-03"
    decision = await a_decision(people, body)
    await ok(people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1))
    await ok(people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2))
    address = f"/v1/applications/{application['id']}/decisions"
    await ok(people.clerk.post(address, {"decision": decision}, if_match=application["version"]))
    await lives(people, anna)
    await ok(people.clerk.post(f"/v1/decisions/{decision}/letter", {}))
    (award,) = (await people.head.get(f"/v1/decisions/{decision}")).json()["awards"]
    return File(matter["case"], matter["sign"], anna, application["id"], decision, award, people)


async def settled(people: Staff, today: Turn, *, serial: int = 1, pay: bool = True, **other: Any) -> File:
    """The same, delivered, paid for three months and final; it is 30 April."""
    today(date(2019, 1, 10))
    file = await opened(people, serial=serial, **other)
    await ok(people.clerk.post(f"/v1/decisions/{file.decision}/deliver", {"on": "2019-01-10"}, if_match=3))
    if pay:
        for month in (1, 2, 3):
            today(date(2019, month, 28))
            await a_settled(people, f"2019-{month:02d}")
    today(date(2019, 4, 30))
    await ok(people.head.post("/v1/decisions/finalise"))
    return file


async def closed(people: Staff, today: Turn, *, serial: int = 1, **other: Any) -> File:
    """A case that was closed on 30 April 2019."""
    file = await settled(people, today, serial=serial, **other)
    await file.done("close")
    return file


async def ok(answer: Any) -> dict[str, Any]:
    """What a request that has to succeed answers."""
    got = await answer
    assert got.status_code in (200, 201), got.text
    return dict(got.json())
