"""The review of running benefits as a slice of the service: it keeps nothing, rights and acts of registers are what it reads."""

from casework.own import Slice
from services.social_assistance.benefit_reviews.routes import reviews_router

BENEFIT_REVIEWS = Slice(routers=lambda _, __: [reviews_router()])
