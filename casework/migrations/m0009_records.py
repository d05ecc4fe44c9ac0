"""Files of cases: when closed, what else belongs to them, lists of what may be destroyed, and what was erased under them.

What is append-only stays so. The bytes of a letter and the name of an attachment may go once a destruction that was consented to and
approved has entered them in `erased_record`, and in no other way: the triggers look there.
"""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_TABLES: tuple[tuple[str, str, str], ...] = (
    (
        "case_file",
        "SELECT, INSERT, UPDATE",
        """
        CREATE TABLE case_file (
            gmina     text COLLATE "C" NOT NULL,
            sign      uuid NOT NULL,
            state     text COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed', 'destroyed')),
            closed_on date,
            category  text COLLATE "C",
            version   integer NOT NULL DEFAULT 1,
            CONSTRAINT case_file_pkey PRIMARY KEY (gmina, sign),
            CONSTRAINT case_file_sign_fkey FOREIGN KEY (gmina, sign) REFERENCES case_sign (gmina, id),
            CONSTRAINT case_file_closed CHECK ((state = 'open') = (closed_on IS NULL))
        );
        CREATE INDEX case_file_closed_idx ON case_file (gmina, closed_on, sign) WHERE state = 'closed'
        """,
    ),
    (
        "case_act",
        "SELECT, INSERT",
        """
        CREATE TABLE case_act (
            gmina    text COLLATE "C" NOT NULL,
            sign     uuid NOT NULL,
            number   integer NOT NULL CHECK (number > 0),
            act      text COLLATE "C" NOT NULL,
            on_day   date NOT NULL,
            by_whom  text NOT NULL,
            reason   text COLLATE "C",
            document text,
            noted_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT case_act_pkey PRIMARY KEY (gmina, sign, number),
            CONSTRAINT case_act_sign_fkey FOREIGN KEY (gmina, sign) REFERENCES case_sign (gmina, id)
        )
        """,
    ),
    (
        "case_matter",
        "SELECT, INSERT",
        """
        CREATE TABLE case_matter (
            gmina     text COLLATE "C" NOT NULL,
            kind      text COLLATE "C" NOT NULL CHECK (kind IN ('decision', 'award', 'overpayment')),
            matter    uuid NOT NULL,
            sign      uuid NOT NULL,
            linked_by text NOT NULL,
            linked_on date NOT NULL,
            CONSTRAINT case_matter_pkey PRIMARY KEY (gmina, kind, matter),
            CONSTRAINT case_matter_sign_fkey FOREIGN KEY (gmina, sign) REFERENCES case_sign (gmina, id)
        );
        CREATE INDEX case_matter_sign_idx ON case_matter (gmina, sign)
        """,
    ),
    (
        "destruction",
        "SELECT, INSERT, UPDATE",
        """
        CREATE TABLE destruction (
            gmina         text COLLATE "C" NOT NULL,
            id            uuid NOT NULL,
            number        text COLLATE "C" NOT NULL,
            state         text COLLATE "C" NOT NULL
                          CHECK (state IN ('proposed', 'submitted', 'consented', 'approved', 'carried_out', 'refused', 'withdrawn')),
            commission    text[] COLLATE "C" NOT NULL,
            proposed_by   text NOT NULL,
            proposed_on   date NOT NULL,
            submitted_on  date,
            letter        text,
            consent       text,
            consented_on  date,
            approved_by   text,
            approved_on   date,
            carried_out_by text,
            carried_out_on date,
            way           text COLLATE "C",
            version       integer NOT NULL DEFAULT 1,
            created_at    timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT destruction_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT destruction_two_people CHECK (approved_by IS NULL OR approved_by <> proposed_by),
            CONSTRAINT destruction_consented CHECK ((consent IS NULL) = (consented_on IS NULL)),
            CONSTRAINT destruction_in_order CHECK (
                (state NOT IN ('approved', 'carried_out') OR (consent IS NOT NULL AND approved_by IS NOT NULL))
                AND (state <> 'carried_out' OR carried_out_by IS NOT NULL))
        );
        CREATE UNIQUE INDEX destruction_number_uidx ON destruction (gmina, number);
        CREATE INDEX destruction_proposed_idx ON destruction (gmina, proposed_on, id)
        """,
    ),
    (
        "destruction_item",
        "SELECT, INSERT, UPDATE",
        """
        CREATE TABLE destruction_item (
            gmina        text COLLATE "C" NOT NULL,
            destruction  uuid NOT NULL,
            place        integer NOT NULL CHECK (place > 0),
            sign         uuid NOT NULL,
            sign_text    text NOT NULL,
            symbol       text COLLATE "C" NOT NULL,
            title        text NOT NULL,
            category     text COLLATE "C" NOT NULL,
            opened_on    date NOT NULL,
            closed_on    date NOT NULL,
            counted_from date NOT NULL,
            kept_until   date,
            state        text COLLATE "C" NOT NULL CHECK (state IN ('listed', 'left_out', 'destroyed')),
            reason       text COLLATE "C",
            CONSTRAINT destruction_item_pkey PRIMARY KEY (gmina, destruction, place),
            CONSTRAINT destruction_item_of_fkey FOREIGN KEY (gmina, destruction) REFERENCES destruction (gmina, id),
            CONSTRAINT destruction_item_sign_fkey FOREIGN KEY (gmina, sign) REFERENCES case_sign (gmina, id),
            CONSTRAINT destruction_item_left_out CHECK ((state = 'left_out') = (reason IS NOT NULL))
        );
        CREATE UNIQUE INDEX destruction_item_one_list ON destruction_item (gmina, sign) WHERE state <> 'left_out'
        """,
    ),
    (
        "destruction_act",
        "SELECT, INSERT",
        """
        CREATE TABLE destruction_act (
            gmina       text COLLATE "C" NOT NULL,
            destruction uuid NOT NULL,
            number      integer NOT NULL CHECK (number > 0),
            act         text COLLATE "C" NOT NULL,
            on_day      date NOT NULL,
            by_whom     text NOT NULL,
            document    text,
            noted_at    timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT destruction_act_pkey PRIMARY KEY (gmina, destruction, number),
            CONSTRAINT destruction_act_of_fkey FOREIGN KEY (gmina, destruction) REFERENCES destruction (gmina, id)
        )
        """,
    ),
    (
        "erased_record",
        "SELECT, INSERT",
        """
        CREATE TABLE erased_record (
            gmina       text COLLATE "C" NOT NULL,
            kind        text COLLATE "C" NOT NULL
                        CHECK (kind IN ('application', 'decision', 'award', 'overpayment', 'letter', 'attachment', 'person')),
            record      uuid NOT NULL,
            destruction uuid NOT NULL,
            CONSTRAINT erased_record_pkey PRIMARY KEY (gmina, kind, record),
            CONSTRAINT erased_record_of_fkey FOREIGN KEY (gmina, destruction) REFERENCES destruction (gmina, id)
        );
        CREATE INDEX erased_record_of_idx ON erased_record (gmina, destruction, kind)
        """,
    ),
)
_APPEND_ONLY = ("case_act", "case_matter", "destruction_act", "erased_record")

