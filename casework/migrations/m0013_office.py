"""The office's own data with its history, addresses of persons, numbers of decisions, and whom letters are for.

The old code is still running while this executes: columns are added without a demand on it, and the index that one letter of a decision
stood under gives way to one that knows the party.
"""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_TABLES: tuple[tuple[str, str, str], ...] = (
    (
        "office_settings",
        "SELECT, INSERT",
        """
        CREATE TABLE office_settings (
            gmina      text COLLATE "C" NOT NULL,
            version    integer NOT NULL CHECK (version > 0),
            valid_from date NOT NULL,
            settings   jsonb NOT NULL,
            made_by    text NOT NULL,
            made_on    date NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT office_settings_pkey PRIMARY KEY (gmina, version)
        );
        CREATE INDEX office_settings_from_idx ON office_settings (gmina, valid_from, version)
        """,
    ),
    (
        # Rows never change, so there is no UPDATE; DELETE is for the erasure of a person's file.
        "person_address",
        "SELECT, INSERT, DELETE",
        """
        CREATE TABLE person_address (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            person      uuid NOT NULL,
            use         text COLLATE "C" NOT NULL CHECK (use IN ('residence', 'correspondence', 'electronic')),
            since       date NOT NULL,
            lines       bytea,
            recorded_by text NOT NULL,
            recorded_on date NOT NULL,
            recorded_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT person_address_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT person_address_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
        );
        CREATE INDEX person_address_person_idx ON person_address (gmina, person, use, since)
        """,
    ),
    (
        "decision_number",
        "SELECT, INSERT",
        """
        CREATE TABLE decision_number (
            gmina    text COLLATE "C" NOT NULL,
            decision uuid NOT NULL,
            year     integer NOT NULL,
            number   integer NOT NULL CHECK (number > 0),
            given_on date NOT NULL,
            CONSTRAINT decision_number_pkey PRIMARY KEY (gmina, decision),
            CONSTRAINT decision_number_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
        );
        CREATE UNIQUE INDEX decision_number_uidx ON decision_number (gmina, year, number)
        """,
    ),
)
_APPEND_ONLY = ("office_settings", "decision_number")
_NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid"

_COLUMNS = (
    "ALTER TABLE letter ALTER COLUMN person DROP NOT NULL, ADD COLUMN party uuid, "
    'ADD COLUMN act boolean NOT NULL DEFAULT false, ADD COLUMN about text COLLATE "C", ADD COLUMN about_id uuid, '
    "ADD CONSTRAINT letter_about_both CHECK ((about IS NULL) = (about_id IS NULL)), "
    "ADD CONSTRAINT letter_party_fkey FOREIGN KEY (gmina, party) REFERENCES decision_party (gmina, id)",
    "DROP INDEX letter_decision_uidx",
    f"CREATE UNIQUE INDEX letter_of_party_uidx ON letter (gmina, decision, coalesce(party, {_NOBODY})) "
    "WHERE (act OR kind = 'decision') AND NOT draft",
    "CREATE INDEX letter_about_idx ON letter (gmina, about_id) WHERE about_id IS NOT NULL",
    "ALTER TABLE decision_act ADD COLUMN words text, ADD COLUMN due jsonb",
)
_NO_COLUMNS = (
    "ALTER TABLE decision_act DROP COLUMN words, DROP COLUMN due",
    "DROP INDEX letter_about_idx",
    "DROP INDEX letter_of_party_uidx",
    "CREATE UNIQUE INDEX letter_decision_uidx ON letter (gmina, decision) WHERE kind = 'decision' AND NOT draft",
    "ALTER TABLE letter DROP COLUMN party, DROP COLUMN act, DROP COLUMN about, DROP COLUMN about_id, "
    "ALTER COLUMN person SET NOT NULL",
)


def upgrade(execute: Execute, runtime: str) -> None:
    for table, grants, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime, grants=grants)
    for table in _APPEND_ONLY:
        append_only(execute, table)
    for statement in _COLUMNS:
        execute(statement)


def downgrade(execute: Execute) -> None:
    for statement in _NO_COLUMNS:
        execute(statement)
    for table, _, _ in reversed(_TABLES):
        if table in _APPEND_ONLY:
            unprotect_append_only(execute, table)
        else:
            execute(f"DROP TABLE {table}")
