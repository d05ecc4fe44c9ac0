"""Whose matter is hidden is neither composed nor asked about at a register: the words are those for somebody who is not there."""

from typing import Any
from uuid import uuid4

import pytest

from kit.testing.clients import Office
from tests.casework.people import a_person
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("assessments/compose", {"benefit": "zasilek_rodzinny", "on": "2018-11-15"}),
        ("register-lookups", {"register_code": "pesel", "purpose": "Ustalenie danych."}),
    ],
)
@pytest.mark.asyncio
async def test_who_is_hidden_is_refused_like_who_is_not_there(
    people: Staff, office: Office, path: str, body: dict[str, Any]
) -> None:
    anna = await a_person(people.clerk)
    hiding = {"matter_kind": "person", "matter": anna, "reason": "domestic_violence"}
    assert (await people.clerk.post("/v1/restrictions", hiding)).status_code == 201
    ola = office.caller("ola", "caseworker")

    hidden, nobody = [await ola.post(f"/v1/{path}", {**body, "person": person}) for person in (anna, str(uuid4()))]

    for answer in (hidden, nobody):
        assert answer.status_code == 422
        assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/person", "person_unknown")]
