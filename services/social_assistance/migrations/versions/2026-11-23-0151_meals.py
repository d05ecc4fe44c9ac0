"""Meals: who is fed where, what a meal costs, and what each facility's list says was eaten."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0151"
down_revision = "0170"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE meal_person (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    person     uuid NOT NULL,
    household  uuid,
    facility   uuid NOT NULL,
    benefit    text COLLATE "C" NOT NULL,
    kind       text COLLATE "C" NOT NULL,
    way        text COLLATE "C" NOT NULL CHECK (way IN ('decision', 'without_decision')),
    award      uuid,
    since      date NOT NULL,
    until      date,
    noted_by   text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT meal_person_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT meal_person_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT meal_person_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT meal_person_facility_fkey FOREIGN KEY (gmina, facility) REFERENCES third_party (gmina, id),
    CONSTRAINT meal_person_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
    CONSTRAINT meal_person_way CHECK ((way = 'decision') = (award IS NOT NULL)),
    CONSTRAINT meal_person_until CHECK (until IS NULL OR until >= since)
);
CREATE INDEX meal_person_facility_idx ON meal_person (gmina, facility, since);
CREATE INDEX meal_person_person_idx ON meal_person (gmina, person);
CREATE TABLE meal_price (
    gmina    text COLLATE "C" NOT NULL,
    facility uuid NOT NULL,
    kind     text COLLATE "C" NOT NULL,
    since    date NOT NULL,
    number   integer NOT NULL,
    price    bigint NOT NULL CHECK (price > 0),
    document text,
    noted_by text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT meal_price_pkey PRIMARY KEY (gmina, facility, kind, since, number),
    CONSTRAINT meal_price_facility_fkey FOREIGN KEY (gmina, facility) REFERENCES third_party (gmina, id)
);
CREATE TABLE meal_list (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    facility     uuid NOT NULL,
    month        date NOT NULL CHECK (extract(day FROM month) = 1),
    state        text COLLATE "C" NOT NULL DEFAULT 'open',
    pupils_fed   integer NOT NULL CHECK (pupils_fed >= 0),
    confirmed_by text,
    confirmed_on date,
    noted_by     text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT meal_list_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT meal_list_facility_fkey FOREIGN KEY (gmina, facility) REFERENCES third_party (gmina, id),
    CONSTRAINT meal_list_month_key UNIQUE (gmina, facility, month),
    CONSTRAINT meal_list_confirmed CHECK ((state = 'confirmed') = (confirmed_on IS NOT NULL))
);
CREATE TABLE meal_eaten (
    gmina       text COLLATE "C" NOT NULL,
    meal_list   uuid NOT NULL,
    meal_person uuid NOT NULL,
    number      integer NOT NULL,
    days        date[] NOT NULL,
    noted_by    text NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT meal_eaten_pkey PRIMARY KEY (gmina, meal_list, meal_person, number),
    CONSTRAINT meal_eaten_list_fkey FOREIGN KEY (gmina, meal_list) REFERENCES meal_list (gmina, id),
    CONSTRAINT meal_eaten_person_fkey FOREIGN KEY (gmina, meal_person) REFERENCES meal_person (gmina, id)
)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in ("meal_person", "meal_list"):
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")
    for table in ("meal_price", "meal_eaten"):
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)


def downgrade() -> None:
    for table in ("meal_eaten", "meal_price"):
        unprotect_append_only(op.execute, table)
    for table in ("meal_list", "meal_person"):
        op.execute(f"DROP TABLE {table}")
