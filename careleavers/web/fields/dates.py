"""A question answered with a day of the calendar."""

from datetime import date
from typing import Any

from markupsafe import Markup
from wtforms.utils import unset_value

from careleavers.web.fields.cleaning import displayable
from careleavers.web.fields.drawing import draw, words
from careleavers.web.fields.question import Question

PARTS = ("day", "month", "year")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
WIDTHS = {"day": 2, "month": 3, "year": 4}
EXAMPLE = "for example 27 3 2026"
LONGEST_PART = 40


class DateField(Question):
    """Day, month and year in three boxes; the month may be in words. `data` is a date or None.

    The form sends `name-day`, `name-month` and `name-year`. Whatever is typed is shown again.
    """

    def __init__(self, label: str, **question: Any) -> None:
        super().__init__(label, **question)
        self.parts = dict.fromkeys(PARTS, "")
        self.wrong: list[str] = []

    def names(self) -> set[str]:
        """The names of the three boxes."""
        return {f"{self.name}-{part}" for part in PARTS}

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the date held, then the three boxes if a form was sent."""
        super().process(None, data, extra_filters)
        if isinstance(self.data, date):
            self.parts = {part: str(getattr(self.data, part)) for part in PARTS}
        if formdata is None:
            return
        sent = {part: formdata.getlist(f"{self.name}-{part}") for part in PARTS}
        self.raw_data = [value for values in sent.values() for value in values]
        self.parts = {part: displayable(values[0] if values else "")[:LONGEST_PART] for part, values in sent.items()}
        self.data = None
        self.answered = any(self.parts.values()) or any(len(values) > 1 for values in sent.values())
        try:
            self._refuse_repeats(sent)
            self.data = self._read_parts()
        except ValueError as problem:
            self.process_errors = [str(problem)]

    def _refuse_repeats(self, sent: dict[str, list[Any]]) -> None:
        self.wrong = [part for part, values in sent.items() if len(values) > 1]
        if self.wrong:
            raise ValueError(f"“{self.title}” was sent more than once. Check it and save again")

    def _read_parts(self) -> date | None:
        typed = {part: text.strip() for part, text in self.parts.items()}
        if not any(typed.values()):
            return None
        numbers = {part: _number(typed[part]) for part in PARTS}
        numbers["month"] = numbers["month"] or _month(typed["month"])
        self.wrong = [part for part in PARTS if not numbers[part]]
        if self.wrong:
            raise ValueError(f"{self._ask()} as day, month and year, {EXAMPLE}")
        day, month, year = (numbers[part] or 0 for part in PARTS)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            self.wrong = ["year"]
            raise ValueError(f"{self._ask()} with the year in four figures, {EXAMPLE}")
        if month > len(MONTHS):
            self.wrong = ["month"]
            raise ValueError(f"{self._ask()} with a month between 1 and 12, {EXAMPLE}")
        try:
            return date(year, month, day)
        except ValueError:
            self.wrong = ["day"]
            name = MONTHS[month - 1].capitalize()
            raise ValueError(f"There is no {day} {name} {year}. {self._ask()}, {EXAMPLE}") from None

    def _ask(self) -> str:
        return self.required.rstrip(".") if self.required else f"Enter “{self.title}”"

    @property
    def error_id(self) -> str:
        """The first box that is wrong; the first of all when none in particular is."""
        return f"{self.id}-{self.wrong[0] if self.wrong else PARTS[0]}"

    def drawn(self, **options: Any) -> Markup:
        """A group of three boxes under one legend."""
        return draw(
            "date-input",
            "govukDateInput",
            id=self.id,
            name_prefix=self.name,
            fieldset={"legend": self.caption("fieldset__legend")},
            hint=words(self.hint),
            error_message=self.error(),
            items=[self._box(part) for part in PARTS],
            **options,
        )

    def _box(self, part: str) -> dict[str, Any]:
        wrong = self.errors and (part in self.wrong or not self.wrong)
        width = f"govuk-input--width-{WIDTHS[part]}"
        classes = f"{width} govuk-input--error" if wrong else width
        # The month may be in words, which a keypad of figures cannot type.
        keys = "text" if part == "month" else "numeric"
        return {"name": part, "value": self.parts[part] or None, "classes": classes, "inputmode": keys}


def _number(text: str) -> int | None:
    """Up to four figures, of any script, as a number."""
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    """A month from its English name or the first three letters or more of it."""
    start = text.rstrip(".").casefold()
    matching = [number for number, name in enumerate(MONTHS, 1) if len(start) >= 3 and name.startswith(start)]
    return matching[0] if matching else (start == "sept" and 9) or None
