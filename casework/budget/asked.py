"""Whom the routes of a process ask what is left of the plan."""

from typing import Annotated

from fastapi import Depends, Request

from casework.budget.asking import NOBODY, Plan


async def _plan(request: Request) -> Plan:
    found: Plan = getattr(request.app.state, "plan", NOBODY)
    return found


AskPlan = Annotated[Plan, Depends(_plan)]
"""The application's plan; a service that was not told where reporting is has nobody to ask."""
