"""The letter of a reminder: its template names what it must, it tells each fee with its month and term, and it is kept beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.letters import docx, templates
from casework.letters.problems import TemplateRefused
from kit.db import Database
from services.social_assistance.fees.letter import REMINDER_LETTER
from tests.casework.letters.a_letter import STAFF, docx_text, lives, named
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.fees.test_fees import assessed
from tests.services.social_assistance.fees.test_reminders import reminded

PLAN = {
    "unit": "GOPS",
    "classes": [{"symbol": "3161", "title": "Opłaty", "category": "B10", "valid_from": "2010-01-01", "benefits": []}],
}


def test_the_template_names_what_the_letter_needs() -> None:
    templates.preview(REMINDER_LETTER, REMINDER_LETTER.template)
    for name in REMINDER_LETTER.required:
        with pytest.raises(TemplateRefused):
            templates.check(REMINDER_LETTER, REMINDER_LETTER.template.replace(name, "znak"))


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_letter_tells_each_fee_the_cost_and_the_term(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await named(people, *STAFF)
    plan = await people.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    payer, other = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    await lives(people, payer)
    await assessed(database, payer)
    today(date(2025, 7, 16))
    address = await reminded(people, payer)

    async def a_case(party: str) -> str:
        return str((await people.clerk.post("/v1/cases", {"symbol": "3161", "party": party})).json()["id"])

    async def tried(case: str) -> Any:
        return await people.clerk.post(f"{address}/letters", {"case": case})

    strange = await tried(await a_case(other))
    made = await tried(await a_case(payer))
    read = await people.clerk.send("GET", f"/v1/letters/{made.json()['id']}", headers={"Accept": docx.MEDIA_TYPE})
    about = {"about": "fee_reminder", "about_id": address.rpartition("/")[2]}
    listed = (await people.clerk.get("/v1/letters", **about)).json()["items"]
    gone = await people.accountant.post(f"{address}/withdraw", None, if_match=1)
    withdrawn = await tried(await a_case(payer))
    said = docx_text(read.content).replace("\u00a0", " ")

    assert plan.status_code == 200, plan.text
    assert strange.json()["errors"][0]["code"] == "case_unknown"
    assert made.status_code == 201, made.text
    assert gone.status_code == 200, gone.text
    assert (withdrawn.status_code, withdrawn.json()["code"]) == (409, "fee_reminder_ended")
    assert [one["id"] for one in listed] == [made.json()["id"]]
    for element in (
        "UPOMNIENIE", "art. 15 § 1", "Opłata za usługi opiekuńcze", "czerwiec 2025 r.", "15 lipca 2025 r.", "60,00 zł", "16,00 zł",
        "76,00 zł", "w terminie 7 dni od dnia doręczenia",
    ):  # fmt: skip
        assert element in said, element
