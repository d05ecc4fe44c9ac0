"""The office's clock of applications, what people do with tasks, tasks of their own, and calendars to subscribe to."""

from kit.tenancy import Execute, protect

# Rows of acts are never changed but by the erasure of a file, which takes their free texts; nothing is deleted.
_GRANTS = "SELECT, INSERT, UPDATE"

_TABLES: tuple[tuple[str, str], ...] = (
    (
        "case_clock",
        """
        CREATE TABLE case_clock (
            gmina       text COLLATE "C" NOT NULL,
            application uuid NOT NULL,
            kind        text COLLATE "C" NOT NULL DEFAULT 'explanation' CHECK (kind IN ('explanation', 'complex')),
            kind_reason text,
            kind_on     date,
            kind_by     text,
            new_day     date,
            version     integer NOT NULL DEFAULT 1,
            CONSTRAINT case_clock_pkey PRIMARY KEY (gmina, application),
            CONSTRAINT case_clock_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
            CONSTRAINT case_clock_reasoned CHECK (kind = 'explanation' OR num_nulls(kind_reason, kind_on, kind_by) = 0)
        )
        """,
    ),
    (
        "case_pause",
        """
        CREATE TABLE case_pause (
            gmina       text COLLATE "C" NOT NULL,
            application uuid NOT NULL,
            number      integer NOT NULL CHECK (number > 0),
            ground      text COLLATE "C" NOT NULL
                        CHECK (ground IN ('suspension', 'mediation', 'party_delay', 'not_the_organs_fault', 'term_for_an_act')),
            first_day   date NOT NULL,
            last_day    date,
            reason      text NOT NULL,
            noted_by    text NOT NULL,
            noted_on    date NOT NULL,
            CONSTRAINT case_pause_pkey PRIMARY KEY (gmina, application, number),
            CONSTRAINT case_pause_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
            CONSTRAINT case_pause_days CHECK (last_day IS NULL OR last_day >= first_day)
        )
        """,
    ),
    (
        "delay_notice",
        """
        CREATE TABLE delay_notice (
            gmina       text COLLATE "C" NOT NULL,
            application uuid NOT NULL,
            number      integer NOT NULL CHECK (number > 0),
            told_on     date NOT NULL,
            term_was    date NOT NULL,
            new_day     date NOT NULL,
            reason      text NOT NULL,
            letter      uuid,
            noted_by    text NOT NULL,
            noted_at    timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT delay_notice_pkey PRIMARY KEY (gmina, application, number),
            CONSTRAINT delay_notice_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
            CONSTRAINT delay_notice_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
            CONSTRAINT delay_notice_later CHECK (new_day > told_on)
        )
        """,
    ),
    (
        "task",
        """
        CREATE TABLE task (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            title       text NOT NULL,
            due_on      date,
            application uuid,
            decision    uuid,
            unit        text COLLATE "C",
            made_by     text NOT NULL,
            made_on     date NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT task_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT task_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
            CONSTRAINT task_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT task_about_one CHECK (num_nonnulls(application, decision) <= 1)
        );
        CREATE INDEX task_application_idx ON task (gmina, application) WHERE application IS NOT NULL;
        CREATE INDEX task_decision_idx ON task (gmina, decision) WHERE decision IS NOT NULL
        """,
    ),
    (
        "task_mark",
        """
        CREATE TABLE task_mark (
            gmina           text COLLATE "C" NOT NULL,
            key             text COLLATE "C" NOT NULL,
            state           text COLLATE "C" NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'postponed', 'done')),
            assignee        text COLLATE "C",
            postponed_until date,
            done_on         date,
            done_by         text,
            version         integer NOT NULL DEFAULT 1,
            CONSTRAINT task_mark_pkey PRIMARY KEY (gmina, key),
            CONSTRAINT task_mark_postponed CHECK ((state = 'postponed') = (postponed_until IS NOT NULL)),
            CONSTRAINT task_mark_done CHECK ((state = 'done') = (done_on IS NOT NULL) AND (done_on IS NULL) = (done_by IS NULL))
        );
        CREATE INDEX task_mark_assignee_idx ON task_mark (gmina, assignee) WHERE assignee IS NOT NULL
        """,
    ),
    (
        "task_act",
        """
        CREATE TABLE task_act (
            gmina    text COLLATE "C" NOT NULL,
            id       uuid NOT NULL,
            key      text COLLATE "C" NOT NULL,
            act      text COLLATE "C" NOT NULL,
            on_day   date NOT NULL,
            assignee text COLLATE "C",
            until    date,
            note     text,
            by       text COLLATE "C" NOT NULL,
            at       timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT task_act_pkey PRIMARY KEY (gmina, id)
        );
        CREATE INDEX task_act_key_idx ON task_act (gmina, key, id)
        """,
    ),
    (
        "calendar",
        """
        CREATE TABLE calendar (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            subject     text COLLATE "C" NOT NULL,
            tasks       text COLLATE "C" NOT NULL CHECK (tasks IN ('mine', 'centre')),
            roles       text[] COLLATE "C" NOT NULL,
            unit        text COLLATE "C",
            secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
            state       text COLLATE "C" NOT NULL CHECK (state IN ('open', 'revoked')),
            made_on     date NOT NULL,
            until       date NOT NULL,
            revoked_on  date,
            revoked_by  text,
            read_on     date,
            version     integer NOT NULL DEFAULT 1,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT calendar_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT calendar_revoked CHECK ((state = 'revoked') = (revoked_on IS NOT NULL))
        );
        CREATE UNIQUE INDEX calendar_secret_uidx ON calendar (gmina, secret_hash);
        CREATE INDEX calendar_subject_idx ON calendar (gmina, subject, id)
        """,
    ),
)
_INDEX = "CREATE INDEX decision_open_idx ON decision (gmina, state) WHERE state IN ('prepared', 'approved', 'issued', 'delivered')"


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime, grants=_GRANTS)
    execute(_INDEX)


def downgrade(execute: Execute) -> None:
    execute("DROP INDEX decision_open_idx")
    for table, _ in reversed(_TABLES):
        execute(f"DROP TABLE {table}")
