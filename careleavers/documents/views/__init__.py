"""The pages of papers and documents."""

from careleavers.documents.views import files, papers
from careleavers.documents.views.blueprint import blueprint

__all__ = ["blueprint", "files", "papers"]
