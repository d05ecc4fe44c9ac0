"""What a service's own tables know of a person stands in her file (GDPR art. 15), or a reason says why it does not."""

from collections.abc import Iterator

import psycopg
import pytest

from casework.archives.erasing import ERASE, KEPT
from casework.benefits.catalogue import Catalogue
from gops.postgres import Address
from kit.testing.databases import ServiceDatabase, service_database
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

pytestmark = pytest.mark.postgres
CATALOGUES = (FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND)
# Tables that name a person themselves or belong to a row that does, however far away.
_NAMING = """
WITH RECURSIVE named(relid) AS (
    SELECT 'person'::regclass::oid
    UNION SELECT k.conrelid FROM pg_constraint k JOIN named n ON n.relid = k.confrelid WHERE k.contype = 'f')
SELECT relid::regclass::text FROM named
UNION SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = 'person'
"""


@pytest.fixture(scope="module", params=CATALOGUES, ids=lambda one: one.service)
def stored(request: pytest.FixtureRequest, postgres: Address) -> Iterator[tuple[Catalogue, ServiceDatabase]]:
    with service_database(postgres, request.param.service) as made:
        yield request.param, made


def test_every_own_table_that_names_a_person_stands_in_her_file_or_on_the_list_with_a_reason(
    stored: tuple[Catalogue, ServiceDatabase],
) -> None:
    """A new table of a slice has to be entered in its Slice: `held`, or `not_held` with the reason."""
    catalogue, database = stored
    with psycopg.connect(database.owner_dsn) as connection:
        found = {str(row[0]) for row in connection.execute(_NAMING).fetchall()}

    held = [table for one in catalogue.own.held for table in one.tables]
    listed = {*held, *catalogue.own.not_held}
    assert "decision_party" in found  # the question finds tables that are named through others
    assert found - ERASE.keys() - KEPT.keys() == listed
    assert len(held) + len(catalogue.own.not_held) == len(listed)
    assert all(catalogue.own.not_held.values())


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.service)
def test_registers_are_told_apart_by_their_codes_and_headings(catalogue: Catalogue) -> None:
    held = catalogue.own.held

    assert len({one.register for one in held}) == len({one.title for one in held}) == len(held)
    assert all(one.names and all(one.names.values()) for one in held)
