"""Questions answered in words."""

from typing import Any

from markupsafe import Markup
from typing_extensions import override

from careleavers.web.fields.cleaning import clean_text
from careleavers.web.fields.drawing import block_text
from careleavers.web.fields.question import Question

LARGEST_VERSION = 2**31 - 1


class TextField(Question):
    """One line of words. `data` is a string, empty when there is no answer; `width` is in characters."""

    def __init__(
        self,
        label: str,
        *,
        max_length: int = 200,
        width: int | None = None,
        input_type: str = "text",
        inputmode: str | None = None,
        autocomplete: str | None = None,
        spellcheck: bool | None = None,
        **question: Any,
    ) -> None:
        super().__init__(label, **question)
        self.max_length, self.width = max_length, width
        self.input_type, self.inputmode = input_type, inputmode
        self.autocomplete, self.spellcheck = autocomplete, spellcheck

    def nothing(self) -> str:
        """No words."""
        return ""

    def read(self, typed: str) -> str:
        """The words, cleaned, on one line, and not too many."""
        # Counted before cleaning as well: normalising a vast text is itself a way to stop the service.
        self._refuse_long(len(typed) // 4)
        text = clean_text(typed, self.title).replace("\t", " ").strip()
        if "\n" in text:
            raise ValueError(f"“{self.title}” must be on one line. Take out the line breaks")
        self._refuse_long(len(text))
        return text

    def _refuse_long(self, length: int) -> None:
        if length > self.max_length:
            over = f"It has {length - self.max_length:,} too many"
            raise ValueError(f"“{self.title}” must be {self.max_length:,} characters or fewer. {over}")

    def drawn(self, **options: Any) -> Markup:
        """Label and one-line input."""
        return self.component(
            "input",
            "govukInput",
            label=self.caption("label"),
            value=self.shown() or None,
            type=self.input_type,
            classes=f"govuk-input--width-{self.width}" if self.width else None,
            inputmode=self.inputmode,
            autocomplete=self.autocomplete,
            spellcheck=self.spellcheck,
            **options,
        )


class TextAreaField(TextField):
    """As many lines as are needed; the box grows with them. `max_words` limits the words and counts them."""

    def __init__(
        self,
        label: str,
        *,
        max_length: int = 10_000,
        rows: int = 4,
        max_words: int | None = None,
        **question: Any,
    ) -> None:
        super().__init__(label, max_length=max_length, **question)
        self.rows, self.max_words = rows, max_words

    def read(self, typed: str) -> str:
        """The words, cleaned, and not too many."""
        self._refuse_long(len(typed) // 4)
        text = clean_text(typed, self.title)
        self._refuse_long(len(text))
        if self.max_words and (count := len(text.split())) > self.max_words:
            raise ValueError(f"“{self.title}” must be {self.max_words:,} words or fewer. You have written {count:,}")
        return text

    def drawn(self, **options: Any) -> Markup:
        """Label and box, with a running count when words are limited."""
        counting = self._counting() if self.max_words else {}
        return self.component(
            "textarea",
            "govukTextarea",
            label=self.caption("label"),
            value=block_text(self.shown()),
            rows=self.rows,
            spellcheck=True,
            attributes={"data-grows": ""},
            **counting,
            **options,
        )

    def _counting(self) -> dict[str, Any]:
        line = Markup('<div id="{}" class="govuk-hint govuk-character-count__message">Up to {} words</div>')
        told = f"{self.id}-info"
        module = {
            "data-module": "govuk-character-count",
            "data-maxlength": self.max_words,
            "data-count-type": "words",
        }
        after = {"html": line.format(told, self.max_words)}
        group = {"classes": "govuk-character-count", "attributes": module, "afterInput": after}
        return {"form_group": group, "classes": "govuk-js-character-count", "described_by": told}


class PasswordField(TextField):
    """A secret: kept exactly as typed, never shown again."""

    def __init__(self, label: str, *, max_length: int = 1000, autocomplete: str = "current-password", **q: Any) -> None:
        super().__init__(label, max_length=max_length, autocomplete=autocomplete, **q)

    def read(self, typed: str) -> str:
        """The secret, untouched but for its length; spaces and all signs are allowed in it."""
        self._refuse_long(len(typed))
        return typed

    def shown(self) -> str:
        """Nothing: a secret is typed again each time."""
        return ""

    def drawn(self, **options: Any) -> Markup:
        """Label, input, and a button to show what is typed."""
        return self.component(
            "password-input",
            "govukPasswordInput",
            label=self.caption("label"),
            autocomplete=self.autocomplete,
            **options,
        )


class HiddenField(TextField):
    """A value the page carries unseen; checked like any other."""

    def __init__(self, label: str = "This page", **question: Any) -> None:
        super().__init__(label, **question)

    @override
    def drawn(self, **options: Any) -> Markup:
        """The hidden input, without an id: a page may hold several."""
        return Markup('<input type="hidden" name="{}" value="{}">').format(self.name, self.shown())


class VersionField(HiddenField):
    """The version of the record that the page showed, as a number, so that saving over another is noticed."""

    def __init__(self, label: str = "Version", **question: Any) -> None:
        super().__init__(label, required="This page did not say which version it showed. Open it again", **question)

    def nothing(self) -> Any:
        """No version."""

    def read(self, typed: str) -> Any:
        """The version as a number, 0 where the page showed that nothing was kept yet; nothing when it is not one."""
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 11):
            return None
        return int(typed) if int(typed) <= LARGEST_VERSION else None
