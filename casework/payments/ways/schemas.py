"""What comes in and goes out about ways of payment. An account number is shown to whoever may see it, and the reading is audited."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.payments.schemas import Day, PaymentState, VoidReason, Way
from kit.money import ZlotyText
from kit.schemas import Out, Schema

StatedWay = Literal["account", "cash", "postal", "in_kind", "third_party", "card", "as_person"]
"""`as_person`: the right is paid again as its recipient is."""
AccountText = Annotated[
    str, StringConstraints(min_length=15, max_length=40), Field(examples=["61 1090 1014 0000 0712 1981 2874"])
]
PayeeText = Annotated[
    str,
    StringConstraints(min_length=2, max_length=300, strip_whitespace=True),
    Field(description="the third party, the card's number, or what is given in kind and by whom"),
]
BasisText = Annotated[
    str,
    StringConstraints(min_length=3, max_length=300, strip_whitespace=True),
    Field(examples=["oświadczenie strony z 2019-02-01"]),
]
_WITH_ACCOUNT = frozenset({"account", "third_party"})
_WITH_PAYEE = frozenset({"third_party", "card"})
_MAY_HAVE_PAYEE = frozenset({"third_party", "card", "in_kind"})


def check_way(*, award: object, person: object, way: str, account: str | None, payee: str | None) -> None:
    """That a statement of a way says all that the way needs and nothing else. Raises PydanticCustomError."""
    if (award is None) == (person is None):
        raise PydanticCustomError("award_or_person", "Należy podać przyznanie albo osobę.")
    if way == "as_person" and award is None:
        raise PydanticCustomError("award_or_person", "Tylko przyznanie może być wypłacane tak jak osobie.")
    if (way == "account" and account is None) or (account and way not in _WITH_ACCOUNT):
        raise PydanticCustomError("account_of_way", "Numer rachunku podaje się dla wypłaty na rachunek.")
    if (way in _WITH_PAYEE and payee is None) or (payee and way not in _MAY_HAVE_PAYEE):
        raise PydanticCustomError("payee_of_way", "Odbiorcę albo kartę podaje się dla osoby trzeciej i karty.")


class WayIn(Schema):
    """From a day on a right, or everything a person receives, is paid in a way. Nothing is overwritten: the latest statement holds."""

    award: UUID | None = None
    person: UUID | None = None
    way: StatedWay
    since: Day
    account: AccountText | None = None
    payee: PayeeText | None = None
    institution: Annotated[
        UUID | None,
        Field(
            description="the third party, of GET /v1/institutions: its name and, where none is stated, its account of that day follow"
        ),
    ] = None
    basis: BasisText | None = None

    @model_validator(mode="after")
    def _whole(self) -> "WayIn":
        if self.institution is not None and (self.way != "third_party" or self.payee is not None):
            raise PydanticCustomError(
                "institution_of_way", "Instytucję wskazuje się jako osobę trzecią, zamiast wpisywać odbiorcę."
            )
        payee = self.payee if self.institution is None else str(self.institution)
        check_way(award=self.award, person=self.person, way=self.way, account=self.account, payee=payee)
        return self


class WayOut(Out):
    """A statement of a way of payment; `in_force`: it is the one that holds on the day that was asked for."""

    id: UUID
    award: UUID | None
    person: UUID | None
    way: StatedWay
    since: date
    account: str | None
    payee: str | None
    institution: UUID | None
    basis: str | None
    recorded_by: str
    in_force: bool


class WaysOut(Out):
    """The history of a right or a person, the latest first."""

    items: list[WayOut]


class PayeeOut(Out):
    """A line of what goes to the bank, the cash desk or the post: whom to pay, how much, where to.

    account, payee: as they were stated for the way in which it is paid (`payee`: the third party, the card, what is given in kind);
    address: of a postal order, where letters of the day it is to be paid would go.
    """

    payment: UUID
    person: UUID
    first_name: str
    last_name: str
    way: Way | None
    account: Annotated[str | None, Field(examples=["PL61109010140000071219812874"])]
    payee: str | None
    address: Annotated[list[str] | None, Field(examples=[["ul. Jabłoniowa 7 m. 3", "98-432 Łubnice"]])]
    benefit: Annotated[str, Field(description="what it is paid for, as a transfer or a receipt says it")]
    month: str
    amount: ZlotyText
    deducted: ZlotyText
    to_pay: ZlotyText
    state: PaymentState
    void_reason: VoidReason | None
