"""Every slice of the procedure as routers of one service; a service's application includes them all."""

from fastapi import APIRouter, Depends

from casework.addresses.routes import addresses_router
from casework.appeals.extraordinary_routes import extraordinary_router
from casework.appeals.routes import appeals_router
from casework.applications.routes import applications_router
from casework.applications.suspending_routes import suspending_router
from casework.archives.passing_routes import passings_router
from casework.archives.routes import archives_router
from casework.assessments.routes import assessments_router
from casework.authority.access_routes import access_router
from casework.authority.guard import case_access
from casework.authority.routes import authority_router
from casework.awards.routes import awards_router
from casework.benefits.catalogue import Catalogue
from casework.benefits.routes import benefits_router, service_costs_router
from casework.decisions.register_routes import decision_register_router
from casework.decisions.routes import decisions_router
from casework.decisions.signing_routes import signing_router
from casework.deliveries.further_routes import further_deliveries_router
from casework.deliveries.results_routes import delivery_results_router
from casework.deliveries.routes import deliveries_router
from casework.evidence.routes import evidence_router
from casework.facts.registry import SCHEMAS
from casework.forecasts.routes import forecasts_router
from casework.households.routes import households_router
from casework.imports.routes import imports_router
from casework.institutions.routes import institutions_router
from casework.letters.routes import letters_router
from casework.lookups.registers import Registers
from casework.lookups.routes import lookups_router
from casework.office.routes import office_router
from casework.overpayments.routes import overpayments_router
from casework.overpayments.set_off import set_off
from casework.own import Own
from casework.payments.acts.routes import payment_acts_router
from casework.payments.deductions.routes import bailiff_claims_router
from casework.payments.funding.routes import payment_fundings_router
from casework.payments.lists_routes import payment_lists_router
from casework.payments.notices.routes import payment_notices_router
from casework.payments.routes import payments_router
from casework.payments.ways.routes import payment_ways_router
from casework.persons.routes import persons_router
from casework.recalculations.routes import recalculations_router
from casework.reconciliation.routes import reconciliation_router
from casework.records.routes import records_router
from casework.requests.routes import requests_router
from casework.signs.routes import signs_router
from casework.simulations.routes import simulations_router
from casework.tasks.calendars_routes import calendars_router
from casework.tasks.clocks_routes import clocks_router
from casework.tasks.routes import tasks_router
from casework.today import today_dependency
from kit.audit.routes import audit_router
from kit.feed.routes import feed_router
from kit.secrets import KeyRing


def case_routers(catalogue: Catalogue, keys: KeyRing, registers: Registers | None = None) -> list[APIRouter]:
    """The routers under /v1; `keys` opens and seals personal numbers and facts. registers: recorded answers unless given."""
    return [
        benefits_router(catalogue),
        service_costs_router(catalogue),
        assessments_router(catalogue),
        decision_register_router(),
        *_guarded(
            persons_router(keys, catalogue.own),
            addresses_router(keys),
            households_router(catalogue, keys),
            applications_router(catalogue, keys),
            suspending_router(),
            decisions_router(catalogue, keys),
            deliveries_router(catalogue),
            further_deliveries_router(),
            requests_router(),
            appeals_router(catalogue),
            extraordinary_router(catalogue),
            letters_router(catalogue, keys),
            records_router(),
            overpayments_router(catalogue),
            evidence_router(catalogue, keys),
            lookups_router(catalogue, keys, registers),
            access_router(),
            clocks_router(catalogue),
            payment_notices_router(catalogue),
            bailiff_claims_router(keys),
            *(router for one in catalogue.own.slices for router in one.guarded(catalogue, keys)),
            own=catalogue.own,
        ),
        delivery_results_router(),
        signing_router(catalogue, keys),
        tasks_router(catalogue),
        calendars_router(catalogue),
        signs_router(),
        archives_router(catalogue.own),
        passings_router(),
        office_router(),
        institutions_router(),
        authority_router(catalogue),
        awards_router(catalogue),
        payment_ways_router(catalogue, keys),
        payment_fundings_router(catalogue),
        payment_lists_router(catalogue, set_off(catalogue)),
        recalculations_router(catalogue, keys),
        payment_acts_router(),
        payments_router(catalogue, set_off(catalogue)),
        reconciliation_router(catalogue),
        simulations_router(catalogue, keys),
        forecasts_router(catalogue),
        imports_router(catalogue, keys),
        feed_router(SCHEMAS),
        audit_router(catalogue.own.veils, today_dependency),
        *(router for one in catalogue.own.slices for router in one.routers(catalogue, keys)),
    ]


def _guarded(*routers: APIRouter, own: Own) -> list[APIRouter]:
    """Routers whose addresses name what not everybody sees: persons, households, decisions, letters, cases.

    Each in a router of its own, which is found by its address.
    """
    guarded, door = [], case_access(own)
    for router in routers:
        made = APIRouter(dependencies=[Depends(door)])
        made.include_router(router)
        guarded.append(made)
    return guarded
