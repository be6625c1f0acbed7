"""The pages of the local offer, and of one young person's entitlements."""

from careleavers.entitlements.views import offers, theirs
from careleavers.entitlements.views.blueprint import blueprint

__all__ = ["blueprint", "offers", "theirs"]
