"""What a process is told by its environment (prefix GOPS_); nothing else is read from outside."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one service process."""

    model_config = SettingsConfigDict(env_prefix="GOPS_", extra="ignore")

    database_dsn: Annotated[SecretStr, Field(description="the service's database, as its runtime role")]
    pool_size: int = 8
    issuer: Annotated[str, Field(description="`iss` of the tokens that are accepted")]
    audience: Annotated[str, Field(description="`aud` of people's tokens; tokens between services name the callee")] = (
        "gops"
    )
    jwks_url: Annotated[str, Field(description="where the issuer's keys are read")]
    keys_file: Annotated[Path | None, Field(description="keys of the gminas: encryption, look-up, pseudonyms")] = None
    master_key_file: Annotated[Path | None, Field(description="the master key; <keys_file>.master without it")] = None
    cursor_key: Annotated[
        SecretStr,
        Field(
            min_length=16,
            description="seals cursors and keys the fingerprints of repeated writes; one for all processes of a service, kept",
        ),
    ]
    import_chunk: Annotated[int, Field(ge=1, le=100_000, description="lines of an import in one transaction")] = 10_000
    reporting_url: Annotated[
        str | None,
        Field(description="benefit services: where reporting is asked what is left of the plan; nobody is without it"),
    ] = None
    client_id: Annotated[str | None, Field(description="the service's own client at the issuer")] = None
    client_secret: SecretStr | None = None
    token_url: str | None = None
    sources: Annotated[
        dict[str, str],
        Field(description="reporting: service code to the address of its feed", default_factory=dict),
    ]
    gminas: Annotated[
        list[str],
        Field(
            description="the gminas that this process works for by itself: pulling, unfinished imports",
            default_factory=list,
        ),
    ]

    embedded: Annotated[bool, Field(description="a demonstration or a test on one machine, never production")] = False
    day_file: Annotated[
        Path | None,
        Field(description="only where embedded: a file with the day that it is in the office, read at every request"),
    ] = None

    @model_validator(mode="after")
    def _no_moved_day_in_production(self) -> "Settings":
        # Terms, finality and budget years follow the office's day: in production it is never anything but the real one.
        if self.day_file is not None and not self.embedded:
            raise ValueError("GOPS_DAY_FILE moves the office's day: it is taken only with GOPS_EMBEDDED=1")
        return self

    def sealing_key(self) -> bytes:
        """32 bytes of the cursor key."""
        return sha256(self.cursor_key.get_secret_value().encode()).digest()
