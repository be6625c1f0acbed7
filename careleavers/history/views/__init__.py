"""The pages of this feature: the timeline on screen and on paper."""

from careleavers.history.views import timeline
from careleavers.history.views.blueprint import blueprint

__all__ = ["blueprint", "timeline"]
