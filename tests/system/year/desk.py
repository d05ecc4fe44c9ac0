"""The desk of an office whose day is moved by hand: every request goes through the gateway with the token of the person who does it.

Whatever is asked and answered is written down as it happens; the guide's chapter on a family's year is made from it.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from tests.system.houses import SECOND_ACCOUNTANT, TestHouse

CLERK, SECOND_CLERK, WORKER, HEAD, ACCOUNTANT, CHIEF_ACCOUNTANT, REPORTER, AUDITOR = (
    "anna", "barbara", "celina", "danuta", "ewa", SECOND_ACCOUNTANT, "filip", "grazyna",
)  # fmt: skip

Made = dict[str, Any]
"""What a write answers: id, version, state."""


class Desk:
    """One gmina's office of one kind of benefits."""

    def __init__(
        self,
        house: TestHouse,
        gmina: str,
        record: Path,
        service: str = "family-benefits",
        begins: date = date(2025, 1, 1),
    ) -> None:
        self.house, self.gmina, self.service = house, gmina, service
        self.today = begins
        self._record = record
        self._keys = 0
        self._client = httpx.Client(base_url=house.urls["gateway"], timeout=60)

    def close(self) -> None:
        self._client.close()

    def on(self, day: str) -> None:
        """The office opens on that day; days do not go back."""
        moved = date.fromisoformat(day)
        assert moved >= self.today, f"{day} is before {self.today}"
        self.today = moved
        self.house.move_day(moved)

    def get(self, who: str, path: str, **query: object) -> Any:
        """The JSON of a read."""
        return self.ask(who, "GET", path, query=query).json()

    def read(self, who: str, path: str, accept: str) -> bytes:
        """The bytes of a file."""
        return self.ask(who, "GET", path, headers={"Accept": accept}).content

    def post(self, who: str, path: str, body: object = None, *, version: int | None = None) -> Made:
        """A write; version: what was read before it."""
        found: Made = self.ask(who, "POST", path, body=body, version=version).json()
        return found

    def step(self, who: str, thing: str, step: str, body: object = None) -> Made:
        """A step of something that can be read at its own address: it is read first, as a screen does."""
        return self.post(who, f"{thing}/{step}", body or {}, version=self.get(who, thing)["version"])

    def refused(self, who: str, path: str, body: object = None, *, version: int | None = None) -> Made:
        """The problem with which a write is refused."""
        answer = self._send(who, "POST", path, {}, self._headers(version, {}), body)
        found: Made = answer.json()
        assert answer.status_code in (403, 409, 422), found
        return found

    def ask(
        self,
        who: str,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        version: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """A request that must succeed. `path`: of the office's service, or from the gateway's root with a leading slash."""
        answer = self._send(who, method, path, query or {}, self._headers(version, headers or {}), body)
        assert answer.is_success, f"{self.today} {who} {method} {path}: {answer.status_code} {answer.text}"
        return answer

    def _headers(self, version: int | None, headers: Mapping[str, str]) -> dict[str, str]:
        self._keys += 1
        matched = {} if version is None else {"If-Match": f'"{version}"'}
        return {"Idempotency-Key": f"year-{self._keys}", **matched, **headers}

    def _send(
        self, who: str, method: str, path: str, query: Mapping[str, object], headers: dict[str, str], body: object
    ) -> httpx.Response:
        address = path if path.startswith("/") else f"/{self.service}/v1/{path}"
        answer = self._client.request(
            method,
            address,
            params={"gmina": self.gmina, **{name: str(value) for name, value in query.items()}},
            headers={"Authorization": f"Bearer {self.house.token_of(who)}", **headers},
            json=body,
        )
        self._note(who, method, address, query, headers.get("If-Match"), body, answer)
        return answer

    def _note(
        self, who: str, method: str, address: str, query: Mapping[str, object], matched: str | None, body: object,
        answer: httpx.Response,
    ) -> None:  # fmt: skip
        is_json = "json" in answer.headers.get("content-type", "")
        told = {
            "day": self.today.isoformat(), "who": who, "method": method, "address": address,
            "query": {name: str(value) for name, value in query.items()}, "if_match": matched, "body": body,
            "status": answer.status_code,
            "answer": answer.json() if is_json and answer.content else answer.headers.get("content-type"),
        }  # fmt: skip
        with self._record.open("a", encoding="utf-8") as record:
            record.write(json.dumps(told, ensure_ascii=False) + "\n")
