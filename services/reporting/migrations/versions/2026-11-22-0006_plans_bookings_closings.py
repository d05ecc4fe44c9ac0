"""Budget plan with dated changes, documents of the finance system, closed periods."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import open_to_lists, protect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = {
    "plan_act": """
        CREATE TABLE plan_act (
            gmina       text COLLATE "C" NOT NULL,
            unit        text COLLATE "C" NOT NULL,
            budget_year smallint NOT NULL,
            number      text COLLATE "C" NOT NULL,
            day         date NOT NULL,
            id          uuid NOT NULL,
            content     bytea NOT NULL CHECK (octet_length(content) = 32),
            magnitude   bigint NOT NULL,
            CONSTRAINT plan_act_pkey PRIMARY KEY (gmina, unit, budget_year, number, day)
        )
    """,
    "budget_plan": """
        CREATE TABLE budget_plan (
            gmina       text COLLATE "C" NOT NULL,
            sequence    bigint NOT NULL,
            line        integer NOT NULL,
            known_at    timestamptz NOT NULL,
            unit        text COLLATE "C" NOT NULL,
            budget_year smallint NOT NULL,
            side        text COLLATE "C" NOT NULL,
            dzial       text COLLATE "C" NOT NULL,
            rozdzial    text COLLATE "C" NOT NULL,
            paragraf    text COLLATE "C" NOT NULL,
            p4          text COLLATE "C" NOT NULL,
            task        text COLLATE "C" NOT NULL,
            task_kind   text COLLATE "C" NOT NULL,
            source      text COLLATE "C" NOT NULL,
            amount      bigint NOT NULL,
            valid_from  date NOT NULL,
            act_number  text COLLATE "C" NOT NULL,
            act_day     date NOT NULL,
            CONSTRAINT budget_plan_pkey PRIMARY KEY (gmina, sequence, line)
        );
        CREATE INDEX budget_plan_year_idx ON budget_plan (gmina, budget_year, valid_from)
    """,
    "booking_document": """
        CREATE TABLE booking_document (
            gmina    text COLLATE "C" NOT NULL,
            unit     text COLLATE "C" NOT NULL,
            document text COLLATE "C" NOT NULL,
            version  integer NOT NULL CHECK (version > 0),
            id       uuid NOT NULL,
            content  bytea NOT NULL CHECK (octet_length(content) = 32),
            reversed boolean NOT NULL DEFAULT false,
            magnitude bigint NOT NULL,
            CONSTRAINT booking_document_pkey PRIMARY KEY (gmina, unit, document, version),
            CONSTRAINT booking_document_id_key UNIQUE (gmina, id)
        )
    """,
    "closing": """
        CREATE TABLE closing (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            sequence    bigint NOT NULL,
            known_at    timestamptz NOT NULL,
            unit        text COLLATE "C" NOT NULL,
            budget_year smallint NOT NULL,
            until       date NOT NULL,
            positions   jsonb NOT NULL,
            CONSTRAINT closing_pkey PRIMARY KEY (gmina, id)
        );
        CREATE INDEX closing_period_idx ON closing (gmina, budget_year, until)
    """,
}


def upgrade() -> None:
    for table, statements in _TABLES.items():
        op.execute(statements)
        protect(op.execute, table, runtime=runtime_role())
    for table in ("budget_plan", "closing"):
        open_to_lists(op.execute, table)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.execute(f"DROP TABLE {table}")
