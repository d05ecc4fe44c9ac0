"""Parties of a decision, how it was delivered to each, waivers, appeals with their results, complaints to the court, reopening and
nullity. A decision that was quashed or annulled has a state of its own."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_STATES = "CHECK (state IN ('prepared', 'approved', 'issued', 'delivered', 'final', 'withdrawn'{more}))"
_TABLES: tuple[tuple[str, str], ...] = (
    (
        "decision_course",
        """
        CREATE TABLE decision_course (
            gmina            text COLLATE "C" NOT NULL,
            decision         uuid NOT NULL,
            case_started_on  date,
            immediate_on     date,
            immediate_ground text COLLATE "C",
            immediate_by     text,
            final_told_on    date,
            version          integer NOT NULL DEFAULT 1,
            CONSTRAINT decision_course_pkey PRIMARY KEY (gmina, decision),
            CONSTRAINT decision_course_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT decision_course_immediate CHECK ((immediate_on IS NULL) = (immediate_ground IS NULL))
        )
        """,
    ),
    (
        "decision_party",
        """
        CREATE TABLE decision_party (
            gmina                  text COLLATE "C" NOT NULL,
            id                     uuid NOT NULL,
            decision               uuid NOT NULL,
            person                 uuid,
            organisation           text,
            public_entity          boolean NOT NULL DEFAULT false,
            attorney               uuid,
            attorney_since         date,
            request_met            boolean,
            change_consent_on      date,
            review_consent_on      date,
            supplement_asked_on    date,
            supplement_answered_on date,
            noted_by               text NOT NULL,
            version                integer NOT NULL DEFAULT 1,
            CONSTRAINT decision_party_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT decision_party_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT decision_party_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
            CONSTRAINT decision_party_attorney_fkey FOREIGN KEY (gmina, attorney) REFERENCES person (gmina, id),
            CONSTRAINT decision_party_one CHECK ((person IS NULL) <> (organisation IS NULL)),
            CONSTRAINT decision_party_attorney CHECK ((attorney IS NULL) = (attorney_since IS NULL))
        );
        CREATE UNIQUE INDEX decision_party_person_uidx ON decision_party (gmina, decision, person) WHERE person IS NOT NULL;
        CREATE INDEX decision_party_decision_idx ON decision_party (gmina, decision, id);
        CREATE INDEX decision_party_of_person_idx ON decision_party (gmina, person) WHERE person IS NOT NULL
        """,
    ),
    (
        "delivery",
        """
        CREATE TABLE delivery (
            gmina               text COLLATE "C" NOT NULL,
            id                  uuid NOT NULL,
            decision            uuid NOT NULL,
            party               uuid NOT NULL,
            act                 text COLLATE "C" NOT NULL CHECK (act IN ('decision', 'supplement_answer')),
            way                 text COLLATE "C" NOT NULL,
            addressed_to        text COLLATE "C" NOT NULL CHECK (addressed_to IN ('party', 'attorney', 'representative')),
            sent_on             date NOT NULL,
            letter              uuid,
            message             text COLLATE "C",
            checked_address_on  date,
            address_found       boolean,
            attorney_since      date,
            public_entity       boolean NOT NULL,
            new_address_told_on date,
            case_started_on     date NOT NULL,
            state               text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'delivered', 'ineffective')),
            waits_until         date,
            delivered_on        date,
            fiction             boolean NOT NULL DEFAULT false,
            article             text NOT NULL,
            reason              text NOT NULL,
            kpa_version         text COLLATE "C" NOT NULL,
            sent_by             text NOT NULL,
            version             integer NOT NULL DEFAULT 1,
            created_at          timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT delivery_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT delivery_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT delivery_party_fkey FOREIGN KEY (gmina, party) REFERENCES decision_party (gmina, id),
            CONSTRAINT delivery_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
            CONSTRAINT delivery_day CHECK ((state = 'delivered') = (delivered_on IS NOT NULL)),
            CONSTRAINT delivery_address CHECK ((checked_address_on IS NULL) = (address_found IS NULL))
        );
        CREATE INDEX delivery_decision_idx ON delivery (gmina, decision, party);
        CREATE INDEX delivery_waiting_idx ON delivery (gmina, waits_until) WHERE state = 'waiting' AND waits_until IS NOT NULL
        """,
    ),
    (
        "delivery_event",
        """
        CREATE TABLE delivery_event (
            gmina    text COLLATE "C" NOT NULL,
            delivery uuid NOT NULL,
            number   integer NOT NULL,
            kind     text COLLATE "C",
            on_day   date,
            corrects integer,
            proof    text COLLATE "C",
            noted_by text NOT NULL,
            noted_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT delivery_event_pkey PRIMARY KEY (gmina, delivery, number),
            CONSTRAINT delivery_event_delivery_fkey FOREIGN KEY (gmina, delivery) REFERENCES delivery (gmina, id),
            CONSTRAINT delivery_event_says CHECK ((kind IS NULL) = (on_day IS NULL) AND (kind IS NOT NULL OR corrects IS NOT NULL))
        );
        CREATE UNIQUE INDEX delivery_event_corrects_uidx ON delivery_event (gmina, delivery, corrects) WHERE corrects IS NOT NULL
        """,
    ),
    (
        "waiver",
        """
        CREATE TABLE waiver (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            decision    uuid NOT NULL,
            party       uuid NOT NULL,
            received_on date NOT NULL,
            proof       text COLLATE "C",
            noted_by    text NOT NULL,
            noted_at    timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT waiver_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT waiver_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT waiver_party_fkey FOREIGN KEY (gmina, party) REFERENCES decision_party (gmina, id)
        );
        CREATE UNIQUE INDEX waiver_party_uidx ON waiver (gmina, party);
        CREATE INDEX waiver_decision_idx ON waiver (gmina, decision)
        """,
    ),
    (
        "appeal",
        """
        CREATE TABLE appeal (
            gmina           text COLLATE "C" NOT NULL,
            id              uuid NOT NULL,
            decision        uuid NOT NULL,
            party           uuid NOT NULL,
            state           text COLLATE "C" NOT NULL
                            CHECK (state IN ('registered', 'passed_on', 'to_carry_out', 'closed')),
            way             text COLLATE "C" NOT NULL,
            sent_on         date,
            received_on     date NOT NULL,
            counted_on      date NOT NULL,
            term_ends_on    date,
            in_time         boolean NOT NULL,
            restored_on     date,
            withdrawn_on    date,
            forward_by      date NOT NULL,
            passed_on       date,
            passed_by       text,
            sheets          integer,
            sko_sign        text COLLATE "C",
            decision_due_on date,
            carried_out_on  date,
            carried_out_by  uuid,
            registered_by   text NOT NULL,
            version         integer NOT NULL DEFAULT 1,
            created_at      timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT appeal_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT appeal_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT appeal_party_fkey FOREIGN KEY (gmina, party) REFERENCES decision_party (gmina, id),
            CONSTRAINT appeal_carried_out_fkey FOREIGN KEY (gmina, carried_out_by) REFERENCES decision (gmina, id)
        );
        CREATE INDEX appeal_decision_idx ON appeal (gmina, decision);
        CREATE INDEX appeal_party_idx ON appeal (gmina, party);
        CREATE INDEX appeal_forward_idx ON appeal (gmina, forward_by, id)
        """,
    ),
    (
        "appeal_result",
        """
        CREATE TABLE appeal_result (
            gmina        text COLLATE "C" NOT NULL,
            appeal       uuid NOT NULL,
            number       integer NOT NULL,
            author       text COLLATE "C" NOT NULL CHECK (author IN ('organ', 'sko', 'court')),
            outcome      text COLLATE "C" NOT NULL,
            mode         text COLLATE "C",
            sign         text COLLATE "C",
            decided_on   date NOT NULL,
            received_on  date,
            delivered_on date NOT NULL,
            worsens      boolean NOT NULL DEFAULT false,
            worse_ground text COLLATE "C",
            guidelines   boolean NOT NULL DEFAULT false,
            decision     uuid,
            noted_by     text NOT NULL,
            noted_at     timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT appeal_result_pkey PRIMARY KEY (gmina, appeal, number),
            CONSTRAINT appeal_result_appeal_fkey FOREIGN KEY (gmina, appeal) REFERENCES appeal (gmina, id),
            CONSTRAINT appeal_result_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT appeal_result_worsens CHECK (worsens = (worse_ground IS NOT NULL))
        )
        """,
    ),
    (
        "court_complaint",
        """
        CREATE TABLE court_complaint (
            gmina         text COLLATE "C" NOT NULL,
            id            uuid NOT NULL,
            appeal        uuid NOT NULL,
            decision      uuid NOT NULL,
            party         uuid NOT NULL,
            kind          text COLLATE "C" NOT NULL CHECK (kind IN ('complaint', 'opposition')),
            state         text COLLATE "C" NOT NULL CHECK (state IN ('filed', 'ended')),
            complained_on date NOT NULL,
            term_ends_on  date NOT NULL,
            in_time       boolean NOT NULL,
            result        integer NOT NULL,
            sign          text COLLATE "C",
            outcome       text COLLATE "C",
            judged_on     date,
            ended_on      date,
            noted_by      text NOT NULL,
            version       integer NOT NULL DEFAULT 1,
            CONSTRAINT court_complaint_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT court_complaint_appeal_fkey FOREIGN KEY (gmina, appeal) REFERENCES appeal (gmina, id),
            CONSTRAINT court_complaint_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT court_complaint_party_fkey FOREIGN KEY (gmina, party) REFERENCES decision_party (gmina, id),
            CONSTRAINT court_complaint_ended CHECK ((state = 'ended') = (ended_on IS NOT NULL))
        );
        CREATE INDEX court_complaint_appeal_idx ON court_complaint (gmina, appeal);
        CREATE INDEX court_complaint_decision_idx ON court_complaint (gmina, decision)
        """,
    ),
    (
        "extraordinary",
        """
        CREATE TABLE extraordinary (
            gmina        text COLLATE "C" NOT NULL,
            id           uuid NOT NULL,
            decision     uuid NOT NULL,
            kind         text COLLATE "C" NOT NULL CHECK (kind IN ('reopening', 'nullity')),
            ground       text COLLATE "C" NOT NULL,
            state        text COLLATE "C" NOT NULL CHECK (state IN ('requested', 'started', 'not_started', 'decided')),
            asked_by     uuid,
            learnt_on    date,
            received_on  date NOT NULL,
            counted_on   date NOT NULL,
            ask_until    date,
            in_time      boolean NOT NULL,
            bar_starts   date,
            started_on   date,
            outcome      text COLLATE "C",
            decided_on   date,
            delivered_on date,
            made         uuid,
            sign         text COLLATE "C",
            noted_by     text NOT NULL,
            version      integer NOT NULL DEFAULT 1,
            created_at   timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT extraordinary_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT extraordinary_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT extraordinary_asked_by_fkey FOREIGN KEY (gmina, asked_by) REFERENCES decision_party (gmina, id),
            CONSTRAINT extraordinary_made_fkey FOREIGN KEY (gmina, made) REFERENCES decision (gmina, id),
            CONSTRAINT extraordinary_decided CHECK ((state = 'decided') = (outcome IS NOT NULL))
        );
        CREATE INDEX extraordinary_decision_idx ON extraordinary (gmina, decision);
        CREATE INDEX extraordinary_received_idx ON extraordinary (gmina, kind, received_on, id)
        """,
    ),
)
_ACTS = frozenset({"delivery_event", "waiver", "appeal_result"})


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        if table in _ACTS:
            protect(execute, table, runtime=runtime, grants="SELECT, INSERT")
            append_only(execute, table)
        else:
            protect(execute, table, runtime=runtime)
    _states(execute, more=", 'removed'")


def downgrade(execute: Execute) -> None:
    execute("UPDATE decision SET state = 'withdrawn' WHERE state = 'removed'")
    _states(execute, more="")
    for table, _ in reversed(_TABLES):
        if table in _ACTS:
            unprotect_append_only(execute, table)
        else:
            execute(f"DROP TABLE {table}")


def _states(execute: Execute, *, more: str) -> None:
    execute("ALTER TABLE decision DROP CONSTRAINT decision_state_check")
    execute(f"ALTER TABLE decision ADD CONSTRAINT decision_state_check {_STATES.format(more=more)}")
