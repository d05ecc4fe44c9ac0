"""What reporting learns from the services of the costs that their acts allow."""

from casework.benefits.catalogue import Catalogue
from casework.benefits.schemas import service_cost
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.reporting.sources.costs import TERMS, Terms
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

OF_FAMILY, OF_ALIMONY, TOGETHER = (
    "koszty_obslugi_swiadczen_rodzinnych", "koszty_obslugi_funduszu_alimentacyjnego", "koszty_obslugi_3_procent",
)  # fmt: skip


def published(catalogue: Catalogue) -> tuple[Terms, ...]:
    """What reporting learns of the service."""
    return tuple(TERMS.validate_python([service_cost(one).model_dump(mode="json") for one in catalogue.service_costs]))


KNOWN = {one.service: published(one) for one in (ALIMONY_FUND, FAMILY_BENEFITS, SOCIAL_ASSISTANCE)}
