"""The table classes say what the migrated database has, and none of them is shown to a client."""

import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import Column
from sqlalchemy.dialects import postgresql
from sqlmodel import SQLModel

from casework.addresses.tables import AddressRow
from casework.appeals.tables import AppealRow, ComplaintRow, ExtraordinaryRow, ResultRow
from casework.applications.tables import (
    AnswerRow,
    ApplicationRow,
    AttachmentNoteRow,
    AttachmentRow,
    CallRow,
    CallSendingEventRow,
    CallSendingRow,
    MatterRow,
    ProposalRow,
    StepRow,
)
from casework.archives.tables import DestructionActRow, DestructionItemRow, DestructionRow, PassingItemRow, PassingRow
from casework.authority.tables import (
    AuthorisationRow,
    DecisionAuthorityRow,
    DeputyshipRow,
    ExclusionRow,
    RegisterActRow,
    RestrictionRow,
    StaffRow,
)
from casework.awards.tables import AwardActRow, AwardAmountRow, AwardRow
from casework.decisions.acts_store import ActRow
from casework.decisions.tables import DecisionRow, RemarkRow
from casework.deliveries.tables import CourseRow, DeliveryEventRow, DeliveryRow, PartyRow, WaiverRow
from casework.evidence.tables import BasisRow, ContentRow, DecisionEvidenceRow, EvidenceRow, FactRow
from casework.households.tables import HouseholdRow, MemberRow
from casework.institutions.tables import InstitutionRow, InstitutionVersionRow
from casework.letters.tables import DecisionNumberRow, LetterBodyRow, LetterRow, TemplateRow
from casework.lookups.tables import AnswerRow as RegisterAnswerRow
from casework.lookups.tables import LookupRow
from casework.office.tables import OfficeRow
from casework.payments.tables import PaymentListRow, PaymentRow, ReversalRow
from casework.persons.tables import FormerRow, PersonRow
from casework.recalculations.tables import RecalculationRow
from casework.records.tables import CaseActRow, CaseFileRow, CaseMatterRow
from casework.signs.tables import CaseSignRow, FilePlanClassRow, FilePlanRow, NumberSeriesRow
from casework.tasks.tables import (
    CalendarRow,
    CaseClockRow,
    CasePauseRow,
    DelayNoticeRow,
    TaskActRow,
    TaskMarkRow,
    TaskRow,
)
from kit.testing.databases import ServiceDatabase

ROWS: list[type[SQLModel]] = [
    CourseRow, PartyRow, DeliveryRow, DeliveryEventRow, WaiverRow, AppealRow, ResultRow, ComplaintRow, ExtraordinaryRow,
    FormerRow, PersonRow, HouseholdRow, MemberRow,
    DecisionRow, RemarkRow, AwardRow, AwardAmountRow, PaymentListRow, PaymentRow, ReversalRow,
    TemplateRow, LetterRow, LetterBodyRow, ApplicationRow, MatterRow, CallRow,
    CallSendingRow, CallSendingEventRow, StepRow, AnswerRow, AttachmentRow, AttachmentNoteRow, ProposalRow, FilePlanRow,
    FilePlanClassRow, NumberSeriesRow, CaseSignRow,
    ContentRow, EvidenceRow, FactRow, BasisRow, DecisionEvidenceRow, LookupRow, RegisterAnswerRow,
    StaffRow, AuthorisationRow, DeputyshipRow, ExclusionRow, RestrictionRow, RegisterActRow, DecisionAuthorityRow, ActRow, RecalculationRow,
    AwardActRow, CaseFileRow, CaseActRow, CaseMatterRow, DestructionRow, DestructionItemRow, DestructionActRow, PassingRow, PassingItemRow,
    OfficeRow, AddressRow, DecisionNumberRow, InstitutionRow, InstitutionVersionRow,
    CaseClockRow, CasePauseRow, DelayNoticeRow, TaskRow, TaskMarkRow, TaskActRow, CalendarRow,
]  # fmt: skip

_COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
  FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
"""
_KEY = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
 WHERE i.indrelid = %s::regclass AND i.indisprimary
"""


def declared(column: Column[object]) -> tuple[str, str, bool]:
    return column.name, column.type.compile(dialect=postgresql.dialect()).lower(), not column.nullable


@pytest.mark.postgres
@pytest.mark.parametrize("row", ROWS)
def test_a_table_class_has_the_columns_types_and_key_of_its_table(stored: ServiceDatabase, row: type[SQLModel]) -> None:
    table = row.__table__  # type: ignore[attr-defined]
    with psycopg.connect(stored.owner_dsn) as connection:
        columns = set(connection.execute(_COLUMNS, (table.name,)).fetchall())
        key = {found[0] for found in connection.execute(_KEY, (table.name,)).fetchall()}

    assert {declared(column) for column in table.columns} == columns
    assert {column.name for column in table.primary_key} == key


def test_no_table_stands_in_openapi(service: FastAPI) -> None:
    shown = set(service.openapi()["components"]["schemas"])

    assert not shown & {row.__name__ for row in ROWS}
    assert "pseudonym" not in str(service.openapi()["components"]["schemas"]["PersonOut"])
