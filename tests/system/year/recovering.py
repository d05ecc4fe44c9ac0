"""March to September: what was undue is established, deducted, paid back in instalments; one decision does not stand before SKO."""

from dataclasses import replace
from datetime import date

from kit.money import zloty
from tests.system.year import deciding
from tests.system.year.book import Debt, Paid
from tests.system.year.desk import ACCOUNTANT, AUDITOR, CLERK, HEAD
from tests.system.year.family import ALLOWANCE, BENEFITS, COMMUTING, LARGE_FAMILY
from tests.system.year.paying import grosze
from tests.system.year.story import Story

_FIRST, _LAST = "2025-12", "2026-02"


def what_was_undue_is_established(story: Story) -> None:
    """December to February, for each benefit by a decision of its own; of one the appeal is waived, of the last one comes."""
    desk = story.desk
    desk.on("2026-03-12")
    for benefit in BENEFITS:
        undue = _undue(story, benefit)
        payments = [{"payment": one.id, "amount": zloty(one.amount)} for one in undue]
        body = {"ground": "circumstances_changed", "instructed": True, "payments": payments}
        overpayment = str(desk.post(CLERK, "overpayments", body)["id"])
        story.debts[benefit] = Debt(undue, story.book)
        owed = desk.get(CLERK, f"overpayments/{overpayment}")
        assert owed["established"] == zloty(sum(one.amount for one in undue))
        assert grosze(owed["total"]) == story.debts[benefit].total(desk.today)
        act = {
            "kind": "undue_payment", "refers_to": story.decisions[benefit], "ground": "usr_30", "amount": owed["established"],
            "reason": "Pobrano mimo uzyskania dochodu, o którym strona była pouczona.",
        }  # fmt: skip
        decision = deciding.prepared(desk, story.family, benefit, None, "2026-03-12", act=act)
        deciding.issued(desk, decision)
        deciding.handed_over(desk, decision)
        desk.step(CLERK, f"overpayments/{overpayment}", "decide", {"decision": decision})
        story.overpayments[benefit], story.undue_decisions[benefit] = overpayment, decision
    _instalments(story)
    desk.on("2026-03-30")
    contested = story.undue_decisions[COMMUTING]
    (party,) = desk.get(CLERK, f"decisions/{contested}/parties")
    body = {"party": party["id"], "way": "designated_post", "received_on": "2026-03-30", "sent_on": "2026-03-26"}
    story.appeal = str(desk.post(CLERK, f"decisions/{contested}/appeals", body)["id"])
    assert desk.get(CLERK, f"appeals/{story.appeal}")["in_time"] is True
    desk.on("2026-03-31")
    desk.ask(CLERK, "POST", "decisions/finalise")
    states = {name: desk.get(CLERK, f"decisions/{one}")["state"] for name, one in story.undue_decisions.items()}
    assert states == {ALLOWANCE: "final", LARGE_FAMILY: "final", COMMUTING: "delivered"}
    _final(story, ALLOWANCE)
    story.month_ends("2026-03-31")


def _undue(story: Story, benefit: str) -> list[Paid]:
    """The payments of December to February with what of each was too much: a month of the allowance goes on as less or more."""
    rights = story.desk.get(CLERK, "awards", month="2026-03")["items"]
    due = {one["entitled"]: grosze(one["amount"]) for one in rights if one["benefit"] == benefit}
    paid = [one for one in story.paid if one.benefit == benefit and _FIRST <= one.month <= _LAST]
    found = [replace(one, amount=one.amount - due.get(one.child, 0)) for one in paid if one.day < "2026-03-01"]
    return [one for one in found if one.amount > 0]


def _instalments(story: Story) -> None:
    """Of the supplement for three children the debtor waives the appeal and asks for instalments: nothing is deducted while she keeps to
    them."""
    desk, undue = story.desk, story.undue_decisions[LARGE_FAMILY]
    deciding.waived(desk, undue)
    _final(story, LARGE_FAMILY)
    desk.on("2026-03-18")
    plan = [("2026-06-10", "95.00"), ("2026-09-10", "110.00"), ("2027-01-11", "80.00")]
    act = {
        "kind": "instalments", "refers_to": undue, "ground": "usr_30_9", "amount": "285.00",
        "reason": "Rodzina ma niski dochód, a spłata jednorazowa pozbawiłaby ją środków utrzymania.",
    }  # fmt: skip
    decision = deciding.prepared(desk, story.family, LARGE_FAMILY, None, "2026-03-18", act=act)
    deciding.issued(desk, decision)
    deciding.handed_over(desk, decision)
    deciding.waived(desk, decision)
    relief = {
        "kind": "instalments", "decided_on": "2026-03-18", "decision": decision,
        "instalments": [{"due_on": day, "amount": amount} for day, amount in plan],
    }  # fmt: skip
    desk.step(CLERK, f"overpayments/{story.overpayments[LARGE_FAMILY]}", "relief", relief)


