"""The one question of the search page."""

from careleavers.finding.queries import LEAST_LETTERS
from careleavers.web.fields import TextField
from careleavers.web.forms import FilterForm


class SearchForm(FilterForm):
    """A name, a child id, or words that somebody wrote."""

    q = TextField(
        "Name, child id, or words in what was written",
        mark_optional=False,
        max_length=120,
        hint=f"Words of {LEAST_LETTERS} letters or more. A name may be spelt as you heard it.",
    )
