"""The hire of rehabilitation equipment: what there is, and who has it until when. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import protect

revision = "0185"
down_revision = "0184"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE hire_item (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    number      text COLLATE "C" NOT NULL,
    value       bigint NOT NULL CHECK (value >= 0),
    acquired_on date NOT NULL,
    unit        text COLLATE "C" NOT NULL,
    retired_on  date,
    retired_as  text COLLATE "C",
    noted_by    text NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT hire_item_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT hire_item_days CHECK (retired_on >= acquired_on),
    CONSTRAINT hire_item_retired CHECK ((retired_on IS NULL) = (retired_as IS NULL))
);
CREATE UNIQUE INDEX hire_item_number_uidx ON hire_item (gmina, number);
CREATE TABLE equipment_hire (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    item        uuid NOT NULL,
    person      uuid NOT NULL,
    unit        text COLLATE "C" NOT NULL,
    state       text COLLATE "C" NOT NULL CHECK (state IN ('lent', 'returned', 'withdrawn')),
    outsider    boolean NOT NULL,
    monthly_fee bigint NOT NULL DEFAULT 0 CHECK (monthly_fee >= 0),
    lent_on     date NOT NULL,
    due_back    date NOT NULL,
    returned_on date,
    returned_as text COLLATE "C",
    act         uuid NOT NULL,
    noted_by    text NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT equipment_hire_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT equipment_hire_item_fkey FOREIGN KEY (gmina, item) REFERENCES hire_item (gmina, id),
    CONSTRAINT equipment_hire_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT equipment_hire_days CHECK (due_back >= lent_on AND returned_on >= lent_on),
    CONSTRAINT equipment_hire_fee CHECK (outsider OR monthly_fee = 0),
    CONSTRAINT equipment_hire_returned CHECK (
        (state = 'returned') = (returned_on IS NOT NULL) AND (returned_on IS NULL) = (returned_as IS NULL)
    )
);
CREATE UNIQUE INDEX equipment_hire_lent_uidx ON equipment_hire (gmina, item) WHERE state = 'lent';
CREATE INDEX equipment_hire_item_idx ON equipment_hire (gmina, item);
CREATE INDEX equipment_hire_person_idx ON equipment_hire (gmina, person);
CREATE INDEX equipment_hire_lent_idx ON equipment_hire (gmina, lent_on, id);
CREATE INDEX equipment_hire_due_idx ON equipment_hire (gmina, due_back, id)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in ("hire_item", "equipment_hire"):
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    for table in ("equipment_hire", "hire_item"):
        op.execute(f"DROP TABLE {table}")
