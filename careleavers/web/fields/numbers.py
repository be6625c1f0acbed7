"""Questions answered with a number."""

import re
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from careleavers.web.fields.question import Question

LARGEST = 2**31 - 1  # what an integer column of PostgreSQL holds
AMOUNT = re.compile(r"\d{1,9}(\.\d{1,2})?")


class IntegerField(Question):
    """A whole number between two limits, both allowed. `data` is an int or None."""

    def __init__(
        self,
        label: str,
        *,
        minimum: int = 0,
        maximum: int = LARGEST,
        unit: str | None = None,
        **question: Any,
    ) -> None:
        super().__init__(label, **question)
        self.minimum, self.maximum, self.unit = minimum, maximum, unit

    def read(self, typed: str) -> int | None:
        """The number; raises ValueError naming the question, the limits and an example."""
        text = typed.strip().replace(",", "")
        if not text:
            return None
        sign, digits = (-1, text[1:]) if text[0] in "-−" else (1, text)
        if not digits.isdecimal() or len(digits) > 12:
            raise ValueError(f"“{self.title}” must be a whole number, for example {max(self.minimum, 12)}")
        number = sign * int(digits)
        if number < self.minimum:
            raise ValueError(f"“{self.title}” must be {self.minimum:,} or more")
        if number > self.maximum:
            raise ValueError(f"“{self.title}” must be {self.maximum:,} or fewer")
        return number

    def drawn(self, **options: Any) -> Markup:
        """Label, short input, and the unit after it."""
        return self.component(
            "input",
            "govukInput",
            label=self.caption("label"),
            value=self.shown() or None,
            classes="govuk-input--width-5",
            inputmode="numeric",
            spellcheck=False,
            suffix={"text": self.unit} if self.unit else None,
            **options,
        )


class DecimalField(Question):
    """An amount in pounds and pence, never negative. `data` is a Decimal with two places, or None."""

    def __init__(self, label: str, *, maximum: int = 1_000_000, **question: Any) -> None:
        super().__init__(label, **question)
        self.maximum = maximum

    def read(self, typed: str) -> Decimal | None:
        """The amount; a pound sign, spaces and commas are passed over. Raises ValueError with an example."""
        text = re.sub(r"[£,\s]", "", typed)
        if not text:
            return None
        if not AMOUNT.fullmatch(text):
            raise ValueError(f"“{self.title}” must be an amount in pounds, for example 120 or 120.50")
        amount = Decimal(text).quantize(Decimal("0.01"))
        if amount > self.maximum:
            raise ValueError(f"“{self.title}” must be £{self.maximum:,} or less")
        return amount

    def drawn(self, **options: Any) -> Markup:
        """Label and short input after a pound sign."""
        return self.component(
            "input",
            "govukInput",
            label=self.caption("label"),
            value=self.shown() or None,
            classes="govuk-input--width-5",
            inputmode="decimal",
            spellcheck=False,
            prefix={"text": "£"},
            **options,
        )
