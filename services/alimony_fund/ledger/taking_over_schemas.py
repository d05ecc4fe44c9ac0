"""What comes in when debts of an older program are taken over."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Day
from casework.imports.lines import SourceId
from kit.money import ZlotyInput
from kit.schemas import Schema
from services.alimony_fund.debtors.taking_over_schemas import NamedOnce
from services.alimony_fund.ledger.schemas import Above, Klass, Month, positive

_MOST = 2000
_SOURCE = "of a person line of an earlier import"
_EXAMPLE: dict[str, Any] = {
    "claims": [
        {
            "source": "nal/2019-05/877",
            "debtor_source": "os/1204",
            "entitled_source": "os/877",
            "period": "2019-05",
            "paid_on": "2019-05-14",
            "paid": "500.00",
            "as_of": "2025-12-31",
            "principal": "420.15",
            "interest": "203.44",
        }
    ]
}


class TakenClaimIn(NamedOnce):
    """What of one payout was still owed at the end of a day by the older program."""

    source: Annotated[
        SourceId, Field(description="id of the record there; what stands on an account under it is passed over")
    ]
    debtor: Annotated[UUID | None, Field(description="by his entry in the register")] = None
    debtor_source: Annotated[SourceId | None, Field(description=_SOURCE)] = None
    entitled: UUID | None = None
    entitled_source: Annotated[SourceId | None, Field(description=_SOURCE)] = None
    klass: Klass = "fund"
    period: Annotated[Month, Field(description="the month paid for")]
    paid_on: Annotated[Day, Field(description="the day the money left the account")]
    paid: Annotated[Above, Field(description="what was paid out, of a zaliczka without its surcharge")]
    as_of: Annotated[Day, Field(description="the last day that the older program counted")]
    principal: Annotated[ZlotyInput, Field(description="still owed then, of a zaliczka with its surcharge")]
    interest: Annotated[ZlotyInput, Field(description="that had come up by its end and was not repaid")] = "0.00"

    @model_validator(mode="after")
    def _fits(self) -> "TakenClaimIn":
        self.one_of(self.debtor, self.debtor_source)
        self.one_of(self.entitled, self.entitled_source)
        positive(self.paid)
        positive(self.principal + self.interest)
        if self.klass == "advance" and self.interest.strip("0."):
            raise PydanticCustomError("bears_none", "Zaliczka alimentacyjna nie jest oprocentowana.")
        if self.as_of < self.paid_on:
            raise PydanticCustomError("as_of", "Stan należności jest z dnia wypłaty albo późniejszego.")
        return self


class TakenClaimsIn(Schema):
    """Debts of an older program; what stands on an account under its id is passed over, so the same may be sent again."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    claims: Annotated[list[TakenClaimIn], Field(min_length=1, max_length=_MOST)]
