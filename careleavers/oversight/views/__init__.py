"""The pages of oversight, in three parts: the notes of one young person, what is asked of managers, what waits."""

from careleavers.oversight.views import asking, notes, waiting
from careleavers.oversight.views.blueprint import blueprint

__all__ = ["asking", "blueprint", "notes", "waiting"]
