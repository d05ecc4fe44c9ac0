"""Procedures "Niebieskie Karty": who may know of them, whom they are about (sealed), what was done. This service's own.

Nothing here leads to the registers of persons, households, applications or decisions.
"""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0182"
down_revision = "0152"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE blue_card_reader (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    since      date NOT NULL,
    until      date,
    noted_by   text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT blue_card_reader_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT blue_card_reader_days CHECK (until >= since - 1)
);
CREATE INDEX blue_card_reader_subject_idx ON blue_card_reader (gmina, subject);
CREATE TABLE blue_card (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    family     uuid NOT NULL,
    state      text COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
    unit       text COLLATE "C" NOT NULL,
    opened_on  date NOT NULL,
    closed_on  date,
    closed_as  text COLLATE "C",
    noted_by   text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT blue_card_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT blue_card_closed CHECK ((state = 'closed') = (closed_on IS NOT NULL) AND (closed_on IS NULL) = (closed_as IS NULL)),
    CONSTRAINT blue_card_days CHECK (closed_on >= opened_on)
);
CREATE UNIQUE INDEX blue_card_open_uidx ON blue_card (gmina, family) WHERE state = 'open';
CREATE INDEX blue_card_opened_idx ON blue_card (gmina, opened_on);
CREATE TABLE blue_card_named (
    gmina     text COLLATE "C" NOT NULL,
    id        uuid NOT NULL,
    blue_card uuid NOT NULL,
    role      text COLLATE "C" NOT NULL,
    name      bytea NOT NULL,
    number    bytea,
    known_as  text COLLATE "C" NOT NULL,
    CONSTRAINT blue_card_named_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT blue_card_named_card_fkey FOREIGN KEY (gmina, blue_card) REFERENCES blue_card (gmina, id)
);
CREATE INDEX blue_card_named_card_idx ON blue_card_named (gmina, blue_card);
CREATE INDEX blue_card_named_known_idx ON blue_card_named (gmina, known_as);
CREATE TABLE blue_card_act (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    blue_card  uuid,
    family     uuid,
    act        text COLLATE "C" NOT NULL,
    done_on    date NOT NULL,
    body       text COLLATE "C",
    unit       text COLLATE "C" NOT NULL,
    entry      bigint NOT NULL CHECK (entry > 0),
    counts     jsonb NOT NULL DEFAULT '[]',
    withdrawn  boolean NOT NULL DEFAULT false,
    noted_by   text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT blue_card_act_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT blue_card_act_card_fkey FOREIGN KEY (gmina, blue_card) REFERENCES blue_card (gmina, id),
    CONSTRAINT blue_card_act_family CHECK ((blue_card IS NULL) = (family IS NULL))
);
CREATE UNIQUE INDEX blue_card_act_entry_uidx ON blue_card_act (gmina, entry);
CREATE INDEX blue_card_act_card_idx ON blue_card_act (gmina, blue_card);
CREATE INDEX blue_card_act_family_idx ON blue_card_act (gmina, family, done_on) WHERE NOT withdrawn;
CREATE INDEX blue_card_act_done_idx ON blue_card_act (gmina, done_on) WHERE NOT withdrawn;
CREATE TABLE blue_card_member (
    gmina text COLLATE "C" NOT NULL,
    id    uuid NOT NULL,
    act   uuid NOT NULL,
    body  text COLLATE "C" NOT NULL,
    name  bytea NOT NULL,
    CONSTRAINT blue_card_member_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT blue_card_member_act_fkey FOREIGN KEY (gmina, act) REFERENCES blue_card_act (gmina, id)
);
CREATE INDEX blue_card_member_act_idx ON blue_card_member (gmina, act)
"""
_CHANGED = ("blue_card_reader", "blue_card", "blue_card_act")
_WRITTEN_ONCE = ("blue_card_named", "blue_card_member")


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in _CHANGED:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")
    for table in _WRITTEN_ONCE:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)


def downgrade() -> None:
    for table in reversed(_WRITTEN_ONCE):
        unprotect_append_only(op.execute, table)
    for table in reversed(_CHANGED):
        op.execute(f"DROP TABLE {table}")
