"""One house for all survival tests of a run; every test works on gminas of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gops.demo.files import import_lines
from gops.demo.generating import second_gmina
from tests.system.houses import TestHouse, running_house

pytest.register_assert_rewrite("tests.system.year", "tests.system.centre")

GMINAS = tuple(f"{number:06d}" for number in range(200001, 200201))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHouse]:
    with running_house(tmp_path_factory.mktemp("house"), GMINAS) as made:
        yield made


@pytest.fixture(scope="session")
def fresh_gminas() -> Iterator[str]:
    """Gminas that no test has used."""
    return iter(GMINAS)


@pytest.fixture(scope="session")
def whole_years(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Imports of 2019 of the services that have few cases, by service."""
    year, folder = second_gmina(20190228), tmp_path_factory.mktemp("years")
    found = {}
    for service in ("social_assistance", "alimony_fund"):
        found[service] = folder / f"{service}.ndjson"
        found[service].write_bytes(b"".join(import_lines(year.services[service], year.year)))
    return found


@pytest.fixture(scope="session")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An import of family benefits: persons, families, awards and what was paid for January and February 2019."""
    year = second_gmina(20190228)
    later = re.compile(rb'\{"kind":"payment".*"period":"2019-(0[3-9]|1[0-2])"')
    path = tmp_path_factory.mktemp("import") / "two_months.ndjson"
    lines = import_lines(year.services["family_benefits"], year.year)
    path.write_bytes(b"".join(line for line in lines if not later.match(line)))
    return path
