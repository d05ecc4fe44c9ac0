"""What the act grants without a decision: a decision that grants it is refused and names the article, one that refuses it is made."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gops.postgres import Address
from services.social_assistance.catalogue import CATALOGUE
from tests.casework.letters.a_letter import anna
from tests.services.an_office import an_office

WITHOUT = ("interwencja_kryzysowa", "noclegownia", "sprawienie_pogrzebu")


def test_what_is_granted_without_a_decision_is_paid_by_no_list() -> None:
    without = [one for one in CATALOGUE if one.without_decision]

    assert sorted(one.code for one in without) == sorted(WITHOUT)
    assert all(one.paid_by == "invoice" or one.quantity not in ("swiadczenie", "miesiac") for one in without)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_granting_by_decision_is_refused_and_refusing_is_not(postgres: Address, tmp_path: Path) -> None:
    async with an_office(postgres, tmp_path, CATALOGUE, date(2025, 5, 6)) as house:
        people = house.people
        person = await anna(people)

        def a_body(benefit: str, **said: Any) -> dict[str, Any]:
            recorded = {"reason": "Ustalono w rozmowie.", "article": "art. 106 ust. 2", **said}
            whose = {"entitled": person, "recipient": person, "on": "2025-05-06", "justified": True}
            return {"benefit": benefit, "recorded": recorded, **whose}

        granted = [
            await people.clerk.post(
                "/v1/decisions", a_body(one, amount="0.00", first_month="2025-05", last_month="2025-05")
            )
            for one in WITHOUT
        ]
        refused = await people.clerk.post("/v1/decisions", a_body("noclegownia", outcome="refused", ground="no_need"))
        by_decision = await people.clerk.post(
            "/v1/decisions", a_body("schronisko_dla_bezdomnych", amount="0.00", first_month="2025-05")
        )

    assert [(one.status_code, one.json()["code"]) for one in granted] == [(409, "granted_without_decision")] * 3
    assert granted[0].json()["legal_basis"] == ["art. 106 ust. 2 u.p.s."]
    assert refused.status_code == 201, refused.text
    assert by_decision.status_code == 201, by_decision.text
