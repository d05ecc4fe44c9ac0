"""A council's table of fees that contradicts itself stops the start, and names its file."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.law import BadLaw
from services.social_assistance.care_services.fee_tables import FeeTables

TABLE: dict[str, Any] = {
    "services": ["uslugi_opiekuncze"],
    "from": date(2022, 1, 1),
    "criterion": "single",
    "basis": "hour",
    "price": {"zwykla": "20.00"},
    "bands": [{"to": "100%", "fee": {"samotna": "0%"}}, {"to": "200%", "fee": {"samotna": "50%"}}, {"fee": {"samotna": "100%"}}],
}  # fmt: skip


def written(folder: Path, *tables: dict[str, Any]) -> Path:
    content = {
        "gmina": "990199", "resolution": "I/1/2022", "published": "Dz. Urz. 2022 poz. 1", "checked_on": date(2026, 11, 23),
        "tables": {"care_fees": list(tables)},
    }  # fmt: skip
    (folder / "uchwaly").mkdir()
    (folder / "uchwaly" / "990199_proba.yaml").write_text(yaml.safe_dump(content), "utf-8")
    return folder


def changed(**told: Any) -> dict[str, Any]:
    return {**deepcopy(TABLE), **told}


def test_a_table_is_read_with_its_resolution(tmp_path: Path) -> None:
    found = FeeTables.read(written(tmp_path, TABLE)).table("990199", "uslugi_opiekuncze", date(2026, 1, 1))

    assert (found.resolution, found.price("zwykla"), len(found.bands)) == ("I/1/2022", 2_000, 3)


BANDS = TABLE["bands"]


@pytest.mark.parametrize(
    "told",
    [
        {"unknown": 1},
        {"criterion": "household"},
        {"basis": "day"},
        {"price": {"zwykla": 20}},
        {"price": {}},
        {"services": []},
        {"from": "2022-01-01"},
        {"bands": []},
        {"bands": BANDS[:2]},
        {"bands": [BANDS[2], BANDS[2]]},
        {"bands": [BANDS[1], BANDS[0], BANDS[2]]},
        {"bands": [BANDS[0], BANDS[0], BANDS[2]]},
        {"bands": [{"to": "100%", "fee": {"w_rodzinie": "0%"}}, BANDS[2]]},
        {"bands": [{"to": "100%", "fee": {"samotna": "-1%"}}, BANDS[2]]},
    ],
    ids=str,
)
def test_a_table_that_contradicts_itself_stops_the_start(tmp_path: Path, told: dict[str, Any]) -> None:
    with pytest.raises(BadLaw) as refused:
        FeeTables.read(written(tmp_path, changed(**told)))

    assert "990199_proba.yaml" in str(refused.value)


@pytest.mark.parametrize(("until", "clash"), [(None, True), (date(2023, 1, 1), True), (date(2022, 12, 31), False)])
def test_a_service_has_one_table_on_a_day(tmp_path: Path, until: date | None, clash: bool) -> None:
    first = changed(**({} if until is None else {"to": until}))
    folder = written(tmp_path, first, changed(**{"from": date(2023, 1, 1)}))

    if clash:
        with pytest.raises(BadLaw):
            FeeTables.read(folder)
    else:
        assert FeeTables.read(folder).table("990199", "uslugi_opiekuncze", date(2023, 1, 1)).valid_from == date(
            2023, 1, 1
        )
