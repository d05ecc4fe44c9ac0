"""Budget classification by date and sources of money: the same for everybody, so no gmina and no policy (reference tables).

Loaded from the CSV files beside services/reporting/classification; a change of the regulation is a new revision that loads them again.
"""

import csv
from pathlib import Path

from alembic import op
from sqlalchemy import text

from kit.migrations.env import runtime_role

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_DATA = Path(__file__).resolve().parents[2] / "classification"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE classification (
            kind       text COLLATE "C" NOT NULL
                       CHECK (kind IN ('dzial', 'rozdzial', 'paragraf_wydatkow', 'paragraf_dochodow')),
            code       text COLLATE "C" NOT NULL,
            name       text NOT NULL,
            valid_from date NOT NULL,
            valid_to   date CHECK (valid_to >= valid_from),
            note       text NOT NULL,
            source     text NOT NULL,
            CONSTRAINT classification_pkey PRIMARY KEY (kind, code, valid_from)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE funding_source (
            code     text COLLATE "C" NOT NULL,
            name     text NOT NULL,
            category text COLLATE "C" NOT NULL CHECK (category IN ('state', 'own')),
            note     text NOT NULL,
            CONSTRAINT funding_source_pkey PRIMARY KEY (code)
        )
        """
    )
    for table in ("classification", "funding_source"):
        op.execute(f"GRANT SELECT ON {table} TO {runtime_role()}")
    connection = op.get_bind()
    connection.execute(
        text(
            "INSERT INTO classification (kind, code, name, valid_from, valid_to, note, source) VALUES "
            "(:kind, :code, :name_pl, :valid_from, cast(nullif(:valid_to, '') AS date), :note, :source)"
        ),
        _rows("classification.csv"),
    )
    connection.execute(
        text("INSERT INTO funding_source (code, name, category, note) VALUES (:code, :name_pl, :category, :note)"),
        _rows("funding_source.csv"),
    )


def downgrade() -> None:
    op.execute("DROP TABLE funding_source")
    op.execute("DROP TABLE classification")


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
