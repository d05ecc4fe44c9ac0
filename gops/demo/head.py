"""The demo's head and chief accountant in the registers of every service: her post, her authorisation that another person enters, and
that the preliminary control is entrusted to the second accountant (u.f.p. art. 54 ust. 1).
"""

import orjson

from gops.demo.gateway_client import Caller, Refused
from gops.logins import CHIEF_ACCOUNTANT, PEOPLE

_KNOWN = frozenset({"staff_overlaps", "authorisation_exists"})
_POST = {
    "subject": PEOPLE["head"],
    "name": "Danuta Przykładowska",
    "post": "Kierownik Gminnego Ośrodka Pomocy Społecznej",
    "since": "2019-01-01",
}
_AUTHORISATION = {
    "subject": PEOPLE["head"],
    "number": "0052.1.2019",
    "given_on": "2019-01-02",
    "basis": "art. 268a k.p.a.",
    "since": "2019-01-02",
}
_ENTRUSTED = {
    "subject": CHIEF_ACCOUNTANT,
    "number": "0052.2.2019",
    "given_on": "2019-01-02",
    "basis": "art. 54 ust. 1 u.f.p.",
    "kinds": ["preliminary_control"],
    "since": "2019-01-02",
}
_ENTRIES = (
    ("staff", "staff", "head", _POST),
    ("authorisations", "authorisations", "caseworker", _AUTHORISATION),
    ("control", "authorisations", "caseworker", _ENTRUSTED),
)


def enter_head(caller: Caller, service: str) -> None:
    """Enters what is not there yet; may be repeated. Raises Refused."""
    for name, register, role, body in _ENTRIES:
        path = f"/{service.replace('_', '-')}/v1/{register}"
        try:
            caller.post(
                path,
                role,
                key=f"demo-{name}-{service}",
                content=orjson.dumps(body),
                media_type="application/json",
            )
        except Refused as refused:
            # Loaded again after the service has forgotten the key.
            if refused.code not in _KNOWN:
                raise
