"""A word of its own in every text column of a record, so that a page shows where each word it says comes from."""

from dataclasses import dataclass, field
from typing import Any

from careleavers.models.base import Record

_OURS = ("id", "public_id", "version")


@dataclass
class Planting:
    """The words planted so far, each with where it stands: (label of the row, column)."""

    words: dict[str, tuple[str, str]] = field(default_factory=dict)

    def word(self, row: str, column: str) -> str:
        """A new word for one column of one row."""
        made = f"zq{len(self.words):03d}k"
        self.words[made] = (row, column)
        return made

    def facts(self, label: str, model: type[Record], **given: Any) -> dict[str, Any]:
        """A word for every text column of a model that is not given, with what is given."""
        texts = [name for name, column in model.model_fields.items() if column.annotation in (str, str | None)]
        planted = {name: self.word(label, name) for name in texts if name not in given and name not in _OURS}
        return {**planted, **given}

    def row(self, label: str, model: type[Record], **given: Any) -> Any:
        """A row with a word in every text column that is not given."""
        return model.made(**self.facts(label, model, **given))

    def shown_in(self, text: str) -> set[tuple[str, str]]:
        """Which planted words stand in a text, as (label of the row, column)."""
        return {place for word, place in self.words.items() if word in text.lower()}
