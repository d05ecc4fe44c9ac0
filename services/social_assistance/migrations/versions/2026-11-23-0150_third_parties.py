"""Third parties that the gmina pays by invoice or debit note, what their documents are divided over, and stated shares of the grant."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0150"
down_revision = "0143"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE third_party (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    kind       text COLLATE "C" NOT NULL CHECK (kind IN ('facility', 'care_home', 'shelter', 'powiat', 'gmina', 'supplier')),
    name       text NOT NULL,
    nip        text COLLATE "C" CHECK (nip ~ '^[0-9]{10}$'),
    teryt      text COLLATE "C" CHECK (teryt ~ '^([0-9]{4}|[0-9]{6})$'),
    unit       text COLLATE "C" NOT NULL,
    since      date NOT NULL,
    until      date,
    noted_by   text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT third_party_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT third_party_until CHECK (until IS NULL OR until >= since)
);
CREATE UNIQUE INDEX third_party_nip_idx ON third_party (gmina, nip) WHERE nip IS NOT NULL AND until IS NULL;
CREATE INDEX third_party_name_idx ON third_party (gmina, name, id);
CREATE TABLE invoice (
    gmina         text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    third_party   uuid NOT NULL,
    kind          text COLLATE "C" NOT NULL CHECK (kind IN ('invoice', 'debit_note', 'correction')),
    number        text NOT NULL,
    number_key    text COLLATE "C" NOT NULL,
    corrects      uuid,
    service_month date NOT NULL CHECK (extract(day FROM service_month) = 1),
    issued_on     date NOT NULL,
    received_on   date NOT NULL,
    due_on        date NOT NULL,
    amount        bigint NOT NULL,
    purpose       text COLLATE "C" NOT NULL,
    unit          text COLLATE "C" NOT NULL,
    state         text COLLATE "C" NOT NULL DEFAULT 'registered',
    checked_by    text,
    checked_on    date,
    controlled_by text,
    controlled_on date,
    accepted_by   text,
    accepted_on   date,
    paid_on       date,
    budget_year   integer,
    document      text,
    ended_on      date,
    reason        text,
    noted_by      text NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT invoice_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT invoice_third_party_fkey FOREIGN KEY (gmina, third_party) REFERENCES third_party (gmina, id),
    CONSTRAINT invoice_corrects_fkey FOREIGN KEY (gmina, corrects) REFERENCES invoice (gmina, id),
    CONSTRAINT invoice_corrects CHECK ((kind = 'correction') = (corrects IS NOT NULL)),
    CONSTRAINT invoice_amount CHECK (kind = 'correction' OR amount > 0),
    CONSTRAINT invoice_received CHECK (received_on >= issued_on),
    CONSTRAINT invoice_paid CHECK ((state = 'paid') = (paid_on IS NOT NULL) AND (paid_on IS NULL) = (budget_year IS NULL)),
    CONSTRAINT invoice_accepted CHECK ((accepted_on IS NOT NULL) = (state IN ('accepted', 'paid')))
);
CREATE UNIQUE INDEX invoice_number_idx ON invoice (gmina, third_party, number_key) WHERE state NOT IN ('cancelled', 'returned');
CREATE INDEX invoice_due_idx ON invoice (gmina, due_on, id);
CREATE INDEX invoice_month_idx ON invoice (gmina, service_month, id);
CREATE INDEX invoice_corrects_idx ON invoice (gmina, corrects) WHERE corrects IS NOT NULL;
CREATE TABLE invoice_allocation (
    gmina     text COLLATE "C" NOT NULL,
    invoice   uuid NOT NULL,
    number    integer NOT NULL,
    benefit   text COLLATE "C" NOT NULL,
    variant   text COLLATE "C",
    entitled  uuid NOT NULL,
    household uuid,
    award     uuid,
    period    date NOT NULL CHECK (extract(day FROM period) = 1),
    quantity  bigint NOT NULL,
    amount    bigint NOT NULL,
    counters  integer,
    noted_by  text NOT NULL,
    noted_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT invoice_allocation_pkey PRIMARY KEY (gmina, invoice, number),
    CONSTRAINT invoice_allocation_invoice_fkey FOREIGN KEY (gmina, invoice) REFERENCES invoice (gmina, id),
    CONSTRAINT invoice_allocation_entitled_fkey FOREIGN KEY (gmina, entitled) REFERENCES person (gmina, id),
    CONSTRAINT invoice_allocation_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT invoice_allocation_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
    CONSTRAINT invoice_allocation_counters CHECK (counters < number)
);
CREATE UNIQUE INDEX invoice_allocation_counters_idx ON invoice_allocation (gmina, invoice, counters) WHERE counters IS NOT NULL;
CREATE INDEX invoice_allocation_entitled_idx ON invoice_allocation (gmina, entitled, benefit, period);
CREATE TABLE funding_share (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    benefit     text COLLATE "C" NOT NULL,
    since       date NOT NULL CHECK (extract(day FROM since) = 1),
    until       date CHECK (extract(day FROM until) = 1),
    grant_share numeric(7, 6) NOT NULL CHECK (grant_share BETWEEN 0 AND 1),
    act         text NOT NULL,
    stated_on   date NOT NULL,
    counters    uuid,
    noted_by    text NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT funding_share_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT funding_share_counters_fkey FOREIGN KEY (gmina, counters) REFERENCES funding_share (gmina, id),
    CONSTRAINT funding_share_until CHECK (until IS NULL OR until >= since)
);
CREATE UNIQUE INDEX funding_share_counters_idx ON funding_share (gmina, counters) WHERE counters IS NOT NULL;
CREATE TABLE invoice_booking (
    gmina       text COLLATE "C" NOT NULL,
    invoice     uuid NOT NULL,
    number      integer NOT NULL,
    allocation  integer NOT NULL,
    what        text COLLATE "C" NOT NULL CHECK (what IN ('accepted', 'paid', 'divided_anew')),
    booked_on   date NOT NULL,
    budget_year integer NOT NULL,
    lines       jsonb NOT NULL,
    share       uuid,
    noted_by    text NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT invoice_booking_pkey PRIMARY KEY (gmina, invoice, number),
    CONSTRAINT invoice_booking_allocation_fkey FOREIGN KEY (gmina, invoice, allocation)
        REFERENCES invoice_allocation (gmina, invoice, number),
    CONSTRAINT invoice_booking_share_fkey FOREIGN KEY (gmina, share) REFERENCES funding_share (gmina, id)
)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in ("third_party", "invoice"):
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")
    for table in ("invoice_allocation", "funding_share", "invoice_booking"):
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)


def downgrade() -> None:
    for table in ("invoice_booking", "funding_share", "invoice_allocation"):
        unprotect_append_only(op.execute, table)
    for table in ("invoice", "third_party"):
        op.execute(f"DROP TABLE {table}")
