"""An act that lets another's rules apply says so in its own YAML: nobody edits the other act for a new benefit."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.benefits.forms import read_forms
from casework.decisions.grounds import read_grounds
from casework.overpayments.rules import read_rules
from kit.law import BadLaw, Document, read_cases
from services.family_benefits.catalogue import CATALOGUE

USR: dict[str, Any] = {
    "act": {"title": "ustawa o świadczeniach"},
    "budget": {"zasilek": [{"from": "2016-01-01"}]},
    "decision_grounds": {
        "usr_30": {"article": "art. 30 u.ś.r.", "text": "pobrano nienależnie", "kinds": ["undue_payment"]},
        "usr_32": {"article": "art. 32 u.ś.r.", "text": "zmieniła się sytuacja", "kinds": ["change"]},
    },
}
VOUCHER: dict[str, Any] = {
    "act": {"title": "ustawa o bonie"},
    "budget": {"bon": [{"from": "2025-01-01"}]},
    "overpayments": {"as": "usr", "article": "art. 4 ustawy o bonie"},
    "decision_grounds": {"as": ["usr_30"], "article": "art. 4 ustawy o bonie"},
}


def documents(*, voucher: dict[str, Any]) -> list[Document]:
    """The act on benefits with its rules on undue payments, and the act on the voucher."""
    undue = next(one for one in _of_family_benefits() if "overpayments" in one.content)
    rules = {"overpayments": {"usr": {**undue.content["overpayments"]["usr"], "acts": ["usr"]}}}
    rules["overpayments"]["usr"]["deduction"] = {"article": "art. 30 ust. 6 u.ś.r.", "acts": ["usr"]}
    return [
        Document(Path("law/usr/usr.yaml"), USR),
        Document(Path("law/usr/undue.yaml"), rules),
        Document(Path("law/bon/bon.yaml"), voucher),
    ]


def _of_family_benefits() -> list[Document]:
    folder = Path(__file__).parents[3] / "services" / "family_benefits" / "law" / "usr"
    return [Document(path, yaml.safe_load(path.read_text("utf-8"))) for path in sorted(folder.glob("*.yaml"))]


def test_the_rules_on_undue_payments_hold_for_the_act_that_refers_to_them() -> None:
    law = read_rules(documents(voucher=VOUCHER))

    found = law.of("bon")
    assert found is not None
    assert found is law.of("zasilek")
    assert found.deduction.benefits == {"zasilek"}


def test_the_grounds_that_an_act_names_hold_for_its_benefits_and_no_others_do() -> None:
    found = read_grounds(documents(voucher=VOUCHER))

    assert found["usr_30"].benefits == {"zasilek", "bon"}
    assert found["usr_32"].benefits == {"zasilek"}


@pytest.mark.parametrize(
    ("section", "told", "read"),
    [
        ("overpayments", {"as": "nobody", "article": "art. 4"}, read_rules),
        ("decision_grounds", {"as": ["nobody"], "article": "art. 4"}, read_grounds),
    ],
)
def test_rules_that_no_act_has_stop_the_start(section: str, told: dict[str, Any], read: Any) -> None:
    with pytest.raises(BadLaw, match="nobody"):
        read(documents(voucher={**VOUCHER, section: told}))


def test_an_act_brings_its_electronic_form_and_a_second_of_that_symbol_stops_the_start(tmp_path: Path) -> None:
    form = {"BT-1": {"title": "Wniosek", "confidence": "unconfirmed", "source": "ours", "asks": [{"benefit": "bon"}]}}
    act = Document(Path("law/bon/bon.yaml"), {**VOUCHER, "forms": form})

    assert read_forms(tmp_path / "none.yaml", {"bon"}, [act])["BT-1"].asks[0].benefit == "bon"
    with pytest.raises(BadLaw, match="BT-1"):
        read_forms(tmp_path / "none.yaml", {"bon"}, [act, act])


def test_worked_cases_may_lie_in_the_act_itself(tmp_path: Path) -> None:
    for folder, content in (("cases", [{"id": "one"}]), ("bon", {"cases": [{"id": "two"}]})):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "some.yaml").write_text(yaml.safe_dump(content))

    assert [case["id"] for case in read_cases(tmp_path)] == ["one", "two"]


def test_the_aids_whose_acts_refer_to_u_s_r_have_its_rules_on_undue_payments() -> None:
    rules = CATALOGUE.overpayments.of("zasilek_rodzinny")

    assert rules is not None
    assert CATALOGUE.overpayments.of("bon_energetyczny") is rules


@pytest.mark.parametrize(
    ("kinds", "pays"), [(["suspend", "resume"], "some"), (["suspend"], "all"), (["change"], "from_month")]
)
def test_which_held_months_are_paid_is_said_of_payments_that_go_on_only(kinds: list[str], pays: str) -> None:
    ground = {"article": "art. 28 u.ś.r.", "text": "brak wyjaśnień", "kinds": kinds, "pays_held": pays}
    act = Document(Path("law/usr/usr.yaml"), {**USR, "decision_grounds": {"usr_28": ground}})

    with pytest.raises(BadLaw, match="pays_held"):
        read_grounds([act])


def test_a_ground_says_which_held_months_are_paid_or_leaves_it_to_the_act() -> None:
    ground = {"article": "art. 28 u.ś.r.", "text": "brak wyjaśnień", "kinds": ["suspend", "resume"]}
    told = {"whole": {**ground, "pays_held": "all"}, "ahead": {**ground, "pays_held": "from_month"}, "either": ground}

    found = read_grounds([Document(Path("law/usr/usr.yaml"), {**USR, "decision_grounds": told})])

    assert {code: one.pays_held for code, one in found.items()} == {"whole": True, "ahead": False, "either": None}
