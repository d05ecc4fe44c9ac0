"""Debtors: the register with its titles, what was paid of current alimony, the proceedings and the requests between organs."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0160"
down_revision = "0143"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE debtor (
    gmina          text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    person         uuid NOT NULL,
    unit           text COLLATE "C" NOT NULL,
    creditor_organ boolean NOT NULL,
    debtor_organ   boolean NOT NULL,
    other_organ    text,
    opened_on      date NOT NULL,
    closed_on      date,
    why            text COLLATE "C",
    noted_by       text NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debtor_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debtor_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT debtor_role CHECK (creditor_organ OR debtor_organ),
    CONSTRAINT debtor_closed CHECK ((closed_on IS NULL) = (why IS NULL) AND (closed_on IS NULL OR closed_on >= opened_on))
);
CREATE UNIQUE INDEX debtor_open_uidx ON debtor (gmina, person) WHERE closed_on IS NULL;
CREATE INDEX debtor_opened_idx ON debtor (gmina, opened_on);
CREATE TABLE maintenance_title (
    gmina          text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    debtor         uuid NOT NULL,
    entitled       uuid NOT NULL,
    kind           text COLLATE "C" NOT NULL CHECK (kind IN ('judgment', 'settlement', 'interim_order', 'foreign_title')),
    court          text NOT NULL,
    case_sign      text NOT NULL,
    creditor_organ text,
    monthly        bigint NOT NULL CHECK (monthly > 0),
    valid_from     date NOT NULL,
    valid_to       date,
    bailiff        text,
    bailiff_sign   text,
    noted_by       text NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT maintenance_title_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT maintenance_title_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT maintenance_title_entitled_fkey FOREIGN KEY (gmina, entitled) REFERENCES person (gmina, id),
    CONSTRAINT maintenance_title_range CHECK (valid_to IS NULL OR valid_to >= valid_from),
    CONSTRAINT maintenance_title_bailiff CHECK (bailiff IS NOT NULL OR bailiff_sign IS NULL)
);
CREATE INDEX maintenance_title_debtor_idx ON maintenance_title (gmina, debtor);
CREATE INDEX maintenance_title_entitled_idx ON maintenance_title (gmina, entitled);
CREATE TABLE maintenance_month (
    gmina     text COLLATE "C" NOT NULL,
    title     uuid NOT NULL,
    month     date NOT NULL CHECK (extract(day FROM month) = 1),
    number    integer NOT NULL,
    paid      bigint NOT NULL CHECK (paid >= 0),
    stated_on date NOT NULL,
    noted_by  text NOT NULL,
    noted_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT maintenance_month_pkey PRIMARY KEY (gmina, title, month, number),
    CONSTRAINT maintenance_month_title_fkey FOREIGN KEY (gmina, title) REFERENCES maintenance_title (gmina, id)
);
CREATE TABLE debtor_proceeding (
    gmina             text COLLATE "C" NOT NULL,
    id                uuid NOT NULL,
    debtor            uuid NOT NULL,
    state             text COLLATE "C" NOT NULL,
    reason            text COLLATE "C" NOT NULL,
    creditor_organ    text,
    received_on       date NOT NULL,
    due_on            date,
    interviewed_on    date,
    job_order_until   date,
    ground            text COLLATE "C",
    opened_on         date,
    decision_sign     text,
    decided_on        date,
    delivered_on      date,
    final_on          date,
    prosecution_on    date,
    licence_asked_on  date,
    licence_held      boolean,
    licence_motion_on date,
    licence_return_on date,
    ended_on          date,
    noted_by          text NOT NULL,
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debtor_proceeding_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debtor_proceeding_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT debtor_proceeding_opened CHECK (opened_on IS NULL OR ground IS NOT NULL),
    CONSTRAINT debtor_proceeding_decided CHECK (decided_on IS NULL OR opened_on IS NOT NULL),
    CONSTRAINT debtor_proceeding_final CHECK (final_on IS NULL OR delivered_on IS NOT NULL),
    CONSTRAINT debtor_proceeding_prosecuted CHECK (prosecution_on IS NULL OR final_on IS NOT NULL),
    CONSTRAINT debtor_proceeding_licence CHECK (licence_motion_on IS NULL OR (final_on IS NOT NULL AND licence_held)),
    CONSTRAINT debtor_proceeding_returned CHECK (licence_return_on IS NULL OR licence_motion_on IS NOT NULL)
);
CREATE INDEX debtor_proceeding_debtor_idx ON debtor_proceeding (gmina, debtor);
CREATE INDEX debtor_proceeding_due_idx ON debtor_proceeding (gmina, due_on) WHERE due_on IS NOT NULL;
CREATE INDEX debtor_proceeding_received_idx ON debtor_proceeding (gmina, received_on);
CREATE TABLE debtor_proceeding_step (
    gmina      text COLLATE "C" NOT NULL,
    proceeding uuid NOT NULL,
    number     integer NOT NULL,
    step       text COLLATE "C" NOT NULL,
    state      text COLLATE "C" NOT NULL,
    done_on    date NOT NULL,
    article    text NOT NULL,
    details    jsonb NOT NULL,
    letter     uuid,
    noted_by   text NOT NULL,
    noted_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debtor_proceeding_step_pkey PRIMARY KEY (gmina, proceeding, number),
    CONSTRAINT debtor_proceeding_step_proceeding_fkey FOREIGN KEY (gmina, proceeding) REFERENCES debtor_proceeding (gmina, id),
    CONSTRAINT debtor_proceeding_step_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id)
);
CREATE TABLE action_request (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    debtor      uuid NOT NULL,
    state       text COLLATE "C" NOT NULL,
    reason      text COLLATE "C" NOT NULL,
    organ       text,
    sent_on     date NOT NULL,
    answer_by   date NOT NULL,
    repeat_on   date NOT NULL,
    answered_on date,
    result      text COLLATE "C",
    result_on   date,
    proceeding  uuid,
    letter      uuid,
    noted_by    text NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT action_request_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT action_request_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT action_request_proceeding_fkey FOREIGN KEY (gmina, proceeding) REFERENCES debtor_proceeding (gmina, id),
    CONSTRAINT action_request_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
    CONSTRAINT action_request_result CHECK ((result IS NULL) = (result_on IS NULL))
);
CREATE INDEX action_request_debtor_idx ON action_request (gmina, debtor);
CREATE INDEX action_request_sent_idx ON action_request (gmina, sent_on);
CREATE TABLE debtor_listing (
    gmina         text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    debtor        uuid NOT NULL,
    register      text COLLATE "C" NOT NULL CHECK (register IN ('big', 'krz')),
    arrears_since date NOT NULL,
    filed_on      date NOT NULL CHECK (filed_on >= arrears_since),
    withdrawn_on  date CHECK (withdrawn_on >= filed_on),
    noted_by      text NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debtor_listing_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debtor_listing_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id)
);
CREATE UNIQUE INDEX debtor_listing_open_uidx ON debtor_listing (gmina, debtor, register) WHERE withdrawn_on IS NULL
"""
_CHANGED = ("debtor", "maintenance_title", "debtor_proceeding", "action_request", "debtor_listing")
_WRITTEN_ONCE = ("maintenance_month", "debtor_proceeding_step")


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
    for table in _WRITTEN_ONCE:
        unprotect_append_only(op.execute, table)
    for table in ("debtor_listing", "action_request", "debtor_proceeding", "maintenance_title", "debtor"):
        op.execute(f"DROP TABLE {table}")
