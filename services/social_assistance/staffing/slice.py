"""Staffing as a slice of the service: nobody stands in it by name."""

from casework.own import Slice
from services.social_assistance.staffing.routes import staffing_router

STAFFING = Slice(routers=lambda catalogue, _: [staffing_router(catalogue)])
