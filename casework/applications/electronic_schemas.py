"""The body of an electronic application: the form as the portal's integration hands it over, and how it came."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.applications.channels import Portal
from casework.applications.members import Code, Day, Proof
from casework.decisions.schemas import OFFICE_UNIT
from kit.schemas import Out, Schema


class ElectronicIn(Schema):
    """An electronic form. The applicant is found by her number, or registered with what the form says."""

    form: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{0,19}$"),
        Field(description="symbol of the form: SR-1, FA-1 ...", examples=["SR-1"]),
    ]
    portal: Portal = "empatia"
    proof: Annotated[Proof, Field(examples=["UPO-2026-01-12-1"])]
    received_on: Annotated[Day, Field(description="the day of the proof of receipt (art. 61 § 3a)")]
    posted_on: Day | None = None
    household: UUID | None = None
    unit: Code = OFFICE_UNIT
    document: Annotated[
        Mapping[str, Any],
        Field(
            description="the form's content; which members are read stands in the adapter's table",
            examples=[
                {
                    "TrescDokumentu": {
                        "DaneWnioskodawcy": {
                            "PESEL": "84051712343",
                            "Imie": "Anna",
                            "Nazwisko": "Wiśniewska",
                            "DataUrodzenia": "1984-05-17",
                            "Adres": {"Miejscowosc": "Łubnice"},
                        }
                    }
                }
            ],
        ),
    ]


class ElectronicFormOut(Out):
    """A form that is taken. confidence: unconfirmed until the table was compared with the form's own schema."""

    form: Annotated[str, Field(examples=["SR-1"])]
    title: str
    benefits: Annotated[list[str], Field(description="that it may ask for")]
    confidence: str
    source: str
