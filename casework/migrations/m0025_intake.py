"""What an attachment is and when it came, with withdrawals; where an address is known from; numbers in the register of appeals; lists of
files that passed to the state archive.
"""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_NOTE = """
CREATE TABLE attachment_note (
    gmina       text COLLATE "C" NOT NULL,
    attachment  uuid NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    act         text COLLATE "C" NOT NULL CHECK (act IN ('described', 'withdrawn')),
    kind        text COLLATE "C",
    received_on date,
    posted_on   date,
    reason      text COLLATE "C",
    noted_by    text NOT NULL,
    noted_on    date NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT attachment_note_pkey PRIMARY KEY (gmina, attachment, number),
    CONSTRAINT attachment_note_attachment_fkey FOREIGN KEY (gmina, attachment) REFERENCES attachment (gmina, id),
    CONSTRAINT attachment_note_says CHECK ((act = 'described') = (received_on IS NOT NULL) AND (act = 'withdrawn') = (reason IS NOT NULL))
);
CREATE UNIQUE INDEX attachment_note_withdrawn_uidx ON attachment_note (gmina, attachment) WHERE act = 'withdrawn'
"""
# Which member of an electronic form became which established fact or way of payment.
_TAKEN = """
CREATE TABLE proposal_taken (
    gmina       text COLLATE "C" NOT NULL,
    application uuid NOT NULL,
    pointer     text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL CHECK (kind IN ('fact', 'payment_way')),
    thing       uuid NOT NULL,
    taken_by    text NOT NULL,
    taken_on    date NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT proposal_taken_pkey PRIMARY KEY (gmina, application, pointer),
    CONSTRAINT proposal_taken_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id)
)
"""
# Days for which the log was told who belonged: a later snapshot of an earlier day does not take their place.
_TOLD = """
CREATE TABLE household_told (
    gmina     text COLLATE "C" NOT NULL,
    household uuid NOT NULL,
    on_day    date NOT NULL,
    CONSTRAINT household_told_pkey PRIMARY KEY (gmina, household, on_day),
    CONSTRAINT household_told_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id)
)
"""
_PASSING = """
CREATE TABLE archive_passing (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    number      text COLLATE "C" NOT NULL,
    state       text COLLATE "C" NOT NULL CHECK (state IN ('drawn_up', 'passed', 'withdrawn')),
    archive     text NOT NULL,
    drawn_by    text NOT NULL,
    drawn_on    date NOT NULL,
    sign        text,
    passed_on   date,
    passed_by   text,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT archive_passing_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT archive_passing_noted CHECK ((state = 'passed') = (sign IS NOT NULL AND passed_on IS NOT NULL AND passed_by IS NOT NULL))
);
CREATE UNIQUE INDEX archive_passing_number_uidx ON archive_passing (gmina, number);
CREATE INDEX archive_passing_drawn_idx ON archive_passing (gmina, drawn_on, id)
"""
_ITEM = """
CREATE TABLE archive_passing_item (
    gmina     text COLLATE "C" NOT NULL,
    passing   uuid NOT NULL,
    place     integer NOT NULL CHECK (place > 0),
    sign      uuid NOT NULL,
    sign_text text NOT NULL,
    symbol    text COLLATE "C" NOT NULL,
    title     text NOT NULL,
    opened_on date NOT NULL,
    closed_on date NOT NULL,
    state     text COLLATE "C" NOT NULL CHECK (state IN ('listed', 'left_out', 'passed')),
    CONSTRAINT archive_passing_item_pkey PRIMARY KEY (gmina, passing, place),
    CONSTRAINT archive_passing_item_of_fkey FOREIGN KEY (gmina, passing) REFERENCES archive_passing (gmina, id),
    CONSTRAINT archive_passing_item_sign_fkey FOREIGN KEY (gmina, sign) REFERENCES case_sign (gmina, id)
);
CREATE UNIQUE INDEX archive_passing_item_sign_uidx ON archive_passing_item (gmina, sign) WHERE state <> 'left_out'
"""
_STATES = "ALTER TABLE case_file DROP CONSTRAINT case_file_state_check, ADD CONSTRAINT case_file_state_check CHECK (state IN ({states}))"


def upgrade(execute: Execute, runtime: str) -> None:
    # kind: of the closed list of the acts (attachments.yaml); the day it was received stands in the row already.
    execute('ALTER TABLE attachment ADD COLUMN kind text COLLATE "C", ADD COLUMN posted_on date')
    # A file that was withdrawn may be added again, so that its content is there once among those that stand: the code looks.
    execute("DROP INDEX attachment_content_uidx")
    execute("CREATE INDEX attachment_content_idx ON attachment (gmina, application, sha256)")
    execute("CREATE INDEX attachment_received_idx ON attachment (gmina, received_on, id)")
    # Where the address is known from; of what was recorded before it is not known any more.
    execute('ALTER TABLE person_address ADD COLUMN source text COLLATE "C", ADD COLUMN application uuid')
    # Appeals of before have no number in the register of incoming letters.
    execute(
        'ALTER TABLE appeal ADD COLUMN register_mark text COLLATE "C", ADD COLUMN register_year integer, '
        "ADD COLUMN register_number integer"
    )
    execute(
        "CREATE UNIQUE INDEX appeal_register_uidx ON appeal (gmina, register_mark, register_year, register_number) "
        "WHERE register_number IS NOT NULL"
    )
    execute(_STATES.format(states="'open', 'closed', 'destroyed', 'passed'"))
    for ddl in (_NOTE, _TAKEN, _TOLD, _PASSING, _ITEM):
        for statement in ddl.split(";"):
            execute(statement)
    for table in ("attachment_note", "proposal_taken", "household_told"):
        protect(execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(execute, table)
    for table in ("archive_passing", "archive_passing_item"):
        protect(execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")


def downgrade(execute: Execute) -> None:
    execute("DROP TABLE archive_passing_item")
    execute("DROP TABLE archive_passing")
    for table in ("household_told", "proposal_taken", "attachment_note"):
        unprotect_append_only(execute, table)
    execute(_STATES.format(states="'open', 'closed', 'destroyed'"))
    execute("DROP INDEX appeal_register_uidx")
    execute("ALTER TABLE appeal DROP COLUMN register_mark, DROP COLUMN register_year, DROP COLUMN register_number")
    execute("ALTER TABLE person_address DROP COLUMN source, DROP COLUMN application")
    execute("DROP INDEX attachment_received_idx")
    execute("DROP INDEX attachment_content_idx")
    execute("CREATE UNIQUE INDEX attachment_content_uidx ON attachment (gmina, application, sha256)")
    execute("ALTER TABLE attachment DROP COLUMN kind, DROP COLUMN posted_on")
