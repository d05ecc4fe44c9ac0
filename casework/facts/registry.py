"""Every event type of casework with the schema of its `data`: published as JSON Schema, frozen by golden samples."""

from collections.abc import Mapping

from pydantic import BaseModel

from casework.facts import cases, money, registers

SCHEMAS: Mapping[str, type[BaseModel]] = {
    **dict.fromkeys(sorted(money.MONEY_TYPES), money.MoneyFact),
    registers.REGISTER_ACT_RECORDED: registers.RegisterFact,
    cases.PERSON_RELINKED: cases.PersonRelinked,
    cases.HOUSEHOLD_LINKED: cases.HouseholdLinked,
    cases.HOUSEHOLD_SNAPSHOTTED: cases.HouseholdSnapshotted,
    cases.DECISION_ISSUED: cases.DecisionFact,
    cases.DECISION_FINAL: cases.DecisionFact,
    cases.DECISION_REMOVED: cases.DecisionFact,
    cases.DECISION_RESTORED: cases.DecisionFact,
    cases.APPLICATION_RECEIVED: cases.ApplicationFact,
    cases.APPLICATION_COMPLETED: cases.ApplicationFact,
    cases.APPLICATION_CLOSED: cases.ApplicationFact,
    cases.APPLICATION_REOPENED: cases.ApplicationFact,
    cases.APPLICATION_CORRECTED: cases.ApplicationFact,
    cases.APPLICATION_CANCELLED: cases.ApplicationFact,
}
