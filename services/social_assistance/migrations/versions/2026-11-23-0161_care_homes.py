"""Care homes: stays, what a month costs, who pays how much of it, absences, and the months as they were drawn up. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0161"
down_revision = "0160"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE care_home_stay (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    person       uuid NOT NULL,
    home         uuid NOT NULL,
    unit         text COLLATE "C" NOT NULL,
    referral     uuid,
    fee_decision uuid,
    referred_on  date NOT NULL,
    placement_on date,
    admitted_on  date,
    left_on      date,
    old_rules    boolean NOT NULL DEFAULT false,
    state        text COLLATE "C" NOT NULL CHECK (state IN ('referred', 'admitted', 'left', 'withdrawn')),
    noted_by     text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_home_stay_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT care_home_stay_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT care_home_stay_referral_fkey FOREIGN KEY (gmina, referral) REFERENCES decision (gmina, id),
    CONSTRAINT care_home_stay_fee_decision_fkey FOREIGN KEY (gmina, fee_decision) REFERENCES decision (gmina, id),
    CONSTRAINT care_home_stay_admitted CHECK ((state IN ('admitted', 'left')) = (admitted_on IS NOT NULL)),
    CONSTRAINT care_home_stay_left CHECK ((state = 'left') = (left_on IS NOT NULL) AND left_on >= admitted_on)
);
CREATE UNIQUE INDEX care_home_stay_one_uidx ON care_home_stay (gmina, person) WHERE state = 'admitted';
CREATE INDEX care_home_stay_person_idx ON care_home_stay (gmina, person);
CREATE INDEX care_home_stay_days_idx ON care_home_stay (gmina, admitted_on, left_on);
CREATE INDEX care_home_stay_referred_idx ON care_home_stay (gmina, referred_on, id);
CREATE INDEX care_home_stay_referral_idx ON care_home_stay (gmina, referral) WHERE referral IS NOT NULL;
CREATE INDEX care_home_stay_fee_decision_idx ON care_home_stay (gmina, fee_decision) WHERE fee_decision IS NOT NULL;
CREATE TABLE care_home_cost (
    gmina        text COLLATE "C" NOT NULL,
    home         uuid NOT NULL,
    number       integer NOT NULL CHECK (number > 0),
    average      bigint NOT NULL CHECK (average > 0),
    published_on date NOT NULL,
    by_contract  boolean NOT NULL,
    source       text NOT NULL,
    noted_by     text NOT NULL,
    noted_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_home_cost_pkey PRIMARY KEY (gmina, home, number)
);
CREATE TABLE care_home_payer (
    gmina          text COLLATE "C" NOT NULL,
    stay           uuid NOT NULL,
    number         integer NOT NULL CHECK (number > 0),
    person         uuid NOT NULL,
    kin            text COLLATE "C" NOT NULL CHECK (kin IN ('resident', 'spouse', 'descendant', 'ascendant', 'other')),
    basis          text COLLATE "C" NOT NULL
                   CHECK (basis IN ('own', 'contract', 'decision', 'refused_both', 'exempt', 'voluntary', 'ended')),
    since          date NOT NULL CHECK (extract(day FROM since) = 1),
    persons        integer NOT NULL CHECK (persons > 0),
    income         bigint CHECK (income >= 0),
    therapy_pay    bigint NOT NULL CHECK (therapy_pay >= 0),
    workshop_money bigint NOT NULL CHECK (workshop_money >= 0),
    agreed         bigint CHECK (agreed >= 0),
    exempted       bigint CHECK (exempted >= 0),
    ground         text COLLATE "C",
    decision       uuid,
    noted_by       text NOT NULL,
    noted_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_home_payer_pkey PRIMARY KEY (gmina, stay, number),
    CONSTRAINT care_home_payer_stay_fkey FOREIGN KEY (gmina, stay) REFERENCES care_home_stay (gmina, id),
    CONSTRAINT care_home_payer_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT care_home_payer_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT care_home_payer_own CHECK (basis = 'ended' OR (kin = 'resident') = (basis = 'own')),
    CONSTRAINT care_home_payer_other CHECK (basis = 'ended' OR (kin = 'other') = (basis = 'voluntary')),
    CONSTRAINT care_home_payer_voluntary CHECK (basis <> 'voluntary' OR agreed IS NOT NULL)
);
CREATE INDEX care_home_payer_person_idx ON care_home_payer (gmina, person);
CREATE INDEX care_home_payer_decision_idx ON care_home_payer (gmina, decision) WHERE decision IS NOT NULL;
CREATE TABLE care_home_absence (
    gmina      text COLLATE "C" NOT NULL,
    stay       uuid NOT NULL,
    number     integer NOT NULL CHECK (number > 0),
    since      date NOT NULL,
    until      date NOT NULL,
    with_payer uuid,
    at_family  boolean NOT NULL,
    counters   integer,
    noted_by   text NOT NULL,
    noted_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_home_absence_pkey PRIMARY KEY (gmina, stay, number),
    CONSTRAINT care_home_absence_stay_fkey FOREIGN KEY (gmina, stay) REFERENCES care_home_stay (gmina, id),
    CONSTRAINT care_home_absence_payer_fkey FOREIGN KEY (gmina, with_payer) REFERENCES person (gmina, id),
    CONSTRAINT care_home_absence_counters_fkey FOREIGN KEY (gmina, stay, counters) REFERENCES care_home_absence (gmina, stay, number),
    CONSTRAINT care_home_absence_days CHECK (until >= since AND counters < number)
);
CREATE UNIQUE INDEX care_home_absence_countered_once_uidx ON care_home_absence (gmina, stay, counters) WHERE counters IS NOT NULL;
CREATE INDEX care_home_absence_payer_idx ON care_home_absence (gmina, with_payer) WHERE with_payer IS NOT NULL;
CREATE TABLE care_home_month (
    gmina      text COLLATE "C" NOT NULL,
    stay       uuid NOT NULL,
    month      date NOT NULL CHECK (extract(day FROM month) = 1),
    number     integer NOT NULL CHECK (number > 0),
    days       integer NOT NULL CHECK (days BETWEEN 0 AND 31),
    free_days  integer NOT NULL CHECK (free_days BETWEEN 0 AND 31),
    cost       bigint NOT NULL CHECK (cost >= 0),
    resident   bigint NOT NULL CHECK (resident >= 0),
    payers     jsonb NOT NULL,
    gmina_part bigint NOT NULL CHECK (gmina_part >= 0),
    unknown    integer NOT NULL,
    trace      jsonb NOT NULL,
    drawn_on   date NOT NULL,
    noted_by   text NOT NULL,
    noted_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT care_home_month_pkey PRIMARY KEY (gmina, stay, month, number),
    CONSTRAINT care_home_month_stay_fkey FOREIGN KEY (gmina, stay) REFERENCES care_home_stay (gmina, id)
);
CREATE INDEX care_home_month_month_idx ON care_home_month (gmina, month, stay)
"""

