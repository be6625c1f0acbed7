"""The pages of copies: giving one to the young person, and parts of one to a partner."""

from careleavers.copies.views import giving, partners
from careleavers.copies.views.blueprint import blueprint

__all__ = ["blueprint", "giving", "partners"]
