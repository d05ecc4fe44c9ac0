"""What a command says when it cannot do what it was asked: a sentence for whoever typed it, and 2; a traceback is for defects."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from typer.core import TyperGroup

if TYPE_CHECKING:
    import httpx
    from pydantic import ValidationError
    from pydantic_settings import BaseSettings

FAILED = 2


class Program(TyperGroup):
    """The commands; foreseen failures end them with a message on standard error."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Runs the command. Raises typer.Exit."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            message = told(error)
            if message is None:
                raise
            Console(stderr=True, soft_wrap=True).print(message, style="red", markup=False, highlight=False)
            raise typer.Exit(FAILED) from None


def told(error: Exception) -> str | None:
    """The message for a failure that was foreseen, else nothing."""
    # Imported once something has failed: a process that serves needs none of it.
    import httpx
    import psycopg
    from pydantic import ValidationError

    from gops.demo.gateway_client import Refused, Unreachable
    from gops.demo.loading import ImportRefused, NotPulled, Stalled
    from gops.logins import NotLoggedIn
    from gops.postgres import PostgresUnavailable
    from gops.preparing import NotPrepared
    from gops.supervisor import ChildDied, NotReady
    from kit.feed.verify import FeedBroken
    from services.reporting.rebuilding import SourceStopped

    house = (PostgresUnavailable, ChildDied, NotReady, NotPrepared, NotLoggedIn)
    if isinstance(error, (*house, ImportRefused, NotPulled, Stalled, Unreachable, SourceStopped, FeedBroken)):
        return str(error)
    if isinstance(error, Refused):
        fields = [f"  {one['pointer']}: {one['message']}" for one in error.problem.get("errors", ())]
        return "\n".join([str(error), *fields])
    if isinstance(error, httpx.TransportError):
        return f"Nikt nie odpowiada pod {_address(error)}: {type(error).__name__}. Czy dom działa (make run)?"
    if isinstance(error, psycopg.OperationalError):
        return f"PostgreSQL: {error}"
    if isinstance(error, ValidationError):
        return _settings(error)
    return None


def _address(error: "httpx.TransportError") -> str:
    try:
        return str(error.request.url.copy_with(path="/", query=None))
    except RuntimeError:  # not every error knows its request
        return "tym adresem"


def _settings(error: "ValidationError") -> str | None:
    from pydantic_settings import BaseSettings

    kind = next((one for one in _kinds(BaseSettings) if one.__name__ == error.title), None)
    if kind is None:
        return None
    prefix = kind.model_config.get("env_prefix", "")
    faults = [
        f"  {prefix}{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}"
        for one in error.errors(include_input=False, include_url=False)
    ]
    return "\n".join(["Ustawienia procesu (zmienne środowiska; `gops prepare` zapisuje je w settings/):", *faults])


def _kinds(kind: "type[BaseSettings]") -> "list[type[BaseSettings]]":
    return [one for child in kind.__subclasses__() for one in (child, *_kinds(child))]
