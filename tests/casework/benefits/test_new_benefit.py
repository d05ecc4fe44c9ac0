"""A new benefit is one new file in benefits/ plus one YAML in law/: nothing else is edited."""

import importlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from casework.assessments.schemas import assessment_in
from casework.assessments.service import assess
from casework.benefits.catalogue import Catalogue, UnknownBenefit
from casework.benefits.schemas import facts_schema
from kit.law import BadLaw
from kit.schemas import Schema

RULE = '''
from casework.benefits.results import Assessment, Due, Ground, Refusal, granted, refused
from casework.benefits.types import Benefit
from kit.law import Law
from kit.periods import month_of
from kit.schemas import Schema

NO_COAL = Ground("no_coal", "art. 2 ust. 1", "Głównym źródłem ogrzewania nie jest węgiel.")


class Heating(Schema):
    """The household's main source of heat."""

    main_source_is_coal: bool


def assess(case, law: Law, on) -> Assessment:
    if not case.own["heating"].main_source_is_coal:
        return refused("dodatek_nowy", [Refusal(NO_COAL)])
    at = month_of(on)
    return granted("dodatek_nowy", [Due("dodatek_nowy", at, at, law.on(on).amount("dodatek_nowy"), per="once")])


BENEFIT = Benefit(
    code="dodatek_nowy",
    name="Dodatek nowy",
    act="ustawa o dodatku nowym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="computed",
    parts=("heating",),
    own_parts={"heating": Heating},
    assess=assess,
)
'''
LAW = """
checked_on: 2026-11-22
budget:
  dodatek_nowy:
    - dzial: "853"
      rozdzial: "85395"
      paragraf: "3110"
      source: fundusz_covid_2180
      task: dodatek_nowy
      task_kind: zlecone
      from: 2022-08-12
parameters:
  dodatek_nowy:
    title: Dodatek nowy
    kind: money
    unit: zł
    values:
      - {value: "3000.00", from: 2022-08-12, to: 2022-11-30, article: art. 2 ust. 8, gazette: Dz.U. 2022 poz. 1692}
"""


class Facts(Schema):
    """The service's facts before the new benefit."""


class Case:
    """The service's case: it only carries what single benefits bring."""

    def __init__(self, facts: Facts) -> None:
        self.own = {name: getattr(facts, name) for name in type(facts).model_fields}


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    benefits = tmp_path / "a_service" / "benefits"
    benefits.mkdir(parents=True)
    (tmp_path / "a_service" / "__init__.py").touch()
    (benefits / "__init__.py").touch()
    (tmp_path / "a_service" / "law" / "akt").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path / "a_service"
    for name in [name for name in sys.modules if name.partition(".")[0] == "a_service"]:
        del sys.modules[name]


def discovered(service: Path) -> Catalogue:
    importlib.invalidate_caches()
    package = importlib.import_module("a_service.benefits")
    return Catalogue.discover("a_service", package, service / "law", facts=Facts, prepare=Case)


def test_one_file_and_one_yaml_are_a_benefit_with_facts_assessment_and_budget_line(service: Path) -> None:
    assert len(discovered(service)) == 0
    (service / "benefits" / "dodatek_nowy.py").write_text(dedent(RULE), encoding="utf-8")
    (service / "law" / "akt" / "dodatek_nowy.yaml").write_text(LAW, encoding="utf-8")
    catalogue = discovered(service)

    assert [benefit.code for benefit in catalogue] == ["dodatek_nowy"]
    assert catalogue.get("dodatek_nowy").budget_lines(date(2022, 9, 1))[0].rozdzial == "85395"
    assert list(facts_schema(catalogue.get("dodatek_nowy"), catalogue.facts)["properties"]) == ["heating"]
    body = assessment_in("a_service", catalogue.facts, None).model_validate(
        {"on": "2022-09-01", "facts": {"heating": {"main_source_is_coal": True}}}
    )
    (found,) = assess(catalogue, body.benefits, body.facts, body.on, "101805")  # type: ignore[attr-defined]
    assert [(due.amount, due.per) for due in found.months] == [(300000, "once")]
    assert catalogue.receipt(body.facts, body.on).rules_hash == catalogue.rules_hash  # type: ignore[attr-defined]


def test_a_benefit_without_its_yaml_stops_the_start(service: Path) -> None:
    (service / "benefits" / "dodatek_nowy.py").write_text(dedent(RULE), encoding="utf-8")
    with pytest.raises(BadLaw):
        discovered(service)


def test_a_changed_rule_or_value_changes_the_receipt(service: Path) -> None:
    rule, law = service / "benefits" / "dodatek_nowy.py", service / "law" / "akt" / "dodatek_nowy.yaml"
    rule.write_text(dedent(RULE), encoding="utf-8")
    law.write_text(LAW, encoding="utf-8")
    facts, day = Facts(), date(2022, 9, 1)
    before = discovered(service).receipt(facts, day)
    law.write_text(LAW.replace("3000.00", "3000.01"), encoding="utf-8")
    other_value = discovered(service).receipt(facts, day)
    rule.write_text(dedent(RULE) + "# a comment\n", encoding="utf-8")
    other_rule = discovered(service).receipt(facts, day)
    assert before.parameters_hash != other_value.parameters_hash == other_rule.parameters_hash
    assert before.rules_hash == other_value.rules_hash != other_rule.rules_hash
    assert before.inputs_hash == other_rule.inputs_hash


def test_an_unknown_code_is_refused_by_name(service: Path) -> None:
    with pytest.raises(UnknownBenefit) as refused:
        discovered(service).get("dodatek_nowy")
    assert refused.value.code == "dodatek_nowy"
