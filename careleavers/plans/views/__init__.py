"""The pages of a plan: reading, writing, deciding, copying, reviewing."""

from careleavers.plans.views import checking, copying, deciding, preparing, reading, reviewing, writing
from careleavers.plans.views.blueprint import blueprint

__all__ = ["blueprint", "checking", "copying", "deciding", "preparing", "reading", "reviewing", "writing"]
