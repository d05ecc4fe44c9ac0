"""A chain of acts as a recalculation reads it: its facts opened, its awards, and the amount that the law states for it."""

from datetime import date
from uuid import UUID

from pydantic import ValidationError

from casework.awards.effects import Standing
from casework.benefits.catalogue import Catalogue
from casework.recalculations.assessing import Chain, Rate
from kit.secrets import KeyRing, Place


def chain_of(
    keys: KeyRing, catalogue: Catalogue, gmina: str, row: tuple[object, ...], awards: tuple[Standing, ...],
    fits: tuple[str, ...], today: date,
) -> Chain:  # fmt: skip
    """The chain of a row of the statement, with its facts opened. Its act is final also when the term ran out before anybody noted it."""
    root, older, state, final_on, source, sealed, persons, entitled = row
    facts, lacking = None, "no_facts"
    if isinstance(sealed, bytes | memoryview):
        text = keys.decrypt(bytes(sealed), Place(gmina, "decision", "facts"), str(source))
        try:
            facts = catalogue.stored_facts.read(text)
        except ValidationError:
            # The form of facts asks for more by now than when the decision was made.
            lacking = "facts_outdated"
    ran_out = state == "delivered" and isinstance(final_on, date) and final_on <= today
    named = persons if isinstance(persons, dict) else {}
    return Chain(
        root=_id(root),
        older=None if older is None else _id(older),
        older_fits=not fits or ("final" if ran_out else state) in fits,
        facts_from=None if source is None else _id(source),
        facts=facts,
        persons={name: UUID(person) for name, person in named.items()},
        entitled=_id(entitled or root),
        awards=awards,
        without_facts=lacking,
    )


def rate_of(catalogue: Catalogue, gmina: str, benefit: str, first: int) -> Rate | None:
    """The law's amount of a recorded benefit, which stands as a parameter of the benefit's own name; None: the law states none."""
    law = catalogue.law(gmina)
    before, after = law.month(first - 1), law.month(first)
    parameter = after.parameters.get(benefit)
    if parameter is None or parameter.kind != "money" or not before.has(benefit) or not after.has(benefit):
        return None
    return Rate(before.amount(benefit), after.amount(benefit), after.value(benefit).article)


def rates_of(catalogue: Catalogue, gmina: str, benefit: str, first: int) -> dict[str | None, Rate]:
    """By variant (None: every other one) the amount that the law states as one sum, where the benefit declares it."""
    law = catalogue.law(gmina)
    before, after = law.month(first - 1), law.month(first)
    return {
        variant: Rate(before.amount(name), after.amount(name), after.value(name).article)
        for variant, name in catalogue.get(benefit).amount_of.items()
        if before.has(name) and after.has(name)
    }


def _id(value: object) -> UUID:
    if not isinstance(value, UUID):
        raise TypeError("a chain is named by ids")
    return value
