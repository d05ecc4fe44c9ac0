"""Contested readings are settings: each is in the documentation with every way to read it, and a gmina may take another."""

from pathlib import Path

import pytest
import yaml

from services.social_assistance.catalogue import CATALOGUE

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "services/social_assistance/law").glob("*/rozstrzygniecia_sporne.yaml"))
READINGS = sorted(name for path in FILES for name in yaml.safe_load(path.read_text())["parameters"])


@pytest.mark.parametrize("name", READINGS)
def test_a_contested_reading_is_open_unconfirmed_and_documented(name: str) -> None:
    parameter = CATALOGUE.law().parameters[name]
    ways = parameter.unit.split(", ")
    row = next(line for line in (ROOT / "docs/contested_readings.md").read_text().splitlines() if f"`{name}`" in line)

    assert parameter.open is not None
    assert {value.confidence for value in parameter.values} == {"unconfirmed"}
    assert {value.value for value in parameter.values} <= set(ways)
    assert len(ways) > 1
    assert all(f"`{way}`" in row for way in ways)
