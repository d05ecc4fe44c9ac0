"""What goes out about the kinds of acts: what each refers to and does, and the grounds that carry it."""

from typing import Annotated, Literal

from pydantic import Field

from kit.schemas import Out


class KindOut(Out):
    """A kind of act as the table has it."""

    code: str
    name: str
    form: Literal["decision", "postanowienie", "letter"]
    older: Literal["none", "optional", "required"]
    older_states: list[str]
    older_kinds: Annotated[list[str] | None, Field(description="null: an older act of any kind")]
    award_states: list[str]
    effect: str
    effective_from: Literal["never", "may", "must"]
    amount: Literal["never", "may", "must"]
    remedy: Literal["appeal", "complaint", "none"]
    due: Annotated[
        Literal["never", "instalments", "day"],
        Field(description="whether the act says by when what is owed is to be paid"),
    ]
    words: Annotated[
        Literal["never", "may", "must"], Field(description="whether it says what it corrects or supplements")
    ]
    application: Annotated[
        Literal["never", "may", "must"], Field(description="whether it names the application that it is about")
    ]
    case: Annotated[
        bool, Field(description="whether it may name a case that the office began itself instead of an application")
    ]
    does: Annotated[
        str, Field(description="of an order: what issuing it does to the proceedings; `enforce` with its delivery")
    ]
    grounds: list["GroundOut"]


class GroundOut(Out):
    """A ground on which an act of the kind may rest."""

    code: str
    article: str
    text: str
    consent_of_parties: bool
    older_states: Annotated[list[str], Field(description="empty: those of the kind")]
    benefits: Annotated[list[str] | None, Field(description="null: every benefit of the service")]
    pays_held: Annotated[
        bool | None,
        Field(
            description="of payments that go on: true, all held months (mode whole); false, from a month on; null: either"
        ),
    ]


class KindsOut(Out):
    """All kinds of acts."""

    items: list[KindOut]


KindOut.model_rebuild()
