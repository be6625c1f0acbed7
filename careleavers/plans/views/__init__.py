"""The pages of a plan: reading, writing, deciding, reviewing."""

from careleavers.plans.views import checking, deciding, preparing, reading, reviewing, writing
from careleavers.plans.views.blueprint import blueprint

__all__ = ["blueprint", "checking", "deciding", "preparing", "reading", "reviewing", "writing"]
