"""How often one subject may ask, and how often one address may come with a token that is refused."""

import math
import time

from limits import parse
from limits.aio.strategies import FixedWindowRateLimiter
from limits.storage import storage_from_string

from kit.problems import TooManyRequests


class RateLimits:
    """Counts in fixed windows. storage: memory of this process, or Redis where several gateways share the
    counts.
    """

    def __init__(self, rate: str, rate_refused: str, storage: str = "async+memory://") -> None:
        self._rate = parse(rate)
        self._refused = parse(rate_refused)
        self._counter = FixedWindowRateLimiter(storage_from_string(storage))

    async def request(self, subject: str) -> None:
        """Counts a request of a subject; raises TooManyRequests."""
        if not await self._counter.hit(self._rate, "subject", subject):
            await self._refuse("subject", subject)

    async def refusal(self, address: str) -> None:
        """Counts a refused token; raises TooManyRequests once an address tries too many."""
        if not await self._counter.hit(self._refused, "address", address):
            await self._refuse("address", address)

    async def _refuse(self, kind: str, who: str) -> None:
        rate = self._rate if kind == "subject" else self._refused
        window = await self._counter.get_window_stats(rate, kind, who)
        wait = max(1, math.ceil(window.reset_time - time.time()))
        raise TooManyRequests("Przekroczono dozwoloną liczbę żądań.", headers={"Retry-After": str(wait)})
