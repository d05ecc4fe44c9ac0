"""Stays in shelters, day homes, flats, family homes and short stays in care homes: terms of the fee and months. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0190"
down_revision = "0188"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE support_stay (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    person     uuid NOT NULL,
    household  uuid,
    kind       text COLLATE "C" NOT NULL,
    facility   uuid NOT NULL,
    decision   uuid,
    charged    boolean NOT NULL,
    since      date NOT NULL,
    until      date,
    state      text COLLATE "C" NOT NULL CHECK (state IN ('open', 'ended', 'cancelled')),
    unit       text COLLATE "C" NOT NULL,
    noted_by   text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT support_stay_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT support_stay_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT support_stay_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT support_stay_facility_fkey FOREIGN KEY (gmina, facility) REFERENCES third_party (gmina, id),
    CONSTRAINT support_stay_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT support_stay_ended CHECK ((state = 'ended') = (until IS NOT NULL) AND until >= since)
);
CREATE UNIQUE INDEX support_stay_one_uidx ON support_stay (gmina, person, kind) WHERE state = 'open';
CREATE INDEX support_stay_person_idx ON support_stay (gmina, person);
CREATE INDEX support_stay_since_idx ON support_stay (gmina, since, id);
CREATE INDEX support_stay_facility_idx ON support_stay (gmina, facility);
CREATE INDEX support_stay_household_idx ON support_stay (gmina, household) WHERE household IS NOT NULL;
CREATE INDEX support_stay_decision_idx ON support_stay (gmina, decision) WHERE decision IS NOT NULL;
CREATE TABLE support_term (
    gmina          text COLLATE "C" NOT NULL,
    stay           uuid NOT NULL,
    number         integer NOT NULL CHECK (number > 0),
    since          date NOT NULL CHECK (extract(day FROM since) = 1),
    by             text COLLATE "C" NOT NULL CHECK (by IN ('month', 'day', 'hour')),
    amount         bigint CHECK (amount >= 0),
    income         bigint NOT NULL CHECK (income >= 0),
    persons        integer NOT NULL CHECK (persons > 0),
    place_grant    bigint CHECK (place_grant > 0),
    exempted       integer NOT NULL CHECK (exempted BETWEEN 0 AND 100),
    exempt_ground  text COLLATE "C",
    from_care_home boolean NOT NULL,
    due_day        integer NOT NULL CHECK (due_day BETWEEN 1 AND 28),
    decision       uuid,
    noted_by       text NOT NULL,
    noted_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT support_term_pkey PRIMARY KEY (gmina, stay, number),
    CONSTRAINT support_term_stay_fkey FOREIGN KEY (gmina, stay) REFERENCES support_stay (gmina, id),
    CONSTRAINT support_term_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT support_term_exempted CHECK ((exempted > 0) = (exempt_ground IS NOT NULL))
);
CREATE INDEX support_term_decision_idx ON support_term (gmina, decision) WHERE decision IS NOT NULL;
CREATE TABLE support_month (
    gmina    text COLLATE "C" NOT NULL,
    stay     uuid NOT NULL,
    month    date NOT NULL CHECK (extract(day FROM month) = 1),
    number   integer NOT NULL CHECK (number > 0),
    state    text COLLATE "C" NOT NULL CHECK (state IN ('entered', 'confirmed')),
    days     integer NOT NULL CHECK (days BETWEEN 0 AND 31),
    hours    integer NOT NULL CHECK (hours BETWEEN 0 AND 744),
    fee      bigint NOT NULL CHECK (fee >= 0),
    due_on   date NOT NULL,
    basis    jsonb NOT NULL,
    noted_by text NOT NULL,
    noted_on date NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT support_month_pkey PRIMARY KEY (gmina, stay, month, number),
    CONSTRAINT support_month_stay_fkey FOREIGN KEY (gmina, stay) REFERENCES support_stay (gmina, id)
);
CREATE INDEX support_month_month_idx ON support_month (gmina, month, stay)
"""
_WRITTEN_ONCE = ("support_month", "support_term")


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(op.execute, "support_stay", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    for table in _WRITTEN_ONCE:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)


def downgrade() -> None:
    for table in _WRITTEN_ONCE:
        unprotect_append_only(op.execute, table)
    op.execute("DROP TABLE support_stay")
