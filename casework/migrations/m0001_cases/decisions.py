"""Decisions, the awards that they make and the amounts of an award by months."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "decision",
        """
        CREATE TABLE decision (
            gmina        text COLLATE "C" NOT NULL,
            id           uuid NOT NULL,
            benefit      text COLLATE "C" NOT NULL,
            kind         text COLLATE "C" NOT NULL,
            outcome      text COLLATE "C" NOT NULL,
            state        text COLLATE "C" NOT NULL
                         CHECK (state IN ('prepared', 'approved', 'issued', 'delivered', 'final', 'withdrawn')),
            entitled     uuid NOT NULL,
            recipient    uuid NOT NULL,
            household    uuid,
            unit         text COLLATE "C" NOT NULL,
            channel      text COLLATE "C",
            reasons      jsonb NOT NULL DEFAULT '[]',
            single       boolean,
            on_day       date NOT NULL,
            legal_basis  text NOT NULL,
            reason       text,
            justified    boolean NOT NULL,
            grants       jsonb NOT NULL,
            refusals     jsonb NOT NULL DEFAULT '[]',
            steps        jsonb NOT NULL DEFAULT '[]',
            receipt      jsonb,
            facts        bytea,
            prepared_by  text NOT NULL,
            prepared_on  date NOT NULL,
            approved_by  text,
            approved_on  date,
            issued_by    text,
            issued_on    date,
            delivered_on date,
            final_on     date,
            version      integer NOT NULL DEFAULT 1,
            created_at   timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT decision_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT decision_two_people CHECK (approved_by IS NULL OR approved_by <> prepared_by),
            CONSTRAINT decision_entitled_fkey FOREIGN KEY (gmina, entitled) REFERENCES person (gmina, id),
            CONSTRAINT decision_recipient_fkey FOREIGN KEY (gmina, recipient) REFERENCES person (gmina, id),
            CONSTRAINT decision_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id)
        );
        CREATE INDEX decision_entitled_idx ON decision (gmina, entitled);
        CREATE INDEX decision_recipient_idx ON decision (gmina, recipient);
        CREATE INDEX decision_prepared_idx ON decision (gmina, prepared_on, id);
        CREATE INDEX decision_delivered_idx ON decision (gmina, final_on) WHERE state = 'delivered'
        """,
    ),
    (
        "award",
        """
        CREATE TABLE award (
            gmina     text COLLATE "C" NOT NULL,
            id        uuid NOT NULL,
            benefit   text COLLATE "C" NOT NULL,
            variant   text COLLATE "C",
            mechanism text COLLATE "C",
            unit      text COLLATE "C" NOT NULL,
            entitled  uuid NOT NULL,
            recipient uuid NOT NULL,
            household uuid,
            decision  uuid,
            origin    text COLLATE "C" NOT NULL CHECK (origin IN ('decision', 'imported')),
            state     text COLLATE "C" NOT NULL CHECK (state IN ('active', 'suspended', 'terminated')),
            since     date NOT NULL,
            until     date,
            reference jsonb,
            version   integer NOT NULL DEFAULT 1,
            CONSTRAINT award_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT award_entitled_fkey FOREIGN KEY (gmina, entitled) REFERENCES person (gmina, id),
            CONSTRAINT award_recipient_fkey FOREIGN KEY (gmina, recipient) REFERENCES person (gmina, id),
            CONSTRAINT award_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
            CONSTRAINT award_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
        );
        CREATE INDEX award_benefit_idx ON award (gmina, benefit, id);
        CREATE INDEX award_entitled_idx ON award (gmina, entitled);
        CREATE INDEX award_recipient_idx ON award (gmina, recipient);
        CREATE INDEX award_decision_idx ON award (gmina, decision) WHERE decision IS NOT NULL
        """,
    ),
    (
        "award_amount",
        """
        CREATE TABLE award_amount (
            gmina  text COLLATE "C" NOT NULL,
            award  uuid NOT NULL,
            since  date NOT NULL,
            until  date,
            amount bigint NOT NULL CHECK (amount >= 0),
            CONSTRAINT award_amount_pkey PRIMARY KEY (gmina, award, since),
            CONSTRAINT award_amount_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
            CONSTRAINT award_amount_months CHECK (until IS NULL OR until >= since)
        )
        """,
    ),
)
