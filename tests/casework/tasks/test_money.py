"""Tasks of awards, lists and undue payments: what ends, what waits for the next signature, instalments and limitation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework.benefits.catalogue import Catalogue
from casework.overpayments.rules import OverpaymentLaw
from kit.testing.clients import Office
from tests.casework.appeals.a_case import done
from tests.casework.overpayments.a_debt import decided, paid, relieved, repaid, step, undue
from tests.casework.overpayments.an_act import RULES
from tests.casework.payments.a_list import a_draft
from tests.casework.people import a_person
from tests.casework.rights import Staff, an_award, authorised, issued, recorded, staff
from tests.casework.tasks.the_list import kinds, listed, only

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.fixture
def people(office: Office, today: Turn) -> Staff:
    return staff(office)


async def clocks(people: Staff, overpayment: str, on: str) -> dict[str, dict[str, Any]]:
    answer = await people.auditor.get(f"/v1/overpayments/{overpayment}/clocks", on=on)
    assert answer.status_code == 200, answer.text
    return {one["code"]: one for one in answer.json()["clocks"]}


@pytest.mark.asyncio
async def test_an_award_that_ends_is_told_sixty_days_before_unless_the_right_goes_on(
    people: Staff, today: Turn
) -> None:
    anna = await a_person(people.clerk)
    await issued(people, recorded(anna))
    today(date(2019, 10, 31))
    sixty_one_days_before = await kinds(people.clerk, kind="award_ending")
    today(date(2019, 11, 1))
    ending = await only(people.clerk, "award_ending")
    wider = await listed(people.clerk, kind="award_ending", on="2019-02-01", until="2019-12-31")
    body = recorded(anna, on="2019-11-01")
    body["recorded"] |= {"first_month": "2020-01", "last_month": "2020-12"}
    await issued(people, body)

    assert sixty_one_days_before == []
    assert (ending["due_on"], ending["days_left"]) == ("2019-12-31", 60)
    assert len(wider) == 1
    assert await kinds(people.clerk, kind="award_ending") == []


@pytest.mark.asyncio
async def test_a_list_waits_for_each_act_of_its_circuit_and_then_to_be_settled(people: Staff, office: Office) -> None:
    await an_award(people)
    await done(people.head.post("/v1/payment-circuits", {"since": "2019-01-10", "circuit": "full"}))
    address = f"/v1/payment-lists/{await a_draft(people, '2019-01')}"
    await authorised(office, "gk", kinds=["preliminary_control"])
    chief = office.caller("gk", "accountant")
    refusal = {"outcome": "refused", "reason": "Nie mieści się w planie."}
    seen = []
    for version, (act, who, body) in enumerate(
        (
            ("merit-check", people.clerk, {}),
            ("formal-check", chief, {}),
            ("preliminary-control", chief, refusal),
            ("decide-refusal", people.head, {"outcome": "ordered", "reason": "Wypłata jest należna."}),
            ("approve", people.head, {}),
        ),
        start=1,
    ):
        seen += await kinds(people.head, group="signature")
        await done(who.post(f"{address}/{act}", body, if_match=version))

    assert [*seen, *await kinds(people.head, group="signature")] == [
        "list_merit_check", "list_formal_check", "list_control", "list_refused", "list_approve", "list_settle",
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_in_the_simple_circuit_a_list_waits_for_the_head_and_then_to_be_settled(people: Staff) -> None:
    await an_award(people)
    payment_list = await a_draft(people, "2019-01")
    approve = await listed(people.head, group="signature")
    await done(people.head.post(f"/v1/payment-lists/{payment_list}/approve", {}, if_match=1))
    settle = await listed(people.accountant, group="signature")

    assert [(one["kind"], one["matter"]) for one in approve] == [("list_approve", payment_list)]
    assert [(one["kind"], one["matter"]) for one in settle] == [("list_settle", payment_list)]
    assert await kinds(people.clerk, group="signature", of="free") == []


@pytest.mark.asyncio
async def test_a_suspended_award_waits_until_somebody_decides_what_becomes_of_it(people: Staff) -> None:
    award = await an_award(people)
    version = (await people.clerk.get(f"/v1/awards/{award}")).json()["version"]
    await done(people.clerk.post(f"/v1/awards/{award}/suspend", {"reason": "facts_being_checked"}, if_match=version))

    waiting = await only(people.clerk, "award_suspended")

    assert (waiting["matter"], waiting["does"]) == (award, "decision_prepare")


@pytest.mark.asyncio
async def test_money_that_was_found_undue_is_to_be_decided_on_within_the_acts_years(people: Staff, today: Turn) -> None:
    today(date(2019, 12, 31))
    overpayment = await undue(people, *await paid(people, "2019-03", "2019-04"))

    task = await only(people.clerk, "overpayment_decide")

    # Ten years from the first payment, which is a term of substantive law: 28 March 2029, whatever day of the week.
    assert (task["due_on"], task["matter"]) == ("2029-03-28", overpayment)
    assert (await clocks(people, overpayment, "2019-12-31"))["decide"]["last_day"] == "2029-03-28"


@pytest.mark.asyncio
async def test_a_reminder_then_its_seven_days_then_the_title(people: Staff, today: Turn) -> None:
    today(date(2019, 12, 31))
    overpayment = await undue(people, *await paid(people))
    await decided(people, overpayment)
    remind = await kinds(people.clerk, kind=["overpayment_remind", "overpayment_title", "reminder_term"])
    issue = {"act": "reminder_issued", "day": "2019-12-21", "number": "U-1", "cost": "11.60"}
    await step(people.accountant, people, overpayment, "enforcement", issue)
    delivered = {"act": "reminder_delivered", "day": "2019-12-24"}
    await step(people.accountant, people, overpayment, "enforcement", delivered)
    running = await only(people.clerk, "reminder_term")
    today(date(2020, 1, 1))
    after = await kinds(people.clerk, kind=["overpayment_remind", "overpayment_title", "reminder_term"])

    assert remind == ["overpayment_remind"]
    assert running["due_on"] == "2019-12-31"
    assert after == ["overpayment_title"]
    assert (await clocks(people, overpayment, "2019-12-31"))["reminder"]["last_day"] == "2019-12-31"


@pytest.mark.asyncio
async def test_instalments_are_watched_and_one_that_was_missed_makes_the_whole_due(people: Staff, today: Turn) -> None:
    today(date(2019, 12, 31))
    overpayment = await undue(people, *await paid(people))
    await decided(people, overpayment)
    plan = [{"due_on": "2020-01-10", "amount": "300.00"}, {"due_on": "2020-02-10", "amount": "345.00"}]
    await relieved(people, overpayment, "2019-12-22", kind="instalments", amount="645.00", instalments=plan)
    first = await listed(people.accountant, kind="instalment_due", on="2019-12-31")
    today(date(2020, 1, 9))
    await repaid(people, overpayment, "300.00", "2020-01-09")
    second = await listed(people.accountant, kind="instalment_due")
    today(date(2020, 2, 10))
    on_its_day = await kinds(people.accountant, kind=["instalment_due", "instalment_missed"])
    today(date(2020, 2, 11))
    after_it = await kinds(people.accountant, kind=["instalment_due", "instalment_missed"])
    reminder = {"act": "reminder_issued", "day": "2020-02-11", "number": "U-1", "cost": "16.00"}
    await step(people.accountant, people, overpayment, "enforcement", reminder)

    assert await kinds(people.accountant, kind="instalment_missed") == []
    assert [one["due_on"] for one in first] == ["2020-01-10", "2020-02-10"]
    assert [one["due_on"] for one in second] == ["2020-02-10"]
    assert (on_its_day, after_it) == (["instalment_due"], ["instalment_missed"])


@pytest.mark.asyncio
async def test_the_years_of_limitation_run_anew_from_relief_and_the_worklist_says_what_the_register_says(
    people: Staff, today: Turn
) -> None:
    today(date(2019, 12, 31))
    overpayment = await undue(people, *await paid(people))
    await decided(people, overpayment)
    before = (await people.auditor.get(f"/v1/overpayments/{overpayment}")).json()["prescribed_after"]
    listed_before = await only(people.clerk, "overpayment_limit", until="2099-12-31")
    await relieved(people, overpayment, "2019-12-28", kind="deferral", deferred_to="2020-06-30")
    shown = (await people.auditor.get(f"/v1/overpayments/{overpayment}")).json()["prescribed_after"]

    assert (before, listed_before["due_on"]) == ("2022-12-20", "2022-12-20")
    assert shown == "2022-12-28"
    assert (await only(people.clerk, "overpayment_limit", until="2099-12-31"))["due_on"] == shown
    assert (await only(people.clerk, "instalment_due", until="2099-12-31"))["due_on"] == "2020-06-30"
    assert (await clocks(people, overpayment, "2019-12-31"))["limitation"]["last_day"] == shown


@pytest.mark.asyncio
async def test_under_an_act_that_says_so_they_run_anew_after_the_last_day_of_payment_and_a_measure_breaks_nothing(
    people: Staff, today: Turn, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "overpayments", OverpaymentLaw([replace(RULES, limitation_anew="last_payment")]))
    today(date(2019, 12, 31))
    overpayment = await undue(people, *await paid(people))
    await decided(people, overpayment)
    for act, day in (("reminder_issued", "2019-12-21"), ("reminder_delivered", "2019-12-21")):
        more = {"number": "U-1", "cost": "16.00"} if act == "reminder_issued" else {}
        await step(people.accountant, people, overpayment, "enforcement", {"act": act, "day": day, **more})
    for act in ("title_issued", "measure_notified"):
        await step(people.accountant, people, overpayment, "enforcement", {"act": act, "day": "2019-12-31"})
    measured = (await people.auditor.get(f"/v1/overpayments/{overpayment}")).json()["prescribed_after"]
    listed_measured = (await only(people.clerk, "overpayment_limit", until="2099-12-31"))["due_on"]
    await relieved(people, overpayment, "2019-12-28", kind="deferral", deferred_to="2020-06-30")

    shown = (await people.auditor.get(f"/v1/overpayments/{overpayment}")).json()["prescribed_after"]
    assert (measured, listed_measured) == ("2022-12-20", "2022-12-20")
    assert shown == "2023-06-30"
    assert (await only(people.clerk, "overpayment_limit", until="2099-12-31"))["due_on"] == shown
    assert (await clocks(people, overpayment, "2019-12-31"))["limitation"]["last_day"] == shown


@pytest.mark.asyncio
async def test_a_prescribed_debt_is_to_be_written_off_and_nothing_else_is_done_with_it(
    people: Staff, today: Turn
) -> None:
    today(date(2019, 12, 31))
    overpayment = await undue(people, *await paid(people))
    await decided(people, overpayment)
    of_debts = ["overpayment_limit", "overpayment_remind", "overpayment_title", "overpayment_prescribed"]
    today(date(2022, 12, 20))
    on_the_last_day = await kinds(people.head, kind=of_debts)
    today(date(2022, 12, 21))
    after_it = await listed(people.head, kind=of_debts)
    body = {"day": "2022-12-21", "reason": "prescribed"}
    await step(people.head, people, overpayment, "write-offs", body)

    assert sorted(on_the_last_day) == ["overpayment_limit", "overpayment_remind"]
    assert [(one["kind"], one["does"], one["since"]) for one in after_it] == [
        ("overpayment_prescribed", "overpayment_write_off", "2022-12-21")
    ]
    assert await kinds(people.head, kind=of_debts) == []


@pytest.mark.asyncio
async def test_ends_in_the_registers_of_authority_are_told_to_their_last_day(people: Staff, today: Turn) -> None:
    body = {
        "subject": "ola", "number": "0052.7.2019", "given_on": "2019-01-02", "since": "2019-01-02", "until": "2019-02-28",
        "basis": "art. 268a k.p.a.",
    }  # fmt: skip
    await done(people.clerk.post("/v1/authorisations", body))
    soon = await only(people.head, "authorisation_ending")
    today(date(2019, 2, 28))
    on_its_last_day = await kinds(people.head, kind="authorisation_ending")
    today(date(2019, 3, 1))

    assert (soon["due_on"], on_its_last_day) == ("2019-02-28", ["authorisation_ending"])
    assert await kinds(people.head, kind="authorisation_ending") == []
