"""The signature of a decision's letter from the registers: z up. Wójta with the authorisation, the organ itself, the head in own name."""

from typing import Any

import pytest

from kit.testing.clients import Office
from tests.casework.letters.a_letter import lives, pdf_text, registered
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, authorised, recorded

pytestmark = pytest.mark.postgres


async def a_letter(people: Staff, office: Office, **authorisation: Any) -> str:
    await registered(people)
    decision = await a_decision(people, recorded(await lives(people, await a_person(people.clerk)), justified=True))
    await authorised(office, "wanda", number="0052.9.2019", **authorisation)
    post = {"subject": "wanda", "name": "Wanda Przykładowska", "post": "Kierownik GOPS", "since": "2018-01-01"}
    assert (await people.head.post("/v1/staff", post)).status_code == 201
    await office.caller("wanda", "head").post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)
    made = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
    assert made.status_code == 201, made.text
    return pdf_text((await people.clerk.get(f"/v1/letters/{made.json()['id']}")).content)


@pytest.mark.parametrize(
    ("authorisation", "on_behalf"),
    [
        ({}, True),
        ({"organ": "wojt", "title": "office"}, False),
        ({"organ": "kierownik", "title": "office"}, False),
    ],
)
@pytest.mark.asyncio
async def test_the_letter_is_signed_by_whoever_approved_under_the_authorisation_of_that_day(
    people: Staff, office: Office, authorisation: dict[str, Any], on_behalf: bool
) -> None:
    told = await a_letter(people, office, **authorisation)

    assert "Wanda Przykładowska Kierownik GOPS" in told
    assert ("z up. Wójta" in told) is on_behalf
    assert ("upoważnienia nr 0052.9.2019" in told) is on_behalf


@pytest.mark.asyncio
async def test_an_act_in_the_heads_own_name_is_the_heads_and_not_the_organs(people: Staff, office: Office) -> None:
    told = await a_letter(people, office, organ="kierownik", title="office")

    assert "Kierownik Gminnego Ośrodka Pomocy Społecznej w Łubnicach ORZEKA" in told
    assert "Wójt" not in told


@pytest.mark.asyncio
async def test_without_a_name_in_the_register_nobody_is_known_to_sign_and_a_draft_has_no_signature_yet(
    people: Staff, office: Office
) -> None:
    await registered(people)
    await authorised(office, "olga", number="0052.8.2019")
    decision = await a_decision(people, recorded(await lives(people, await a_person(people.clerk))))

    draft = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
    await office.caller("olga", "head").post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    nameless = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})

    assert draft.status_code == 201, draft.text
    assert (nameless.status_code, nameless.json()["code"]) == (409, "signature_unknown")
