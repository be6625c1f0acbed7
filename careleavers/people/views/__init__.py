"""The pages of young people, in three parts: the lists and the record, identity, and standing in law."""

from careleavers.people.views import identity, record, standing
from careleavers.people.views.blueprint import blueprint

__all__ = ["blueprint", "identity", "record", "standing"]
