"""The office of family benefits that establishes facts also asks registers."""

from tests.casework.evidence.conftest import office, people, service, social_worker, turned

__all__ = ["office", "people", "service", "social_worker", "turned"]
