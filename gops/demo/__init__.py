"""The demo gmina: Łubnice 2019 with synthetic people, loaded through the public API and checked to the grosz."""

from gops.demo.checking import Difference, compare
from gops.demo.expected import lubnice_2019
from gops.demo.files import Written, write
from gops.demo.gateway_client import Refused, TokenFor
from gops.demo.generating import SECOND_GMINA, generate, second_gmina
from gops.demo.loading import (
    Imported,
    ImportRefused,
    NotPulled,
    Stalled,
    events_of,
    load,
    read_statement,
    wait_until_pulled,
)
from gops.demo.model import DemoYear
from gops.demo.printing import print_differences, print_statement
from gops.demo.scale import year_of

__all__ = [
    "SECOND_GMINA",
    "DemoYear",
    "Difference",
    "ImportRefused",
    "Imported",
    "NotPulled",
    "Refused",
    "Stalled",
    "TokenFor",
    "Written",
    "compare",
    "events_of",
    "generate",
    "load",
    "lubnice_2019",
    "print_differences",
    "print_statement",
    "read_statement",
    "second_gmina",
    "wait_until_pulled",
    "write",
    "year_of",
]
