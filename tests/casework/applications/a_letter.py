"""Letters that come in, for tests: applications with good defaults, and the way to say something about one."""

from dataclasses import dataclass
from typing import Any

import httpx

from kit.testing.clients import Caller
from tests.casework.people import a_person
from tests.casework.rights import Staff

CHILD, SUPPLEMENT, PERMANENT = "zasilek_na_dziecko", "dodatek_szkolny", "zasilek_staly_testowy"

PLAN: dict[str, Any] = {
    "unit": "GOPS",
    "classes": [
        {
            "symbol": "5211",
            "title": "Zasiłki na dzieci",
            "category": "B10",
            "valid_from": "2018-01-01",
            "benefits": [CHILD, SUPPLEMENT],
        },
        {
            "symbol": "5212",
            "title": "Zasiłki stałe",
            "category": "B10",
            "valid_from": "2018-01-01",
            "benefits": [PERMANENT],
        },
        {"symbol": "0541", "title": "Skargi", "category": "A", "valid_from": "2018-01-01"},
    ],
}


@dataclass
class Application:
    """An application that was registered, at the version that was last seen."""

    clerk: Caller
    id: str
    version: int = 1

    async def shown(self) -> dict[str, Any]:
        answer = await self.clerk.get(f"/v1/applications/{self.id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def tried(self, step: str, **body: Any) -> httpx.Response:
        answer = await self.clerk.post(f"/v1/applications/{self.id}/{step}", body, if_match=self.version)
        if answer.status_code == 200:
            self.version = answer.json()["version"]
        return answer

    async def done(self, step: str, **body: Any) -> dict[str, Any]:
        answer = await self.tried(step, **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def a_body(person: str | None, *benefits: str, **other: Any) -> dict[str, Any]:
    """On paper, handed in on 8 January 2019."""
    return {
        "form": "paper",
        "received_on": "2019-01-08",
        "applicant": person,
        "benefits": list(benefits or (CHILD,)),
        **other,
    }


async def an_application(people: Staff, *benefits: str, serial: int = 1, **other: Any) -> Application:
    """A person's application; `applicant` may be given."""
    person = other.pop("applicant", None) or await a_person(people.clerk, serial=serial)
    answer = await people.clerk.post("/v1/applications", a_body(person, *benefits, **other))
    assert answer.status_code == 201, answer.text
    return Application(people.clerk, answer.json()["id"], answer.json()["version"])
