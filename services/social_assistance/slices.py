"""What this service has beside the procedure: the slices of services in kind, of third parties and of registers."""

from casework.own import Own
from services.social_assistance.acts.slice import ACTS
from services.social_assistance.benefit_reviews.slice import BENEFIT_REVIEWS
from services.social_assistance.blue_card.slice import BLUE_CARDS
from services.social_assistance.care_homes import invoices as care_homes
from services.social_assistance.care_homes.slice import CARE_HOMES
from services.social_assistance.care_services.slice import CARE_SERVICES
from services.social_assistance.contracts.slice import CONTRACTS
from services.social_assistance.equipment_hire.slice import EQUIPMENT
from services.social_assistance.family_assistants.slice import FAMILY_ASSISTANTS
from services.social_assistance.fees.slice import FEES
from services.social_assistance.foster_care import service as foster_care
from services.social_assistance.foster_care.slice import FOSTER_CARE
from services.social_assistance.interviews.slice import INTERVIEWS
from services.social_assistance.meals import service as meals
from services.social_assistance.meals.slice import OF_MEALS
from services.social_assistance.refunds.slice import REFUNDS
from services.social_assistance.staffing.slice import STAFFING
from services.social_assistance.stays import invoices as stays
from services.social_assistance.stays.slice import STAYS
from services.social_assistance.suspended_tasks import SUSPENDED
from services.social_assistance.third_parties.slice import third_parties

_MERITS = {
    meals.MEALS: meals.by_merits,
    foster_care.NOTES: foster_care.by_merits,
    care_homes.HOMES: care_homes.by_merits,
    stays.SHELTERS: stays.by_merits,
}

OWN = Own(
    (
        FEES, CARE_HOMES, STAYS, CARE_SERVICES, REFUNDS, third_parties(_MERITS), OF_MEALS, FOSTER_CARE, ACTS, INTERVIEWS, BLUE_CARDS,
        SUSPENDED, CONTRACTS, FAMILY_ASSISTANTS, EQUIPMENT, STAFFING, BENEFIT_REVIEWS,
    )
)  # fmt: skip
