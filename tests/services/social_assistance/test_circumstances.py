"""What the office states of a person who asks for help, where the act leaves it a choice."""

import pytest
from pydantic import ValidationError

from services.social_assistance.facts import Circumstances


@pytest.mark.parametrize("conduct", ["marnotrawienie", "brak_wspoldzialania"])
def test_a_refusal_for_conduct_needs_those_whom_the_person_keeps_weighed(conduct: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Circumstances.model_validate({"reasons": ["bezrobocie"], "refused_for": [conduct]})
    weighed = Circumstances.model_validate({"refused_for": [conduct], "dependants_weighed": True})

    assert [one["type"] for one in refused.value.errors()] == ["dependants_not_weighed"]
    assert weighed.refused_for == (conduct,)


@pytest.mark.parametrize("ground", ["dysproporcja_majatkowa", "odmowa_wywiadu"])
def test_other_refusals_do_not(ground: str) -> None:
    assert Circumstances.model_validate({"refused_for": [ground]}).refused_for == (ground,)


def test_poverty_is_no_reason_to_state() -> None:
    with pytest.raises(ValidationError):
        Circumstances.model_validate({"reasons": ["ubostwo"]})