def _final(story: Story, benefit: str) -> None:
    decision = story.desk.get(CLERK, f"decisions/{story.undue_decisions[benefit]}")
    debt = story.desk.get(CLERK, f"overpayments/{story.overpayments[benefit]}")
    assert (debt["state"], debt["final_on"]) == ("final", decision["final_on"])


def one_is_deducted_from_the_current_benefit(story: Story) -> None:
    """April's list takes what is owed of the allowance; the current allowance is spent whole. The appeal goes to SKO."""
    desk, overpayment = story.desk, story.overpayments[ALLOWANCE]
    desk.on("2026-04-02")
    desk.step(CLERK, f"appeals/{story.appeal}", "pass-on", {"sheets": 41})
    april = story.pays("2026-04", "2026-04-03", "2026-04-10")
    debt = story.debts[ALLOWANCE]
    taken = sum(grosze(desk.get(AUDITOR, f"payments/{one.id}")["deducted"]) for one in april)
    assert taken == debt.total(date(2026, 4, 10))
    debt.repay("2026-04-10", taken)
    found = desk.get(AUDITOR, f"overpayments/{overpayment}")
    assert (found["state"], found["total"]) == ("settled", "0.00")
    story.month_ends("2026-04-30")


def an_appeal_is_won(story: Story) -> None:
    """SKO quashes the decision on the supplement for commuting and discontinues: nothing is owed."""
    desk, appeal = story.desk, f"appeals/{story.appeal}"
    story.pays("2026-05", "2026-05-06", "2026-05-12")
    desk.on("2026-05-22")
    result = {
        "outcome": "quashed_and_discontinued", "sign": "SKO.4112.77.2026", "decided_on": "2026-05-14",
        "delivered_on": "2026-05-19", "received_on": "2026-05-22",
    }  # fmt: skip
    assert desk.step(CLERK, appeal, "result", result)["state"] == "to_carry_out"
    assert desk.get(CLERK, f"decisions/{story.undue_decisions[COMMUTING]}")["state"] == "removed"
    overpayment = f"overpayments/{story.overpayments[COMMUTING]}"
    fallen = desk.get(CLERK, overpayment)
    assert (fallen["state"], fallen["decided_on"]) == ("registered", None)
    assert desk.step(HEAD, overpayment, "withdraw", {"reason": "decision_repealed"})["state"] == "withdrawn"
    assert desk.step(HEAD, appeal, "carry-out")["state"] == "closed"
    assert desk.get(CLERK, overpayment)["total"] == "0.00"
    story.month_ends("2026-05-31")


def instalments_are_paid(story: Story) -> None:
    """June's and September's, each in its term; interest first, then the oldest payment: last year's is revenue, this year's lowers."""
    story.pays("2026-06", "2026-06-03", "2026-06-09")
    _instalment(story, "2026-06-10", 9500)
    story.month_ends("2026-06-30")
    story.pays("2026-07", "2026-07-03", "2026-07-10")
    story.month_ends("2026-07-31")


def instalment_of_september(story: Story) -> None:
    """The second one."""
    story.pays("2026-09", "2026-09-03", "2026-09-09")
    _instalment(story, "2026-09-10", 11000)
    story.month_ends("2026-09-30")


def the_rest_comes_in(story: Story) -> None:
    """The last instalment with what interest has grown to, in the next year: revenue as a whole."""
    debt = story.debts[LARGE_FAMILY]
    _instalment(story, "2027-01-08", debt.total(date(2027, 1, 8)))
    assert story.desk.get(AUDITOR, f"overpayments/{story.overpayments[LARGE_FAMILY]}")["state"] == "settled"


def _instalment(story: Story, day: str, amount: int) -> None:
    desk, overpayment = story.desk, f"overpayments/{story.overpayments[LARGE_FAMILY]}"
    desk.on(day)
    body = {"amount": zloty(amount), "day": day, "channel": "account", "document": f"WB {day}"}
    desk.step(ACCOUNTANT, overpayment, "repayments", body)
    debt = story.debts[LARGE_FAMILY]
    debt.repay(day, amount)
    assert grosze(desk.get(AUDITOR, overpayment)["total"]) == debt.total(desk.today)
