"""The pages of homes, and of work and study."""

from careleavers.spells.views import homes, work_and_study
from careleavers.spells.views.blueprint import blueprint

__all__ = ["blueprint", "homes", "work_and_study"]
