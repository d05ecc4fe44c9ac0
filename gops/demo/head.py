"""The demo's head in the registers of every service: her post, and the authorisation that another person enters for her."""

import orjson

from gops.demo.gateway_client import Caller, Refused
from gops.logins import PEOPLE

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


def enter_head(caller: Caller, service: str) -> None:
    """Enters what is not there yet; may be repeated. Raises Refused."""
    for register, role, body in (("staff", "head", _POST), ("authorisations", "caseworker", _AUTHORISATION)):
        path = f"/{service.replace('_', '-')}/v1/{register}"
        try:
            caller.post(
                path,
                role,
                key=f"demo-{register}-{service}",
                content=orjson.dumps(body),
                media_type="application/json",
            )
        except Refused as refused:
            # Loaded again after the service has forgotten the key.
            if refused.code not in _KNOWN:
                raise