# A month is divided to the grosz: what the resident, the payers and the gmina bear is its cost.
_DIVIDED = """
CREATE FUNCTION care_home_month_is_divided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.resident + NEW.gmina_part
       + (SELECT coalesce(sum((p ->> 'amount')::bigint), 0) FROM jsonb_array_elements(NEW.payers) p) <> NEW.cost THEN
        RAISE EXCEPTION 'a month that is not divided' USING ERRCODE = 'check_violation', CONSTRAINT = 'care_home_month_divided';
    END IF;
    RETURN NEW;
END $$
"""
_WHEN_WRITTEN = """
CREATE TRIGGER care_home_month_is_divided BEFORE INSERT ON care_home_month
FOR EACH ROW EXECUTE FUNCTION care_home_month_is_divided()
"""
_WRITTEN_ONCE = ("care_home_month", "care_home_absence", "care_home_payer", "care_home_cost")


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(op.execute, "care_home_stay", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    for table in _WRITTEN_ONCE:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)
    op.execute(_DIVIDED)
    op.execute(_WHEN_WRITTEN)


def downgrade() -> None:
    for table in _WRITTEN_ONCE:
        unprotect_append_only(op.execute, table)
    op.execute("DROP FUNCTION care_home_month_is_divided()")
    op.execute("DROP TABLE care_home_stay")
