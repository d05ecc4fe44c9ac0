"""What a person was called, when she was said to be born and which numbers she had before a correction; read, never changed."""

from kit.tenancy import Execute, protect

# Rows never change, so there is no UPDATE; DELETE is for the erasure of a person's file.
_TABLE = """
CREATE TABLE person_former (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    person       uuid NOT NULL,
    what         text COLLATE "C" NOT NULL CHECK (what IN ('name', 'birth_date', 'pesel', 'document')),
    said         bytea NOT NULL,
    sort_key     text COLLATE "C",
    said_index   bytea,
    index_kid    text COLLATE "C",
    basis        bytea,
    corrected_by text NOT NULL,
    corrected_on date NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT person_former_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT person_former_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
)
"""
_INDEXES = (
    "CREATE INDEX person_former_person_idx ON person_former (gmina, person)",
    "CREATE INDEX person_former_said_idx ON person_former (gmina, said_index) WHERE said_index IS NOT NULL",
    "CREATE INDEX person_former_name_idx ON person_former (gmina, replace(sort_key, '~', '')) WHERE sort_key IS NOT NULL",
)


def upgrade(execute: Execute, runtime: str) -> None:
    execute(_TABLE)
    for statement in _INDEXES:
        execute(statement)
    protect(execute, "person_former", runtime=runtime, grants="SELECT, INSERT, DELETE")


def downgrade(execute: Execute) -> None:
    execute("DROP TABLE person_former")