# Of the letter the bytes go, of the attachment its name: the entries with their digests stay.
_ERASABLE = (
    ("letter_body", "letter", "letter", "DELETE", "NOT TG_OP = 'DELETE'", "OLD"),
    (
        "attachment", "attachment", "id", "UPDATE (name)",
        "NOT (TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'name' = to_jsonb(OLD) - 'name')", "NEW",
    ),
)  # fmt: skip
_GUARD = """
CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_LEVEL = 'STATEMENT' OR {other} OR NOT EXISTS (
        SELECT FROM erased_record e WHERE e.gmina = OLD.gmina AND e.kind = '{kind}' AND e.record = OLD.{key}) THEN
        RAISE EXCEPTION '{table} is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN {row};
END $$
"""
_REFUSE = """
CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""


def upgrade(execute: Execute, runtime: str) -> None:
    for table, grants, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime, grants=grants)
    for table in _APPEND_ONLY:
        append_only(execute, table)
    for table, kind, key, grant, other, row in _ERASABLE:
        execute(_GUARD.format(table=table, kind=kind, key=key, other=other, row=row))
        execute(f"GRANT {grant} ON {table} TO {runtime}")
    execute("ALTER TABLE person ADD COLUMN erased_on date")
    # A letter belongs to the case whose sign it carries.
    execute('CREATE INDEX letter_znak_idx ON letter (gmina, (znak COLLATE "C"))')


def downgrade(execute: Execute) -> None:
    execute("DROP INDEX letter_znak_idx")
    execute("ALTER TABLE person DROP COLUMN erased_on")
    for table, *_ in _ERASABLE:
        execute(_REFUSE.format(table=table))
    for table, _, _ in reversed(_TABLES):
        if table in _APPEND_ONLY:
            unprotect_append_only(execute, table)
        else:
            execute(f"DROP TABLE {table}")
