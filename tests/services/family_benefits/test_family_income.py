"""The family's income, the part that all benefits read: base year, kinds of income, loss and gain, who is counted, how it is told."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from casework.benefits.results import Assessment, UnfitFacts
from kit.law import NoParameter, sentences
from kit.money import figure_text, half_up, zloty
from kit.periods import month
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.income import told as told_of
from services.family_benefits.income.untaxed import LIST
from services.family_benefits.rates import rates

LAW = CATALOGUE.law()
ALLOWANCE, GRANT, RAISING = "zasilek_rodzinny", "jednorazowa_zapomoga_urodzenie", "swiadczenie_wychowawcze"
FATHER, MOTHER, CHILD = (
    {"id": "ojciec", "role": "parent", "born_on": "1985-01-01"},
    {"id": "matka", "role": "parent", "born_on": "1986-02-02"},
    {"id": "dziecko", "role": "child", "born_on": "2015-03-02"},
)
NEWBORN = {**CHILD, "born_on": "2025-03-03"}
BORN = {"members": [FATHER, MOTHER, NEWBORN]}
WORK = {"member": "ojciec", "title": "employment", "employer": "Zakład A"}
CODES = sorted(name.removeprefix(LIST) for name in LAW.parameters if name.startswith(LIST))


def facts(*items: dict[str, Any], base_year: int = 2024, on: str = "2025-11-05", **more: Any) -> dict[str, Any]:
    family = {"applicant": "parents", "members": [FATHER, MOTHER, CHILD], **more.pop("family", {})}
    return {
        "application": {"received_on": on},
        "family": family,
        "income": {"base_year": base_year, "items": list(items)},
        **more,
    }


def assessed(written: dict[str, Any], benefit: str = ALLOWANCE, on: str | None = None) -> Assessment:
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(written))
    return CATALOGUE.assess(benefit, case, date.fromisoformat(on or written["application"]["received_on"]))


def income(found: Assessment) -> str:
    return zloty(dict(found.figures)["income_monthly"])


def told(found: Assessment) -> str:
    return "\n".join(sentences(found.trace))


def fault(written: dict[str, Any], benefit: str = ALLOWANCE) -> tuple[str, str]:
    with pytest.raises(UnfitFacts) as refused:
        assessed(written, benefit)
    return refused.value.errors[0].code, refused.value.errors[0].pointer


@pytest.mark.parametrize("year", range(2015, 2027))
def test_the_base_year_of_every_period_is_the_year_before_it(year: int) -> None:
    for day in (f"{year}-11-05", f"{year + 1}-10-05"):
        assert assessed(facts(base_year=year - 1, on=day)).refusals == ()
        for other in (year - 2, year):
            assert fault(facts(base_year=other, on=day)) == ("wrong_base_year", "/facts/income/base_year")


@pytest.mark.parametrize(
    ("received", "year"),
    [("2016-04-01", 2014), ("2017-09-30", 2014), ("2017-10-01", 2016), ("2018-09-30", 2016), ("2018-10-01", 2017), ("2019-06-30", 2017)],
)  # fmt: skip
def test_the_base_year_of_swiadczenie_wychowawcze_is_that_of_its_own_period(received: str, year: int) -> None:
    asked = {"children": [{"child": "dziecko"}]}
    ok = facts(base_year=year, on=received, child_raising=asked)
    own = facts(base_year=1999, on=received, child_raising={**asked, "income": {"base_year": year, "items": []}})
    wrong = facts(base_year=1999, on=received, child_raising={**asked, "income": {"base_year": year + 1, "items": []}})

    assert assessed(ok, RAISING).eligible
    assert assessed(own, RAISING).eligible
    assert fault({**ok, "income": {"base_year": year + 1}}, RAISING) == ("wrong_base_year", "/facts/income/base_year")
    assert fault(wrong, RAISING) == ("wrong_base_year", "/facts/child_raising/income/base_year")


@pytest.mark.parametrize("value", LAW.parameters["dochod_z_1_ha_przeliczeniowego_za_rok"].values, ids=str)
def test_a_farm_is_counted_by_the_figure_of_the_year(value: Any) -> None:
    year = value.valid_from.year
    if year < 2014:
        return
    farm = {"member": "ojciec", "kind": "farm", "hectares": "1.2345"}

    found = assessed(facts(farm, base_year=year, on=f"{year + 1}-11-05"))

    assert income(found) == zloty(half_up(int(value.value) * 12345, 12 * 10000))
    assert f"{figure_text(int(value.value))} zł za {year} r." in told(found)


def test_the_farm_of_a_year_whose_figure_is_not_announced_cannot_be_counted() -> None:
    farm = {"member": "ojciec", "kind": "farm", "hectares": "1"}

    with pytest.raises(NoParameter, match="dochod_z_1_ha"):
        assessed(facts(farm, base_year=2025, on="2026-11-05"))


def test_a_lump_sum_is_as_declared_to_2015_and_by_the_ministers_table_from_2016() -> None:
    taxed = {"member": "ojciec", "kind": "ryczalt", "amount": "12000.00"}

    declared = told(assessed(facts(taxed, base_year=2015, on="2016-11-05")))
    by_table = told(assessed(facts(taxed, base_year=2016, on="2017-11-05")))

    assert "według oświadczenia: 12\u00a0000,00 zł" in declared
    assert "M.P. 2017 poz. 766" in by_table
    assert "art. 5 ust. 7a u.ś.r." in by_table
    with pytest.raises(NoParameter, match="ryczalt_obwieszczenie"):
        assessed(facts(taxed, base_year=2026, on="2027-11-05"))


@pytest.mark.parametrize("code", CODES)
def test_every_item_of_the_closed_list_is_income_and_told_by_its_name(code: str) -> None:
    untaxed = {"member": "ojciec", "kind": "untaxed", "untaxed_code": code, "amount": "12000.00"}

    found = assessed(facts(untaxed))

    assert income(found) == "1000.00"
    assert LAW.parameters[f"{LIST}{code}"].title in told(found)


@pytest.mark.parametrize("code", ["swiadczenie_wychowawcze", "zasilek_pielegnacyjny", "dodatek_oslonowy", "dochod"])
def test_what_is_not_on_the_closed_list_is_no_income(code: str) -> None:
    untaxed = {"member": "ojciec", "kind": "untaxed", "untaxed_code": code, "amount": "12000.00"}

    assert fault(facts({"member": "matka"}, untaxed)) == (
        "unknown_untaxed_income",
        "/facts/income/items/1/untaxed_code",
    )


def test_an_income_that_is_not_taxed_is_one_of_the_list_by_name() -> None:
    untaxed = {"member": "ojciec", "kind": "untaxed", "amount": "12000.00"}
    wanting = ("untaxed_income_not_named", "/facts/income/items/1/untaxed_code")

    assert fault(facts({"member": "matka"}, untaxed)) == wanting
    assert fault(facts({"member": "matka"}, {**untaxed, "title": "pension", "lost_on": "2025-01-31"})) == wanting


@pytest.mark.parametrize(
    ("catalogue", "titles", "before", "since"),
    [
        ("losses", {"parental_benefit", "krus_maternity"}, "2015-12", "2016-01"),
        ("gains", {"parental_benefit", "krus_maternity"}, "2015-12", "2016-01"),
        ("losses", {"doctoral_stipend"}, "2016-10", "2016-11"),
        ("gains", {"doctoral_stipend"}, "2016-10", "2016-11"),
    ],
)
def test_a_title_is_on_the_closed_catalogue_from_its_day(
    catalogue: str, titles: set[str], before: str, since: str
) -> None:
    had, has = (getattr(LAW.resolved(rates, month(*map(int, one.split("-")))), catalogue) for one in (before, since))

    assert has - had == titles


def test_the_death_of_who_owed_alimony_is_a_loss_and_new_alimony_no_gain() -> None:
    now = LAW.on(date(2025, 11, 1)).resolved(rates)

    assert now.losses - now.gains == {"alimony"}
    assert now.gains < now.losses
    assert set(told_of.TITLES) - now.losses == {"other"}


@pytest.mark.parametrize(
    ("code", "before", "since"),
    [
        ("swiadczenie_rodzicielskie", "2015-12-05", "2016-01-05"),
        ("zasilek_macierzynski_rolnikow", "2015-12-05", "2016-01-05"),
        ("stypendia_dla_bezrobotnych", "2017-07-05", "2017-08-05"),
        ("przychody_z_ulga_z_pracy", "2021-12-05", "2022-01-05"),
        ("przychody_z_ulga_z_dzialalnosci", "2021-12-05", "2022-01-05"),
        ("dochody_z_ulga_z_ryczaltu", "2021-12-05", "2022-01-05"),
    ],
)
def test_an_item_is_on_the_list_from_its_day(code: str, before: str, since: str) -> None:
    untaxed = {"member": "ojciec", "kind": "untaxed", "untaxed_code": code, "amount": "12000.00"}

    def asked(day: str) -> dict[str, Any]:
        period = int(day[:4]) - (int(day[5:7]) < 11)
        return facts(untaxed, base_year=period - 1, on=day)

    assert fault(asked(before))[0] == "unknown_untaxed_income"
    assert income(assessed(asked(since))) == "1000.00"


def test_an_item_of_the_list_is_lessened_by_what_the_act_names_only() -> None:
    def of(code: str, **less: str) -> dict[str, Any]:
        figures = {"revenue": "12000.00", **less}
        return facts({"member": "ojciec", "kind": "untaxed", "untaxed_code": code, "figures": figures})

    abroad = assessed(of("dochody_zagraniczne", tax="1200.00", social="1200.00", health="600.00"))

    assert income(abroad) == "750.00"
    assert fault(of("dochody_zagraniczne", costs="1.00")) == (
        "figure_not_deducted",
        "/facts/income/items/0/figures/costs",
    )
    assert fault(of("alimenty_na_rzecz_dzieci", tax="1.00"))[1] == "/facts/income/items/0/figures/tax"
    assert fault(of("dochody_czlonkow_rolniczych_spoldzielni", health="1.00"))[1].endswith("/health")
    assert income(assessed(of("dochody_czlonkow_rolniczych_spoldzielni", social="1200.00"))) == "900.00"


def test_the_list_of_the_law_is_the_list_of_what_can_be_established() -> None:
    kind = CATALOGUE.evidence.find("income_source", "untaxed")

    assert kind is not None
    assert sorted(kind.details["listed_as"].choices) == CODES


def test_a_tax_return_is_told_figure_by_figure() -> None:
    figures = {"revenue": "36000.00", "costs": "3000.00", "tax": "1000.00", "social": "4936.00", "health": "2800.00"}

    steps = told(assessed(facts({"member": "ojciec", "figures": figures})))

    assert (
        "Dochód roczny (ojciec): przychód 36\u00a0000,00 zł pomniejszony o koszty 3\u00a0000,00 zł, podatek 1\u00a0000,00 zł, "
        "składki na ubezpieczenia społeczne 4\u00a0936,00 zł i na ubezpieczenie zdrowotne 2\u00a0800,00 zł wynosi 24\u00a0264,00 zł. "
        "(art. 3 pkt 1 lit. a i c u.ś.r.)" in steps
    )
    assert "24\u00a0264,00 zł podzielone przez 12 miesięcy daje 2\u00a0022,00 zł miesięcznie" in steps


@pytest.mark.parametrize(
    "item",
    [
        {"member": "ojciec", "amount": "1.00", "figures": {"revenue": "1.00"}},
        {"member": "ojciec", "kind": "farm", "hectares": "1", "figures": {"revenue": "1.00"}},
        {"member": "ojciec", "kind": "taxed", "untaxed_code": "alimenty_na_rzecz_dzieci"},
        {"member": "ojciec", "kind": "farm", "hectares": "1", "excluded_hectares": "1.0001"},
    ],
)
def test_an_item_that_contradicts_itself_is_refused(item: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CATALOGUE.facts.model_validate(facts(item))


def test_the_income_of_somebody_outside_the_family_is_refused_with_its_place() -> None:
    stranger = {"member": "wujek", "amount": "1000.00"}
    guardian = facts({"member": "ojciec"}, family={"applicant": "legal_guardian", "members": [CHILD]})
    grant = {"children": [{"child": "dziecko", "medical_care_from_week": 8}]}
    own = facts(birth_grant={**grant, "income": {"base_year": 2024, "items": [stranger]}}, family=BORN)

    assert fault(facts({"member": "matka"}, stranger)) == ("unknown_member", "/facts/income/items/1/member")
    assert fault(guardian) == ("unknown_member", "/facts/income/items/0/member")
    assert fault(own, GRANT) == ("unknown_member", "/facts/birth_grant/income/items/0/member")


def test_the_other_incomes_of_one_benefit_are_of_the_same_family() -> None:
    placed = {"applicant": "parents", "members": [{**FATHER, "placed": "institution"}, MOTHER, NEWBORN]}
    items = [{"member": "ojciec", "amount": "99000.00"}, {"member": "matka", "amount": "24000.00"}]
    grant = {"children": [{"child": "dziecko", "medical_care_from_week": 8}]}
    own = facts(birth_grant={**grant, "income": {"base_year": 2024, "items": items}}, family=placed, base_year=1999)
    shared = facts(*items, birth_grant=grant, family=placed)

    assert income(assessed(own, GRANT)) == income(assessed(shared, GRANT)) == "2000.00"
    assert (
        "Nie uwzględnia się osoby umieszczonej w pieczy zastępczej lub w instytucji ani jej dochodu (ojciec)"
        in told(assessed(own, GRANT))
    )


def test_the_rule_of_the_same_employer_is_not_one_of_the_birth_grant() -> None:
    lost = {**WORK, "amount": "24000.00", "lost_on": "2025-01-31"}
    again = {**WORK, "gained_on": "2025-03-01", "following_month_amount": "3000.00"}
    grant = {"children": [{"child": "dziecko", "medical_care_from_week": 8}]}

    assert income(assessed(facts(lost, again))) == "2000.00"
    assert income(assessed(facts(lost, again, birth_grant=grant, family=BORN), GRANT)) == "3000.00"


def test_every_cause_of_loss_and_gain_is_told_with_its_day_and_amount() -> None:
    found = assessed(
        facts(
            {**WORK, "amount": "24000.00", "lost_on": "2025-09-30"},
            {"member": "matka", "title": "pension", "gained_on": "2025-03-15", "following_month_amount": "1100.00"},
            {"member": "matka", "title": "other", "amount": "1200.00", "gained_on": "2024-05-01"},
        )
    )

    assert told(found).splitlines()[2:-1] == [
        "Rozpoczęcie dochodu 2024-05-01 (matka) nie jest uzyskaniem dochodu w rozumieniu ustawy: liczy się kwota roku bazowego. "
        "(art. 3 pkt 24 u.ś.r.)",
        "Dochód opodatkowany na zasadach ogólnych (matka) za 2024 r.: 1\u00a0200,00 zł podzielone przez 12 miesięcy daje "
        "100,00 zł miesięcznie. (art. 3 pkt 1 lit. a, pkt 2a u.ś.r.)",
        "Dolicza się dochód uzyskany po roku bazowym, 2025-03-15 (matka, emerytura, renta lub świadczenie wymienione obok nich): "
        "1\u00a0100,00 zł za 2025-04. (art. 5 ust. 4b u.ś.r.)",
        "Nie uwzględnia się dochodu utraconego 2025-09-30 (ojciec, zatrudnienie lub inna praca zarobkowa): "
        "24\u00a0000,00 zł w roku bazowym. (art. 5 ust. 4, art. 24 ust. 6 u.ś.r.)",
        "Prawo ustalone po utracie dochodu (ojciec) sprawdza się ponownie po 2025-12-30: czy w ciągu 3 miesięcy od utraty nie uzyskano "
        "dochodu u tego samego pracodawcy albo z ponownie rozpoczętej działalności. (art. 24 ust. 6a u.ś.r.)",
    ]


DAYS = st.one_of(st.none(), st.dates(date(2023, 6, 1), date(2026, 12, 31)).map(date.isoformat))
AMOUNTS = st.integers(0, 3_000_000).map(zloty)
ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "member": st.sampled_from(["ojciec", "matka", "dziecko"]),
            "kind": st.sampled_from(["taxed", "taxed", "taxed", "untaxed", "ryczalt", "alimony_paid"]),
            "title": st.sampled_from(["employment", "employment", "business", "business_suspension", "pension", "alimony", "other"]),
            "employer": st.sampled_from(["Zakład A", "Zakład B"]),
            "amount": AMOUNTS,
            "lost_on": DAYS,
            "gained_on": DAYS,
            "still_received": st.booleans(),
            "following_month_amount": st.one_of(st.none(), AMOUNTS),
        }
    ).map(lambda one: {**one, "untaxed_code": "alimenty_na_rzecz_dzieci"} if one["kind"] == "untaxed" else one),
    min_size=1,
    max_size=5,
)  # fmt: skip


def paid(found: Assessment) -> int:
    return sum(due.amount * (due.last - due.first + 1) for due in found.months)


@given(ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_incomes_does_not_matter(items: list[dict[str, Any]], any_order: Any) -> None:
    shuffled = list(items)
    any_order.shuffle(shuffled)

    first, again = assessed(facts(*items)), assessed(facts(*shuffled))

    assert (first.outcome, first.months, first.figures) == (again.outcome, again.months, again.figures)
    assert told(first) == told(again)


@given(ITEMS, st.integers(0, 4), st.integers(0, 500_000))
def test_more_income_never_gives_more(items: list[dict[str, Any]], which: int, more: int) -> None:
    item = items[which % len(items)]
    name = "amount" if item["following_month_amount"] is None else "following_month_amount"
    if item["kind"] == "alimony_paid":
        return
    grosze = int(item[name].replace(".", "")) + more
    richer = [{**one, name: zloty(grosze)} if one is item else one for one in items]

    assert paid(assessed(facts(*richer))) <= paid(assessed(facts(*items)))


@given(ITEMS)
def test_the_income_is_never_negative_and_every_step_has_its_article(items: list[dict[str, Any]]) -> None:
    found = assessed(facts(*items))

    assert dict(found.figures)["income_monthly"] >= 0
    assert all(step.endswith("u.ś.r.)") for step in sentences(found.trace))


@pytest.mark.parametrize(("born", "limit"), [("2008-01-31", "2022.00"), ("2007-12-31", "1348.00")])
def test_an_adult_child_with_an_own_child_is_no_member_and_a_minor_is_one(born: str, limit: str) -> None:
    grown = {"id": "corka", "role": "child", "born_on": born, "has_own_child": True}
    members = {
        "applicant": "lone_parent",
        "members": [MOTHER, {**CHILD, "alimony": "awarded"}, {**grown, "alimony": "awarded"}],
    }

    found = assessed(facts(family=members, on="2026-01-05"))

    assert zloty(next(record[4] for record in found.trace if record[0].code == "income_within_limit")) == limit
