"""The blueprint that every page of a copy stands on."""

from flask import Blueprint, abort

from careleavers.models import PathwayPlan
from careleavers.plans.queries import FROZEN

blueprint = Blueprint("copies", __name__)


def only_frozen(plan: PathwayPlan) -> None:
    """404 for a version that was never approved: there is no copy of it."""
    if plan.state not in FROZEN:
        abort(404)
