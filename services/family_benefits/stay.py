"""Citizenship and title of stay of who applies, as they are entered (art. 1 ust. 2-3 u.ś.r.)."""

from typing import Annotated, Literal

from pydantic import Field

from kit.schemas import Schema

StayTitle = Literal[
    "koordynacja", "umowa_dwustronna", "pobyt_staly", "rezydent_dlugoterminowy_ue", "pobyt_czasowy_art_127_137a_186",
    "status_uchodzcy", "ochrona_uzupelniajaca", "dostep_do_rynku_pracy", "pracownik_przenoszony", "naukowiec",
]  # fmt: skip


class Citizenship(Schema):
    """Whether a Polish citizen applies, or a foreigner by which title; and whether he lives in Poland through the period.

    Without this part a Polish citizen applies who lives in Poland.
    """

    polish: bool = True
    title: Annotated[
        StayTitle | None, Field(description="tytuł pobytu cudzoziemca z art. 1 ust. 2 pkt 2; bez niego żaden z nich")
    ] = None
    lives_with_family: Annotated[
        bool, Field(description="cudzoziemiec mieszka z członkami rodziny w Polsce (lit. c i e)")
    ] = True
    permit_months: Annotated[
        int | None, Field(ge=0, le=1200, description="na ile miesięcy zezwolono na pobyt lub pracę (lit. d–f)")
    ] = None
    studies_seasonal_work_or_visa: Annotated[
        bool,
        Field(
            description="przyjęty w celu podjęcia studiów lub pracy sezonowej albo pracuje na podstawie wizy (lit. d)"
        ),
    ] = False
    lives_in_poland: Annotated[
        bool, Field(description="mieszka w Polsce przez okres zasiłkowy, w którym otrzymuje świadczenia (ust. 3)")
    ] = True
    other_rules: Annotated[
        bool, Field(description="przepisy o koordynacji albo umowa dwustronna stanowią inaczej (lit. e i f, ust. 3)")
    ] = False
