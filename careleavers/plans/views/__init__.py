"""The pages of a plan: reading, writing, deciding, reviewing."""

from careleavers.plans.views import adding, checking, deciding, meetings, preparing, reading, reviewing, writing
from careleavers.plans.views.blueprint import blueprint

__all__ = ["adding", "blueprint", "checking", "deciding", "meetings", "preparing", "reading", "reviewing", "writing"]
