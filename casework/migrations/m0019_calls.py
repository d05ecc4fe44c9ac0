"""Calls for completion of some of the benefits, calls that stand instead of older ones, and how each call was sent and delivered."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_SENDING = """
CREATE TABLE call_sending (
    gmina               text COLLATE "C" NOT NULL,
    application         uuid NOT NULL,
    call                integer NOT NULL,
    number              integer NOT NULL CHECK (number > 0),
    way                 text COLLATE "C" NOT NULL,
    addressed_to        text COLLATE "C" NOT NULL CHECK (addressed_to IN ('party', 'attorney', 'representative')),
    sent_on             date NOT NULL,
    letter              uuid,
    message             text COLLATE "C",
    checked_address_on  date,
    address_found       boolean,
    attorney_since      date,
    public_entity       boolean NOT NULL DEFAULT false,
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
    created_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT call_sending_pkey PRIMARY KEY (gmina, application, call, number),
    CONSTRAINT call_sending_call_fkey FOREIGN KEY (gmina, application, call)
        REFERENCES application_call (gmina, application, number),
    CONSTRAINT call_sending_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
    CONSTRAINT call_sending_day CHECK ((state = 'delivered') = (delivered_on IS NOT NULL)),
    CONSTRAINT call_sending_address CHECK ((checked_address_on IS NULL) = (address_found IS NULL))
);
CREATE INDEX call_sending_waiting_idx ON call_sending (gmina, waits_until) WHERE state = 'waiting' AND waits_until IS NOT NULL
"""
_EVENT = """
CREATE TABLE call_sending_event (
    gmina       text COLLATE "C" NOT NULL,
    application uuid NOT NULL,
    call        integer NOT NULL,
    sending     integer NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    kind        text COLLATE "C",
    on_day      date,
    corrects    integer,
    proof       text COLLATE "C",
    noted_by    text NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT call_sending_event_pkey PRIMARY KEY (gmina, application, call, sending, number),
    CONSTRAINT call_sending_event_sending_fkey FOREIGN KEY (gmina, application, call, sending)
        REFERENCES call_sending (gmina, application, call, number),
    CONSTRAINT call_sending_event_says CHECK ((kind IS NULL) = (on_day IS NULL) AND (kind IS NOT NULL OR corrects IS NOT NULL))
);
CREATE UNIQUE INDEX call_sending_event_corrects_uidx ON call_sending_event (gmina, application, call, sending, corrects)
    WHERE corrects IS NOT NULL
"""


def upgrade(execute: Execute, runtime: str) -> None:
    # benefits: NULL is all of the application. whole: nothing of what was called for was missing in the answer. closed_on: the call
    # asks for nothing any more, because another one was renewed in its place or its benefits ended otherwise.
    execute(
        """
        ALTER TABLE application_call
            ADD COLUMN benefits jsonb, ADD COLUMN whole boolean, ADD COLUMN renewed_by integer, ADD COLUMN closed_on date
        """
    )
    # Since when the attorney who was noted after the application came acts for the applicant.
    execute("ALTER TABLE application ADD COLUMN represented_since date")
    for ddl in (_SENDING, _EVENT):
        for statement in ddl.split(";"):
            execute(statement)
    protect(execute, "call_sending", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(execute, "call_sending_event", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "call_sending_event")


def downgrade(execute: Execute) -> None:
    unprotect_append_only(execute, "call_sending_event")
    execute("DROP TABLE call_sending")
    execute("ALTER TABLE application DROP COLUMN represented_since")
    execute(
        "ALTER TABLE application_call DROP COLUMN benefits, DROP COLUMN whole, DROP COLUMN renewed_by, DROP COLUMN closed_on"
    )
