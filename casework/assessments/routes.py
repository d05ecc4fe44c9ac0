"""POST /assessments and /assessments/bulk: what would be due under the law of a day, with reasons and steps.

Stores nothing and logs no facts.
"""

import asyncio
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Query, Request, Response

from casework.assessments.asking import UnknownRight, request_of
from casework.assessments.choosing import ChoiceExcluded, ChoiceNotDue, TooManyAlternatives, weigh
