"""What the gateway is told by its environment (prefix GOPS_GATEWAY_)."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

GIB = 2**30


class GatewaySettings(BaseSettings):
    """Settings of one gateway process. Sizes are bytes, times are seconds.

    The times must be shorter than those of whoever stands in front: a client that gives up first learns
    nothing.
    """

    model_config = SettingsConfigDict(env_prefix="GOPS_GATEWAY_", extra="ignore")

    upstreams: Annotated[
        dict[str, str],
        Field(description="service code to its address; family_benefits is reached under /family-benefits"),
    ]
    issuer: Annotated[str, Field(description="`iss` of the tokens that are accepted")]
    audience: Annotated[list[str], Field(description="accepted `aud`")] = ["gops"]
    jwks_url: Annotated[str, Field(description="where the issuer's keys are read")]
    max_body: Annotated[int, Field(gt=0)] = 10 * 2**20
    max_import: Annotated[
        int, Field(gt=0, description="body of an import or of assessments in bulk, which is streamed")
    ] = 4 * GIB
    max_finance_file: Annotated[
        int, Field(gt=0, description="body of a plan or of bookings, as reporting takes them")
    ] = 32 * 2**20
    rate: Annotated[str, Field(description="requests of one subject, as limits writes it")] = "6000/minute"
    rate_refused: Annotated[str, Field(description="refused tokens from one address")] = "120/minute"
    rate_storage: Annotated[str, Field(description="async+redis://… where several gateways share counts")] = (
        "async+memory://"
    )
    connections: Annotated[int, Field(gt=0, description="most connections to one service")] = 100
    pool_timeout: Annotated[float, Field(gt=0, description="waiting for a free connection")] = 3.0
    connect_timeout: Annotated[float, Field(gt=0)] = 2.0
    read_timeout: Annotated[float, Field(gt=0, description="silence; a long poll is 25 s of it")] = 60.0
    cors_origins: Annotated[list[str], Field(description="origins of web front ends")] = []


def prefix_of(service: str) -> str:
    """The address of a service at the gateway: family_benefits is /family-benefits."""
    return "/" + service.replace("_", "-")
