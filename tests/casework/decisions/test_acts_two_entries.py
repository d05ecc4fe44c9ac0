"""A later act on a decision about somebody who was entered twice is made whichever entry of hers is named; her matter stays one."""

from typing import Any

import pytest

from tests.casework.decisions.an_act import amounts, change
from tests.casework.decisions.later import Turn, a_final_decision, carried, later
from tests.casework.people import a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

WAS, CHANGED, CUT = (
    [("2019-01", "2019-12", "645.00")],
    [("2019-01", "2019-02", "645.00"), ("2019-03", "2019-12", "700.00")],
    [("2019-01", "2019-02", "645.00")],
)


async def of_two_entries(people: Staff, today: Turn, decided: str) -> tuple[dict[str, Any], dict[str, Any], str, str]:
    """The body of a final decision about one of two entries, which are one person now; the same body by her other entry; it, its award."""
    gives_way, stands = await without_number(people), await a_person(people.clerk)
    named, other = (gives_way, stands) if decided == "gave_way" else (stands, gives_way)
    decision, (award,) = await a_final_decision(people, today, recorded(named))
    answer = await merged(people, stands, gives_way)
    assert answer.status_code == 200, answer.text
    return recorded(named), recorded(other), decision, award


@pytest.mark.parametrize("decided", ["gave_way", "stands"])
@pytest.mark.parametrize("kind", ["change", "repeal", "suspend"])
@pytest.mark.asyncio
async def test_an_act_by_the_other_entry_works_on_the_right_as_by_the_one_that_the_decision_names(
    people: Staff, today: Turn, kind: str, decided: str
) -> None:
    _, other, decision, award = await of_two_entries(people, today, decided)
    orders = {
        "change": change(other, decision, "700.00", "2019-03"),
        "repeal": later(other, decision, "repeal", "test_32", effective_from="2019-03"),
        "suspend": later(other, decision, "suspend", "test_28", effective_from="2019-03"),
    }

    act = await a_decision(people, orders[kind])
    await carried(people, act)

    shown = (await people.auditor.get(f"/v1/decisions/{act}")).json()
    first = (await people.auditor.get(f"/v1/decisions/{decision}")).json()
    right = (await people.auditor.get(f"/v1/awards/{award}")).json()
    assert (shown["entitled"], shown["recipient"]) == (first["entitled"], first["recipient"])
    assert (shown["awards"], first["later_acts"]) == ([], [act])
    assert await amounts(people, award) == {"change": CHANGED, "repeal": CUT, "suspend": WAS}[kind]
    assert (right["state"] == "suspended") == (kind == "suspend")


@pytest.mark.asyncio
async def test_an_act_on_the_act_that_named_the_other_entry_goes_on_in_the_same_chain(
    people: Staff, today: Turn
) -> None:
    body, other, decision, award = await of_two_entries(people, today, "gave_way")
    hold = await a_decision(people, later(other, decision, "suspend", "test_28", effective_from="2019-02"))
    await carried(people, hold)

    mended = await a_decision(people, change(body, decision, "700.00", "2019-03"))
    await carried(people, mended)
    released = later(other, decision, "resume", "test_28", effective_from="2019-02", mode="whole")
    await carried(people, await a_decision(people, released))

    assert await amounts(people, award) == CHANGED
    assert (await people.auditor.get(f"/v1/decisions/{mended}")).json()["awards"] == []


@pytest.mark.asyncio
async def test_a_draft_is_replaced_and_a_consent_given_by_the_other_entry_and_a_stranger_is_refused(
    people: Staff, today: Turn
) -> None:
    body, other, decision, _ = await of_two_entries(people, today, "gave_way")
    stranger = await a_person(people.clerk, serial=9)
    first = await a_decision(people, change(body, decision, "700.00", "2019-03"))
    asked = {**change(other, decision, "650.00", "2019-03"), "replaces": first}
    asked["act"]["ground"] = "kpa_155"

    async def consented(by: str) -> str:
        asked["act"]["consents"] = [{"person": by, "given_on": "2019-01-09"}]
        answer = await people.clerk.post("/v1/decisions", asked)
        return str(answer.json().get("code", answer.json().get("id")))

    without = await consented(stranger)
    agreed = await consented(other["entitled"])
    refused = await people.clerk.post(
        "/v1/decisions", {**change(body, decision, "9.00", "2019-03"), "entitled": stranger}
    )

    (consent,) = (await people.auditor.get(f"/v1/decisions/{agreed}")).json()["act"]["consents"]
    assert (without, consent["person"]) == ("consent_required", body["recipient"])
    assert (await people.auditor.get(f"/v1/decisions/{first}")).json()["state"] == "withdrawn"
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [("/entitled", "other_matter")]
