"""Everything a family is entitled to, through HTTP: all benefits, what excludes what, the choices in money and what was not assessed."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from casework.assessments.routes import assessments_router
from kit.app import create_app
from kit.testing.clients import GMINA, Caller, Office, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE

pytestmark = pytest.mark.asyncio

_CERTIFICATE = {"degree": "orzeczenie_o_niepelnosprawnosci"}
FAMILY: dict[str, Any] = {
    "on": "2018-03-10",
    "facts": {
        "application": {"received_on": "2018-03-05", "period": 2017},
        "family": {
            "applicant": "parents",
            "members": [
                {"id": "matka", "role": "parent", "born_on": "1990-01-01"},
                {"id": "ojciec", "role": "parent", "born_on": "1988-01-01"},
                {"id": "dziecko_1", "role": "child", "born_on": "2018-03-01", "disability": _CERTIFICATE},
            ],
        },
        "income": {"base_year": 2016, "items": [{"member": "ojciec", "amount": "12000.00"}]},
        "carer": {
            "id": "matka",
            "cared_for": [
                {
                    "id": "dziecko_1", "born_on": "2018-03-01", "relation": "parent", "disability": _CERTIFICATE,
                    "both_indications": True,
                }
            ],
        },
        "parental": {"child": "dziecko_1", "born_on": "2018-03-01"},
    },
}  # fmt: skip
"""A newborn with a certificate: the mother may have świadczenie pielęgnacyjne or świadczenie rodzicielskie, the family its allowance."""


@pytest_asyncio.fixture
async def anna() -> AsyncIterator[Caller]:
    issuer = TokenIssuer()
    app = create_app(
        "Świadczenia rodzinne", "family_benefits", [assessments_router(CATALOGUE)], authenticator=issuer.authenticator(),
        body_limits={"/v1/assessments/bulk": 2**20},
    )  # fmt: skip
    async with running(app, issuer) as office:
        yield _clerk(office)


async def test_a_family_is_told_every_benefit_the_overlaps_the_choices_and_what_its_facts_lack(anna: Caller) -> None:
    answer = (await anna.send("POST", "/v1/assessments", body=FAMILY)).json()
    due = {one["benefit"] for one in answer["assessments"] if one["eligible"]}
    left = {one["benefit"]: one["pointer"] for one in answer["not_assessed"]}

    assert {one["benefit"] for one in answer["assessments"]} | left.keys() == {
        one.code for one in CATALOGUE if one.kind == "computed"
    }
    assert due == {"zasilek_rodzinny", "swiadczenie_pielegnacyjne", "swiadczenie_rodzicielskie"}
    assert left["specjalny_zasilek_opiekunczy"] == "/facts/special_allowance"
    assert [(one["code"], one["decided_by"]) for one in answer["overlaps"]] == [
        ("one_benefit_by_choice", "person"),
        ("parental_benefit_for_the_same_child", "person"),
    ]
    # 10 x 1477.00 + 2 x 1583.00 or 11 x 1000.00 + 964.30, and either way 8 x 95.00 of the family allowance.
    assert [(one["keeps"][0]["benefit"], one["total"], one["best"]) for one in answer["alternatives"]] == [
        ("swiadczenie_pielegnacyjne", "18696.00", True),
        ("swiadczenie_rodzicielskie", "12724.30", False),
    ]


async def test_what_is_not_chosen_is_refused_and_nothing_else_changes(anna: Caller) -> None:
    before = (await anna.send("POST", "/v1/assessments", body=FAMILY)).json()
    chosen = {**FAMILY, "chosen": [{"benefit": "swiadczenie_rodzicielskie"}]}

    after = (await anna.send("POST", "/v1/assessments", body=chosen)).json()

    refused = [one for one in after["assessments"] if one not in before["assessments"]]
    assert [(one["benefit"], one["eligible"]) for one in refused] == [("swiadczenie_pielegnacyjne", False)]
    assert [(one["total"], one["chosen"]) for one in after["alternatives"]] == [("18696.00", False), ("12724.30", True)]
    assert after["not_assessed"] == before["not_assessed"]


async def test_a_line_of_many_families_is_answered_the_same(anna: Caller) -> None:
    alone = (await anna.send("POST", "/v1/assessments", body=FAMILY)).json()
    lines = [{"id": "r-1", **FAMILY}, {"id": "r-2", **FAMILY, "benefits": ["zasilek_rodzinny"]}]

    answer = await anna.http.post(
        "/v1/assessments/bulk",
        params={"gmina": GMINA},
        content="\n".join(json.dumps(line) for line in lines),
        headers={"Authorization": f"Bearer {anna.token}", "Content-Type": "application/x-ndjson"},
    )
    whole, one = (json.loads(line)["result"] for line in answer.content.splitlines())

    assert whole == alone
    assert (one["not_assessed"], one["overlaps"], one["alternatives"]) == ([], [], [])


def _clerk(office: Office) -> Caller:
    return office.caller("anna", "caseworker")
