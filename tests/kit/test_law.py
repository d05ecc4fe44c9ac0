"""Dated parameters: one value for a day or a refusal, council resolutions only where the act leaves room, a trace told twice."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from kit.law import (
    BadLaw,
    Law,
    NoParameter,
    Rule,
    View,
    WrongKind,
    read_documents,
    read_law,
    read_resolutions,
    sentences,
    tree,
)
from kit.law.parameters import NEVER_TURNS
from kit.periods import month

HEAD = "checked_on: 2026-11-22\n"
RATE = """
  stawka:
    title: Stawka
    kind: money
    unit: zł
    values:
      - {value: "100.00", from: 2018-01-01, to: 2019-12-31, article: art. 1, gazette: Dz.U. 2018 poz. 1}
      - {value: "120.00", from: 2020-01-01, article: art. 1, gazette: Dz.U. 2020 poz. 1, confidence: unconfirmed}
"""
SHARE = """
  udzial:
    title: Udział
    kind: ratio
    unit: ułamek
    values:
      - {value: "9 %", from: 2018-01-01, article: art. 2, gazette: Dz.U. 2018 poz. 1}
    open: {article: art. 3, least: "0.05", most: "0.20"}
"""


def law_of(folder: Path, *parameters: str) -> Law:
    act = folder / "akt"
    act.mkdir(exist_ok=True)
    (act / "plik.yaml").write_text(HEAD + "parameters:\n" + "".join(parameters), encoding="utf-8")
    return read_law(read_documents(folder))


def value(start: str, end: str | None = None, **more: str) -> str:
    to = f", to: {end}" if end else ""
    return f'      - {{value: "{more.get("value", "1.00")}", from: {start}{to}, article: art. 1, gazette: Dz.U. 2018 poz. 1}}\n'


def money(*values: str, more: str = "") -> str:
    return "  kwota:\n    title: Kwota\n    kind: money\n    unit: zł\n    values:\n" + "".join(values) + more


def test_the_value_of_a_day_is_the_one_in_force(tmp_path: Path) -> None:
    law = law_of(tmp_path, RATE, SHARE)
    assert law.on(date(2019, 12, 31)).amount("stawka") == 10000
    assert law.on(date(2020, 1, 1)).amount("stawka") == 12000
    assert law.month(month(2019, 12)).amount("stawka") == 10000
    assert law.on(date(2018, 1, 1)).ratio("udzial") == Fraction(9, 100)


def test_a_day_without_a_value_is_refused_and_never_zero(tmp_path: Path) -> None:
    law = law_of(tmp_path, RATE)
    with pytest.raises(NoParameter) as refused:
        law.on(date(2017, 12, 31)).amount("stawka")
    assert refused.value.name == "stawka"
    with pytest.raises(NoParameter):
        law.on(date(2020, 1, 1)).amount("nieznana")


def test_a_parameter_is_read_as_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(WrongKind):
        law_of(tmp_path, RATE).on(date(2020, 1, 1)).count("stawka")


def test_a_rule_resolves_its_parameters_once_for_a_stretch_of_days(tmp_path: Path) -> None:
    law = law_of(tmp_path, RATE)
    asked: list[View] = []

    def build(view: View) -> int:
        asked.append(view)
        return view.amount("stawka")

    assert [law.on(date(2020, 1, day)).resolved(build) for day in (1, 2, 31)] == [12000] * 3
    assert law.resolved(build, month(2021, 5)) == 12000
    assert len(asked) == 1


def test_the_months_in_which_a_rule_turns_are_those_whose_first_day_has_other_values(tmp_path: Path) -> None:
    law = law_of(
        tmp_path,
        money(value("2018-01-01", "2018-12-31"), value("2019-01-01", "2019-03-14"), value("2019-03-15", value="2.00")),
    )

    def build(view: View) -> int:
        return view.amount("kwota")

    # The same amount stated anew is no turn; an amount that changes on the 15th holds for a month from the first of the next.
    assert law.next_turn(build, month(2017, 1)) == month(2018, 1)
    assert law.next_turn(build, month(2018, 1)) == month(2019, 4)
    assert law.next_turn(build, month(2019, 3)) == month(2019, 4)
    assert law.next_turn(build, month(2019, 4)) == NEVER_TURNS


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ((value("2018-01-01"), value("2019-01-01")), "two values"),
        ((value("2018-01-01", "2018-12-31"), value("2018-12-31")), "two values"),
        ((value("2018-01-01", "2018-12-31"), value("2019-01-02")), "no value"),
        ((value("2018-12-31", "2018-01-01"),), "ends before"),
        ((value("2018-01-01", value="1"),), "NotMoney"),
        ((value("2018-01-01", value="1.000"),), "NotMoney"),
        ((), "no values"),
    ],
)
def test_an_overlap_a_hole_or_a_wrong_form_stops_the_start(tmp_path: Path, values: tuple[str, ...], why: str) -> None:
    with pytest.raises(BadLaw, match=why):
        law_of(tmp_path, money(*values))


def test_a_hole_needs_a_reason(tmp_path: Path) -> None:
    gap = "    gaps:\n      - {from: 2019-01-01, to: 2019-12-31, reason: świadczenia nie było}\n"
    law = law_of(tmp_path, money(value("2018-01-01", "2018-12-31"), value("2020-01-01"), more=gap))
    with pytest.raises(NoParameter):
        law.on(date(2019, 6, 1)).amount("kwota")


def test_a_name_given_twice_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadLaw, match="twice"):
        law_of(tmp_path, RATE, RATE)


@pytest.mark.parametrize("member", ["article", "gazette"])
def test_a_value_without_its_article_or_gazette_stops_the_start(tmp_path: Path, member: str) -> None:
    with pytest.raises(BadLaw):
        law_of(tmp_path, money(value("2018-01-01").replace(member, "source")))


def test_what_was_not_confirmed_can_be_listed(tmp_path: Path) -> None:
    listed = law_of(tmp_path, RATE, SHARE).unconfirmed()
    assert [(parameter.name, item.valid_from) for parameter, item in listed] == [("stawka", date(2020, 1, 1))]


def resolution(folder: Path, name: str, number: str, start: str = "2020-01-01", end: str = "2020-12-31") -> None:
    (folder / "uchwaly").mkdir(exist_ok=True)
    text = (
        'gmina: "990101"\nresolution: Uchwała I/1/2019\npublished: Dz. Urz. 2019 poz. 1\nchecked_on: 2026-11-22\nvalues:\n'
        f'  {name}:\n    - {{value: "{number}", from: {start}, to: {end}}}\n'
    )
    (folder / "uchwaly" / "990101.yaml").write_text(text, encoding="utf-8")


def test_a_resolution_wins_in_its_gmina_for_its_days_only(tmp_path: Path) -> None:
    law = law_of(tmp_path, RATE, SHARE)
    resolution(tmp_path, "udzial", "0.20")
    local = read_resolutions(tmp_path, law)["990101"]
    assert local.on(date(2020, 6, 1)).ratio("udzial") == Fraction(1, 5)
    assert local.on(date(2021, 1, 1)).ratio("udzial") == Fraction(9, 100)
    assert local.on(date(2020, 6, 1)).value("udzial").gmina == "990101"
    assert law.on(date(2020, 6, 1)).ratio("udzial") == Fraction(9, 100)
    assert local.canonical != law.canonical


@pytest.mark.parametrize(
    ("name", "number"), [("stawka", "130.00"), ("udzial", "0.04"), ("udzial", "0.21"), ("nieznana", "1.00")]
)
def test_a_resolution_fills_only_what_the_act_leaves_open_within_its_bounds(
    tmp_path: Path, name: str, number: str
) -> None:
    law = law_of(tmp_path, RATE, SHARE)
    resolution(tmp_path, name, number)
    with pytest.raises(BadLaw):
        read_resolutions(tmp_path, law)


BRANCH = Rule("month", "art. 1", "Prawo za {at}.", ("at:month",), depth=0)
STEP = Rule(
    "amount",
    "art. 2",
    "{rate} z {base} zł to {due} zł.",
    ("rate:ratio", "base:zl", "due:zl"),
    result="due",
    parameters=("udzial",),
)


def test_one_trace_is_told_as_sentences_and_as_a_tree() -> None:
    records = [
        (BRANCH, month(2025, 11)),
        (STEP, Fraction(9, 100), 122900, 11061),
        (STEP, Fraction(9, 100), 122900, 11061),
        (BRANCH, month(2025, 12)),
    ]
    assert sentences(records) == (
        "Prawo za 2025-11. (art. 1)",
        "9 % z 1\u00a0229,00 zł to 110,61 zł. (art. 2)",
        "Prawo za 2025-12. (art. 1)",
    )
    first, second = tree(records)
    assert [step.result for step in first.steps] == ["110.61", "110.61"]
    assert first.steps[0].inputs == (("rate", "9 %"), ("base", "1229.00"))
    assert first.steps[0].sentence == "9 % z 1\u00a0229,00 zł to 110,61 zł."
    assert first.steps[0].parameters == ("udzial",)
    assert second.steps == ()
