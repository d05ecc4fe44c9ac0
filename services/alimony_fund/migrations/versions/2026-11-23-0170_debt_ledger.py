"""The ledger of debtors: claims, acts, and documents with entries that balance; written once, corrected by counter-documents."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0170"
down_revision = "0160"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE debt_claim (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    debtor     uuid NOT NULL,
    klass      text COLLATE "C" NOT NULL CHECK (klass IN ('fund', 'advance')),
    entitled   uuid NOT NULL,
    payment    uuid,
    period     date NOT NULL CHECK (extract(day FROM period) = 1),
    paid_on    date NOT NULL,
    paid       bigint NOT NULL CHECK (paid > 0),
    owed       bigint NOT NULL CHECK (owed >= paid),
    bears_from date CHECK (bears_from > paid_on),
    noted_by   text NOT NULL,
    noted_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debt_claim_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debt_claim_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT debt_claim_entitled_fkey FOREIGN KEY (gmina, entitled) REFERENCES person (gmina, id),
    CONSTRAINT debt_claim_payment_fkey FOREIGN KEY (gmina, payment) REFERENCES payment (gmina, id),
    CONSTRAINT debt_claim_surcharge CHECK (klass = 'advance' OR owed = paid),
    CONSTRAINT debt_claim_of_the_fund CHECK (klass = 'fund' OR payment IS NULL),
    CONSTRAINT debt_claim_bears CHECK ((klass = 'fund') = (bears_from IS NOT NULL))
);
CREATE INDEX debt_claim_debtor_idx ON debt_claim (gmina, debtor);
CREATE INDEX debt_claim_entitled_idx ON debt_claim (gmina, entitled);
CREATE INDEX debt_claim_payment_idx ON debt_claim (gmina, payment) WHERE payment IS NOT NULL;
CREATE TABLE debt_act (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    debtor       uuid NOT NULL,
    kind         text COLLATE "C" NOT NULL CHECK (kind IN ('receipt', 'write_off', 'give_back')),
    day          date NOT NULL,
    credited_on  date,
    collected_on date,
    source       text COLLATE "C" CHECK (source IN ('bailiff', 'debtor', 'deduction')),
    reason       text COLLATE "C" CHECK (reason IN ('death', 'art_30_1', 'art_30_2')),
    document     text,
    amount       bigint NOT NULL CHECK (amount >= 0),
    klass        text COLLATE "C" CHECK (klass IN ('fund', 'advance')),
    principal    bigint CHECK (principal >= 0),
    interest     bigint CHECK (interest >= 0),
    same_gmina   boolean NOT NULL,
    noted_by     text NOT NULL,
    noted_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debt_act_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debt_act_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT debt_act_receipt CHECK ((kind = 'receipt') = (source IS NOT NULL)),
    CONSTRAINT debt_act_write_off CHECK ((kind = 'write_off') = (reason IS NOT NULL)),
    CONSTRAINT debt_act_money CHECK ((kind = 'write_off') = (amount = 0)),
    CONSTRAINT debt_act_parts CHECK (kind = 'write_off' OR (principal IS NULL AND interest IS NULL)),
    CONSTRAINT debt_act_credited CHECK ((kind = 'receipt') = (credited_on IS NOT NULL)),
    CONSTRAINT debt_act_collected CHECK (collected_on IS NULL OR (kind = 'receipt' AND collected_on <= credited_on))
);
CREATE INDEX debt_act_debtor_idx ON debt_act (gmina, debtor);
CREATE INDEX debt_act_day_idx ON debt_act (gmina, day);
CREATE TABLE debt_document (
    gmina           text COLLATE "C" NOT NULL,
    debtor          uuid NOT NULL,
    number          integer NOT NULL CHECK (number >= 0),
    kind            text COLLATE "C" NOT NULL CHECK (kind IN ('claim', 'receipt', 'write_off', 'give_back', 'counter')),
    claim           uuid,
    act             uuid,
    day             date NOT NULL,
    settles         boolean NOT NULL,
    counters        integer,
    creditor        bigint NOT NULL,
    other_gmina     bigint NOT NULL,
    state_principal bigint NOT NULL,
    state_interest  bigint NOT NULL,
    noted_by        text NOT NULL,
    noted_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debt_document_pkey PRIMARY KEY (gmina, debtor, number),
    CONSTRAINT debt_document_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT debt_document_claim_fkey FOREIGN KEY (gmina, claim) REFERENCES debt_claim (gmina, id),
    CONSTRAINT debt_document_act_fkey FOREIGN KEY (gmina, act) REFERENCES debt_act (gmina, id),
    CONSTRAINT debt_document_counters_fkey FOREIGN KEY (gmina, debtor, counters) REFERENCES debt_document (gmina, debtor, number),
    CONSTRAINT debt_document_of CHECK ((claim IS NULL) <> (act IS NULL) AND (kind <> 'claim' OR claim IS NOT NULL)),
    CONSTRAINT debt_document_counter CHECK ((kind = 'counter') = (counters IS NOT NULL) AND counters < number)
);
CREATE UNIQUE INDEX debt_document_countered_once_uidx ON debt_document (gmina, debtor, counters) WHERE counters IS NOT NULL;
CREATE INDEX debt_document_day_idx ON debt_document (gmina, day);
CREATE TABLE debt_entry (
    gmina    text COLLATE "C" NOT NULL,
    debtor   uuid NOT NULL,
    document integer NOT NULL,
    line     integer NOT NULL,
    account  text COLLATE "C" NOT NULL
             CHECK (account IN ('principal', 'interest', 'paid_out', 'accrued', 'money', 'written_off', 'surplus')),
    klass    text COLLATE "C" CHECK (klass IN ('fund', 'advance')),
    claim    uuid,
    amount   bigint NOT NULL CHECK (amount <> 0),
    CONSTRAINT debt_entry_pkey PRIMARY KEY (gmina, debtor, document, line),
    CONSTRAINT debt_entry_document_fkey FOREIGN KEY (gmina, debtor, document) REFERENCES debt_document (gmina, debtor, number),
    CONSTRAINT debt_entry_claim_fkey FOREIGN KEY (gmina, claim) REFERENCES debt_claim (gmina, id),
    CONSTRAINT debt_entry_of_a_claim CHECK ((account IN ('principal', 'interest')) = (claim IS NOT NULL)),
    CONSTRAINT debt_entry_class CHECK ((account IN ('money', 'surplus')) = (klass IS NULL)),
    CONSTRAINT debt_entry_zaliczka_bears_none CHECK (NOT (klass = 'advance' AND account IN ('interest', 'accrued')))
);
CREATE INDEX debt_entry_claim_idx ON debt_entry (gmina, claim, account) INCLUDE (amount) WHERE claim IS NOT NULL
"""

