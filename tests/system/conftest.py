"""One house for all survival tests of a run; every test works on gminas of its own."""

from collections.abc import Iterator

import pytest

from tests.system.houses import TestHouse, running_house

GMINAS = tuple(f"{number:06d}" for number in range(200001, 200121))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHouse]:
    with running_house(tmp_path_factory.mktemp("house"), GMINAS) as made:
        yield made


@pytest.fixture(scope="session")
def fresh_gminas() -> Iterator[str]:
    """Gminas that no test has used."""
    return iter(GMINAS)
