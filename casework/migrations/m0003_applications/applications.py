"""Applications, the matters that they ask for, calls for completion, what was done, and the decisions that answer them."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "application",
        """
        CREATE TABLE application (
            gmina             text COLLATE "C" NOT NULL,
            id                uuid NOT NULL,
            register_mark     text NOT NULL,
            register_year     integer NOT NULL,
            register_number   integer NOT NULL CHECK (register_number > 0),
            form              text COLLATE "C" NOT NULL,
            way               text COLLATE "C",
            channel           text COLLATE "C" NOT NULL,
            electronic_form   text COLLATE "C",
            proof             text,
            received_on       date NOT NULL,
            posted_on         date,
            counted_on        date NOT NULL,
            passed_on_by      text,
            first_received_on date,
            follows           uuid,
            rest_until        date,
            applicant         uuid,
            representation    text COLLATE "C" NOT NULL CHECK (representation IN ('none', 'attorney', 'statutory')),
            representative    uuid,
            household         uuid,
            single            boolean,
            reasons           jsonb NOT NULL,
            unit              text COLLATE "C" NOT NULL,
            kpa_version       text COLLATE "C" NOT NULL,
            state             text COLLATE "C" NOT NULL,
            closed_on         date,
            registered_by     text NOT NULL,
            version           integer NOT NULL DEFAULT 1,
            created_at        timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT application_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT application_represented CHECK ((representation = 'none') = (representative IS NULL)),
            CONSTRAINT application_applicant_fkey FOREIGN KEY (gmina, applicant) REFERENCES person (gmina, id),
            CONSTRAINT application_representative_fkey FOREIGN KEY (gmina, representative) REFERENCES person (gmina, id),
            CONSTRAINT application_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
            CONSTRAINT application_follows_fkey FOREIGN KEY (gmina, follows) REFERENCES application (gmina, id)
        );
        CREATE UNIQUE INDEX application_number_uidx ON application (gmina, register_mark, register_year, register_number);
        CREATE INDEX application_received_idx ON application (gmina, received_on, id);
        CREATE INDEX application_state_idx ON application (gmina, state, received_on, id);
        CREATE INDEX application_applicant_idx ON application (gmina, applicant) WHERE applicant IS NOT NULL;
        CREATE INDEX application_representative_idx ON application (gmina, representative) WHERE representative IS NOT NULL
        """,
    ),
    (
        "application_matter",
        """
        CREATE TABLE application_matter (
            gmina       text COLLATE "C" NOT NULL,
            application uuid NOT NULL,
            benefit     text COLLATE "C" NOT NULL,
            sign        uuid,
            outcome     text COLLATE "C",
            closed_on   date,
            CONSTRAINT application_matter_pkey PRIMARY KEY (gmina, application, benefit),
            CONSTRAINT application_matter_closed CHECK ((outcome IS NULL) = (closed_on IS NULL)),
            CONSTRAINT application_matter_application_fkey FOREIGN KEY (gmina, application)
                REFERENCES application (gmina, id),
            CONSTRAINT application_matter_sign_fkey FOREIGN KEY (gmina, sign) REFERENCES case_sign (gmina, id)
        );
        CREATE INDEX application_matter_benefit_idx ON application_matter (gmina, benefit, application);
        CREATE INDEX application_matter_sign_idx ON application_matter (gmina, sign) WHERE sign IS NOT NULL
        """,
    ),
    (
        "application_call",
        """
        CREATE TABLE application_call (
            gmina        text COLLATE "C" NOT NULL,
            application  uuid NOT NULL,
            number       integer NOT NULL CHECK (number > 0),
            defects      jsonb NOT NULL,
            days         integer NOT NULL CHECK (days > 0),
            article      text NOT NULL,
            letter       uuid,
            made_on      date NOT NULL,
            made_by      text NOT NULL,
            delivered_on date,
            last_day     date,
            answered_on  date,
            counted_on   date,
            result       text COLLATE "C" CHECK (result IN ('in_time', 'in_part', 'late')),
            CONSTRAINT application_call_pkey PRIMARY KEY (gmina, application, number),
            CONSTRAINT application_call_term CHECK ((delivered_on IS NULL) = (last_day IS NULL)),
            CONSTRAINT application_call_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
            CONSTRAINT application_call_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id)
        );
        CREATE INDEX application_call_running_idx ON application_call (gmina, last_day)
            WHERE result IS NULL AND last_day IS NOT NULL
        """,
    ),
    (
        "application_step",
        """
        CREATE TABLE application_step (
            gmina       text COLLATE "C" NOT NULL,
            application uuid NOT NULL,
            number      integer NOT NULL CHECK (number > 0),
            step        text COLLATE "C" NOT NULL,
            state       text COLLATE "C" NOT NULL,
            on_day      date NOT NULL,
            by_whom     text NOT NULL,
            article     text,
            benefits    jsonb NOT NULL,
            detail      jsonb NOT NULL,
            letter      uuid,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT application_step_pkey PRIMARY KEY (gmina, application, number),
            CONSTRAINT application_step_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
            CONSTRAINT application_step_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id)
        )
        """,
    ),
    (
        "application_decision",
        """
        CREATE TABLE application_decision (
            gmina       text COLLATE "C" NOT NULL,
            application uuid NOT NULL,
            decision    uuid NOT NULL,
            benefits    jsonb NOT NULL,
            linked_on   date NOT NULL,
            linked_by   text NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT application_decision_pkey PRIMARY KEY (gmina, application, decision),
            CONSTRAINT application_decision_application_fkey FOREIGN KEY (gmina, application)
                REFERENCES application (gmina, id),
            CONSTRAINT application_decision_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
        );
        CREATE INDEX application_decision_decision_idx ON application_decision (gmina, decision)
        """,
    ),
)

APPEND_ONLY = frozenset({"application_step", "application_decision"})