# At the end of the transaction, for each new document: it has entries, they sum to zero, what came in is shared out to the grosz, and
# no claim it touches is left with less than nothing.
_BALANCED = """
CREATE FUNCTION debt_document_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines integer; total bigint; repaid bigint;
BEGIN
    SELECT count(*), sum(amount),
           sum(amount) FILTER (WHERE claim IS NOT NULL AND ((NEW.kind = 'receipt' AND amount < 0) OR (NEW.kind = 'counter' AND amount > 0)))
      INTO lines, total, repaid
      FROM debt_entry WHERE gmina = NEW.gmina AND debtor = NEW.debtor AND document = NEW.number;
    IF NEW.kind NOT IN ('write_off', 'counter') AND lines = 0 THEN
        RAISE EXCEPTION 'a document without entries' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_entries';
    END IF;
    IF total <> 0 THEN
        RAISE EXCEPTION 'a document that does not balance' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_balance';
    END IF;
    IF NEW.kind = 'receipt'
       AND NEW.creditor + NEW.other_gmina + NEW.state_principal + NEW.state_interest <> -coalesce(repaid, 0) THEN
        RAISE EXCEPTION 'shares that are not what was repaid' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_shares';
    END IF;
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT claim, account FROM debt_entry
                      WHERE gmina = NEW.gmina AND debtor = NEW.debtor AND document = NEW.number AND claim IS NOT NULL) n
         WHERE (SELECT sum(e.amount) FROM debt_entry e
                 WHERE e.gmina = NEW.gmina AND e.claim = n.claim AND e.account = n.account) < 0) THEN
        RAISE EXCEPTION 'a claim below zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_claim_below_zero';
    END IF;
    RETURN NULL;
END $$
"""
_AT_THE_END = """
CREATE CONSTRAINT TRIGGER debt_document_balances AFTER INSERT ON debt_document DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION debt_document_balances()
"""
# Entries that come to a document of an earlier transaction would pass the check above: they are refused.
_WITH_ITS_DOCUMENT = """
CREATE FUNCTION debt_entry_comes_with_its_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a JOIN debt_document d ON d.gmina = a.gmina AND d.debtor = a.debtor AND d.number = a.document
         WHERE d.noted_at <> now()) THEN
        RAISE EXCEPTION 'entries of a document that is written' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_entry_late';
    END IF;
    RETURN NULL;
END $$
"""
_WITH_IT = """
CREATE TRIGGER debt_entry_comes_with_its_document AFTER INSERT ON debt_entry REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION debt_entry_comes_with_its_document()
"""
_WRITTEN_ONCE = ("debt_entry", "debt_document", "debt_act", "debt_claim")


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in _WRITTEN_ONCE:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)
    for statement in (_BALANCED, _AT_THE_END, _WITH_ITS_DOCUMENT, _WITH_IT):
        op.execute(statement)


def downgrade() -> None:
    for table in _WRITTEN_ONCE:
        unprotect_append_only(op.execute, table)
    op.execute("DROP FUNCTION debt_document_balances()")
    op.execute("DROP FUNCTION debt_entry_comes_with_its_document()")
