"""The test of the architecture: a new benefit is one new file in benefits/ plus one YAML in law/, and nothing else."""

import importlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from fastapi import FastAPI

from casework.benefits.catalogue import Catalogue
from casework.benefits.routes import benefits_router
from casework.benefits.types import NoBudgetLine
from kit.app import create_app
from kit.law import BadLaw
from kit.testing.clients import running
from kit.testing.tokens import TokenIssuer

RULE = '''
"""Dodatek próbny: a flat amount."""

from casework.benefits.results import Due, granted
from casework.benefits.types import Benefit
from kit.periods import month_of


def assess(case, law, on):
    amount = law.on(on).amount("dodatek_probny")
    return granted("dodatek_probny", [Due("dodatek_probny", month_of(on), month_of(on), amount)])


BENEFIT = Benefit(
    code="dodatek_probny", name="Dodatek próbny", act="ustawa o dodatku próbnym", article="art. 1",
    unit="household", counted="recipient", kind="computed", assess=assess,
)
'''
LAW = """
act: {title: ustawa o dodatku próbnym, gazette: Dz.U. 2027 poz. 1}
checked_on: 2026-11-22
budget:
  dodatek_probny:
  - {side: expenditure, dzial: '852', rozdzial: '85295', paragraf: '3110', source: dotacja_zlecone_2010,
     task: dodatek_probny, task_kind: zlecone, from: 2027-01-01}
parameters:
  dodatek_probny:
    title: Dodatek próbny
    kind: money
    unit: zl
    values:
    - {value: '500.00', from: 2027-01-01, article: art. 2, gazette: Dz.U. 2027 poz. 1}
"""


@pytest.fixture
def package(tmp_path: Path) -> Iterator[ModuleType]:
    """An empty benefits package of a service, on the path for one test."""
    folder = tmp_path / "a_new_service" / "benefits"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    (folder / "__init__.py").touch()
    (tmp_path / "law" / "probny").mkdir(parents=True)
    sys.path.insert(0, str(tmp_path))
    yield importlib.import_module("a_new_service.benefits")
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.startswith("a_new_service")]:
        del sys.modules[name]


def _add(package: ModuleType, tmp_path: Path, *, law: bool = True) -> None:
    Path(next(iter(package.__path__)), "dodatek_probny.py").write_text(RULE)
    if law:
        (tmp_path / "law" / "probny" / "dodatek_probny.yaml").write_text(LAW)


def test_the_file_and_the_yaml_are_enough(package: ModuleType, tmp_path: Path) -> None:
    before = Catalogue.discover("probna", package, tmp_path / "law")
    _add(package, tmp_path)

    after = Catalogue.discover("probna", package, tmp_path / "law")

    found = after.assess("dodatek_probny", None, date(2027, 3, 1))
    assert len(before) == 0
    assert [due.amount for due in found.months] == [50000]
    assert after.get("dodatek_probny").budget_lines(date(2027, 3, 1))[0].rozdzial == "85295"


@pytest.mark.asyncio
async def test_it_is_in_the_api_without_another_edit(package: ModuleType, tmp_path: Path) -> None:
    _add(package, tmp_path)
    issuer = TokenIssuer()
    app: FastAPI = create_app(
        "test", "probna", [benefits_router(Catalogue.discover("probna", package, tmp_path / "law"))],
        authenticator=issuer.authenticator(),
    )  # fmt: skip

    async with running(app, issuer) as office:
        shown = await office.caller("anna", "caseworker").get("/v1/benefits/dodatek_probny")

    assert shown.status_code == 200
    assert shown.json()["name"] == "Dodatek próbny"


def test_a_day_without_a_line_is_an_error_and_not_a_default(package: ModuleType, tmp_path: Path) -> None:
    _add(package, tmp_path)

    with pytest.raises(NoBudgetLine):
        Catalogue.discover("probna", package, tmp_path / "law").get("dodatek_probny").budget_lines(date(2026, 12, 31))


def test_a_benefit_without_its_yaml_stops_the_start(package: ModuleType, tmp_path: Path) -> None:
    _add(package, tmp_path, law=False)

    with pytest.raises(BadLaw):
        Catalogue.discover("probna", package, tmp_path / "law")
