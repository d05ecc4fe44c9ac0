"""Care at home: carers, what decisions say of services, the days served and the months confirmed. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0170"
down_revision = "0181"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE carer (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    name       bytea NOT NULL,
    contract   text COLLATE "C" NOT NULL CHECK (contract IN ('employment', 'mandate', 'company', 'neighbour')),
    kind       text COLLATE "C" NOT NULL CHECK (kind IN ('carer', 'specialist')),
    hour_rate  bigint NOT NULL CHECK (hour_rate >= 0),
    since      date NOT NULL,
    until      date,
    unit       text COLLATE "C" NOT NULL,
    noted_by   text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT carer_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT carer_days CHECK (until IS NULL OR until >= since)
);
CREATE INDEX carer_since_idx ON carer (gmina, since, id);
CREATE TABLE care_plan (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    person       uuid NOT NULL,
    household    uuid,
    decision     uuid,
    service      text COLLATE "C" NOT NULL,
    urgent_since date,
    decide_by    date,
    since        date NOT NULL,
    until        date,
    state        text COLLATE "C" NOT NULL CHECK (state IN ('urgent', 'open', 'ended', 'cancelled')),
    unit         text COLLATE "C" NOT NULL,
    noted_by     text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_plan_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT care_plan_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT care_plan_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT care_plan_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT care_plan_days CHECK (until IS NULL OR until >= since),
    CONSTRAINT care_plan_urgent CHECK ((urgent_since IS NULL) = (decide_by IS NULL) AND (state <> 'urgent' OR urgent_since IS NOT NULL)),
    CONSTRAINT care_plan_decided CHECK (state <> 'open' OR decision IS NOT NULL),
    CONSTRAINT care_plan_ended CHECK (state <> 'ended' OR until IS NOT NULL)
);
CREATE INDEX care_plan_person_idx ON care_plan (gmina, person);
CREATE INDEX care_plan_since_idx ON care_plan (gmina, since, id);
CREATE INDEX care_plan_decision_idx ON care_plan (gmina, decision) WHERE decision IS NOT NULL;
CREATE INDEX care_plan_urgent_idx ON care_plan (gmina, decide_by) WHERE state = 'urgent';
CREATE TABLE care_term (
    gmina          text COLLATE "C" NOT NULL,
    plan           uuid NOT NULL,
    number         integer NOT NULL CHECK (number > 0),
    since          date NOT NULL CHECK (extract(day FROM since) = 1),
    care_level     text COLLATE "C" NOT NULL,
    household_kind text COLLATE "C" NOT NULL,
    hours_month    integer NOT NULL CHECK (hours_month BETWEEN 1 AND 744),
    income         bigint NOT NULL CHECK (income >= 0),
    persons        integer NOT NULL CHECK (persons > 0),
    hour_price     bigint CHECK (hour_price > 0),
    exempted       integer NOT NULL CHECK (exempted BETWEEN 0 AND 100),
    exempt_ground  text COLLATE "C",
    due_day        integer CHECK (due_day BETWEEN 1 AND 28),
    decision       uuid,
    noted_by       text NOT NULL,
    noted_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_term_pkey PRIMARY KEY (gmina, plan, number),
    CONSTRAINT care_term_plan_fkey FOREIGN KEY (gmina, plan) REFERENCES care_plan (gmina, id),
    CONSTRAINT care_term_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT care_term_exempt CHECK ((exempted = 0) = (exempt_ground IS NULL))
);
CREATE INDEX care_term_decision_idx ON care_term (gmina, decision) WHERE decision IS NOT NULL;
CREATE TABLE care_day (
    gmina    text COLLATE "C" NOT NULL,
    plan     uuid NOT NULL,
    day      date NOT NULL,
    carer    uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    minutes  integer NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
    noted_by text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_day_pkey PRIMARY KEY (gmina, plan, day, carer, number),
    CONSTRAINT care_day_plan_fkey FOREIGN KEY (gmina, plan) REFERENCES care_plan (gmina, id),
    CONSTRAINT care_day_carer_fkey FOREIGN KEY (gmina, carer) REFERENCES carer (gmina, id)
);
CREATE INDEX care_day_carer_idx ON care_day (gmina, carer, day);
CREATE INDEX care_day_day_idx ON care_day (gmina, day, plan);
CREATE TABLE care_month (
    gmina     text COLLATE "C" NOT NULL,
    plan      uuid NOT NULL,
    month     date NOT NULL CHECK (extract(day FROM month) = 1),
    number    integer NOT NULL CHECK (number > 0),
    state     text COLLATE "C" NOT NULL CHECK (state IN ('open', 'confirmed')),
    minutes   integer NOT NULL CHECK (minutes >= 0),
    over_plan integer NOT NULL CHECK (over_plan BETWEEN 0 AND minutes),
    cost      bigint NOT NULL CHECK (cost >= 0),
    share     text COLLATE "C" NOT NULL,
    fee       bigint NOT NULL CHECK (fee >= 0),
    due_on    date NOT NULL,
    basis     jsonb NOT NULL,
    noted_by  text NOT NULL,
    noted_on  date NOT NULL,
    noted_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_month_pkey PRIMARY KEY (gmina, plan, month, number),
    CONSTRAINT care_month_plan_fkey FOREIGN KEY (gmina, plan) REFERENCES care_plan (gmina, id)
);
CREATE INDEX care_month_month_idx ON care_month (gmina, month, plan)
"""
_WRITTEN_ONCE = ("care_month", "care_day", "care_term")


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in ("carer", "care_plan"):
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")
    for table in _WRITTEN_ONCE:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)


def downgrade() -> None:
    for table in _WRITTEN_ONCE:
        unprotect_append_only(op.execute, table)
    for table in ("care_plan", "carer"):
        op.execute(f"DROP TABLE {table}")
