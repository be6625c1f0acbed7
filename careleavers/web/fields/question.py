"""What every field shares: one answer, its sentence when missing, and drawing itself."""

from collections.abc import Sequence
from typing import Any, ClassVar

from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from careleavers.web.fields.cleaning import displayable
from careleavers.web.fields.drawing import draw, words


class RevealedBy:
    """A question is asked only when another has one of these answers, and is refused otherwise.

    With one answer the question is drawn under that answer; with several it is drawn where the template
    puts it, and `app.js` shows it when it is asked. Without scripts both are always on the page.
    """

    def __init__(self, field: str, *answers: object, refusal: str = "") -> None:
        """`field` is the other question's name in the form; `answers` the values that ask this one.

        `refusal` is said of an answer that was not asked for where the usual sentence would not help.
        """
        self.field, self.answers, self.refusal = field, answers, refusal

    def is_asked(self, form: BaseForm) -> bool:
        """Whether the other question was itself asked and has one of the answers."""
        other = form[self.field]
        if isinstance(other, Question) and other.revealed_by and not other.revealed_by.is_asked(form):
            return False
        given = other.data if isinstance(other.data, (list, tuple, set)) else [other.data]
        return any(answer in given for answer in self.answers)


class Question(Field):
    """A field with a label, an optional hint, and a sentence for when it is not answered.

    `required` is the sentence shown when it is empty ("Enter the date you visited"); without it the
    question is optional and says so. `heading` makes the label the heading of the page.
    """

    kept_when_refused: ClassVar[bool] = True  # typed words are never dropped; a choice has to be, to undo it
    nests: ClassVar[bool] = False  # whether other questions can be drawn under its answers

    def __init__(
        self,
        label: str,
        *,
        required: str | None = None,
        hint: str | None = None,
        revealed_by: RevealedBy | None = None,
        heading: bool = False,
        mark_optional: bool = True,
        **wtforms: Any,
    ) -> None:
        super().__init__(label, **wtforms)
        self.required, self.hint, self.revealed_by, self.heading = required, hint, revealed_by, heading
        self.mark_optional = mark_optional
        self.typed: str | None = None
        self.answered = False
        self.form: BaseForm = wtforms["_form"]

    # What was sent

    def names(self) -> set[str]:
        """The names this question answers to in what a browser sends."""
        return {self.name}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the one value sent; a repeated name or a file in place of text is refused."""
        self.data = self.nothing()
        value = valuelist[0] if valuelist else ""
        self.typed = displayable(value)
        self.answered = bool(value)
        if len(valuelist) > 1:
            raise ValueError(f"“{self.title}” was sent more than once. Check it and save again")
        if isinstance(value, FileStorage):
            raise ValueError(f"“{self.title}” was sent as a file. Type it instead")
        self.data = self.read(value)
        self.answered = not self.is_empty()

    def read(self, typed: str) -> Any:
        """The answer meant by what was typed; raises ValueError with the sentence to show."""
        return typed

    def nothing(self) -> Any:
        """What `data` is when nothing was answered."""
        return None

    def is_empty(self) -> bool:
        """Whether there is no answer."""
        return self.data is None or self.data == self.nothing()

    # Whether it will do

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse an answer nobody asked for; ask for one that is missing; else let the validators run."""
        if self.revealed_by and not self.revealed_by.is_asked(form):
            self.errors = []
            if not self.answered and not self.process_errors:
                raise StopValidation()
            if not self.kept_when_refused:
                self.typed, self.data = "", self.nothing()
            raise StopValidation(self._refusal(form))
        if self.process_errors:
            raise StopValidation()
        if self.is_empty():
            raise StopValidation(self.required or "")
        self.check()

    def check(self) -> None:
        """What a kind of field checks that needs the choices or the form; raises StopValidation."""

    def _refusal(self, form: BaseForm) -> str:
        assert self.revealed_by is not None
        if self.revealed_by.refusal:
            return self.revealed_by.refusal
        other = form[self.revealed_by.field]
        assert isinstance(other, Question)
        answers = " or ".join(f"“{other.name_of(each)}”" for each in self.revealed_by.answers)
        remedy = "clear it" if self.kept_when_refused else "save again without it (it has been cleared)"
        return f"“{self.title}” is only asked after {answers}. Choose {answers}, or {remedy}"

    def name_of(self, answer: object) -> str:
        """One of this question's answers in the words people see."""
        return str(getattr(answer, "label", answer))

    def refuse(self, message: str) -> None:
        """Put an error on this question after validation, for a rule only the service can know."""
        self.errors = [*self.errors, message]

    # Drawing

    @property
    def title(self) -> str:
        """The question's own words."""
        return str(self.label.text)

    @property
    def error_id(self) -> str:
        """The id of the input a link in the error summary should move to."""
        return self.id

    def shown(self) -> str:
        """What stands in the box: what was typed, or else the answer held."""
        return self.typed if self.typed is not None else self.write(self.data)

    def write(self, answer: Any) -> str:
        """An answer as it would be typed."""
        return "" if answer is None else str(answer)

    def __call__(self, **options: Any) -> Markup:
        """The whole question as HTML: label, hint, error and input. Options go to the macro."""
        drawn = self.drawn(**options)
        reveal = self.revealed_by
        if reveal is None or self.errors or self.is_nested():
            return drawn
        answers = " ".join(str(each) for each in reveal.answers)
        opening = Markup('<div data-revealed-by="{}" data-revealed-when="{}">')
        return opening.format(self.form[reveal.field].name, answers) + drawn + Markup("</div>")

    def is_nested(self) -> bool:
        """Whether this question is drawn by another, under one of its answers."""
        reveal = self.revealed_by
        if reveal is None or len(reveal.answers) > 1:
            return False
        other = self.form[reveal.field]
        return isinstance(other, Question) and other.nests

    def drawn(self, **options: Any) -> Markup:
        """The question without what hides it."""
        raise NotImplementedError

    def component(self, component: str, macro: str, **params: Any) -> Markup:
        """Draw with a macro, adding what every one of them takes."""
        return draw(
            component,
            macro,
            id=self.id,
            name=self.name,
            hint=words(self.hint),
            error_message=self.error(),
            **params,
        )

    def error(self) -> dict[str, Any] | None:
        """The first error as the macros want it."""
        return words(self.errors[0] if self.errors else None)

    def caption(self, part: str) -> dict[str, Any]:
        """The label or legend: a page heading, or bold, or plain when nested under an answer."""
        text = self.title if self.required or not self.mark_optional else f"{self.title} (optional)"
        size = "l" if self.heading else "s"
        return {"text": text, "isPageHeading": self.heading, "classes": f"govuk-{part}--{size}"}


def revealed_under(form: BaseForm, name: str, answer: object) -> Sequence[Question]:
    """The questions drawn under one answer of one question, in the form's order."""
    questions = (field for field in form if isinstance(field, Question) and field.revealed_by)
    return [each for each in questions if (r := each.revealed_by) and r.field == name and r.answers == (answer,)]
