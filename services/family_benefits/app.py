"""The service's ASGI application, from its catalogue."""

from fastapi import FastAPI

from casework.application import benefit_service
from kit.settings import Settings
from services.family_benefits.catalogue import CATALOGUE


def create() -> FastAPI:
    """Reads the settings from the environment."""
    return benefit_service(CATALOGUE, "GOPS: świadczenia rodzinne", Settings())
