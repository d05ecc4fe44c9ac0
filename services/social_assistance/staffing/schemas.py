"""What comes in and goes out about staffing: posts by kind and unit, figures alone, nobody by name."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day
from kit.schemas import Out, Schema

SocialWorkPost = Literal[
    "pracownik_socjalny", "starszy_pracownik_socjalny", "specjalista_pracy_socjalnej", "starszy_specjalista_pracy_socjalnej",
]  # fmt: skip
OtherPost = Literal[
    "kierownik", "zastepca_kierownika", "glowny_ksiegowy", "ksiegowy", "asystent_rodziny", "opiekun", "psycholog", "pedagog", "prawnik",
    "terapeuta", "koordynator", "pracownik_swiadczen", "pracownik_administracji", "pracownik_obslugi", "inny",
]  # fmt: skip
Post = SocialWorkPost | OtherPost
SOCIAL_WORKERS: frozenset[str] = frozenset(get_args(SocialWorkPost))
PostsText = Annotated[str, Field(pattern=r"^[0-9]{1,4}(\.[0-9]{1,3})?$", examples=["2.5"])]


class StaffingPostIn(Schema):
    """Posts of one kind in a unit."""

    unit: Code
    post: Post
    persons: Annotated[int, Field(ge=1, le=10_000)]
    posts: Annotated[PostsText, Field(description="full posts, in parts where somebody works a part")]

    @model_validator(mode="after")
    def _some(self) -> "StaffingPostIn":
        if not 0 < Fraction(self.posts) <= self.persons:
            raise PydanticCustomError("posts", "Etatów jest więcej niż zero i nie więcej niż zatrudnionych osób.")
        return self


class StaffingReturnIn(Schema):
    """Who is employed on a day; a second return of the day takes the place of the first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "on": "2026-12-31", "inhabitants": 8000, "families": 300,
                    "posts": [{"unit": "gops", "post": "pracownik_socjalny", "persons": 4, "posts": "3.5"}],
                }
            ]
        }
    )  # fmt: skip

    on: Day
    inhabitants: Annotated[int, Field(ge=1, le=10_000_000)]
    families: Annotated[int, Field(ge=0, le=1_000_000, description="in social work, single persons among them")]
    posts: Annotated[list[StaffingPostIn], Field(min_length=1, max_length=500)]

    @model_validator(mode="after")
    def _once(self) -> "StaffingReturnIn":
        if len({(one.unit, one.post) for one in self.posts}) != len(self.posts):
            raise PydanticCustomError("named_twice", "To samo stanowisko jednostki jest podane dwa razy.")
        return self


class StaffingPostOut(Out):
    """Posts of one kind in a unit."""

    unit: str
    post: Post
    persons: int
    posts: Annotated[str, Field(examples=["3.500"])]


class StaffingReturnOut(Out):
    """A return against what the act asks for (u.p.s. art. 110 ust. 11-12)."""

    id: UUID
    on: date
    inhabitants: int
    families: int
    persons: int
    posts: Annotated[str, Field(examples=["9.250"])]
    social_workers: Annotated[str, Field(description="posts of social workers", examples=["3.500"])]
    by_inhabitants: Annotated[
        str | None, Field(description="posts asked for by inhabitants; null where the law asks for none")
    ]
    by_families: Annotated[str | None, Field(description="posts asked for by families in social work")]
    at_least: int | None
    meets: Annotated[bool | None, Field(description="whether those employed are enough, by either measure")]
    holds: Annotated[bool, Field(description="no later return of the day took its place")]
    noted_by: str


class StaffingReturnShown(StaffingReturnOut):
    """A return with its posts. `staff` stands for the list of posts, `posts` for their sum."""

    staff: list[StaffingPostOut]
