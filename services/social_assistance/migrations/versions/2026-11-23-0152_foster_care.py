"""Children in foster care for whom the gmina pays a share, and what the powiat's notes ask for each month of theirs."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0152"
down_revision = "0151"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE foster_child (
    gmina           text COLLATE "C" NOT NULL,
    id              uuid NOT NULL,
    person          uuid NOT NULL,
    powiat          uuid NOT NULL,
    kind            text COLLATE "C" NOT NULL CHECK (kind IN ('family', 'institution')),
    first_placement date NOT NULL,
    counted_from    date NOT NULL,
    told_on         date,
    until           date,
    no_share        text COLLATE "C" CHECK (no_share IN ('left_or_unknown_parents', 'foreign_minor')),
    unit            text COLLATE "C" NOT NULL,
    noted_by        text NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT foster_child_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT foster_child_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT foster_child_powiat_fkey FOREIGN KEY (gmina, powiat) REFERENCES third_party (gmina, id),
    CONSTRAINT foster_child_counted CHECK (counted_from >= first_placement AND (until IS NULL OR until >= counted_from))
);
CREATE UNIQUE INDEX foster_child_open_idx ON foster_child (gmina, person) WHERE until IS NULL;
CREATE INDEX foster_child_powiat_idx ON foster_child (gmina, powiat, counted_from);
CREATE TABLE foster_note_row (
    gmina        text COLLATE "C" NOT NULL,
    invoice      uuid NOT NULL,
    number       integer NOT NULL,
    round        integer NOT NULL,
    foster_child uuid NOT NULL,
    month        date NOT NULL CHECK (extract(day FROM month) = 1),
    cost         bigint NOT NULL,
    amount       bigint NOT NULL,
    noted_by     text NOT NULL,
    noted_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT foster_note_row_pkey PRIMARY KEY (gmina, invoice, number),
    CONSTRAINT foster_note_row_invoice_fkey FOREIGN KEY (gmina, invoice) REFERENCES invoice (gmina, id),
    CONSTRAINT foster_note_row_child_fkey FOREIGN KEY (gmina, foster_child) REFERENCES foster_child (gmina, id)
);
CREATE INDEX foster_note_row_child_idx ON foster_note_row (gmina, foster_child, month)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(op.execute, "foster_child", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(op.execute, "foster_note_row", runtime=runtime, grants="SELECT, INSERT")
    append_only(op.execute, "foster_note_row")


def downgrade() -> None:
    unprotect_append_only(op.execute, "foster_note_row")
    op.execute("DROP TABLE foster_child")
