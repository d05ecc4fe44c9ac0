"""Staff, authorisations and deputyships; what was done with an entry, and under which authorisation a decision was made."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "staff_entry",
        """
        CREATE TABLE staff_entry (
            gmina      text COLLATE "C" NOT NULL,
            id         uuid NOT NULL,
            subject    text COLLATE "C" NOT NULL,
            name       text NOT NULL,
            post       text NOT NULL,
            unit       text COLLATE "C",
            since      date NOT NULL,
            until      date,
            state      text COLLATE "C" NOT NULL CHECK (state IN ('entered', 'ended')),
            version    integer NOT NULL DEFAULT 1,
            CONSTRAINT staff_entry_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT staff_entry_days CHECK (until IS NULL OR until >= since)
        );
        CREATE UNIQUE INDEX staff_entry_subject_uidx ON staff_entry (gmina, subject, since)
        """,
    ),
    (
        "authorisation",
        """
        CREATE TABLE authorisation (
            gmina      text COLLATE "C" NOT NULL,
            id         uuid NOT NULL,
            subject    text COLLATE "C" NOT NULL,
            organ      text COLLATE "C" NOT NULL CHECK (organ IN ('wojt', 'kierownik')),
            title      text COLLATE "C" NOT NULL CHECK (title IN ('office', 'authorised')),
            acts       text[] COLLATE "C" NOT NULL,
            benefits   text[] COLLATE "C" NOT NULL,
            kinds      text[] COLLATE "C" NOT NULL,
            deputises  text COLLATE "C",
            number     text NOT NULL,
            given_on   date NOT NULL,
            basis      text NOT NULL,
            since      date NOT NULL,
            until      date,
            revoked_on date,
            state      text COLLATE "C" NOT NULL CHECK (state IN ('entered', 'revoked')),
            version    integer NOT NULL DEFAULT 1,
            CONSTRAINT authorisation_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT authorisation_days CHECK (until IS NULL OR until >= since),
            CONSTRAINT authorisation_revoked CHECK ((state = 'revoked') = (revoked_on IS NOT NULL)),
            CONSTRAINT authorisation_deputy CHECK (deputises IS NULL OR deputises <> subject)
        );
        CREATE UNIQUE INDEX authorisation_number_uidx ON authorisation (gmina, number, subject, since);
        CREATE INDEX authorisation_subject_idx ON authorisation (gmina, subject)
        """,
    ),
    (
        "deputyship",
        """
        CREATE TABLE deputyship (
            gmina    text COLLATE "C" NOT NULL,
            id       uuid NOT NULL,
            deputy   text COLLATE "C" NOT NULL,
            replaces text COLLATE "C" NOT NULL,
            reason   text COLLATE "C" NOT NULL,
            since    date NOT NULL,
            until    date NOT NULL,
            state    text COLLATE "C" NOT NULL CHECK (state IN ('entered', 'ended')),
            version  integer NOT NULL DEFAULT 1,
            CONSTRAINT deputyship_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT deputyship_days CHECK (until >= since),
            CONSTRAINT deputyship_two_people CHECK (deputy <> replaces)
        );
        CREATE INDEX deputyship_deputy_idx ON deputyship (gmina, deputy, since)
        """,
    ),
)

ACTS: tuple[tuple[str, str], ...] = (
    (
        "register_act",
        """
        CREATE TABLE register_act (
            gmina    text COLLATE "C" NOT NULL,
            id       uuid NOT NULL,
            register_name text COLLATE "C" NOT NULL,
            entry    uuid NOT NULL,
            act      text COLLATE "C" NOT NULL,
            on_day   date NOT NULL,
            reason   text COLLATE "C",
            by       text COLLATE "C" NOT NULL,
            at       timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT register_act_pkey PRIMARY KEY (gmina, id)
        );
        CREATE INDEX register_act_entry_idx ON register_act (gmina, entry, id)
        """,
    ),
    (
        "decision_authority",
        """
        CREATE TABLE decision_authority (
            gmina         text COLLATE "C" NOT NULL,
            decision      uuid NOT NULL,
            step          text COLLATE "C" NOT NULL CHECK (step IN ('approve', 'issue')),
            official      text COLLATE "C" NOT NULL,
            authorisation uuid NOT NULL,
            on_day        date NOT NULL,
            CONSTRAINT decision_authority_pkey PRIMARY KEY (gmina, decision, step),
            CONSTRAINT decision_authority_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT decision_authority_authorisation_fkey
                FOREIGN KEY (gmina, authorisation) REFERENCES authorisation (gmina, id)
        )
        """,
    ),
)
