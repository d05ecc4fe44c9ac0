"""Evidence and the facts that it establishes, look-ups in registers with their answers, and what evidence a decision rests on.

Everything here is append-only; what these rows say of a person lies encrypted in `evidence_content` alone, so that the destruction of a
file (brakowanie) takes the content and leaves the rows.
"""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_TABLES: tuple[tuple[str, str], ...] = (
    (
        # Keyed by the id of the row whose content it is: evidence, established_fact, register_lookup or register_answer.
        "evidence_content",
        """
        CREATE TABLE evidence_content (
            gmina text COLLATE "C" NOT NULL,
            id    uuid NOT NULL,
            body  bytea NOT NULL,
            CONSTRAINT evidence_content_pkey PRIMARY KEY (gmina, id)
        )
        """,
    ),
    (
        "register_lookup",
        """
        CREATE TABLE register_lookup (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            register_code text COLLATE "C" NOT NULL,
            person      uuid NOT NULL,
            application uuid,
            legal_basis text NOT NULL,
            asked_on    date NOT NULL,
            asked_by    text NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT register_lookup_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT register_lookup_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
        );
        CREATE INDEX register_lookup_person_idx ON register_lookup (gmina, person, id);
        CREATE INDEX register_lookup_application_idx ON register_lookup (gmina, application) WHERE application IS NOT NULL
        """,
    ),
    (
        "register_answer",
        """
        CREATE TABLE register_answer (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            lookup      uuid NOT NULL,
            number      integer NOT NULL CHECK (number > 0),
            state       text COLLATE "C" NOT NULL,
            adapter     text COLLATE "C" NOT NULL,
            asked_by    text NOT NULL,
            answered_on date NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT register_answer_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT register_answer_lookup_fkey FOREIGN KEY (gmina, lookup) REFERENCES register_lookup (gmina, id)
        );
        CREATE UNIQUE INDEX register_answer_number_uidx ON register_answer (gmina, lookup, number)
        """,
    ),
    (
        "evidence",
        """
        CREATE TABLE evidence (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            source      text COLLATE "C" NOT NULL,
            attachment  uuid,
            lookup      uuid,
            interview   uuid,
            application uuid,
            dated       date,
            known_since date NOT NULL,
            recorded_on date NOT NULL,
            recorded_by text NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT evidence_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT evidence_lookup_fkey FOREIGN KEY (gmina, lookup) REFERENCES register_lookup (gmina, id),
            CONSTRAINT evidence_known_before CHECK (known_since <= recorded_on),
            CONSTRAINT evidence_document CHECK (source <> 'document' OR attachment IS NOT NULL),
            CONSTRAINT evidence_register CHECK ((source = 'register') = (lookup IS NOT NULL)),
            CONSTRAINT evidence_interview CHECK ((source = 'interview') = (interview IS NOT NULL))
        );
        CREATE INDEX evidence_attachment_idx ON evidence (gmina, attachment) WHERE attachment IS NOT NULL;
        CREATE INDEX evidence_lookup_idx ON evidence (gmina, lookup) WHERE lookup IS NOT NULL
        """,
    ),
    (
        "established_fact",
        """
        CREATE TABLE established_fact (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            fact        uuid NOT NULL,
            version     integer NOT NULL CHECK (version > 0),
            act         text COLLATE "C" NOT NULL,
            state       text COLLATE "C" NOT NULL,
            kind        text COLLATE "C" NOT NULL,
            code        text COLLATE "C" NOT NULL,
            person      uuid,
            household   uuid,
            of          uuid,
            valid_from  date NOT NULL,
            valid_to    date,
            next_on     date,
            evidence    uuid NOT NULL,
            recorded_on date NOT NULL,
            recorded_by text NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT established_fact_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT established_fact_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
            CONSTRAINT established_fact_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
            CONSTRAINT established_fact_evidence_fkey FOREIGN KEY (gmina, evidence) REFERENCES evidence (gmina, id),
            CONSTRAINT established_fact_of_fkey FOREIGN KEY (gmina, of) REFERENCES established_fact (gmina, id),
            CONSTRAINT established_fact_subject CHECK (person IS NOT NULL OR household IS NOT NULL),
            CONSTRAINT established_fact_period CHECK (valid_to >= valid_from),
            CONSTRAINT established_fact_first CHECK ((version = 1) = (id = fact))
        );
        CREATE UNIQUE INDEX established_fact_version_uidx ON established_fact (gmina, fact, version);
        CREATE INDEX established_fact_person_idx ON established_fact (gmina, person, fact);
        CREATE INDEX established_fact_household_idx ON established_fact (gmina, household, fact) WHERE household IS NOT NULL;
        CREATE INDEX established_fact_of_idx ON established_fact (gmina, of) WHERE of IS NOT NULL;
        CREATE INDEX established_fact_evidence_idx ON established_fact (gmina, evidence);
        CREATE INDEX established_fact_ends_idx ON established_fact (gmina, valid_to) WHERE kind = 'certificate' AND valid_to IS NOT NULL;
        CREATE INDEX established_fact_next_idx ON established_fact (gmina, next_on) WHERE next_on IS NOT NULL
        """,
    ),
    (
        "decision_basis",
        """
        CREATE TABLE decision_basis (
            gmina       text COLLATE "C" NOT NULL,
            decision    uuid NOT NULL,
            known_on    date NOT NULL,
            person      uuid,
            household   uuid,
            application uuid,
            missing     jsonb NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT decision_basis_pkey PRIMARY KEY (gmina, decision),
            CONSTRAINT decision_basis_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
        )
        """,
    ),
    (
        "decision_evidence",
        """
        CREATE TABLE decision_evidence (
            gmina    text COLLATE "C" NOT NULL,
            decision uuid NOT NULL,
            pointer  text COLLATE "C" NOT NULL,
            fact_row uuid NOT NULL,
            standing text COLLATE "C" NOT NULL,
            CONSTRAINT decision_evidence_pkey PRIMARY KEY (gmina, decision, pointer, fact_row),
            CONSTRAINT decision_evidence_basis_fkey FOREIGN KEY (gmina, decision) REFERENCES decision_basis (gmina, decision),
            CONSTRAINT decision_evidence_fact_fkey FOREIGN KEY (gmina, fact_row) REFERENCES established_fact (gmina, id)
        );
        CREATE INDEX decision_evidence_fact_idx ON decision_evidence (gmina, fact_row)
        """,
    ),
)
_ERASABLE = "evidence_content"


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        if table == _ERASABLE:
            protect(execute, table, runtime=runtime, grants="SELECT, INSERT, DELETE")
        else:
            protect(execute, table, runtime=runtime, grants="SELECT, INSERT")
            append_only(execute, table)


def downgrade(execute: Execute) -> None:
    for table, _ in reversed(_TABLES):
        if table == _ERASABLE:
            execute(f"DROP TABLE {table}")
        else:
            unprotect_append_only(execute, table)
