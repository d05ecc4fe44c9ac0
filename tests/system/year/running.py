"""November to March: months are paid, a payment comes back, income gained changes the right."""

from tests.system.year import deciding
from tests.system.year.desk import ACCOUNTANT, AUDITOR, CLERK, HEAD
from tests.system.year.family import ALLOWANCE, BENEFITS, COMMUTING, facts_with_gain
from tests.system.year.story import Story

_FULL_MONTH = {"zasilek_rodzinny": 34300, "dodatek_wielodzietnosc": 9500, "dodatek_nauka_dojazd": 6900}
# Three months were paid: the youngest child gets 26.83 zł a month more, the others 2.16 zł and 2.17 zł less; supplements are inside.
_DIFFERENCE = {
    "zasilek_rodzinny": ("80.49", "12.99"),
    "dodatek_wielodzietnosc": ("0.00", "285.00"),
    "dodatek_nauka_dojazd": ("0.00", "207.00"),
}


def two_months_are_paid(story: Story) -> None:
    """The fiction of delivery comes by the morning's job; the decisions become final; November and December go out."""
    desk = story.desk
    desk.on("2025-11-04")
    desk.ask(CLERK, "POST", "decisions/finalise")
    path = f"decisions/{story.decisions[ALLOWANCE]}"
    found = desk.get(CLERK, path)
    assert (found["state"], found["delivered_on"]) == ("delivered", "2025-11-03")
    paid = story.pays("2025-11", "2025-11-05", "2025-11-12")
    assert _by_benefit(paid) == _FULL_MONTH
    desk.on("2025-11-18")
    desk.ask(CLERK, "POST", "decisions/finalise")
    for benefit in BENEFITS:
        assert desk.get(CLERK, f"decisions/{story.decisions[benefit]}")["state"] == "final"
    story.month_ends("2025-11-30")
    story.pays("2025-12", "2025-12-03", "2025-12-10")
    story.month_ends("2025-12-31")


def a_payment_comes_back_and_is_paid_again(story: Story) -> None:
    """The account is closed: one payment of January comes back, and goes out with February's list, now in cash."""
    desk = story.desk
    january = story.pays("2026-01", "2026-01-07", "2026-01-12")
    returned = next(
        one for one in january if one.benefit == ALLOWANCE and one.child == story.family["dziecko_3"]
    )  # fmt: skip
    desk.on("2026-01-20")
    desk.step(
        ACCOUNTANT, f"payments/{returned.id}", "return", {"document": "WB 57", "booked_on": "2026-01-20", "reason": "account_closed"}
    )  # fmt: skip
    story.book.give_back(returned, "2026-01-20")
    story.paid.remove(returned)
    cash = {"person": story.family["matka"], "way": "cash", "since": "2026-01-21", "basis": "oświadczenie z 2026-01-21"}
    desk.on("2026-01-21")
    desk.post(CLERK, "payment-ways", cash)
    story.month_ends("2026-01-31")
    february = story.pays("2026-02", "2026-02-04", "2026-02-10", arrears_from="2026-01")
    assert _by_benefit(february) == _FULL_MONTH | {ALLOWANCE: _FULL_MONTH[ALLOWANCE] + returned.amount}


def income_gained_changes_the_right(story: Story) -> None:
    """The mother tells of her job: złotówka za złotówkę from December on, and the supplements are inside of it."""
    desk = story.desk
    desk.on("2026-02-16")
    for benefit in BENEFITS:
        act = {
            "kind": "change", "refers_to": story.decisions[benefit], "effective_from": "2025-12", "ground": "usr_32_1_situation",
        }  # fmt: skip
        decision = deciding.prepared(desk, story.family, benefit, facts_with_gain(), "2026-02-16", act=act)
        effects = desk.get(HEAD, f"decisions/{decision}/effect")
        # December to February were paid by the old amounts: of each child's month only the difference is due or was too much.
        assert (effects["arrears"], effects["undue"]) == _DIFFERENCE[benefit]
        deciding.issued(desk, decision)
        deciding.handed_over(desk, decision)
        deciding.waived(desk, decision)
        story.decisions[f"{benefit} changed"] = decision
    awards = desk.get(AUDITOR, "awards", month="2026-03")["items"]
    assert {(one["benefit"], one["mechanism"], one["amount"]) for one in awards} == {
        (ALLOWANCE, "zlotowka_za_zlotowke", amount) for amount in ("121.84", "121.83")
    }
    story.month_ends("2026-02-28", dict.fromkeys(("2025-12", "2026-01", "2026-02"), "4.33"))
    march = story.pays("2026-03", "2026-03-04", "2026-03-10", arrears_from="2025-12")
    assert _by_benefit(march) == {ALLOWANCE: 36550 + 3 * 2683}
    assert COMMUTING not in {one.benefit for one in march}


def _by_benefit(paid: list) -> dict[str, int]:  # type: ignore[type-arg]
    found: dict[str, int] = {}
    for one in paid:
        found[one.benefit] = found.get(one.benefit, 0) + one.amount
    return found
