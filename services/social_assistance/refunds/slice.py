"""Refunds as a slice of the service: routes, what stays when files are destroyed, what a person is told of them."""

from casework.own import Slice
from services.social_assistance.refunds.file import HELD
from services.social_assistance.refunds.routes import refunds_router

REFUNDS = Slice(
    routers=lambda catalogue, _: [refunds_router(catalogue)],
    kept=dict.fromkeys(("refund_claim", "refund_obliged"), "what fees of refunds rest on: ids, states, days and sums"),
    held=HELD,
)
