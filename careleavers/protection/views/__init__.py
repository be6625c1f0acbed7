"""Pages of protected records, in two parts: restrictions a manager looks after, and acts on somebody's record."""

from careleavers.protection.views import record, restrictions
from careleavers.protection.views.blueprint import blueprint

__all__ = ["blueprint", "record", "restrictions"]
